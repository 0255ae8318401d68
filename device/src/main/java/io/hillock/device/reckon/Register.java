package io.hillock.device.reckon;

/**
 * The configuration registers that change what the processor computes. Sizes are given minus one;
 * signed registers are two's complement.
 */
public enum Register {
  /** 1 resets a neuron that fired to zero, 0 subtracts the threshold. */
  RST_MODE(1, 0),
  /** Plasticity: bit 0 input, bit 1 recurrent, bit 2 output weights. */
  DO_EPROP(3, 0b111),
  /** Left shift of input weights. */
  FP_LOC_WINP(3, 3),
  /** Left shift of recurrent weights. */
  FP_LOC_WREC(3, 3),
  /** Left shift of output weights. */
  FP_LOC_WOUT(3, 3),
  /** Radix point of input traces. */
  FP_LOC_TINP(3, 3),
  /** Radix point of recurrent traces. */
  FP_LOC_TREC(3, 4),
  /** Radix point of output traces. */
  FP_LOC_TOUT(3, 6),
  /** Left shift of the learning signal. */
  LEARN_SIG_SCALE(4, 5),
  /** Rate regularisation: bit 0 multiplicative, bit 1 additive, bit 2 additive in every step. */
  REGUL_MODE(3, 0b010),
  /** What is regularised: bit 0 input, bit 1 recurrent weights. */
  REGUL_W(2, 0b11),
  /** Stochastic rounding of membranes and traces. */
  EN_STOCH_ROUND(1, 1),
  /** Regression on values in place of classification of labels. */
  REGRESSION(1, 0),
  /** One label per sample in place of one per step; in the model a label holds until the next. */
  SINGLE_LABEL(1, 1),
  /** Leaves out the hard sigmoid of the outputs. */
  NO_OUT_ACT(1, 0),
  /** Adds noise to the membranes with each integration. */
  NOISE_EN(1, 0),
  /** Keeps traces running while plasticity is off. */
  FORCE_TRACES(1, 0),
  /** Decay of outputs and output traces, 1.7. */
  KAPPA(8, 0x79),
  /** First membrane threshold of the pseudo-derivative. */
  THR_H_0(16, 205, Kind.SIGNED),
  /** Second membrane threshold of the pseudo-derivative. */
  THR_H_1(16, 205, Kind.SIGNED),
  /** Third membrane threshold of the pseudo-derivative. */
  THR_H_2(16, 205, Kind.SIGNED),
  /** Fourth membrane threshold of the pseudo-derivative. */
  THR_H_3(16, 205, Kind.SIGNED),
  /** Pseudo-derivative below the first threshold. */
  H_0(5, 0, Kind.SIGNED),
  /** Pseudo-derivative below the second threshold. */
  H_1(5, 0, Kind.SIGNED),
  /** Pseudo-derivative below the third threshold. */
  H_2(5, 0, Kind.SIGNED),
  /** Pseudo-derivative below the fourth threshold. */
  H_3(5, 0, Kind.SIGNED),
  /** Pseudo-derivative from the fourth threshold on. */
  H_4(5, 1, Kind.SIGNED),
  /** Right shift of the update probability of input weights. */
  LR_R_WINP(5, 0),
  /** Left shift of the update probability of input weights. */
  LR_P_WINP(5, 8),
  /** Right shift of the update probability of recurrent weights. */
  LR_R_WREC(5, 0),
  /** Left shift of the update probability of recurrent weights. */
  LR_P_WREC(5, 8),
  /** Right shift of the update probability of output weights. */
  LR_R_WOUT(5, 0),
  /** Left shift of the update probability of output weights. */
  LR_P_WOUT(5, 14),
  /** Seed of the updates of input weights. */
  SEED_INP(25, 0xF0F0, Kind.SEED),
  /** Seed of the updates of recurrent weights. */
  SEED_REC(25, 0xF1F1, Kind.SEED),
  /** Seed of the updates of output weights. */
  SEED_OUT(22, 0xF2F2, Kind.SEED),
  /** Seeds of the rounding of membranes: low half even neurons, high half odd ones. */
  SEED_STRND_NEUR(30, 0x3F3FF3F3, Kind.SEED),
  /** Seed of the rounding of outputs. */
  SEED_STRND_ONEUR(15, 0x74F4, Kind.SEED),
  /** Seeds of the rounding of input traces, as for membranes. */
  SEED_STRND_TINP(30, 0x3F5FF5F5, Kind.SEED),
  /** Seeds of the rounding of recurrent traces, as for membranes. */
  SEED_STRND_TREC(30, 0x3F6FF6F6, Kind.SEED),
  /** Seeds of the rounding of output traces, as for membranes. */
  SEED_STRND_TOUT(30, 0x3F7FF7F7, Kind.SEED),
  /** Seed of the noise. */
  SEED_NOISE_NEUR(17, 0xFF0, Kind.SEED),
  /** Number of inputs minus one. */
  NUM_INP(8, 39),
  /** Number of neurons minus one. */
  NUM_REC(8, 99),
  /** Number of outputs minus one. */
  NUM_OUT(4, 1),
  /** Trace level above which additive regularisation begins. */
  REGUL_F0(12, 160),
  /** Right shift of the additive regularisation of input weights. */
  REGUL_K_INP_R(5, 0),
  /** Left shift of the additive regularisation of input weights. */
  REGUL_K_INP_P(5, 10),
  /** Right shift of the additive regularisation of recurrent weights. */
  REGUL_K_REC_R(5, 0),
  /** Left shift of the additive regularisation of recurrent weights. */
  REGUL_K_REC_P(5, 10),
  /** Right shift of the multiplicative regularisation. */
  REGUL_K_MUL(5, 0),
  /** Right shift of the noise. */
  NOISE_STR(4, 0),
  /** Freezes the core and opens its memory; the model is always open, and runs. */
  EN_CONF(1, 0),
  /** Silicon only. */
  RO_STAGE_SEL(9, 0),
  /** Silicon only. */
  GET_CLKINT_OUT(1, 0),
  /** Shows the request for a target on a pin; no effect on what is computed. */
  GET_TAR_REQ_OUT(1, 1),
  /** Makes ticks on chip; no effect on what a tick computes. */
  LOCAL_TICK(1, 0),
  /** Stops on a timing error; the model has none. */
  ERROR_HALT(1, 1),
  /** Silicon only. */
  SRAM_SPEEDMODE(8, 0),
  /** Function of a pin; no effect on what is computed. */
  TIMING_MODE(1, 0),
  /** Sends a result in every step; no effect on what is computed. */
  SEND_PER_TIMESTEP(1, 0),
  /** Sends the label in place of the outputs; no effect on what is computed. */
  SEND_LABEL_ONLY(1, 1),
  /** Period of ticks made on chip [clock cycles]; no effect on what a tick computes. */
  CYCLES_PER_TICK(32, 0);

