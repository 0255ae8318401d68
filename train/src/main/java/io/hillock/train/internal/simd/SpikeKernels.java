package io.hillock.train.internal.simd;

/**
 * Steps of a layer of integrate-and-fire units, forward and backward. Scalar and Vector API agree
 * to the bit: the same operations in the same order per element, no fused multiply-add. Lengths are
 * multiples of 16. Sets of units are bits, 64 to a word; what is kept for the units of a set alone
 * lies packed, in their order.
 */
public interface SpikeKernels {
  /** Elements that packed arrays have beyond their last, so that vectors may run over it. */
  int SLACK = 16;

  /**
   * Constants of a layer.
   *
   * @param alpha decay of the membrane per step
   * @param gain factor of the input, 1 - alpha
   * @param rho decay of the adaptation per step
   * @param jump what a spike adds to the adaptation, 1 - rho
   * @param threshold threshold without adaptation
   * @param gamma height of the pseudo-derivative
   * @param beta weights of the adaptation, zero for units that do not adapt; as long as there are
   *     units
   * @param plain so many units from the first do not adapt; a multiple of 16
   */
  record Constants(
      float alpha,
      float gain,
      float rho,
      float jump,
      float threshold,
      float gamma,
      float[] beta,
      int plain) {
    int units() {
      return beta.length;
    }
  }

  /**
   * What a step forward reads and writes. The arrays serve a slice of samples; the places say where
   * the sample in hand begins.
   */
  final class Forward {
    /** Membranes. */
    public float[] v = {};

    /** Where v begins before the step. */
    public int from;

    /** Where v begins after the step. */
    public int to;

    /** Input; zero after the step. */
    public AlignedFloats current = AlignedFloats.NONE;

    /** Adaptation. */
    public float[] b = {};

    /** Where input and adaptation begin. */
    public int at;

    /** Units that spiked in the step before. */
    public long[] before = {};

    /** Where these begin. */
    public int beforeAt;

    /** Units that may not spike. */
    public long[] refractory = {};

    /** Receives the units that spike. */
    public long[] spikes = {};

    /** Receives the units with a non-zero pseudo-derivative. */
    public long[] near = {};

    /** Nothing yet. */
    public Forward() {}
  }

  /**
   * What a step back reads and writes. The arrays serve a slice of samples; the places say where
   * the sample in hand begins.
   */
  final class Back {
    /** Derivatives by membranes. */
    public float[] gv = {};

    /** Derivatives by membranes through the spikes of the step. */
    public float[] q = {};

    /** Derivatives by the adaptation. */
    public float[] gb = {};

    /** Derivatives by the input. */
    public AlignedFloats delta = AlignedFloats.NONE;

    /** Where these four begin. */
    public int at;

    /** Adaptation. */
    public float[] adaptation = {};

    /** Where that of the step begins. */
    public int now;

    /** Where that of the step after begins. */
    public int next;

    /** Units with a non-zero pseudo-derivative. */
    public long[] near = {};

    /** Where these begin. */
    public int nearAt;

    /** Units that spiked in the step before. */
    public long[] before = {};

    /** Where these begin. */
    public int beforeAt;

    /** Packed membranes of the units with a pseudo-derivative, with slack. */
    public float[] membranes = {};

    /** Where these begin. */
    public int membranesAt;

    /** Packed derivatives by their spikes, from all receivers but the layer. */
    public float[] gz = {};

    /** Where these begin. */
    public int gzAt;

    /** Packed derivatives by their spikes, through the recurrent weights, with slack. */
    public float[] recurrent = {};

    /** Derivatives by each spike that stand by themselves, shape (units). */
    public float[] push = {};

    /** Nothing yet. */
    public Back() {}
  }

  /**
   * One step of all units of a sample.
   *
   * {@snippet lang=text :
   * z_i = v_i > A_i,   near_i = |v_i - A_i| < A_i,   both false while refractory      (1)
   * v'_i = (alpha v_i + gain c_i) - (A_i if spiked before),   c_i = 0                 (2)
   * b'_i = rho b_i + (jump if z_i),   A_i = threshold + beta_i b_i                    (3)
   * }
   *
   * <p>Units that do not adapt have A_i = threshold, and their b_i is left alone.
   *
   * @param c constants
   * @param s what is read and written
   */
  void step(Constants c, Forward s);

  /**
   * One step back of all units of a sample; A of the step and A+ of the step after are as in {@link
   * #step}, and a prime marks what comes out of this step.
   *
   * {@snippet lang=text :
   * gz_i = gz_i + (((recurrent_i + push_i) + jump gb_i) - A+_i gv_i)                  (1)
   * gv'_i = alpha gv_i + q_i,   delta_i = gain gv'_i                                  (2)
   * r_i = v_i / A_i,   q'_i = gamma (1 - |r_i - 1|) / A_i  gz_i                       (3)
   * gb'_i = (rho gb_i - beta_i (q'_i r_i)) - (beta_i gv'_i if spiked before)          (4)
   * }
   *
   * <p>Outside of the units with a pseudo-derivative q' is zero and (4) lacks its term. For units
   * that do not adapt gb is left alone, and (1) does without it.
   *
   * @param c constants
   * @param s what is read and written
   */
  void back(Constants c, Back s);

  /**
   * The adaptation after a step, (3) of {@link #step}, of the units that adapt.
   *
   * @param c constants
   * @param b adaptation; the places of units that do not adapt are left alone
   * @param from where it begins before the step
   * @param to where it begins after the step
   * @param spikes units that spiked in the step
   * @param spikesAt where these begin
   */
  void adapt(Constants c, float[] b, int from, int to, long[] spikes, int spikesAt);

  /**
   * Lists the units of a set in ascending order.
   *
   * @param set the set
   * @param at where it begins
   * @param n of how many units
   * @param index receives the list; {@link #SLACK} elements beyond it may change
   * @param to where it begins
   * @return how many units it has
   */
  int list(long[] set, int at, int n, int[] index, int to);

  /**
   * Packs the values of the units of a set.
   *
   * @param set the set
   * @param at where it begins
   * @param n of how many units
   * @param x values of all units
   * @param from where they begin
   * @param packed receives the values; {@link #SLACK} elements beyond them may change
   * @param to where they begin
   * @return how many there are
   */
  int pack(long[] set, int at, int n, float[] x, int from, float[] packed, int to);

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
  void scale(AlignedFloats y, int yAt, float a, AlignedFloats x, int xAt, int n);

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
  void leak(AlignedFloats y, int yAt, float a, float c, AlignedFloats x, int xAt, int n);

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
