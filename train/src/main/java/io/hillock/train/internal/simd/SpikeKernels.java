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
   */
  record Constants(float alpha, float gain, float rho, float threshold) {}

  /**
   * One step of all units, but for what spikes change:
   *
   * {@snippet lang=text :
   * above_i = v_i > A_i,   A_i = threshold + beta_i b_i                             (1)
   * v'_i = alpha v_i + gain c_i,   c_i = 0                                          (2)
   * b_i = rho b_i                                                                   (3)
   * }
   *
   * @param c constants
   * @param tape membranes of all steps
   * @param from where v begins
   * @param to where v' begins
   * @param current input c
   * @param b adaptation
   * @param beta its weights
   * @param at where current and b begin
   * @param n how many units, beta from its beginning
   * @param above receives the units above threshold
   */
  void step(
      Constants c,
      float[] tape,
      int from,
      int to,
      float[] current,
      float[] b,
      float[] beta,
      int at,
      int n,
      long[] above);

  /**
   * The units with a non-zero pseudo-derivative: 0 &lt; v_i &lt; 2 A_i, A_i = threshold + beta_i
   * b_i.
   *
   * @param c constants
   * @param tape membranes of all steps
   * @param from where v begins
   * @param b adaptation
   * @param bAt where it begins
   * @param beta its weights
   * @param n how many units
   * @param live receives the units
   */
  void live(
      Constants c, float[] tape, int from, float[] b, int bAt, float[] beta, int n, long[] live);

  /**
   * One step back of all units, but for what spikes change:
   *
   * {@snippet lang=text :
   * gv_i = alpha gv_i + q_i,   q_i = 0                                              (1)
   * gb_i = rho gb_i                                                                 (2)
   * delta_i = gain gv_i                                                             (3)
   * }
   *
   * @param c constants
   * @param gv derivatives by membranes
   * @param q derivatives through events of the step after
   * @param gb derivatives by adaptation
   * @param at where gv, q and gb begin
   * @param tape receives delta
   * @param to where delta begins
   * @param n how many units
   */
  void back(Constants c, float[] gv, float[] q, float[] gb, int at, float[] tape, int to, int n);

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
