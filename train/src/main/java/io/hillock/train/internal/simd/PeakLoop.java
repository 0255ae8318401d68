package io.hillock.train.internal.simd;

/**
 * Multiplications and additions that touch no memory: what the vector units of this machine can do
 * at all, the limit beside which products are reported. Each of {@link #CHAINS} chains per lane
 * computes x = x a + b again and again.
 */
public interface PeakLoop {
  /** Chains that do not wait for each other. */
  int CHAINS = 16;

  /** The factor a. */
  float FACTOR = 0.75f;

  /** The addend b: chains tend to b / (1 - a) = 1. */
  float ADDEND = 0.25f;

  /**
   * Runs all chains; every product is rounded before it is added.
   *
   * @param rounds steps of each chain
   * @return the sum of one lane of all chains, so that nothing can be left out
   */
  float run(int rounds);

  /**
   * Runs all chains with fused multiply-add.
   *
   * @param rounds steps of each chain
   * @return the sum of one lane of all chains
   */
  float runFused(int rounds);

  /**
   * How much one run computes.
   *
   * @param rounds steps of each chain
   * @return multiplications and additions
   */
  default double flops(int rounds) {
    return 2.0 * CHAINS * lanes() * rounds;
  }

  /**
   * Elements computed at once.
   *
   * @return float lanes, 1 for the scalar loop
   */
  int lanes();

  /**
   * The loop in use, chosen once at start-up as {@link RowKernels#best} does.
   *
   * @return the loop
   */
  static PeakLoop best() {
    return Best.LOOP;
  }

  /** Holds the choice. */
  final class Best {
    private static final PeakLoop LOOP =
        KernelLoader.best(PeakLoop.class, "VectorPeak", ScalarPeak::new);

    private Best() {}
  }
}
