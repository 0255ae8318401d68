package io.hillock.train.internal.simd;

/**
 * Products of dense matrices that change too often to be packed once and for all, and sums. Two
 * implementations, scalar and Vector API, agree to the bit: each element of a product is summed in
 * ascending order of what is summed over, beginning with what is there, and products are rounded
 * before they are added; so adding rows of zeros or leaving them out is the same.
 */
public interface ProductKernels {
  /** Floats of room that {@link #multiplyAdd} needs to copy panels together. */
  int PACK = 128 * 64;

  /**
   * The left matrix of a product: element (i, p) is {@code values[at + i row + p step]}, so that a
   * matrix and its transpose are told apart by the two distances alone.
   *
   * @param values its array
   * @param at where it begins
   * @param row distance between its rows
   * @param step distance between its columns
   */
  record Left(float[] values, int at, int row, int step) {}

  /**
   * C = C + A B.
   *
   * @param rows rows of A and C
   * @param columns columns of B and C
   * @param depth columns of A, rows of B
   * @param left A
   * @param b B, whose columns lie side by side
   * @param bAt where B begins
   * @param bStride distance between rows of B
   * @param c C, whose columns lie side by side
   * @param cAt where C begins
   * @param cStride distance between rows of C
   * @param pack room of {@link #PACK} floats; its content does not matter
   */
  void multiplyAdd(
      int rows,
      int columns,
      int depth,
      Left left,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt,
      int cStride,
      float[] pack);

  /**
   * The greatest of some numbers.
   *
   * @param x numbers
   * @param from first
   * @param to end, exclusive
   * @return the greatest, negative infinity where there are none
   */
  float greatest(float[] x, int from, int to);

  /**
   * The sum of some numbers: number k is added to partial sum k mod 16, and the partial sums are
   * added in halves, l + 8, l + 4, l + 2, l + 1.
   *
   * @param x numbers
   * @param from first
   * @param to end, exclusive
   * @return their sum
   */
  float sum(float[] x, int from, int to);

  /**
   * The kernels in use, chosen once at start-up.
   *
   * @return the kernels
   */
  static ProductKernels best() {
    return Best.KERNELS;
  }

  /** Holds the choice. */
  final class Best {
    private static final ProductKernels KERNELS =
        KernelLoader.best(ProductKernels.class, "VectorProductKernels", ScalarProductKernels::new);

    private Best() {}
  }
}
