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

  /**
   * Takes the elements of a matrix that are not zero.
   *
   * @param to lists that receive them
   * @param a matrix, shape (lists, length)
   * @param at where it begins
   * @param stride distance between its rows
   */
  void collect(EventLists to, float[] a, int at, int stride);

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
   * Elements computed at once.
   *
   * @return float lanes, 1 for scalar kernels
   */
  int lanes();

  /**
   * The kernels in use, chosen once at start-up as {@link EventKernels#best} does.
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
