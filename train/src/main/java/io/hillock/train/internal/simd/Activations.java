package io.hillock.train.internal.simd;

/**
 * Functions of gates and readouts, made of additions, products, quotients and shifts alone: their
 * bits are the same on every machine, with and without the Vector API. Results may stand where the
 * arguments stood.
 */
public interface Activations {
  /** Partial sums of {@link #softmax}, which make its bits independent of the number of lanes. */
  int PARTIAL_SUMS = 16;

  /**
   * Hyperbolic tangent.
   *
   * {@snippet lang=text :
   * h = max(-9, min(9, x)) / 2,   s = h h                                             (1)
   * t = h (135135 + s (17325 + s (378 + s))) / (135135 + s (62370 + s (3150 + 28 s))) (2)
   * y = 2 t / (1 + t t)                                                               (3)
   * }
   *
   * <p>(2) is the seventh convergent of Lambert's continued fraction, (3) the doubling formula.
   * Within 3e-7 of tanh(x); never beyond 1 in size.
   *
   * @param y results
   * @param yAt where they begin
   * @param x arguments
   * @param xAt where they begin
   * @param n how many
   */
  void tanh(float[] y, int yAt, float[] x, int xAt, int n);

  /**
   * Logistic function.
   *
   * {@snippet lang=text :
   * y = 1/2 + tanh(x / 2) / 2                                                         (4)
   * }
   *
   * <p>Within 2e-7 of 1 / (1 + exp(-x)), between 0 and 1.
   *
   * @param y results
   * @param yAt where they begin
   * @param x arguments
   * @param xAt where they begin
   * @param n how many
   */
  void sigmoid(float[] y, int yAt, float[] x, int xAt, int n);

  /**
   * Exponential function.
   *
   * {@snippet lang=text :
   * x' = max(-87, min(88, x)),   k = x' log2(e), rounded to a whole number            (5)
   * r = x' - k ln 2, with ln 2 in two parts                                           (6)
   * y = 2^k (1 + r (1 + r (1/2 + r (1/6 + r (1/24 + r (1/120 + r (1/720 + r/5040))))))) (7)
   * }
   *
   * <p>Relative error at most 3e-7 for x from -87 to 88; beyond it stays at the values there.
   *
   * @param y results
   * @param yAt where they begin
   * @param x arguments
   * @param xAt where they begin
   * @param n how many
   */
  void exp(float[] y, int yAt, float[] x, int xAt, int n);

  /**
   * Probabilities from potentials.
   *
   * {@snippet lang=text :
   * y_j = e^(x_j - m) / z,   z = sum_j e^(x_j - m),   m = max_j x_j                   (8)
   * }
   *
   * <p>Element j of z is added to partial sum j mod 16; the partial sums are added in halves: l +
   * 8, l + 4, l + 2, l + 1.
   *
   * @param y results
   * @param yAt where they begin
   * @param x arguments
   * @param xAt where they begin
   * @param n how many, &gt; 0
   * @param partial scratch of {@link #PARTIAL_SUMS} elements
   * @return m + ln z, so that -ln y_j = m + ln z - x_j
   */
  double softmax(float[] y, int yAt, float[] x, int xAt, int n, float[] partial);

  /**
   * The greatest of some numbers.
   *
   * @param x numbers
   * @param xAt where they begin
   * @param n how many
   * @return the greatest, negative infinity where there are none
   */
  float greatest(float[] x, int xAt, int n);

  /**
   * The sum of some numbers, added as the elements of z in {@link #softmax}.
   *
   * @param x numbers
   * @param xAt where they begin
   * @param n how many
   * @return their sum
   */
  float sum(float[] x, int xAt, int n);

  /**
   * The kernels in use, chosen once at start-up as {@link RowKernels#best} does.
   *
   * @return the kernels
   */
  static Activations best() {
    return Best.KERNELS;
  }

  /** Holds the choice. */
  final class Best {
    private static final Activations KERNELS =
        KernelLoader.best(Activations.class, "VectorActivations", ScalarActivations::new);

    private Best() {}
  }
}
