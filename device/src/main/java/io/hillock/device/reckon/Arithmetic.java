package io.hillock.device.reckon;

/** The number formats of the processor: saturating sums, hard sigmoid, stochastic updates. */
final class Arithmetic {
  /** One, in the format of errors. */
  static final int FULL_SCALE = 2048;

  private static final int MULTIPLIER_ONE = 16;

  private Arithmetic() {}

  /** Saturation to 16 bits. */
  static int sat16(int x) {
    return Math.clamp(x, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  /** A membrane, its current and noise: where the signs of the first two agree, it saturates. */
  static int sum(int v, int current, int noise) {
    int sum = (short) (v + current + noise);
    if (v >= 0 && current >= 0 && sum < 0) {
      return Short.MAX_VALUE;
    }
    return v < 0 && current < 0 && sum >= 0 ? Short.MIN_VALUE : sum;
  }

  /** The hard sigmoid of an output. */
  static int hardSigmoid(int v) {
    return v > FULL_SCALE - 1 ? FULL_SCALE : v < -FULL_SCALE ? 0 : v + FULL_SCALE >> 1;
  }

  /** Bits 27 to 12 of the scaled sum of errors, saturated to 16 bits where it needs more. */
  static int learningSignal(int sum, int scale) {
    long scaled = (long) sum << scale;
    long limit = 1L << 27;
    if (scaled >= limit || scaled < -limit) {
      return sum < 0 ? Short.MIN_VALUE : Short.MAX_VALUE;
    }
    return (int) (scaled >> 12);
  }

  /** The multiplier of positive changes under multiplicative regularisation, 0 to 16. */
  static int multiplier(int above, int shift) {
    return Math.max(0, MULTIPLIER_ONE - (above >> shift));
  }

  /**
   * The signed strength of a change: the product of the three factors, multiplied if it is
   * positive, less the regularisation, saturated at the lower end.
   */
  static int strength(int product, int multiplier, int regular) {
    long scaled = (long) product * (product < 0 ? MULTIPLIER_ONE : multiplier);
    int less = (int) (scaled >> 4) - regular;
    // The saturation looks at bit 31 of the wide product, which is bit 27 of the product itself.
    return less >= 0 && (int) scaled < 0 ? Integer.MIN_VALUE : less;
  }

  /** Whether a strength of 32 bits beats a random word. */
  static boolean fires32(int strength, int left, int right, int random) {
    if (strength == Integer.MIN_VALUE) {
      return true;
    }
    long p = (long) Math.abs(strength) << left;
    p = Math.min(p, 0xFFFFFFFFL) >> right;
    return strength != 0 && p >= (random & 0xFFFFFFFFL);
  }

  /** Whether a strength of 28 bits beats a random word of 28 bits. */
  static boolean fires28(int strength, int left, int right, int random) {
    long p = (long) Math.abs(strength) << left;
    p = Math.min(p, 0xFFFFFFFL) >> right;
    return strength != 0 && p >= random;
  }

  /** A weight after one step up or down; it stays where 8 bits end. */
  static int step(int weight, int strength) {
    return strength < 0
        ? Math.max(weight - 1, Byte.MIN_VALUE)
        : Math.min(weight + 1, Byte.MAX_VALUE);
  }
}
