package io.hillock.train.internal.simd;

/**
 * Products of dense matrices in single precision, C = C + A B, whose right factor is packed.
 *
 * <p>Element (i, j) of the result is summed over k in ascending order, beginning with what stood in
 * C, and every product is rounded before it is added:
 *
 * {@snippet lang=text :
 * c_ij = (...((c_ij + a_i0 b_0j) + a_i1 b_1j) + ...) + a_i,K-1 b_K-1,j                (1)
 * }
 *
 * <p>So scalar and vector kernels give the same bits for any number of lanes and any blocking. So
 * do {@link RowKernels#addRows} and {@link EventProduct}, which leave out the terms with a_ik = 0,
 * as long as the b_kj are finite and no c_ij begins as a negative zero: dense or by events is then
 * a choice of speed alone.
 *
 * <p>No kernel allocates anything; a kernel object holds no state and may serve several threads,
 * each with its own scratch.
 */
public interface DenseProduct {
  /** Columns of a panel of the right factor. */
  int WIDTH = 32;

  /** Rows of the left factor that a kernel takes at most at once. */
  int ROWS = 8;

  /** How many of them may be idle. */
  int IDLE = 3;

  /**
   * C = C + A B.
   *
   * @param c sums, shape (m, columns of b)
   * @param cAt where they begin
   * @param cStride distance between their rows
   * @param a left factor, shape (m, rows of b)
   * @param aAt where it begins
   * @param aStride distance between its rows
   * @param m rows of the result
   * @param b right factor, packed in panels of {@link #WIDTH}
   * @param scratch at least {@link #scratch}(m, rows of b) elements
   */
  void multiply(
      float[] c,
      int cAt,
      int cStride,
      float[] a,
      int aAt,
      int aStride,
      int m,
      PackedMatrix b,
      float[] scratch);

  /**
   * C = C + A^T B.
   *
   * @param c sums, shape (m, columns of b)
   * @param cAt where they begin
   * @param cStride distance between their rows
   * @param a left factor, shape (rows of b, m)
   * @param aAt where it begins
   * @param aStride distance between its rows
   * @param m rows of the result
   * @param b right factor, packed in panels of {@link #WIDTH}
   * @param scratch at least {@link #scratch}(m, rows of b) elements
   */
  void multiplyTransposed(
      float[] c,
      int cAt,
      int cStride,
      float[] a,
      int aAt,
      int aStride,
      int m,
      PackedMatrix b,
      float[] scratch);

  /**
   * How much scratch a product needs.
   *
   * @param m rows of the result
   * @param k rows of the right factor
   * @return number of elements
   */
  static int scratch(int m, int k) {
    return Math.addExact(Math.multiplyExact(m + IDLE, k), ROWS * WIDTH);
  }

  /**
   * The kernels in use, chosen once at start-up as {@link RowKernels#best} does.
   *
   * @return the kernels
   */
  static DenseProduct best() {
    return Best.KERNELS;
  }

  /** Holds the choice. */
  final class Best {
    private static final DenseProduct KERNELS =
        KernelLoader.best(DenseProduct.class, "VectorDenseProduct", ScalarDenseProduct::new);

    private Best() {}
  }
}
