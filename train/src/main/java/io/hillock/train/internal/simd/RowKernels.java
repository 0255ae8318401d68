package io.hillock.train.internal.simd;

/**
 * What an event does to a dense matrix: it adds a row to the input of all targets, asks for the dot
 * product of its row with what comes back, and collects a gradient into its row. Work is
 * proportional to events.
 *
 * <p>Row r of a matrix begins at r stride; strides, lengths n and places are multiples of 16, so
 * that no vector straddles two cache lines. Events are those from {@code from} to {@code to}
 * (exclusive) of a list: {@code rows[s]} is the row of event s, {@code values[s]} its value; an
 * empty array of values stands for ones. No kernel allocates anything.
 *
 * <p>Two implementations, scalar and Vector API, agree to the bit for any number of lanes: each
 * element is summed in the stated order, and products are rounded before they are added (no fused
 * multiply-add).
 */
public interface RowKernels {
  /** Partial sums of a dot product, which make its bits independent of the number of lanes. */
  int PARTIAL_SUMS = 16;

  /** In the place of values: all are one. */
  float[] ONES = {};

  /**
   * Adds scaled rows: y_j = (...((y_j + values_from m[rows_from][j]) + ...) + values_last
   * m[rows_last][j].
   *
   * @param y sums
   * @param yAt where they begin
   * @param n how many
   * @param m matrix
   * @param stride distance between its rows, &gt;= n
   * @param rows which rows, in this order
   * @param values their factors
   * @param from first event
   * @param to end of the events
   */
  void addRows(
      AlignedFloats y,
      int yAt,
      int n,
      AlignedFloats m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to);

  /**
   * Adds dot products of rows with a vector: out_(s - from) = out_(s - from) + sum_j m[rows_s][j]
   * x_j for from &lt;= s &lt; to. Column j is added to partial sum j mod 16; the partial sums are
   * then added in halves: l + 8, l + 4, l + 2, l + 1.
   *
   * @param out receives the products
   * @param outAt where the first belongs
   * @param m matrix
   * @param stride distance between its rows, &gt;= n
   * @param rows which rows
   * @param from first event
   * @param to end of the events
   * @param x the vector
   * @param xAt where it begins
   * @param n its length
   * @param scratch {@link #scratch} numbers that do not matter
   */
  void dots(
      float[] out,
      int outAt,
      AlignedFloats m,
      int stride,
      int[] rows,
      int from,
      int to,
      AlignedFloats x,
      int xAt,
      int n,
      float[] scratch);

  /**
   * Adds a scaled vector to rows: g[rows_s][j] = g[rows_s][j] + values_s x_j, for s in order.
   *
   * @param g matrix
   * @param stride distance between its rows, &gt;= n
   * @param rows which rows, in this order; one may come several times
   * @param values their factors
   * @param from first event
   * @param to end of the events
   * @param x the vector, outside of those rows
   * @param xAt where it begins
   * @param n its length
   */
  void addOuter(
      AlignedFloats g,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      AlignedFloats x,
      int xAt,
      int n);

  /**
   * How many numbers {@link #dots} keeps to itself.
   *
   * @param rows at most so many rows at once
   * @return how many
   */
  static int scratch(int rows) {
    return (rows + PARTIAL_SUMS) * PARTIAL_SUMS;
  }

  /**
   * The kernels in use, chosen once at start-up: Vector API where the module is present, scalar
   * otherwise; the system property {@code hillock.simd} (scalar or vector) forces one.
   *
   * @return the kernels
   */
  static RowKernels best() {
    return Best.KERNELS;
  }

  /** Holds the choice. */
  final class Best {
    private static final RowKernels KERNELS =
        KernelLoader.best(RowKernels.class, "VectorRowKernels", ScalarRowKernels::new);

    private Best() {}
  }
}
