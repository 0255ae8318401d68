package io.hillock.train.internal.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** The reference kernel of products with events: it reads like the sum. */
public class ScalarEventProduct implements EventProduct {
  /** The kernels hold no state. */
  public ScalarEventProduct() {}

  @Override
  public int collect(int[] index, float[] value, int to, float[] a, int at, int n) {
    return collectFrom(0, 0, index, value, to, a, at, n);
  }

  /** Takes columns from first on; the count of those taken before goes in and the sum out. */
  static int collectFrom(
      int first, int before, int[] index, float[] value, int to, float[] a, int at, int n) {
    int count = before;
    for (int j = first; j < n; j++) {
      float x = a[at + j];
      index[to + count] = j; // overwritten unless the value counts: no branch to guess
      value[to + count] = x;
      count += x != 0 ? 1 : 0;
    }
    return count;
  }

  @Override
  public void multiply(float[] c, int cAt, int cStride, EventLists a, PackedMatrix b) {
    check(a, b);
    for (int block = 0; block < a.blocks(); block++) {
      for (int p = 0; p < b.columns(); p += WIDTH) {
        int end = Math.min(b.columns(), p + WIDTH);
        multiplyPart(c, cAt, cStride, a, block, b, p, end);
      }
    }
  }

  /** One block of rows, columns from first to end of one panel. */
  static void multiplyPart(
      float[] c,
      int cAt,
      int cStride,
      EventLists a,
      int block,
      PackedMatrix b,
      int first,
      int end) {
    MemorySegment values = b.values();
    int inPanel = first % WIDTH;
    for (int i = 0; i < a.lists(); i++) {
      int k = block * a.lists() + i;
      int to = cAt + i * cStride;
      for (int s = a.from()[k]; s < a.to()[k]; s++) {
        float value = a.values()[s];
        long row = b.panel(first - inPanel) + (long) a.columns()[s] * WIDTH + inPanel;
        for (int j = first; j < end; j++) {
          c[to + j] += value * values.getAtIndex(ValueLayout.JAVA_FLOAT, row + j - first); // (1)
        }
      }
    }
  }

  @Override
  public void dots(
      float[] out, EventLists a, float[] x, int xAt, int xStride, PackedMatrix b, float[] partial) {
    check(a, b);
    for (int k = 0; k < a.blocks() * a.lists(); k++) {
      int vector = xAt + k % a.lists() * xStride;
      for (int s = a.from()[k]; s < a.to()[k]; s++) {
        out[s] = dot(a.columns()[s], x, vector, b, partial);
      }
    }
  }

  @Override
  public void dots(
      float[] out, int[] rows, int count, float[] x, int xAt, PackedMatrix b, float[] partial) {
    checkOnePanel(b);
    for (int s = 0; s < count; s++) {
      out[s] = dot(rows[s], x, xAt, b, partial);
    }
  }

  private static float dot(int row, float[] x, int xAt, PackedMatrix b, float[] partial) {
    Arrays.fill(partial, 0, PARTIAL_SUMS, 0);
    for (int j = 0; j < b.columns(); j++) {
      int inPanel = j % b.width();
      long at = b.panel(j - inPanel) + (long) row * b.width() + inPanel;
      float weight = b.values().getAtIndex(ValueLayout.JAVA_FLOAT, at);
      partial[j % PARTIAL_SUMS] += weight * x[xAt + j]; // (2)
    }
    return ScalarActivations.sumHalves(partial);
  }

  static void checkOnePanel(PackedMatrix b) {
    if (b.width() < b.columns()) {
      throw new IllegalArgumentException(
          b.columns() + " columns must lie in one panel, not in those of " + b.width());
    }
  }

  static void check(EventLists a, PackedMatrix b) {
    if (b.width() != WIDTH || a.length() != b.rows()) {
      throw new IllegalArgumentException(
          "a panel must have 128 columns, not "
              + b.width()
              + ", and lists of "
              + a.length()
              + " elements meet "
              + b.rows()
              + " rows");
    }
  }
}
