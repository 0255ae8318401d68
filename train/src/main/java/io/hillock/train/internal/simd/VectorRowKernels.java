package io.hillock.train.internal.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels of the Vector API. Sums and vectors stay in registers over all events, up to fourteen at
 * a time; dot products take eight rows at once, whose sixteen partial sums are folded together so
 * that no lane idles. The part of a row that an event needs is a slice, whose bounds are checked
 * once.
 */
public final class VectorRowKernels extends ScalarRowKernels {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** The kernels hold no state. */
  public VectorRowKernels() {}

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
    if (from == to) {
      return;
    }
    int l = LANES.length();
    int j = 0;
    for (; n - j >= 14 * l; j += 14 * l) {
      add14(y, yAt + j, m, stride, rows, values, from, to, j);
    }
    for (; n - j >= 4 * l; j += 4 * l) {
      add4(y, yAt + j, m, stride, rows, values, from, to, j);
    }
    for (; j < n; j += l) {
      add1(y, yAt + j, m, stride, rows, values, from, to, j);
    }
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
    int l = LANES.length();
    int j = 0;
    for (; n - j >= 7 * l; j += 7 * l) {
      outer7(g, stride, rows, values, from, to, x, xAt + j, j);
    }
    for (; n - j >= 4 * l; j += 4 * l) {
      outer4(g, stride, rows, values, from, to, x, xAt + j, j);
    }
    for (; j < n; j += l) {
      outer1(g, stride, rows, values, from, to, x, xAt + j, j);
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
    int l = LANES.length();
    int count = to - from;
    if (l == PARTIAL_SUMS) {
      int j = 0;
      for (; n - j >= 14 * l; j += 14 * l) {
        dots14(scratch, m, stride, rows, from, to, x, xAt + j, j);
      }
      for (; n - j >= 4 * l; j += 4 * l) {
        dots4(scratch, m, stride, rows, from, to, x, xAt + j, j);
      }
      for (; j < n; j += l) {
        dots1(scratch, m, stride, rows, from, to, x, xAt + j, j);
      }
      Folding.addSums(scratch, out, outAt, count);
    } else if (2 * l == PARTIAL_SUMS) {
      for (int s = 0; s < count; s += 4) {
        dotsOfHalves(scratch, s * l, m, stride, rows, from + s, to - 1, x, xAt, n);
      }
      for (int s = 0; s < count; s += 4) {
        Folding.addFour(scratch, s * l, out, outAt + s, count - s);
      }
    } else {
      super.dots(out, outAt, m, stride, rows, from, to, x, xAt, n, scratch);
    }
  }

