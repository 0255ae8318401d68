package io.hillock.train.internal.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The reference kernel of dense products: it reads like the sum. */
public class ScalarDenseProduct implements DenseProduct {
  /** The kernels hold no state. */
  public ScalarDenseProduct() {}

  @Override
  public void multiply(
      float[] c,
      int cAt,
      int cStride,
      float[] a,
      int aAt,
      int aStride,
      int m,
      PackedMatrix b,
      float[] scratch) {
    multiply(c, cAt, cStride, a, aAt, aStride, 1, m, b);
  }

  @Override
  public void multiplyTransposed(
      float[] c,
      int cAt,
      int cStride,
      float[] a,
      int aAt,
      int aStride,
      int m,
      PackedMatrix b,
      float[] scratch) {
    multiply(c, cAt, cStride, a, aAt, 1, aStride, m, b);
  }

  /** Element (i, k) of the left factor is a[aAt + i aRow + k aColumn]. */
  private static void multiply(
      float[] c,
      int cAt,
      int cStride,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      int m,
      PackedMatrix b) {
    checkWidth(b);
    MemorySegment values = b.values();
    for (int p = 0; p < b.columns(); p += WIDTH) {
      int take = Math.min(WIDTH, b.columns() - p);
      for (int i = 0; i < m; i++) {
        int to = cAt + i * cStride + p;
        for (int k = 0; k < b.rows(); k++) {
          float factor = a[aAt + i * aRow + k * aColumn];
          long from = b.panel(p) + (long) k * WIDTH;
          for (int j = 0; j < take; j++) {
            c[to + j] += factor * values.getAtIndex(ValueLayout.JAVA_FLOAT, from + j); // (1)
          }
        }
      }
    }
  }

  static void checkWidth(PackedMatrix b) {
    if (b.width() != WIDTH) {
      throw new IllegalArgumentException("a panel must have 32 columns, not " + b.width());
    }
  }
}
