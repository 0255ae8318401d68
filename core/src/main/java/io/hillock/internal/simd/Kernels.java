package io.hillock.internal.simd;

import io.hillock.signal.SpikeList;

/**
 * The element-wise loops of a step. Two implementations, scalar and Vector API, agree to the bit:
 * the same operations in the same order per element, no fused multiply-add.
 */
public interface Kernels {
  /**
   * Integrates and consumes the input: v_i = alpha_i v_i + gain_i c_i, then c_i = 0.
   *
   * @param v membrane potentials, shape (n)
   * @param alpha decay per step, shape (n)
   * @param gain input gain, shape (n)
   * @param current input of the step, shape (n); left at zero
   */
  void integrate(float[] v, float[] alpha, float[] gain, float[] current);

  /**
   * Collects the indices with v_i &gt; threshold_i in ascending order.
   *
   * @param v membrane potentials, shape (n)
   * @param threshold thresholds, shape (n)
   * @param spiked cleared, then filled
   */
  void fire(float[] v, float[] threshold, SpikeList spiked);

  /**
   * {@link #integrate}, then {@link #fire}, in one pass.
   *
   * @param v membrane potentials, shape (n)
   * @param alpha decay per step, shape (n)
   * @param gain input gain, shape (n)
   * @param current input of the step, shape (n); left at zero
   * @param threshold thresholds, shape (n)
   * @param spiked cleared, then filled
   */
  void integrateAndFire(
      float[] v, float[] alpha, float[] gain, float[] current, float[] threshold, SpikeList spiked);

  /**
   * Adds a row: y_j += row_j.
   *
   * @param y sums, shape (n)
   * @param row addends, shape (n)
   */
  void add(float[] y, float[] row);

  /**
   * Adds the rows of all spikes in their order: y_j += sum_s rows[s]_j, each element summed from
   * the left.
   *
   * @param y sums, shape (n)
   * @param rows rows, each of shape (n)
   * @param spikes which rows
   */
  void addRows(float[] y, float[][] rows, SpikeList spikes);

  /**
   * Counts the elements with x_j != 0.
   *
   * @param a factor
   * @param x row, shape (n)
   * @return the count, or -1 when some a x_j is not finite
   */
  int countNonZero(float a, float[] x);

  /**
   * Adds a scaled row: y_j += a x_j.
   *
   * @param y sums, shape (n)
   * @param a factor
   * @param x row, shape (n)
   */
  void axpy(float[] y, float a, float[] x);

  /**
   * Scales in place: y_j = a y_j.
   *
   * @param y values, shape (n)
   * @param a factor
   */
  void scale(float[] y, float a);

  /**
   * Multiplies element-wise in place: y_j = y_j x_j.
   *
   * @param y values, shape (n)
   * @param x factors, shape (n)
   */
  void multiply(float[] y, float[] x);

  /**
   * Eligibility traces of one neuron without adaptation: (1) without its second term and (3) of
   * {@link EligibilityStep}.
   *
   * @param step the factors
   * @param x presynaptic traces, shape (n) or more
   * @param filtered ebar of all rows
   * @param sum sums of all rows, laid out as ebar; left alone when empty
   * @param at where the row begins in both
   * @param n how many of its first elements are computed
   */
  void eligibility(
      EligibilityStep step, double[] x, double[] filtered, double[] sum, int at, int n);

  /**
   * Eligibility traces of one adaptive neuron: (1) to (3) of {@link EligibilityStep}.
   *
   * @param step the factors
   * @param x presynaptic traces, shape (n) or more
   * @param slow eps of all adaptive rows
   * @param slowAt where the row begins there
   * @param filtered ebar of all rows
   * @param sum sums of all rows, laid out as ebar; left alone when empty
   * @param at where the row begins in both
   * @param n how many of its first elements are computed
   */
  void adaptiveEligibility(
      EligibilityStep step,
      double[] x,
      double[] slow,
      int slowAt,
      double[] filtered,
      double[] sum,
      int at,
      int n);

