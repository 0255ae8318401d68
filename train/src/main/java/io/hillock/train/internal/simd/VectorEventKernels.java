package io.hillock.train.internal.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels of the Vector API. Sums of rows stay in registers over all events; dot products take
 * eight rows at once, whose sixteen partial sums are folded together so that no lane idles.
 */
public final class VectorEventKernels extends ScalarEventKernels {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final VectorMask<Float> CLEAR_8 = mask(0x00ff);
  private static final VectorMask<Float> CLEAR_4 = mask(0x0f0f);
  private static final VectorMask<Float> CLEAR_2 = mask(0x3333);
  private static final VectorMask<Float> FIRST_EIGHT = mask(0xff);
  private static final FloatVector LANE = FloatVector.zero(LANES).addIndex(1);
  private static final VectorShuffle<Float> SWAP_8 = swap(8);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_1 = swap(1);
  private static final VectorShuffle<Float> IN_ORDER =
      VectorShuffle.fromOp(LANES, VectorEventKernels::rowOfLane);

  /** The kernels hold no state. */
  public VectorEventKernels() {}

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
    int l = LANES.length();
    int j = 0;
    for (; n - j >= 16 * l; j += 16 * l) {
      add16(y, yAt + j, m, stride, rows, values, from, to, j);
    }
    if (n - j >= 14 * l) {
      add14(y, yAt + j, m, stride, rows, values, from, to, j);
      j += 14 * l;
    }
    if (n - j >= 8 * l) {
      add8(y, yAt + j, m, stride, rows, values, from, to, j);
      j += 8 * l;
    }
    if (n - j >= 4 * l) {
      add4(y, yAt + j, m, stride, rows, values, from, to, j);
      j += 4 * l;
    }
    if (n - j >= 2 * l) {
      add2(y, yAt + j, m, stride, rows, values, from, to, j);
      j += 2 * l;
    }
    if (n - j >= l) {
      add1(y, yAt + j, m, stride, rows, values, from, to, j);
      j += l;
    }
    if (j < n) {
      addRowsFrom(j, y, yAt, n, m, stride, rows, values, from, to);
    }
  }

  @Override
  public void addRows(
      float[] y, int yAt, int n, float[] m, int stride, int[] rows, int from, int to) {
    addRows(y, yAt, n, m, stride, rows, ONES, from, to); // a product with one is exact
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
    int l = LANES.length();
    int j = 0;
    for (; n - j >= 8 * l; j += 8 * l) {
      outer8(g, stride, rows, values, from, to, x, xAt + j, j);
    }
    for (; n - j >= 2 * l; j += 2 * l) {
      outer2(g, stride, rows, values, from, to, x, xAt + j, j);
    }
    if (n - j >= l) {
      outer1(g, stride, rows, values, from, to, x, xAt + j, j);
      j += l;
    }
    if (j < n) {
      addOuterFrom(j, g, stride, rows, values, from, to, x, xAt, n);
    }
  }

  @Override
  public void addOuter(
      float[] g, int stride, int[] rows, int from, int to, float[] x, int xAt, int n) {
    addOuter(g, stride, rows, ONES, from, to, x, xAt, n);
  }

  @Override
  public void dots(
      float[] out, float[] m, int stride, int[] rows, int from, int to, float[] x, int xAt, int n) {
    boolean wide = LANES.length() == PARTIAL_SUMS;
    if (n % PARTIAL_SUMS != 0 || !wide && 2 * LANES.length() != PARTIAL_SUMS) {
      super.dots(out, m, stride, rows, from, to, x, xAt, n);
      return;
    }
    int s = from;
    if (wide) {
      for (; s <= to - 8; s += 8) {
        dots8(out, m, stride, rows, s, x, xAt, n);
      }
    }
    for (; s < to; s += 4) {
      if (wide) {
        dots4(out, m, stride, rows, s, to - 1, x, xAt, n);
      } else {
        dots4OfHalves(out, m, stride, rows, s, to - 1, x, xAt, n);
      }
    }
  }

  private static void add16(
      float[] y,
      int at,
      float[] m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      int j) {
    int l = LANES.length();
    FloatVector y0 = FloatVector.fromArray(LANES, y, at);
    FloatVector y1 = FloatVector.fromArray(LANES, y, at + l);
    FloatVector y2 = FloatVector.fromArray(LANES, y, at + 2 * l);
    FloatVector y3 = FloatVector.fromArray(LANES, y, at + 3 * l);
    FloatVector y4 = FloatVector.fromArray(LANES, y, at + 4 * l);
    FloatVector y5 = FloatVector.fromArray(LANES, y, at + 5 * l);
    FloatVector y6 = FloatVector.fromArray(LANES, y, at + 6 * l);
    FloatVector y7 = FloatVector.fromArray(LANES, y, at + 7 * l);
    FloatVector y8 = FloatVector.fromArray(LANES, y, at + 8 * l);
    FloatVector y9 = FloatVector.fromArray(LANES, y, at + 9 * l);
    FloatVector y10 = FloatVector.fromArray(LANES, y, at + 10 * l);
    FloatVector y11 = FloatVector.fromArray(LANES, y, at + 11 * l);
    FloatVector y12 = FloatVector.fromArray(LANES, y, at + 12 * l);
    FloatVector y13 = FloatVector.fromArray(LANES, y, at + 13 * l);
    FloatVector y14 = FloatVector.fromArray(LANES, y, at + 14 * l);
    FloatVector y15 = FloatVector.fromArray(LANES, y, at + 15 * l);
    for (int s = from; s < to; s++) {
      int r = rows[s] * stride + j;
      float a = values.length == 0 ? 1 : values[s];
      y0 = y0.add(FloatVector.fromArray(LANES, m, r).mul(a));
      y1 = y1.add(FloatVector.fromArray(LANES, m, r + l).mul(a));
      y2 = y2.add(FloatVector.fromArray(LANES, m, r + 2 * l).mul(a));
      y3 = y3.add(FloatVector.fromArray(LANES, m, r + 3 * l).mul(a));
      y4 = y4.add(FloatVector.fromArray(LANES, m, r + 4 * l).mul(a));
      y5 = y5.add(FloatVector.fromArray(LANES, m, r + 5 * l).mul(a));
      y6 = y6.add(FloatVector.fromArray(LANES, m, r + 6 * l).mul(a));
      y7 = y7.add(FloatVector.fromArray(LANES, m, r + 7 * l).mul(a));
      y8 = y8.add(FloatVector.fromArray(LANES, m, r + 8 * l).mul(a));
      y9 = y9.add(FloatVector.fromArray(LANES, m, r + 9 * l).mul(a));
      y10 = y10.add(FloatVector.fromArray(LANES, m, r + 10 * l).mul(a));
      y11 = y11.add(FloatVector.fromArray(LANES, m, r + 11 * l).mul(a));
      y12 = y12.add(FloatVector.fromArray(LANES, m, r + 12 * l).mul(a));
      y13 = y13.add(FloatVector.fromArray(LANES, m, r + 13 * l).mul(a));
      y14 = y14.add(FloatVector.fromArray(LANES, m, r + 14 * l).mul(a));
      y15 = y15.add(FloatVector.fromArray(LANES, m, r + 15 * l).mul(a));
    }
    y0.intoArray(y, at);
    y1.intoArray(y, at + l);
    y2.intoArray(y, at + 2 * l);
    y3.intoArray(y, at + 3 * l);
    y4.intoArray(y, at + 4 * l);
    y5.intoArray(y, at + 5 * l);
    y6.intoArray(y, at + 6 * l);
    y7.intoArray(y, at + 7 * l);
    y8.intoArray(y, at + 8 * l);
    y9.intoArray(y, at + 9 * l);
    y10.intoArray(y, at + 10 * l);
    y11.intoArray(y, at + 11 * l);
    y12.intoArray(y, at + 12 * l);
    y13.intoArray(y, at + 13 * l);
    y14.intoArray(y, at + 14 * l);
    y15.intoArray(y, at + 15 * l);
  }

  private static void add14(
      float[] y,
      int at,
      float[] m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      int j) {
    int l = LANES.length();
    FloatVector y0 = FloatVector.fromArray(LANES, y, at);
    FloatVector y1 = FloatVector.fromArray(LANES, y, at + l);
    FloatVector y2 = FloatVector.fromArray(LANES, y, at + 2 * l);
    FloatVector y3 = FloatVector.fromArray(LANES, y, at + 3 * l);
    FloatVector y4 = FloatVector.fromArray(LANES, y, at + 4 * l);
    FloatVector y5 = FloatVector.fromArray(LANES, y, at + 5 * l);
    FloatVector y6 = FloatVector.fromArray(LANES, y, at + 6 * l);
    FloatVector y7 = FloatVector.fromArray(LANES, y, at + 7 * l);
    FloatVector y8 = FloatVector.fromArray(LANES, y, at + 8 * l);
    FloatVector y9 = FloatVector.fromArray(LANES, y, at + 9 * l);
    FloatVector y10 = FloatVector.fromArray(LANES, y, at + 10 * l);
    FloatVector y11 = FloatVector.fromArray(LANES, y, at + 11 * l);
    FloatVector y12 = FloatVector.fromArray(LANES, y, at + 12 * l);
    FloatVector y13 = FloatVector.fromArray(LANES, y, at + 13 * l);
    for (int s = from; s < to; s++) {
      int r = rows[s] * stride + j;
      float a = values.length == 0 ? 1 : values[s];
      y0 = y0.add(FloatVector.fromArray(LANES, m, r).mul(a));
      y1 = y1.add(FloatVector.fromArray(LANES, m, r + l).mul(a));
      y2 = y2.add(FloatVector.fromArray(LANES, m, r + 2 * l).mul(a));
      y3 = y3.add(FloatVector.fromArray(LANES, m, r + 3 * l).mul(a));
      y4 = y4.add(FloatVector.fromArray(LANES, m, r + 4 * l).mul(a));
      y5 = y5.add(FloatVector.fromArray(LANES, m, r + 5 * l).mul(a));
      y6 = y6.add(FloatVector.fromArray(LANES, m, r + 6 * l).mul(a));
      y7 = y7.add(FloatVector.fromArray(LANES, m, r + 7 * l).mul(a));
      y8 = y8.add(FloatVector.fromArray(LANES, m, r + 8 * l).mul(a));
      y9 = y9.add(FloatVector.fromArray(LANES, m, r + 9 * l).mul(a));
      y10 = y10.add(FloatVector.fromArray(LANES, m, r + 10 * l).mul(a));
      y11 = y11.add(FloatVector.fromArray(LANES, m, r + 11 * l).mul(a));
      y12 = y12.add(FloatVector.fromArray(LANES, m, r + 12 * l).mul(a));
      y13 = y13.add(FloatVector.fromArray(LANES, m, r + 13 * l).mul(a));
    }
    y0.intoArray(y, at);
    y1.intoArray(y, at + l);
    y2.intoArray(y, at + 2 * l);
    y3.intoArray(y, at + 3 * l);
    y4.intoArray(y, at + 4 * l);
    y5.intoArray(y, at + 5 * l);
    y6.intoArray(y, at + 6 * l);
    y7.intoArray(y, at + 7 * l);
    y8.intoArray(y, at + 8 * l);
    y9.intoArray(y, at + 9 * l);
    y10.intoArray(y, at + 10 * l);
    y11.intoArray(y, at + 11 * l);
    y12.intoArray(y, at + 12 * l);
    y13.intoArray(y, at + 13 * l);
  }

  private static void add8(
      float[] y,
      int at,
      float[] m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      int j) {
    int l = LANES.length();
    FloatVector y0 = FloatVector.fromArray(LANES, y, at);
    FloatVector y1 = FloatVector.fromArray(LANES, y, at + l);
    FloatVector y2 = FloatVector.fromArray(LANES, y, at + 2 * l);
    FloatVector y3 = FloatVector.fromArray(LANES, y, at + 3 * l);
    FloatVector y4 = FloatVector.fromArray(LANES, y, at + 4 * l);
    FloatVector y5 = FloatVector.fromArray(LANES, y, at + 5 * l);
    FloatVector y6 = FloatVector.fromArray(LANES, y, at + 6 * l);
    FloatVector y7 = FloatVector.fromArray(LANES, y, at + 7 * l);
    for (int s = from; s < to; s++) {
      int r = rows[s] * stride + j;
      float a = values.length == 0 ? 1 : values[s];
      y0 = y0.add(FloatVector.fromArray(LANES, m, r).mul(a));
      y1 = y1.add(FloatVector.fromArray(LANES, m, r + l).mul(a));
      y2 = y2.add(FloatVector.fromArray(LANES, m, r + 2 * l).mul(a));
      y3 = y3.add(FloatVector.fromArray(LANES, m, r + 3 * l).mul(a));
      y4 = y4.add(FloatVector.fromArray(LANES, m, r + 4 * l).mul(a));
      y5 = y5.add(FloatVector.fromArray(LANES, m, r + 5 * l).mul(a));
      y6 = y6.add(FloatVector.fromArray(LANES, m, r + 6 * l).mul(a));
      y7 = y7.add(FloatVector.fromArray(LANES, m, r + 7 * l).mul(a));
    }
    y0.intoArray(y, at);
    y1.intoArray(y, at + l);
    y2.intoArray(y, at + 2 * l);
    y3.intoArray(y, at + 3 * l);
    y4.intoArray(y, at + 4 * l);
    y5.intoArray(y, at + 5 * l);
    y6.intoArray(y, at + 6 * l);
    y7.intoArray(y, at + 7 * l);
  }

  private static void add4(
      float[] y,
      int at,
      float[] m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      int j) {
    int l = LANES.length();
    FloatVector y0 = FloatVector.fromArray(LANES, y, at);
    FloatVector y1 = FloatVector.fromArray(LANES, y, at + l);
    FloatVector y2 = FloatVector.fromArray(LANES, y, at + 2 * l);
    FloatVector y3 = FloatVector.fromArray(LANES, y, at + 3 * l);
    for (int s = from; s < to; s++) {
      int r = rows[s] * stride + j;
      float a = values.length == 0 ? 1 : values[s];
      y0 = y0.add(FloatVector.fromArray(LANES, m, r).mul(a));
      y1 = y1.add(FloatVector.fromArray(LANES, m, r + l).mul(a));
      y2 = y2.add(FloatVector.fromArray(LANES, m, r + 2 * l).mul(a));
      y3 = y3.add(FloatVector.fromArray(LANES, m, r + 3 * l).mul(a));
    }
    y0.intoArray(y, at);
    y1.intoArray(y, at + l);
    y2.intoArray(y, at + 2 * l);
    y3.intoArray(y, at + 3 * l);
  }

  private static void add2(
      float[] y,
      int at,
      float[] m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      int j) {
    int l = LANES.length();
    FloatVector y0 = FloatVector.fromArray(LANES, y, at);
    FloatVector y1 = FloatVector.fromArray(LANES, y, at + l);
    for (int s = from; s < to; s++) {
      int r = rows[s] * stride + j;
      float a = values.length == 0 ? 1 : values[s];
      y0 = y0.add(FloatVector.fromArray(LANES, m, r).mul(a));
      y1 = y1.add(FloatVector.fromArray(LANES, m, r + l).mul(a));
    }
    y0.intoArray(y, at);
    y1.intoArray(y, at + l);
  }

  private static void add1(
      float[] y,
      int at,
      float[] m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      int j) {
    int l = LANES.length();
    FloatVector y0 = FloatVector.fromArray(LANES, y, at);
    for (int s = from; s < to; s++) {
      int r = rows[s] * stride + j;
      float a = values.length == 0 ? 1 : values[s];
      y0 = y0.add(FloatVector.fromArray(LANES, m, r).mul(a));
    }
    y0.intoArray(y, at);
  }

  private static void outer8(
      float[] g,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      float[] x,
      int at,
      int j) {
    int l = LANES.length();
    FloatVector x0 = FloatVector.fromArray(LANES, x, at);
    FloatVector x1 = FloatVector.fromArray(LANES, x, at + l);
    FloatVector x2 = FloatVector.fromArray(LANES, x, at + 2 * l);
    FloatVector x3 = FloatVector.fromArray(LANES, x, at + 3 * l);
    FloatVector x4 = FloatVector.fromArray(LANES, x, at + 4 * l);
    FloatVector x5 = FloatVector.fromArray(LANES, x, at + 5 * l);
    FloatVector x6 = FloatVector.fromArray(LANES, x, at + 6 * l);
    FloatVector x7 = FloatVector.fromArray(LANES, x, at + 7 * l);
    for (int s = from; s < to; s++) {
      int r = rows[s] * stride + j;
      float a = values.length == 0 ? 1 : values[s];
      FloatVector.fromArray(LANES, g, r).add(x0.mul(a)).intoArray(g, r);
      FloatVector.fromArray(LANES, g, r + l).add(x1.mul(a)).intoArray(g, r + l);
      FloatVector.fromArray(LANES, g, r + 2 * l).add(x2.mul(a)).intoArray(g, r + 2 * l);
      FloatVector.fromArray(LANES, g, r + 3 * l).add(x3.mul(a)).intoArray(g, r + 3 * l);
      FloatVector.fromArray(LANES, g, r + 4 * l).add(x4.mul(a)).intoArray(g, r + 4 * l);
      FloatVector.fromArray(LANES, g, r + 5 * l).add(x5.mul(a)).intoArray(g, r + 5 * l);
      FloatVector.fromArray(LANES, g, r + 6 * l).add(x6.mul(a)).intoArray(g, r + 6 * l);
      FloatVector.fromArray(LANES, g, r + 7 * l).add(x7.mul(a)).intoArray(g, r + 7 * l);
    }
  }

  private static void outer2(
      float[] g,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      float[] x,
      int at,
      int j) {
    int l = LANES.length();
    FloatVector x0 = FloatVector.fromArray(LANES, x, at);
    FloatVector x1 = FloatVector.fromArray(LANES, x, at + l);
    for (int s = from; s < to; s++) {
      int r = rows[s] * stride + j;
      float a = values.length == 0 ? 1 : values[s];
      FloatVector.fromArray(LANES, g, r).add(x0.mul(a)).intoArray(g, r);
      FloatVector.fromArray(LANES, g, r + l).add(x1.mul(a)).intoArray(g, r + l);
    }
  }

  private static void outer1(
      float[] g,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      float[] x,
      int at,
      int j) {
    int l = LANES.length();
    FloatVector x0 = FloatVector.fromArray(LANES, x, at);
    for (int s = from; s < to; s++) {
      int r = rows[s] * stride + j;
      float a = values.length == 0 ? 1 : values[s];
      FloatVector.fromArray(LANES, g, r).add(x0.mul(a)).intoArray(g, r);
    }
  }

  private static void dots8(
      float[] out, float[] m, int stride, int[] rows, int s, float[] x, int xAt, int n) {
    final int r0 = rows[s] * stride;
    final int r1 = rows[s + 1] * stride;
    final int r2 = rows[s + 2] * stride;
    final int r3 = rows[s + 3] * stride;
    final int r4 = rows[s + 4] * stride;
    final int r5 = rows[s + 5] * stride;
    final int r6 = rows[s + 6] * stride;
    final int r7 = rows[s + 7] * stride;
    FloatVector p0 = FloatVector.zero(LANES);
    FloatVector p1 = FloatVector.zero(LANES);
    FloatVector p2 = FloatVector.zero(LANES);
    FloatVector p3 = FloatVector.zero(LANES);
    FloatVector p4 = FloatVector.zero(LANES);
    FloatVector p5 = FloatVector.zero(LANES);
    FloatVector p6 = FloatVector.zero(LANES);
    FloatVector p7 = FloatVector.zero(LANES);
    for (int j = 0; j < n; j += PARTIAL_SUMS) {
      FloatVector v = FloatVector.fromArray(LANES, x, xAt + j);
      p0 = p0.add(FloatVector.fromArray(LANES, m, r0 + j).mul(v));
      p1 = p1.add(FloatVector.fromArray(LANES, m, r1 + j).mul(v));
      p2 = p2.add(FloatVector.fromArray(LANES, m, r2 + j).mul(v));
      p3 = p3.add(FloatVector.fromArray(LANES, m, r3 + j).mul(v));
      p4 = p4.add(FloatVector.fromArray(LANES, m, r4 + j).mul(v));
      p5 = p5.add(FloatVector.fromArray(LANES, m, r5 + j).mul(v));
      p6 = p6.add(FloatVector.fromArray(LANES, m, r6 + j).mul(v));
      p7 = p7.add(FloatVector.fromArray(LANES, m, r7 + j).mul(v));
    }
    FloatVector q0 = fold4(fold8(p0, p1), fold8(p2, p3));
    FloatVector q1 = fold4(fold8(p4, p5), fold8(p6, p7));
    FloatVector q = fold2(q0, q1);
    q.add(q.rearrange(SWAP_1)).rearrange(IN_ORDER).intoArray(out, s, FIRST_EIGHT);
  }

  private static void dots4(
      float[] out, float[] m, int stride, int[] rows, int s, int last, float[] x, int xAt, int n) {
    final int r0 = rows[s] * stride;
    final int r1 = rows[Math.min(s + 1, last)] * stride;
    final int r2 = rows[Math.min(s + 2, last)] * stride;
    final int r3 = rows[Math.min(s + 3, last)] * stride;
    FloatVector p0 = FloatVector.zero(LANES);
    FloatVector p1 = FloatVector.zero(LANES);
    FloatVector p2 = FloatVector.zero(LANES);
    FloatVector p3 = FloatVector.zero(LANES);
    for (int j = 0; j < n; j += PARTIAL_SUMS) {
      FloatVector v = FloatVector.fromArray(LANES, x, xAt + j);
      p0 = p0.add(FloatVector.fromArray(LANES, m, r0 + j).mul(v));
      p1 = p1.add(FloatVector.fromArray(LANES, m, r1 + j).mul(v));
      p2 = p2.add(FloatVector.fromArray(LANES, m, r2 + j).mul(v));
      p3 = p3.add(FloatVector.fromArray(LANES, m, r3 + j).mul(v));
    }
    FloatVector q = fold4(fold8(p0, p1), fold8(p2, p3));
    q = q.add(q.rearrange(SWAP_2));
    store(q.add(q.rearrange(SWAP_1)), out, s, Math.min(4, last + 1 - s));
  }

  private static void dots4OfHalves(
      float[] out, float[] m, int stride, int[] rows, int s, int last, float[] x, int xAt, int n) {
    final int r0 = rows[s] * stride;
    final int r1 = rows[Math.min(s + 1, last)] * stride;
    final int r2 = rows[Math.min(s + 2, last)] * stride;
    final int r3 = rows[Math.min(s + 3, last)] * stride;
    int l = LANES.length();
    FloatVector p0 = FloatVector.zero(LANES);
    FloatVector h0 = FloatVector.zero(LANES);
    FloatVector p1 = FloatVector.zero(LANES);
    FloatVector h1 = FloatVector.zero(LANES);
    FloatVector p2 = FloatVector.zero(LANES);
    FloatVector h2 = FloatVector.zero(LANES);
    FloatVector p3 = FloatVector.zero(LANES);
    FloatVector h3 = FloatVector.zero(LANES);
    for (int j = 0; j < n; j += PARTIAL_SUMS) {
      FloatVector v = FloatVector.fromArray(LANES, x, xAt + j);
      p0 = p0.add(FloatVector.fromArray(LANES, m, r0 + j).mul(v));
      p1 = p1.add(FloatVector.fromArray(LANES, m, r1 + j).mul(v));
      p2 = p2.add(FloatVector.fromArray(LANES, m, r2 + j).mul(v));
      p3 = p3.add(FloatVector.fromArray(LANES, m, r3 + j).mul(v));
      v = FloatVector.fromArray(LANES, x, xAt + j + l);
      h0 = h0.add(FloatVector.fromArray(LANES, m, r0 + j + l).mul(v));
      h1 = h1.add(FloatVector.fromArray(LANES, m, r1 + j + l).mul(v));
      h2 = h2.add(FloatVector.fromArray(LANES, m, r2 + j + l).mul(v));
      h3 = h3.add(FloatVector.fromArray(LANES, m, r3 + j + l).mul(v));
    }
    FloatVector q0 = fold4(p0.add(h0), p1.add(h1));
    FloatVector q1 = fold4(p2.add(h2), p3.add(h3));
    FloatVector q = fold2(q0, q1);
    store(q.add(q.rearrange(SWAP_1)), out, s, Math.min(4, last + 1 - s));
  }

  /** Adds groups of sixteen partial sums in halves; the first group belongs to out[at]. */
  static void sumPartials(float[] partial, float[] out, int at, int count) {
    int s = 0;
    for (; s <= count - 8; s += 8) {
      sumEight(partial, s * PARTIAL_SUMS, out, at + s);
    }
    for (; s < count; s++) {
      out[at + s] = sumOne(partial, s * PARTIAL_SUMS);
    }
  }

  private static float sumOne(float[] p, int at) {
    FloatVector q = FloatVector.fromArray(LANES, p, at);
    q = q.add(q.rearrange(SWAP_8));
    q = q.add(q.rearrange(SWAP_4));
    q = q.add(q.rearrange(SWAP_2));
    return q.add(q.rearrange(SWAP_1)).lane(0);
  }

  private static void sumEight(float[] p, int from, float[] out, int to) {
    FloatVector p0 = FloatVector.fromArray(LANES, p, from);
    FloatVector p1 = FloatVector.fromArray(LANES, p, from + 16);
    FloatVector p2 = FloatVector.fromArray(LANES, p, from + 32);
    FloatVector p3 = FloatVector.fromArray(LANES, p, from + 48);
    FloatVector p4 = FloatVector.fromArray(LANES, p, from + 64);
    FloatVector p5 = FloatVector.fromArray(LANES, p, from + 80);
    FloatVector p6 = FloatVector.fromArray(LANES, p, from + 96);
    FloatVector p7 = FloatVector.fromArray(LANES, p, from + 112);
    FloatVector q0 = fold4(fold8(p0, p1), fold8(p2, p3));
    FloatVector q1 = fold4(fold8(p4, p5), fold8(p6, p7));
    FloatVector q = fold2(q0, q1);
    q.add(q.rearrange(SWAP_1)).rearrange(IN_ORDER).intoArray(out, to, FIRST_EIGHT);
  }

  /**
   * Adds lanes l and l + 8 of two vectors at once; l counts from 0 to 7, and the result belongs to
   * a in these lanes, to b in the others. The same for 4 and 2.
   */
  private static FloatVector fold8(FloatVector a, FloatVector b) {
    return b.blend(a, CLEAR_8).add(a.blend(b, CLEAR_8).rearrange(SWAP_8));
  }

  private static FloatVector fold4(FloatVector a, FloatVector b) {
    return b.blend(a, CLEAR_4).add(a.blend(b, CLEAR_4).rearrange(SWAP_4));
  }

  private static FloatVector fold2(FloatVector a, FloatVector b) {
    return b.blend(a, CLEAR_2).add(a.blend(b, CLEAR_2).rearrange(SWAP_2));
  }

  /** Stores the first sums; folding has left that of row r where the bits of r are reversed. */
  private static void store(FloatVector sums, float[] out, int at, int count) {
    sums.rearrange(IN_ORDER).intoArray(out, at, LANE.lt(count));
  }

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(LANES, i -> (i ^ distance) % LANES.length());
  }

  private static int rowOfLane(int r) {
    int half = LANES.length() / 2;
    return ((r & 1) * half + (r >> 1 & 1) * half / 2 + (r >> 2 & 1) * half / 4) % LANES.length();
  }

  private static VectorMask<Float> mask(long bits) {
    return VectorMask.fromLong(LANES, bits & ((1L << LANES.length()) - 1));
  }

  @Override
  public int lanes() {
    return LANES.length();
  }
}