  /** How a value is read. */
  private enum Kind {
    UNSIGNED,
    SIGNED,
    SEED
  }

  private final int bits;
  private final long bench;
  private final Kind kind;

  Register(int bits, long bench) {
    this(bits, bench, Kind.UNSIGNED);
  }

  Register(int bits, long bench, Kind kind) {
    this.bits = bits;
    this.bench = bench;
    this.kind = kind;
  }

  /**
   * Its width.
   *
   * @return the bits
   */
  public int bits() {
    return bits;
  }

  /**
   * Its value in the authors' bench.
   *
   * @return the value
   */
  public long bench() {
    return bench;
  }

  /** Whether a value can be written; seeds lose what is too wide, as they do in the bench. */
  boolean accepts(long value) {
    return switch (kind) {
      case UNSIGNED -> value >= 0 && value < 1L << bits;
      case SIGNED -> value >= -(1L << (bits - 1)) && value < 1L << bits;
      case SEED -> value >= 0 && value < 1L << 32;
    };
  }

  /** What the register holds after a value was written. */
  long held(long value) {
    return switch (kind) {
      case UNSIGNED -> value;
      case SIGNED -> value << (Long.SIZE - bits) >> (Long.SIZE - bits);
      case SEED -> value & ((1L << bits) - 1);
    };
  }

  /** What may be written, for people. */
  String range() {
    return switch (kind) {
      case UNSIGNED -> "it must lie in 0.." + ((1L << bits) - 1);
      case SIGNED -> "it must fit " + bits + " bits, two's complement";
      case SEED -> "it must fit 32 bits, of which the low " + bits + " count";
    };
  }
}
