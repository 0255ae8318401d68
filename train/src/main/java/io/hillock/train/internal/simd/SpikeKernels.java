package io.hillock.train.internal.simd;

/**
 * Element-wise loops of integrate-and-fire units, forward and backward. Scalar and Vector API agree
 * to the bit: the same operations in the same order per element, no fused multiply-add. Lengths are
 * multiples of 16. Sets of units are bits, 64 to a word.
 */
public interface SpikeKernels {
  /**
   * Constants of a layer.
   *
   * @param alpha decay of the membrane per step
   * @param gain factor of the input
   * @param rho decay of the adaptation per step
   * @param threshold threshold without adaptation
   * @param plain so many units from the first do not adapt; a multiple of 16
   */
  record Constants(float alpha, float gain, float rho, float threshold, int plain) {}

  /**
   * One step of all units, but for what spikes change:
   *
   * {@snippet lang=text :
   * above_i = v_i > A_i,   near_i = |v_i - A_i| < A_i,   A_i = threshold + beta_i b_i (1)
   * v'_i = alpha v_i + gain c_i,   c_i = 0                                          (2)
   * b_i = rho b_i                                                                   (3)
   * }
   *
   * <p>Units that do not adapt have A_i = threshold, and their b_i is left alone.
   *
   * @param c constants
   * @param v membranes
   * @param from where v begins
   * @param to where v' begins
   * @param current input c
   * @param b adaptation
   * @param beta its weights
   * @param at where current and b begin
   * @param n how many units, beta from its beginning
   * @param above receives the units above threshold
   * @param near receives the units with a non-zero pseudo-derivative
   */
  void step(
      Constants c,
      float[] v,
      int from,
      int to,
      float[] current,
      float[] b,
      float[] beta,
      int at,
      int n,
      long[] above,
      long[] near);

  /**
   * One step back of all units, but for what spikes change:
   *
   * {@snippet lang=text :
   * gv_i = alpha gv_i + q_i,   q_i = 0                                              (1)
   * gb_i = rho gb_i                                                                 (2)
   * delta_i = gain gv_i                                                             (3)
   * }
   *
   * <p>(2) is left out for units that do not adapt.
   *
   * @param c constants
   * @param gv derivatives by membranes
   * @param q derivatives through events of the step after
   * @param gb derivatives by adaptation
   * @param delta receives delta
   * @param at where all four begin
   * @param n how many units
   */
  void back(Constants c, float[] gv, float[] q, float[] gb, float[] delta, int at, int n);

  /**
   * Scales: y_i = a x_i.
   *
   * @param y results
   * @param yAt where they begin
   * @param a factor
   * @param x values; may be y, at the same place or beyond the results
   * @param xAt where they begin
   * @param n how many
   */
  void scale(float[] y, int yAt, float a, float[] x, int xAt, int n);

  /**
   * One step of leaky sums: y_i = a y_i + c x_i.
   *
   * @param y sums
   * @param yAt where they begin
   * @param a decay
   * @param c factor of the input
   * @param x input, outside of the sums
   * @param xAt where it begins
   * @param n how many
   */
  void leak(float[] y, int yAt, float a, float c, float[] x, int xAt, int n);

  /**
   * The kernels in use, chosen once at start-up.
   *
   * @return the kernels
   */
  static SpikeKernels best() {
    return Best.KERNELS;
  }

  /** Holds the choice. */
  final class Best {
    private static final SpikeKernels KERNELS =
        KernelLoader.best(SpikeKernels.class, "VectorSpikeKernels", ScalarSpikeKernels::new);

    private Best() {}
  }
}
