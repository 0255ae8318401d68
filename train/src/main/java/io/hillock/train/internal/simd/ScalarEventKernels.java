package io.hillock.train.internal.simd;

/** The reference kernels: they read like the equations; every faster one is tested against them. */
public class ScalarEventKernels implements EventKernels {
  /** In the place of values: all are one. */
  static final float[] ONES = {};

  /** The kernels hold no state. */
  public ScalarEventKernels() {}

  @Override
  public void addRows(
      float[] y,
      int yAt,
      int n,
      float[] m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to) {
    addRowsFrom(0, y, yAt, n, m, stride, rows, values, from, to);
  }

  @Override
  public void addRows(
      float[] y, int yAt, int n, float[] m, int stride, int[] rows, int from, int to) {
    addRowsFrom(0, y, yAt, n, m, stride, rows, ONES, from, to); // a product with one is exact
  }

  @Override
  public void dots(
      float[] out, float[] m, int stride, int[] rows, int from, int to, float[] x, int xAt, int n) {
    for (int s = from; s < to; s++) {
      out[s] = dot(m, rows[s] * stride, x, xAt, n);
    }
  }

  @Override
  public void addOuter(
      float[] g,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      float[] x,
      int xAt,
      int n) {
    addOuterFrom(0, g, stride, rows, values, from, to, x, xAt, n);
  }

  @Override
  public void addOuter(
      float[] g, int stride, int[] rows, int from, int to, float[] x, int xAt, int n) {
    addOuterFrom(0, g, stride, rows, ONES, from, to, x, xAt, n);
  }

  /** Adds rows from column {@code first} on; no values mean ones. */
  static void addRowsFrom(
      int first,
      float[] y,
      int yAt,
      int n,
      float[] m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to) {
    for (int s = from; s < to; s++) {
      int row = rows[s] * stride;
      float a = values.length == 0 ? 1 : values[s];
      for (int j = first; j < n; j++) {
        y[yAt + j] += a * m[row + j];
      }
    }
  }

  /** Adds to rows from column {@code first} on; no values mean ones. */
  static void addOuterFrom(
      int first,
      float[] g,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      float[] x,
      int xAt,
      int n) {
    for (int s = from; s < to; s++) {
      int row = rows[s] * stride;
      float a = values.length == 0 ? 1 : values[s];
      for (int j = first; j < n; j++) {
        g[row + j] += a * x[xAt + j];
      }
    }
  }

  /**
   * A dot product of sixteen partial sums; the sixteen are locals, so that nothing is allocated.
   */
  static float dot(float[] a, int aAt, float[] b, int bAt, int n) {
    float p0 = partial(0, a, aAt, b, bAt, n);
    float p1 = partial(1, a, aAt, b, bAt, n);
    float p2 = partial(2, a, aAt, b, bAt, n);
    float p3 = partial(3, a, aAt, b, bAt, n);
    float p4 = partial(4, a, aAt, b, bAt, n);
    float p5 = partial(5, a, aAt, b, bAt, n);
    float p6 = partial(6, a, aAt, b, bAt, n);
    float p7 = partial(7, a, aAt, b, bAt, n);
    p0 += partial(8, a, aAt, b, bAt, n);
    p1 += partial(9, a, aAt, b, bAt, n);
    p2 += partial(10, a, aAt, b, bAt, n);
    p3 += partial(11, a, aAt, b, bAt, n);
    p4 += partial(12, a, aAt, b, bAt, n);
    p5 += partial(13, a, aAt, b, bAt, n);
    p6 += partial(14, a, aAt, b, bAt, n);
    p7 += partial(15, a, aAt, b, bAt, n);
    return ((p0 + p4) + (p2 + p6)) + ((p1 + p5) + (p3 + p7));
  }

  private static float partial(int first, float[] a, int aAt, float[] b, int bAt, int n) {
    float sum = 0;
    for (int j = first; j < n; j += PARTIAL_SUMS) {
      sum += a[aAt + j] * b[bAt + j];
    }
    return sum;
  }

  @Override
  public int lanes() {
    return 1;
  }
}