  private static void add14(
      AlignedFloats y,
      int at,
      AlignedFloats m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      int j) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    MemorySegment sums = y.slice(at, 14 * l);
    FloatVector y0 = FloatVector.fromMemorySegment(LANES, sums, 0, ORDER);
    FloatVector y1 = FloatVector.fromMemorySegment(LANES, sums, bytes, ORDER);
    FloatVector y2 = FloatVector.fromMemorySegment(LANES, sums, 2 * bytes, ORDER);
    FloatVector y3 = FloatVector.fromMemorySegment(LANES, sums, 3 * bytes, ORDER);
    FloatVector y4 = FloatVector.fromMemorySegment(LANES, sums, 4 * bytes, ORDER);
    FloatVector y5 = FloatVector.fromMemorySegment(LANES, sums, 5 * bytes, ORDER);
    FloatVector y6 = FloatVector.fromMemorySegment(LANES, sums, 6 * bytes, ORDER);
    FloatVector y7 = FloatVector.fromMemorySegment(LANES, sums, 7 * bytes, ORDER);
    FloatVector y8 = FloatVector.fromMemorySegment(LANES, sums, 8 * bytes, ORDER);
    FloatVector y9 = FloatVector.fromMemorySegment(LANES, sums, 9 * bytes, ORDER);
    FloatVector y10 = FloatVector.fromMemorySegment(LANES, sums, 10 * bytes, ORDER);
    FloatVector y11 = FloatVector.fromMemorySegment(LANES, sums, 11 * bytes, ORDER);
    FloatVector y12 = FloatVector.fromMemorySegment(LANES, sums, 12 * bytes, ORDER);
    FloatVector y13 = FloatVector.fromMemorySegment(LANES, sums, 13 * bytes, ORDER);
    for (int s = from; s < to; s++) {
      MemorySegment row = m.slice(rows[s] * stride + j, 14 * l);
      float a = values.length == 0 ? 1 : values[s];
      y0 = y0.add(FloatVector.fromMemorySegment(LANES, row, 0, ORDER).mul(a));
      y1 = y1.add(FloatVector.fromMemorySegment(LANES, row, bytes, ORDER).mul(a));
      y2 = y2.add(FloatVector.fromMemorySegment(LANES, row, 2 * bytes, ORDER).mul(a));
      y3 = y3.add(FloatVector.fromMemorySegment(LANES, row, 3 * bytes, ORDER).mul(a));
      y4 = y4.add(FloatVector.fromMemorySegment(LANES, row, 4 * bytes, ORDER).mul(a));
      y5 = y5.add(FloatVector.fromMemorySegment(LANES, row, 5 * bytes, ORDER).mul(a));
      y6 = y6.add(FloatVector.fromMemorySegment(LANES, row, 6 * bytes, ORDER).mul(a));
      y7 = y7.add(FloatVector.fromMemorySegment(LANES, row, 7 * bytes, ORDER).mul(a));
      y8 = y8.add(FloatVector.fromMemorySegment(LANES, row, 8 * bytes, ORDER).mul(a));
      y9 = y9.add(FloatVector.fromMemorySegment(LANES, row, 9 * bytes, ORDER).mul(a));
      y10 = y10.add(FloatVector.fromMemorySegment(LANES, row, 10 * bytes, ORDER).mul(a));
      y11 = y11.add(FloatVector.fromMemorySegment(LANES, row, 11 * bytes, ORDER).mul(a));
      y12 = y12.add(FloatVector.fromMemorySegment(LANES, row, 12 * bytes, ORDER).mul(a));
      y13 = y13.add(FloatVector.fromMemorySegment(LANES, row, 13 * bytes, ORDER).mul(a));
    }
    y0.intoMemorySegment(sums, 0, ORDER);
    y1.intoMemorySegment(sums, bytes, ORDER);
    y2.intoMemorySegment(sums, 2 * bytes, ORDER);
    y3.intoMemorySegment(sums, 3 * bytes, ORDER);
    y4.intoMemorySegment(sums, 4 * bytes, ORDER);
    y5.intoMemorySegment(sums, 5 * bytes, ORDER);
    y6.intoMemorySegment(sums, 6 * bytes, ORDER);
    y7.intoMemorySegment(sums, 7 * bytes, ORDER);
    y8.intoMemorySegment(sums, 8 * bytes, ORDER);
    y9.intoMemorySegment(sums, 9 * bytes, ORDER);
    y10.intoMemorySegment(sums, 10 * bytes, ORDER);
    y11.intoMemorySegment(sums, 11 * bytes, ORDER);
    y12.intoMemorySegment(sums, 12 * bytes, ORDER);
    y13.intoMemorySegment(sums, 13 * bytes, ORDER);
  }

  private static void add4(
      AlignedFloats y,
      int at,
      AlignedFloats m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      int j) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    MemorySegment sums = y.slice(at, 4 * l);
    FloatVector y0 = FloatVector.fromMemorySegment(LANES, sums, 0, ORDER);
    FloatVector y1 = FloatVector.fromMemorySegment(LANES, sums, bytes, ORDER);
    FloatVector y2 = FloatVector.fromMemorySegment(LANES, sums, 2 * bytes, ORDER);
    FloatVector y3 = FloatVector.fromMemorySegment(LANES, sums, 3 * bytes, ORDER);
    for (int s = from; s < to; s++) {
      MemorySegment row = m.slice(rows[s] * stride + j, 4 * l);
      float a = values.length == 0 ? 1 : values[s];
      y0 = y0.add(FloatVector.fromMemorySegment(LANES, row, 0, ORDER).mul(a));
      y1 = y1.add(FloatVector.fromMemorySegment(LANES, row, bytes, ORDER).mul(a));
      y2 = y2.add(FloatVector.fromMemorySegment(LANES, row, 2 * bytes, ORDER).mul(a));
      y3 = y3.add(FloatVector.fromMemorySegment(LANES, row, 3 * bytes, ORDER).mul(a));
    }
    y0.intoMemorySegment(sums, 0, ORDER);
    y1.intoMemorySegment(sums, bytes, ORDER);
    y2.intoMemorySegment(sums, 2 * bytes, ORDER);
    y3.intoMemorySegment(sums, 3 * bytes, ORDER);
  }

  private static void add1(
      AlignedFloats y,
      int at,
      AlignedFloats m,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      int j) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    MemorySegment sums = y.slice(at, 1 * l);
    FloatVector y0 = FloatVector.fromMemorySegment(LANES, sums, 0, ORDER);
    for (int s = from; s < to; s++) {
      MemorySegment row = m.slice(rows[s] * stride + j, 1 * l);
      float a = values.length == 0 ? 1 : values[s];
      y0 = y0.add(FloatVector.fromMemorySegment(LANES, row, 0, ORDER).mul(a));
    }
    y0.intoMemorySegment(sums, 0, ORDER);
  }

  private static void outer7(
      AlignedFloats g,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      AlignedFloats x,
      int at,
      int j) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    MemorySegment vector = x.slice(at, 7 * l);
    final FloatVector x0 = FloatVector.fromMemorySegment(LANES, vector, 0, ORDER);
    final FloatVector x1 = FloatVector.fromMemorySegment(LANES, vector, bytes, ORDER);
    final FloatVector x2 = FloatVector.fromMemorySegment(LANES, vector, 2 * bytes, ORDER);
    final FloatVector x3 = FloatVector.fromMemorySegment(LANES, vector, 3 * bytes, ORDER);
    final FloatVector x4 = FloatVector.fromMemorySegment(LANES, vector, 4 * bytes, ORDER);
    final FloatVector x5 = FloatVector.fromMemorySegment(LANES, vector, 5 * bytes, ORDER);
    final FloatVector x6 = FloatVector.fromMemorySegment(LANES, vector, 6 * bytes, ORDER);
    for (int s = from; s < to; s++) {
      MemorySegment row = g.slice(rows[s] * stride + j, 7 * l);
      float a = values.length == 0 ? 1 : values[s];
      FloatVector.fromMemorySegment(LANES, row, 0, ORDER)
          .add(x0.mul(a))
          .intoMemorySegment(row, 0, ORDER);
      FloatVector.fromMemorySegment(LANES, row, bytes, ORDER)
          .add(x1.mul(a))
          .intoMemorySegment(row, bytes, ORDER);
      FloatVector.fromMemorySegment(LANES, row, 2 * bytes, ORDER)
          .add(x2.mul(a))
          .intoMemorySegment(row, 2 * bytes, ORDER);
      FloatVector.fromMemorySegment(LANES, row, 3 * bytes, ORDER)
          .add(x3.mul(a))
          .intoMemorySegment(row, 3 * bytes, ORDER);
      FloatVector.fromMemorySegment(LANES, row, 4 * bytes, ORDER)
          .add(x4.mul(a))
          .intoMemorySegment(row, 4 * bytes, ORDER);
      FloatVector.fromMemorySegment(LANES, row, 5 * bytes, ORDER)
          .add(x5.mul(a))
          .intoMemorySegment(row, 5 * bytes, ORDER);
      FloatVector.fromMemorySegment(LANES, row, 6 * bytes, ORDER)
          .add(x6.mul(a))
          .intoMemorySegment(row, 6 * bytes, ORDER);
    }
  }

  private static void outer4(
      AlignedFloats g,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      AlignedFloats x,
      int at,
      int j) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    MemorySegment vector = x.slice(at, 4 * l);
    final FloatVector x0 = FloatVector.fromMemorySegment(LANES, vector, 0, ORDER);
    final FloatVector x1 = FloatVector.fromMemorySegment(LANES, vector, bytes, ORDER);
    final FloatVector x2 = FloatVector.fromMemorySegment(LANES, vector, 2 * bytes, ORDER);
    final FloatVector x3 = FloatVector.fromMemorySegment(LANES, vector, 3 * bytes, ORDER);
    for (int s = from; s < to; s++) {
      MemorySegment row = g.slice(rows[s] * stride + j, 4 * l);
      float a = values.length == 0 ? 1 : values[s];
      FloatVector.fromMemorySegment(LANES, row, 0, ORDER)
          .add(x0.mul(a))
          .intoMemorySegment(row, 0, ORDER);
      FloatVector.fromMemorySegment(LANES, row, bytes, ORDER)
          .add(x1.mul(a))
          .intoMemorySegment(row, bytes, ORDER);
      FloatVector.fromMemorySegment(LANES, row, 2 * bytes, ORDER)
          .add(x2.mul(a))
          .intoMemorySegment(row, 2 * bytes, ORDER);
      FloatVector.fromMemorySegment(LANES, row, 3 * bytes, ORDER)
          .add(x3.mul(a))
          .intoMemorySegment(row, 3 * bytes, ORDER);
    }
  }

  private static void outer1(
      AlignedFloats g,
      int stride,
      int[] rows,
      float[] values,
      int from,
      int to,
      AlignedFloats x,
      int at,
      int j) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    MemorySegment vector = x.slice(at, 1 * l);
    final FloatVector x0 = FloatVector.fromMemorySegment(LANES, vector, 0, ORDER);
    for (int s = from; s < to; s++) {
      MemorySegment row = g.slice(rows[s] * stride + j, 1 * l);
      float a = values.length == 0 ? 1 : values[s];
      FloatVector.fromMemorySegment(LANES, row, 0, ORDER)
          .add(x0.mul(a))
          .intoMemorySegment(row, 0, ORDER);
    }
  }

  private static void dots14(
      float[] partial,
      AlignedFloats m,
      int stride,
      int[] rows,
      int from,
      int to,
      AlignedFloats x,
      int at,
      int j) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    MemorySegment vector = x.slice(at, 14 * l);
    final FloatVector x0 = FloatVector.fromMemorySegment(LANES, vector, 0, ORDER);
    final FloatVector x1 = FloatVector.fromMemorySegment(LANES, vector, bytes, ORDER);
    final FloatVector x2 = FloatVector.fromMemorySegment(LANES, vector, 2 * bytes, ORDER);
    final FloatVector x3 = FloatVector.fromMemorySegment(LANES, vector, 3 * bytes, ORDER);
    final FloatVector x4 = FloatVector.fromMemorySegment(LANES, vector, 4 * bytes, ORDER);
    final FloatVector x5 = FloatVector.fromMemorySegment(LANES, vector, 5 * bytes, ORDER);
    final FloatVector x6 = FloatVector.fromMemorySegment(LANES, vector, 6 * bytes, ORDER);
    final FloatVector x7 = FloatVector.fromMemorySegment(LANES, vector, 7 * bytes, ORDER);
    final FloatVector x8 = FloatVector.fromMemorySegment(LANES, vector, 8 * bytes, ORDER);
    final FloatVector x9 = FloatVector.fromMemorySegment(LANES, vector, 9 * bytes, ORDER);
    final FloatVector x10 = FloatVector.fromMemorySegment(LANES, vector, 10 * bytes, ORDER);
    final FloatVector x11 = FloatVector.fromMemorySegment(LANES, vector, 11 * bytes, ORDER);
    final FloatVector x12 = FloatVector.fromMemorySegment(LANES, vector, 12 * bytes, ORDER);
    final FloatVector x13 = FloatVector.fromMemorySegment(LANES, vector, 13 * bytes, ORDER);
    for (int s = from; s < to; s++) {
      MemorySegment row = m.slice(rows[s] * stride + j, 14 * l);
      int p = (s - from) * PARTIAL_SUMS;
      FloatVector sum = j == 0 ? FloatVector.zero(LANES) : FloatVector.fromArray(LANES, partial, p);
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 0, ORDER).mul(x0));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, bytes, ORDER).mul(x1));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 2 * bytes, ORDER).mul(x2));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 3 * bytes, ORDER).mul(x3));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 4 * bytes, ORDER).mul(x4));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 5 * bytes, ORDER).mul(x5));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 6 * bytes, ORDER).mul(x6));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 7 * bytes, ORDER).mul(x7));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 8 * bytes, ORDER).mul(x8));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 9 * bytes, ORDER).mul(x9));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 10 * bytes, ORDER).mul(x10));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 11 * bytes, ORDER).mul(x11));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 12 * bytes, ORDER).mul(x12));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 13 * bytes, ORDER).mul(x13));
      sum.intoArray(partial, p);
    }
  }

  private static void dots4(
      float[] partial,
      AlignedFloats m,
      int stride,
      int[] rows,
      int from,
      int to,
      AlignedFloats x,
      int at,
      int j) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    MemorySegment vector = x.slice(at, 4 * l);
    final FloatVector x0 = FloatVector.fromMemorySegment(LANES, vector, 0, ORDER);
    final FloatVector x1 = FloatVector.fromMemorySegment(LANES, vector, bytes, ORDER);
    final FloatVector x2 = FloatVector.fromMemorySegment(LANES, vector, 2 * bytes, ORDER);
    final FloatVector x3 = FloatVector.fromMemorySegment(LANES, vector, 3 * bytes, ORDER);
    for (int s = from; s < to; s++) {
      MemorySegment row = m.slice(rows[s] * stride + j, 4 * l);
      int p = (s - from) * PARTIAL_SUMS;
      FloatVector sum = j == 0 ? FloatVector.zero(LANES) : FloatVector.fromArray(LANES, partial, p);
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 0, ORDER).mul(x0));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, bytes, ORDER).mul(x1));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 2 * bytes, ORDER).mul(x2));
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 3 * bytes, ORDER).mul(x3));
      sum.intoArray(partial, p);
    }
  }

  private static void dots1(
      float[] partial,
      AlignedFloats m,
      int stride,
      int[] rows,
      int from,
      int to,
      AlignedFloats x,
      int at,
      int j) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    MemorySegment vector = x.slice(at, 1 * l);
    final FloatVector x0 = FloatVector.fromMemorySegment(LANES, vector, 0, ORDER);
    for (int s = from; s < to; s++) {
      MemorySegment row = m.slice(rows[s] * stride + j, 1 * l);
      int p = (s - from) * PARTIAL_SUMS;
      FloatVector sum = j == 0 ? FloatVector.zero(LANES) : FloatVector.fromArray(LANES, partial, p);
      sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 0, ORDER).mul(x0));
      sum.intoArray(partial, p);
    }
  }

  private static void dotsOfHalves(
      float[] partial,
      int at,
      AlignedFloats m,
      int stride,
      int[] rows,
      int s,
      int last,
      AlignedFloats x,
      int xAt,
      int n) {
    final MemorySegment r0 = m.slice(rows[s] * stride, n);
    final MemorySegment r1 = m.slice(rows[Math.min(s + 1, last)] * stride, n);
    final MemorySegment r2 = m.slice(rows[Math.min(s + 2, last)] * stride, n);
    final MemorySegment r3 = m.slice(rows[Math.min(s + 3, last)] * stride, n);
    final MemorySegment v = x.slice(xAt, n);
    long half = (long) Float.BYTES * LANES.length();
    FloatVector p0 = FloatVector.zero(LANES);
    FloatVector h0 = FloatVector.zero(LANES);
    FloatVector p1 = FloatVector.zero(LANES);
    FloatVector h1 = FloatVector.zero(LANES);
    FloatVector p2 = FloatVector.zero(LANES);
    FloatVector h2 = FloatVector.zero(LANES);
    FloatVector p3 = FloatVector.zero(LANES);
    FloatVector h3 = FloatVector.zero(LANES);
    for (int j = 0; j < n; j += PARTIAL_SUMS) {
      long at0 = (long) Float.BYTES * j;
      long at1 = at0 + half;
      FloatVector y = FloatVector.fromMemorySegment(LANES, v, at0, ORDER);
      p0 = p0.add(FloatVector.fromMemorySegment(LANES, r0, at0, ORDER).mul(y));
      p1 = p1.add(FloatVector.fromMemorySegment(LANES, r1, at0, ORDER).mul(y));
      p2 = p2.add(FloatVector.fromMemorySegment(LANES, r2, at0, ORDER).mul(y));
      p3 = p3.add(FloatVector.fromMemorySegment(LANES, r3, at0, ORDER).mul(y));
      y = FloatVector.fromMemorySegment(LANES, v, at1, ORDER);
      h0 = h0.add(FloatVector.fromMemorySegment(LANES, r0, at1, ORDER).mul(y));
      h1 = h1.add(FloatVector.fromMemorySegment(LANES, r1, at1, ORDER).mul(y));
      h2 = h2.add(FloatVector.fromMemorySegment(LANES, r2, at1, ORDER).mul(y));
      h3 = h3.add(FloatVector.fromMemorySegment(LANES, r3, at1, ORDER).mul(y));
    }
    p0.add(h0).intoArray(partial, at);
    p1.add(h1).intoArray(partial, at + LANES.length());
    p2.add(h2).intoArray(partial, at + 2 * LANES.length());
    p3.add(h3).intoArray(partial, at + 3 * LANES.length());
  }
}
