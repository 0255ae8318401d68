package io.hillock.random;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * A counter-based random stream: the k-th draw is a function of key and k alone.
 *
 * {@snippet lang=text :
 * u64(k) = mix(key + k * 0x9E3779B97F4A7C15)                                        (1)
 * }
 *
 * <p>(1) is SplitMix64 (G. L. Steele, D. Lea, C. H. Flood (2014), OOPSLA,
 * doi:10.1145/2660193.2660195) with the finaliser variant 13 of D. Stafford. Every method takes
 * exactly one draw, so a stream can be resumed from its counter and two runs never slip against
 * each other. All arithmetic is exact or by StrictMath: same key, same bits on every machine.
 */
public final class RandomStream implements Stateful {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final double DOUBLE_UNIT = 0x1.0p-53;
  private static final float FLOAT_UNIT = 0x1.0p-24f;

  private long key;
  private long counter;

  RandomStream(long key) {
    this.key = key;
  }

  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * The next 64 random bits.
   *
   * @return the bits
   */
  public long nextLong() {
    counter++;
    return mix(key + counter * GAMMA); // (1)
  }

  /**
   * A uniform integer in [0, bound), by the high half of a 64 by 32 bit product (bias below 2^-32).
   *
   * @param bound exclusive upper bound, positive
   * @return the draw
   */
  public int nextInt(int bound) {
    assert bound > 0 : bound;
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /**
   * A uniform number in [0, 1) with 53 bits.
   *
   * @return the draw
   */
  public double nextDouble() {
    return (nextLong() >>> 11) * DOUBLE_UNIT;
  }

  /**
   * A uniform number in [0, 1) with 24 bits.
   *
   * @return the draw
   */
  public float nextFloat() {
    return (nextLong() >>> 40) * FLOAT_UNIT;
  }

  /**
   * A uniform number in [low, high).
   *
   * @param low lower end
   * @param high upper end
   * @return the draw
   */
  public double nextDouble(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /**
   * True with the given probability.
   *
   * @param probability in [0, 1]
   * @return the draw
   */
  public boolean nextBoolean(double probability) {
    return nextDouble() < probability;
  }

  /**
   * A standard normal number, by inversion of one uniform draw in (0, 1).
   *
   * @return the draw
   */
  public double nextGaussian() {
    return NormalQuantile.of(((nextLong() >>> 11) + 0.5) * DOUBLE_UNIT);
  }

  /**
   * Shuffles the first elements of an array in place (Fisher-Yates).
   *
   * @param values the array
   * @param length how many of its first elements take part
   */
  public void shuffle(int[] values, int length) {
    for (int i = length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int held = values[i];
      values[i] = values[j];
      values[j] = held;
    }
  }

  /**
   * How many draws were taken.
   *
   * @return the counter
   */
  public long position() {
    return counter;
  }

  @Override
  public void visit(StateVisitor visitor) {
    key = visitor.scalar("key", StateRole.BOOKKEEPING, Long.SIZE, key);
    counter = visitor.scalar("counter", StateRole.BOOKKEEPING, Long.SIZE, counter);
  }
}
