package io.hillock.train.internal.simd;

/**
 * What an event does to a dense matrix: it adds a row to the input of all targets, asks for the dot
 * product of its row with what comes back, and collects a gradient into its row. Work is
 * proportional to events.
 *
 * <p>Matrices are flat; row r begins at r stride. Events are those from {@code from} to {@code to}
 * (exclusive) of a list: {@code rows[s]} is the row of event s, {@code values[s]} its value. No
 * kernel allocates anything.
 *
 * <p>Two implementations, scalar and Vector API, agree to the bit for any number of lanes: each
 * element is summed in the stated order, and products are rounded before they are added (no fused
 * multiply-add). Lengths n that are multiples of 16 are fastest: pad rows.
 */
public interface EventKernels {
  /** Partial sums of a dot product, which make its bits independent of the number of lanes. */
  int PARTIAL_SUMS = 16;

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
      float[] y,
      int yAt,
      int n,
      float[] m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to);

  /**
   * Adds rows, as spikes do: {@link #addRows(float[], int, int, float[], int, int[], float[], int,
   * int)} with values of one.
   *
   * @param y sums
   * @param yAt where they begin
   * @param n how many
   * @param m matrix
   * @param stride distance between its rows, &gt;= n
   * @param rows which rows, in this order
   * @param from first event
   * @param to end of the events
   */
  void addRows(float[] y, int yAt, int n, float[] m, int stride, int[] rows, int from, int to);

  /**
   * Dot products of rows with a vector: out_s = sum_j m[rows_s][j] x_j for from &lt;= s &lt; to.
   * Column j is added to partial sum j mod 16; the partial sums are then added in halves: l + 8, l
   * + 4, l + 2, l + 1.
   *
   * @param out products, laid out as rows: out[s] belongs to rows[s]; others are left alone
   * @param m matrix
   * @param stride distance between its rows, &gt;= n
   * @param rows which rows
   * @param from first event
   * @param to end of the events
   * @param x the vector
   * @param xAt where it begins
   * @param n its length
   */
  void dots(
      float[] out, float[] m, int stride, int[] rows, int from, int to, float[] x, int xAt, int n);

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
      float[] g,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      float[] x,
      int xAt,
      int n);

  /**
   * Adds a vector to rows, as spikes do: g[rows_s][j] = g[rows_s][j] + x_j.
   *
   * @param g matrix
   * @param stride distance between its rows, &gt;= n
   * @param rows which rows, in this order; one may come several times
   * @param from first event
   * @param to end of the events
   * @param x the vector, outside of those rows
   * @param xAt where it begins
   * @param n its length
   */
  void addOuter(float[] g, int stride, int[] rows, int from, int to, float[] x, int xAt, int n);

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
  static EventKernels best() {
    return Best.KERNELS;
  }

  /** Holds the choice. */
  final class Best {
    private static final EventKernels KERNELS =
        KernelLoader.best(EventKernels.class, "VectorEventKernels", ScalarEventKernels::new);

    private Best() {}
  }
}
