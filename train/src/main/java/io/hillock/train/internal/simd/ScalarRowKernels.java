package io.hillock.train.internal.simd;

/** The reference kernels: they read like the equations. */
public class ScalarRowKernels implements RowKernels {
  /** The kernels hold no state. */
  public ScalarRowKernels() {}

  private static float value(float[] values, int s) {
    return values.length == 0 ? 1 : values[s]; // a product with one is exact
  }

  @Override
  public void addRows(
      AlignedFloats y,
      int yAt,
      int n,
      AlignedFloats m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to) {
    for (int s = from; s < to; s++) {
      int row = rows[s] * stride;
      float a = value(values, s);
      for (int j = 0; j < n; j++) {
        y.set(yAt + j, y.get(yAt + j) + a * m.get(row + j));
      }
    }
  }

  @Override
  public void dots(
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
      float[] scratch) {
    for (int s = from; s < to; s++) {
      out[outAt + s - from] += sum(0, 1, m, rows[s] * stride, x, xAt, n);
    }
  }

  /**
   * The sum of the partial sums l, l + step, l + 2 step, ..., in halves: first those a distance of
   * eight apart.
   */
  private static float sum(
      int l, int step, AlignedFloats m, int row, AlignedFloats x, int xAt, int n) {
    if (step < PARTIAL_SUMS) {
      float first = sum(l, 2 * step, m, row, x, xAt, n);
      return first + sum(l + step, 2 * step, m, row, x, xAt, n);
    }
    float partial = 0;
    for (int j = l; j < n; j += PARTIAL_SUMS) {
      partial += m.get(row + j) * x.get(xAt + j);
    }
    return partial;
  }

  @Override
  public void addOuter(
      AlignedFloats g,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      AlignedFloats x,
      int xAt,
      int n) {
    for (int s = from; s < to; s++) {
      int row = rows[s] * stride;
      float a = value(values, s);
      for (int j = 0; j < n; j++) {
        g.set(row + j, g.get(row + j) + a * x.get(xAt + j));
      }
    }
  }
}
