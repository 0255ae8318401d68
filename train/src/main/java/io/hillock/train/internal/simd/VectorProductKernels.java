package io.hillock.train.internal.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products and sums of the Vector API. Blocks of six rows and four vectors stay in registers while
 * they are summed; panels of the right matrix are copied together where enough rows use them.
 */
public final class VectorProductKernels extends ScalarProductKernels {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int DEPTH = 128;
  private static final int ROWS_TO_PACK = 24;

  /** The kernels hold no state. */
  public VectorProductKernels() {}

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
    int width = 4 * LANES.length();
    for (int from = 0; from < depth; from += DEPTH) {
      int deep = Math.min(DEPTH, depth - from);
      int aAt = left.at() + from * left.step();
      int at = bAt + from * bStride;
      int j = 0;
      for (; columns - j >= width; j += width) {
        if (rows >= ROWS_TO_PACK) {
          for (int p = 0; p < deep; p++) {
            System.arraycopy(b, at + p * bStride + j, pack, p * width, width);
          }
          wide(rows, deep, left, aAt, pack, 0, width, c, cAt + j, cStride);
        } else {
          wide(rows, deep, left, aAt, b, at + j, bStride, c, cAt + j, cStride);
        }
      }
      for (; columns - j >= LANES.length(); j += LANES.length()) {
        narrow(rows, deep, left, aAt, b, at + j, bStride, c, cAt + j, cStride);
      }
      if (j < columns) {
        rest(rows, columns - j, deep, left, aAt, b, at + j, bStride, c, cAt + j, cStride);
      }
    }
  }

  private static void wide(
      int rows,
      int k,
      Left left,
      int aAt,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    float[] a = left.values();
    int aRow = left.row();
    int aStep = left.step();
    int i = 0;
    for (; i + 6 <= rows; i += 6) {
      block6x4(k, a, aAt + i * aRow, aRow, aStep, b, bAt, bStride, c, cAt + i * cStride, cStride);
    }
    for (; i + 2 <= rows; i += 2) {
      block2x4(k, a, aAt + i * aRow, aRow, aStep, b, bAt, bStride, c, cAt + i * cStride, cStride);
    }
    if (i < rows) {
      block1x4(k, a, aAt + i * aRow, aRow, aStep, b, bAt, bStride, c, cAt + i * cStride, cStride);
    }
  }

  private static void narrow(
      int rows,
      int k,
      Left left,
      int aAt,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    float[] a = left.values();
    int aRow = left.row();
    int aStep = left.step();
    int i = 0;
    for (; i + 6 <= rows; i += 6) {
      block6x1(k, a, aAt + i * aRow, aRow, aStep, b, bAt, bStride, c, cAt + i * cStride, cStride);
    }
    for (; i < rows; i++) {
      block1x1(k, a, aAt + i * aRow, aRow, aStep, b, bAt, bStride, c, cAt + i * cStride, cStride);
    }
  }

  private static void block6x4(
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    int l = LANES.length();
    int r0 = cAt;
    FloatVector c00 = FloatVector.fromArray(LANES, c, r0);
    FloatVector c01 = FloatVector.fromArray(LANES, c, r0 + l);
    FloatVector c02 = FloatVector.fromArray(LANES, c, r0 + 2 * l);
    FloatVector c03 = FloatVector.fromArray(LANES, c, r0 + 3 * l);
    int r1 = cAt + cStride;
    FloatVector c10 = FloatVector.fromArray(LANES, c, r1);
    FloatVector c11 = FloatVector.fromArray(LANES, c, r1 + l);
    FloatVector c12 = FloatVector.fromArray(LANES, c, r1 + 2 * l);
    FloatVector c13 = FloatVector.fromArray(LANES, c, r1 + 3 * l);
    int r2 = cAt + 2 * cStride;
    FloatVector c20 = FloatVector.fromArray(LANES, c, r2);
    FloatVector c21 = FloatVector.fromArray(LANES, c, r2 + l);
    FloatVector c22 = FloatVector.fromArray(LANES, c, r2 + 2 * l);
    FloatVector c23 = FloatVector.fromArray(LANES, c, r2 + 3 * l);
    int r3 = cAt + 3 * cStride;
    FloatVector c30 = FloatVector.fromArray(LANES, c, r3);
    FloatVector c31 = FloatVector.fromArray(LANES, c, r3 + l);
    FloatVector c32 = FloatVector.fromArray(LANES, c, r3 + 2 * l);
    FloatVector c33 = FloatVector.fromArray(LANES, c, r3 + 3 * l);
    int r4 = cAt + 4 * cStride;
    FloatVector c40 = FloatVector.fromArray(LANES, c, r4);
    FloatVector c41 = FloatVector.fromArray(LANES, c, r4 + l);
    FloatVector c42 = FloatVector.fromArray(LANES, c, r4 + 2 * l);
    FloatVector c43 = FloatVector.fromArray(LANES, c, r4 + 3 * l);
    int r5 = cAt + 5 * cStride;
    FloatVector c50 = FloatVector.fromArray(LANES, c, r5);
    FloatVector c51 = FloatVector.fromArray(LANES, c, r5 + l);
    FloatVector c52 = FloatVector.fromArray(LANES, c, r5 + 2 * l);
    FloatVector c53 = FloatVector.fromArray(LANES, c, r5 + 3 * l);
    for (int p = 0; p < k; p++) {
      int row = bAt + p * bStride;
      int at = aAt + p * aStep;
      FloatVector b0 = FloatVector.fromArray(LANES, b, row);
      FloatVector b1 = FloatVector.fromArray(LANES, b, row + l);
      FloatVector b2 = FloatVector.fromArray(LANES, b, row + 2 * l);
      FloatVector b3 = FloatVector.fromArray(LANES, b, row + 3 * l);
      FloatVector a0 = FloatVector.broadcast(LANES, a[at]);
      c00 = c00.add(b0.mul(a0));
      c01 = c01.add(b1.mul(a0));
      c02 = c02.add(b2.mul(a0));
      c03 = c03.add(b3.mul(a0));
      FloatVector a1 = FloatVector.broadcast(LANES, a[at + aRow]);
      c10 = c10.add(b0.mul(a1));
      c11 = c11.add(b1.mul(a1));
      c12 = c12.add(b2.mul(a1));
      c13 = c13.add(b3.mul(a1));
      FloatVector a2 = FloatVector.broadcast(LANES, a[at + 2 * aRow]);
      c20 = c20.add(b0.mul(a2));
      c21 = c21.add(b1.mul(a2));
      c22 = c22.add(b2.mul(a2));
      c23 = c23.add(b3.mul(a2));
      FloatVector a3 = FloatVector.broadcast(LANES, a[at + 3 * aRow]);
      c30 = c30.add(b0.mul(a3));
      c31 = c31.add(b1.mul(a3));
      c32 = c32.add(b2.mul(a3));
      c33 = c33.add(b3.mul(a3));
      FloatVector a4 = FloatVector.broadcast(LANES, a[at + 4 * aRow]);
      c40 = c40.add(b0.mul(a4));
      c41 = c41.add(b1.mul(a4));
      c42 = c42.add(b2.mul(a4));
      c43 = c43.add(b3.mul(a4));
      FloatVector a5 = FloatVector.broadcast(LANES, a[at + 5 * aRow]);
      c50 = c50.add(b0.mul(a5));
      c51 = c51.add(b1.mul(a5));
      c52 = c52.add(b2.mul(a5));
      c53 = c53.add(b3.mul(a5));
    }
    c00.intoArray(c, r0);
    c01.intoArray(c, r0 + l);
    c02.intoArray(c, r0 + 2 * l);
    c03.intoArray(c, r0 + 3 * l);
    c10.intoArray(c, r1);
    c11.intoArray(c, r1 + l);
    c12.intoArray(c, r1 + 2 * l);
    c13.intoArray(c, r1 + 3 * l);
    c20.intoArray(c, r2);
    c21.intoArray(c, r2 + l);
    c22.intoArray(c, r2 + 2 * l);
    c23.intoArray(c, r2 + 3 * l);
    c30.intoArray(c, r3);
    c31.intoArray(c, r3 + l);
    c32.intoArray(c, r3 + 2 * l);
    c33.intoArray(c, r3 + 3 * l);
    c40.intoArray(c, r4);
    c41.intoArray(c, r4 + l);
    c42.intoArray(c, r4 + 2 * l);
    c43.intoArray(c, r4 + 3 * l);
    c50.intoArray(c, r5);
    c51.intoArray(c, r5 + l);
    c52.intoArray(c, r5 + 2 * l);
    c53.intoArray(c, r5 + 3 * l);
  }

  private static void block2x4(
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    int l = LANES.length();
    int r0 = cAt;
    FloatVector c00 = FloatVector.fromArray(LANES, c, r0);
    FloatVector c01 = FloatVector.fromArray(LANES, c, r0 + l);
    FloatVector c02 = FloatVector.fromArray(LANES, c, r0 + 2 * l);
    FloatVector c03 = FloatVector.fromArray(LANES, c, r0 + 3 * l);
    int r1 = cAt + cStride;
    FloatVector c10 = FloatVector.fromArray(LANES, c, r1);
    FloatVector c11 = FloatVector.fromArray(LANES, c, r1 + l);
    FloatVector c12 = FloatVector.fromArray(LANES, c, r1 + 2 * l);
    FloatVector c13 = FloatVector.fromArray(LANES, c, r1 + 3 * l);
    for (int p = 0; p < k; p++) {
      int row = bAt + p * bStride;
      int at = aAt + p * aStep;
      FloatVector b0 = FloatVector.fromArray(LANES, b, row);
      FloatVector b1 = FloatVector.fromArray(LANES, b, row + l);
      FloatVector b2 = FloatVector.fromArray(LANES, b, row + 2 * l);
      FloatVector b3 = FloatVector.fromArray(LANES, b, row + 3 * l);
      FloatVector a0 = FloatVector.broadcast(LANES, a[at]);
      c00 = c00.add(b0.mul(a0));
      c01 = c01.add(b1.mul(a0));
      c02 = c02.add(b2.mul(a0));
      c03 = c03.add(b3.mul(a0));
      FloatVector a1 = FloatVector.broadcast(LANES, a[at + aRow]);
      c10 = c10.add(b0.mul(a1));
      c11 = c11.add(b1.mul(a1));
      c12 = c12.add(b2.mul(a1));
      c13 = c13.add(b3.mul(a1));
    }
    c00.intoArray(c, r0);
    c01.intoArray(c, r0 + l);
    c02.intoArray(c, r0 + 2 * l);
    c03.intoArray(c, r0 + 3 * l);
    c10.intoArray(c, r1);
    c11.intoArray(c, r1 + l);
    c12.intoArray(c, r1 + 2 * l);
    c13.intoArray(c, r1 + 3 * l);
  }

  private static void block1x4(
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    int l = LANES.length();
    int r0 = cAt;
    FloatVector c00 = FloatVector.fromArray(LANES, c, r0);
    FloatVector c01 = FloatVector.fromArray(LANES, c, r0 + l);
    FloatVector c02 = FloatVector.fromArray(LANES, c, r0 + 2 * l);
    FloatVector c03 = FloatVector.fromArray(LANES, c, r0 + 3 * l);
    for (int p = 0; p < k; p++) {
      int row = bAt + p * bStride;
      int at = aAt + p * aStep;
      FloatVector b0 = FloatVector.fromArray(LANES, b, row);
      FloatVector b1 = FloatVector.fromArray(LANES, b, row + l);
      FloatVector b2 = FloatVector.fromArray(LANES, b, row + 2 * l);
      FloatVector b3 = FloatVector.fromArray(LANES, b, row + 3 * l);
      FloatVector a0 = FloatVector.broadcast(LANES, a[at]);
      c00 = c00.add(b0.mul(a0));
      c01 = c01.add(b1.mul(a0));
      c02 = c02.add(b2.mul(a0));
      c03 = c03.add(b3.mul(a0));
    }
    c00.intoArray(c, r0);
    c01.intoArray(c, r0 + l);
    c02.intoArray(c, r0 + 2 * l);
    c03.intoArray(c, r0 + 3 * l);
  }

  private static void block6x1(
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    int l = LANES.length();
    int r0 = cAt;
    FloatVector c00 = FloatVector.fromArray(LANES, c, r0);
    int r1 = cAt + cStride;
    FloatVector c10 = FloatVector.fromArray(LANES, c, r1);
    int r2 = cAt + 2 * cStride;
    FloatVector c20 = FloatVector.fromArray(LANES, c, r2);
    int r3 = cAt + 3 * cStride;
    FloatVector c30 = FloatVector.fromArray(LANES, c, r3);
    int r4 = cAt + 4 * cStride;
    FloatVector c40 = FloatVector.fromArray(LANES, c, r4);
    int r5 = cAt + 5 * cStride;
    FloatVector c50 = FloatVector.fromArray(LANES, c, r5);
    for (int p = 0; p < k; p++) {
      int row = bAt + p * bStride;
      int at = aAt + p * aStep;
      FloatVector b0 = FloatVector.fromArray(LANES, b, row);
      FloatVector a0 = FloatVector.broadcast(LANES, a[at]);
      c00 = c00.add(b0.mul(a0));
      FloatVector a1 = FloatVector.broadcast(LANES, a[at + aRow]);
      c10 = c10.add(b0.mul(a1));
      FloatVector a2 = FloatVector.broadcast(LANES, a[at + 2 * aRow]);
      c20 = c20.add(b0.mul(a2));
      FloatVector a3 = FloatVector.broadcast(LANES, a[at + 3 * aRow]);
      c30 = c30.add(b0.mul(a3));
      FloatVector a4 = FloatVector.broadcast(LANES, a[at + 4 * aRow]);
      c40 = c40.add(b0.mul(a4));
      FloatVector a5 = FloatVector.broadcast(LANES, a[at + 5 * aRow]);
      c50 = c50.add(b0.mul(a5));
    }
    c00.intoArray(c, r0);
    c10.intoArray(c, r1);
    c20.intoArray(c, r2);
    c30.intoArray(c, r3);
    c40.intoArray(c, r4);
    c50.intoArray(c, r5);
  }

  private static void block1x1(
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    int l = LANES.length();
    int r0 = cAt;
    FloatVector c00 = FloatVector.fromArray(LANES, c, r0);
    for (int p = 0; p < k; p++) {
      int row = bAt + p * bStride;
      int at = aAt + p * aStep;
      FloatVector b0 = FloatVector.fromArray(LANES, b, row);
      FloatVector a0 = FloatVector.broadcast(LANES, a[at]);
      c00 = c00.add(b0.mul(a0));
    }
    c00.intoArray(c, r0);
  }

  @Override
  public float greatest(float[] x, int from, int to) {
    int l = LANES.length();
    FloatVector greatest = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
    int i = from;
    for (; i + l <= to; i += l) {
      greatest = greatest.max(FloatVector.fromArray(LANES, x, i));
    }
    return Math.max(greatest.reduceLanes(VectorOperators.MAX), super.greatest(x, i, to));
  }

  @Override
  public float sum(float[] x, int from, int to) {
    if (LANES.length() != PARTIAL_SUMS || (to - from) % PARTIAL_SUMS != 0) {
      return super.sum(x, from, to);
    }
    FloatVector sum = FloatVector.zero(LANES);
    for (int i = from; i < to; i += PARTIAL_SUMS) {
      sum = sum.add(FloatVector.fromArray(LANES, x, i));
    }
    float s0 = (sum.lane(0) + sum.lane(8)) + (sum.lane(4) + sum.lane(12));
    float s2 = (sum.lane(2) + sum.lane(10)) + (sum.lane(6) + sum.lane(14));
    float s1 = (sum.lane(1) + sum.lane(9)) + (sum.lane(5) + sum.lane(13));
    float s3 = (sum.lane(3) + sum.lane(11)) + (sum.lane(7) + sum.lane(15));
    return (s0 + s2) + (s1 + s3);
  }
}
