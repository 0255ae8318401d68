package io.hillock.train.internal.simd;

/**
 * Products C = C + A B whose left factor is sparse and given by its events: the forward pass of a
 * batch (A: which units of which sample are active) and the gradient by the weights (A: which
 * samples met which unit active).
 *
 * {@snippet lang=text :
 * c_ij = (...((c_ij + a_ik b_kj) + a_ik' b_k'j) + ...)    over the k with a_ik != 0, ascending  (1)
 * }
 *
 * <p>The union of the active units of a batch is nearly all units, so every sample skips by itself.
 * What makes that fast is the order: a block of {@link EventLists#BLOCK} rows by {@link #WIDTH}
 * columns of B stays in the nearest caches while it serves all samples. Scalar and vector kernels
 * give the same bits, and so does {@link DenseProduct} under the conditions told there.
 */
public interface EventProduct {
  /** Columns of a panel of the right factor. */
  int WIDTH = 128;

  /** Partial sums of a dot product, which make its bits independent of the number of lanes. */
  int PARTIAL_SUMS = RowKernels.PARTIAL_SUMS;

  /**
   * Takes the elements of a row that are not zero.
   *
   * @param index receives their columns, ascending
   * @param value receives the elements
   * @param to where both begin; there is room for n
   * @param a row
   * @param at where it begins
   * @param n how many elements it has
   * @return how many are not zero
   */
  int collect(int[] index, float[] value, int to, float[] a, int at, int n);

  /**
   * C = C + A B.
   *
   * @param c sums, shape (lists of a, columns of b)
   * @param cAt where they begin
   * @param cStride distance between their rows
   * @param a events of the left factor, as long as b has rows
   * @param b right factor, packed in panels of {@link #WIDTH}
   */
  void multiply(float[] c, int cAt, int cStride, EventLists a, PackedMatrix b);

  /**
   * Dot products of the rows of B that the lists name with one vector per list: the gradient to the
   * state, needed only where a unit has a pseudo-derivative or an event.
   *
   * {@snippet lang=text :
   * out_s = sum_j b_kj x_ij        for event s in column k of list i                  (2)
   * }
   *
   * <p>Column j is added to partial sum j mod 16; the partial sums are added in halves, as {@link
   * RowKernels#dots} does: the bits are the same.
   *
   * @param out one product for each event, at its number
   * @param a the lists; their values do not matter
   * @param x vectors, shape (lists of a, columns of b)
   * @param xAt where they begin
   * @param xStride distance between their beginnings
   * @param b matrix, packed in panels of {@link #WIDTH}
   * @param partial scratch of at least {@link #scratch} elements
   */
  void dots(
      float[] out, EventLists a, float[] x, int xAt, int xStride, PackedMatrix b, float[] partial);

  /**
   * Dot products of named rows with one vector, (2) for a single list. Faster than lists, since
   * whole rows come from memory one after the other.
   *
   * @param out one product for each row, in their order
   * @param rows which rows
   * @param count how many
   * @param x vector, as long as b has columns
   * @param xAt where it begins
   * @param b matrix, packed in one panel
   * @param partial scratch of at least {@link #scratch}(1) elements
   */
  void dots(
      float[] out, int[] rows, int count, float[] x, int xAt, PackedMatrix b, float[] partial);

  /**
   * How much scratch dot products need.
   *
   * @param lists how many lists
   * @return number of elements
   */
  static int scratch(int lists) {
    return Math.multiplyExact((PARTIAL_SUMS + 1) * EventLists.BLOCK, lists);
  }

  /**
   * The kernels in use, chosen once at start-up as {@link RowKernels#best} does.
   *
   * @return the kernels
   */
  static EventProduct best() {
    return Best.KERNELS;
  }

  /** Holds the choice. */
  final class Best {
    private static final EventProduct KERNELS =
        KernelLoader.best(EventProduct.class, "VectorEventProduct", ScalarEventProduct::new);

    private Best() {}
  }
}
