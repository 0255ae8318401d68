package io.hillock.train.internal.simd;

/** The reference kernels: they read like the equations; every faster one is tested against them. */
public class ScalarProductKernels implements ProductKernels {
  static final int PARTIAL_SUMS = 16;

  /** The kernels hold no state. */
  public ScalarProductKernels() {}

  @Override
  public void multiplyAdd(
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
      float[] pack) {
    rest(rows, columns, depth, left, left.at(), b, bAt, bStride, c, cAt, cStride);
  }

  static void rest(
      int rows,
      int columns,
      int depth,
      Left left,
      int aAt,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    float[] a = left.values();
    for (int i = 0; i < rows; i++) {
      int to = cAt + i * cStride;
      for (int p = 0; p < depth; p++) {
        float factor = a[aAt + i * left.row() + p * left.step()];
        int row = bAt + p * bStride;
        for (int j = 0; j < columns; j++) {
          c[to + j] += factor * b[row + j];
        }
      }
    }
  }

  @Override
  public float greatest(float[] x, int from, int to) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      greatest = Math.max(greatest, x[i]);
    }
    return greatest;
  }

  @Override
  public float sum(float[] x, int from, int to) {
    return halves(0, 1, x, from, to);
  }

  /** The tree of partial sums, from its root: no array for them is needed. */
  private static float halves(int l, int step, float[] x, int from, int to) {
    if (step < PARTIAL_SUMS) {
      return halves(l, 2 * step, x, from, to) + halves(l + step, 2 * step, x, from, to);
    }
    float sum = 0;
    for (int i = from + l; i < to; i += PARTIAL_SUMS) {
      sum += x[i];
    }
    return sum;
  }
}
