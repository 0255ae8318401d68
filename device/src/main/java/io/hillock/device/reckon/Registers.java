package io.hillock.device.reckon;

import io.hillock.fault.ParameterException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * A setting of the processor: all registers, and the words of the neuron memory that hold leak and
 * threshold of each pair of neurons. Immutable.
 *
 * <p>The leak alpha is 1.15: 0x7000 to 0x7FFF is 0.875 to 0.99997, 0x8000 is no leak. The threshold
 * is a signed 16-bit membrane potential.
 */
public final class Registers {
  /** Pairs of neurons, each with a leak and a threshold. */
  public static final int PAIRS = 128;

  /** The setting of the authors' bench for cue accumulation. */
  public static final Registers BENCH = bench();

  private static final int BENCH_ALPHA = 0x7FEF;
  private static final int BENCH_THRESHOLD = 614;
  private static final int LOWEST_ALPHA = 0x7000;
  private static final int NO_LEAK = 0x8000;

  private final Map<Register, Long> values;
  private final int[] alpha;
  private final int[] threshold;

  private Registers(Map<Register, Long> values, int[] alpha, int[] threshold) {
    this.values = values;
    this.alpha = alpha;
    this.threshold = threshold;
  }

  private static Registers bench() {
    Map<Register, Long> values = new EnumMap<>(Register.class);
    for (Register register : Register.values()) {
      values.put(register, register.bench());
    }
    int[] alpha = new int[PAIRS];
    int[] threshold = new int[PAIRS];
    Arrays.fill(alpha, BENCH_ALPHA);
    Arrays.fill(threshold, BENCH_THRESHOLD);
    return new Registers(values, alpha, threshold);
  }

  /**
   * The same setting with another value in a register.
   *
   * @param register the register
   * @param value what is written; too wide a seed loses its high bits
   * @return the new setting
   */
  public Registers with(Register register, long value) {
    if (!register.accepts(value)) {
      throw new ParameterException("ReckOn", register.name(), value, register.range());
    }
    Map<Register, Long> changed = new EnumMap<>(values);
    changed.put(register, register.held(value));
    return new Registers(changed, alpha, threshold);
  }

  /**
   * The same setting with another leak of a pair of neurons.
   *
   * @param pair the pair, 0 to 127: neurons 2 pair and 2 pair + 1
   * @param value alpha, 0x7000 to 0x8000
   * @return the new setting
   */
  public Registers withAlpha(int pair, int value) {
    requirePair("ALPHA", pair);
    if (value < LOWEST_ALPHA || value > NO_LEAK) {
      throw new ParameterException("ReckOn", "ALPHA", value, "it must lie in 0x7000..0x8000");
    }
    int[] changed = alpha.clone();
    changed[pair] = value;
    return new Registers(values, changed, threshold);
  }

  /**
   * The same setting with one leak for all neurons.
   *
   * @param value alpha, 0x7000 to 0x8000
   * @return the new setting
   */
  public Registers withAlpha(int value) {
    int[] changed = new int[PAIRS];
    Arrays.fill(changed, withAlpha(0, value).alpha[0]);
    return new Registers(values, changed, threshold);
  }

  /**
   * The same setting with another threshold of a pair of neurons.
   *
   * @param pair the pair, 0 to 127: neurons 2 pair and 2 pair + 1
   * @param value the threshold, -32768 to 32767
   * @return the new setting
   */
  public Registers withThreshold(int pair, int value) {
    requirePair("THRESHOLD", pair);
    if (value < Short.MIN_VALUE || value > Short.MAX_VALUE) {
      throw new ParameterException("ReckOn", "THRESHOLD", value, "it must lie in -32768..32767");
    }
    int[] changed = threshold.clone();
    changed[pair] = value;
    return new Registers(values, alpha, changed);
  }

  /**
   * The same setting with one threshold for all neurons.
   *
   * @param value the threshold, -32768 to 32767
   * @return the new setting
   */
  public Registers withThreshold(int value) {
    int[] changed = new int[PAIRS];
    Arrays.fill(changed, withThreshold(0, value).threshold[0]);
    return new Registers(values, alpha, changed);
  }

  private static void requirePair(String symbol, int pair) {
    if (pair < 0 || pair >= PAIRS) {
      throw new ParameterException(
          "ReckOn", symbol + " pair", pair, "it must lie in 0.." + (PAIRS - 1));
    }
  }

  /**
   * What a register holds.
   *
   * @param register the register
   * @return its value, with its sign
   */
  public int get(Register register) {
    return (int) (long) values.get(register);
  }

  /**
   * The leak of a pair.
   *
   * @param pair the pair
   * @return alpha, 1.15
   */
  public int alpha(int pair) {
    return alpha[pair];
  }

  /**
   * The threshold of a pair.
   *
   * @param pair the pair
   * @return the threshold
   */
  public int threshold(int pair) {
    return threshold[pair];
  }

  /**
   * Number of inputs in use.
   *
   * @return NUM_INP + 1
   */
  public int inputs() {
    return get(Register.NUM_INP) + 1;
  }

  /**
   * Number of neurons in use.
   *
   * @return NUM_REC + 1
   */
  public int neurons() {
    return get(Register.NUM_REC) + 1;
  }

  /**
   * Number of outputs in use.
   *
   * @return NUM_OUT + 1
   */
  public int outputs() {
    return get(Register.NUM_OUT) + 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Registers r
        && values.equals(r.values)
        && Arrays.equals(alpha, r.alpha)
        && Arrays.equals(threshold, r.threshold);
  }

  @Override
  public int hashCode() {
    return values.hashCode() + 31 * (Arrays.hashCode(alpha) + 31 * Arrays.hashCode(threshold));
  }
}