  /** Partial sums of a dot product: {@link #dotRows} gives the same bits for every lane count. */
  int PARTIAL_SUMS = 16;

  /**
   * Adds scaled rows of a matrix: y_j += factor_0 m[index_0][j], then factor_1 m[index_1][j], and
   * so on.
   *
   * @param y sums, shape (n)
   * @param m matrix, shape (rows, n), row by row
   * @param index which rows
   * @param factor their factors
   * @param count how many of both
   */
  void addScaledRows(float[] y, float[] m, int[] index, float[] factor, int count);

  /**
   * The same in double.
   *
   * @param y sums, shape (n)
   * @param m matrix, shape (rows, n), row by row
   * @param index which rows
   * @param factor their factors
   * @param count how many of both
   */
  void addScaledRows(double[] y, double[] m, int[] index, double[] factor, int count);

  /**
   * Adds a scaled vector to rows of a matrix: m[index_s][j] += factor_s x_j.
   *
   * @param m matrix, shape (rows, n), row by row
   * @param index which rows, each at most once
   * @param factor their factors
   * @param count how many of both
   * @param x the vector, shape (n)
   */
  void addToRows(float[] m, int[] index, float[] factor, int count, float[] x);

  /**
   * Dot products of all rows of a matrix with a vector: y_r = sum_j m[r][j] x_j. Column j is added
   * to partial sum j mod 16; the partial sums are added in halves: l + 8, l + 4, l + 2, l + 1.
   *
   * @param y products, shape (rows)
   * @param m matrix, shape (rows, n), row by row
   * @param x the vector, shape (n)
   * @param partial scratch of {@link #PARTIAL_SUMS} elements
   */
  void dotRows(float[] y, float[] m, float[] x, float[] partial);

  /**
   * Adds scaled blocks of shared weights to blocks of units: for s = 0, 1, ..., and for every pair
   * p of input index_s in turn, z[unit_p + j] += factor_s w[weight_p + j], j below the width.
   *
   * @param z sums
   * @param w weights
   * @param wiring the pairs
   * @param index which inputs
   * @param factor their factors
   * @param count how many of both
   */
  void addWeightBlocks(
      float[] z, float[] w, BlockWiring wiring, int[] index, float[] factor, int count);

  /**
   * The reverse of {@link #addWeightBlocks}, in the same order: w[weight_p + j] += factor_s
   * step[unit_p + j].
   *
   * @param w weights
   * @param step addends
   * @param wiring the pairs
   * @param index which inputs
   * @param factor their factors
   * @param count how many of both
   */
  void addToWeightBlocks(
      float[] w, float[] step, BlockWiring wiring, int[] index, float[] factor, int count);

  /**
   * Hyperbolic tangent from additions, products and quotients alone, so that its bits are the same
   * everywhere.
   *
   * {@snippet lang=text :
   * h = max(-9, min(9, z)) / 2,   s = h h                                             (1)
   * t = h (135135 + s (17325 + s (378 + s))) / (135135 + s (62370 + s (3150 + 28 s))) (2)
   * y = 2 t / (1 + t t)                                                               (3)
   * }
   *
   * <p>(2) is the seventh convergent of Lambert's continued fraction of tanh(h), (3) the doubling
   * formula, which shrinks the error of (2) where it is largest. Within 3e-7 of tanh(z); never
   * beyond 1 in size.
   *
   * @param y results, shape (n)
   * @param z arguments, shape (n); may be y
   */
  void tanh(float[] y, float[] z);

  /**
   * Elements computed at once.
   *
   * @return float lanes, 1 for scalar kernels
   */
  int lanes();

  /**
   * The kernels in use, chosen once at start-up: Vector API where the module is present, scalar
   * otherwise; the system property {@code hillock.simd} (scalar or vector) forces one.
   *
   * @return the kernels
   */
  static Kernels best() {
    return KernelChoice.BEST;
  }
}
