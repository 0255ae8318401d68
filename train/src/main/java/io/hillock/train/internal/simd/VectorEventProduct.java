package io.hillock.train.internal.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with events with the Vector API: eight vectors of a sum stay in registers. The part of a
 * row that an event adds is a slice of the packed matrix, so that its bounds are checked once.
 */
public final class VectorEventProduct extends ScalarEventProduct {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, LANES.vectorShape());
  private static final IntVector NUMBERS = IntVector.zero(INTS).addIndex(1);

  /** Whether a vector holds all partial sums of a dot product, or half of them. */
  private static final boolean WHOLE = LANES.length() == PARTIAL_SUMS;

  private static final boolean HALVES = 2 * LANES.length() == PARTIAL_SUMS;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** The kernels hold no state. */
  public VectorEventProduct() {}

  @Override
  public int collect(int[] index, float[] value, int to, float[] a, int at, int n) {
    if (LANES.length() < 8) { // narrow vectors have no instruction that compresses
      return super.collect(index, value, to, a, at, n);
    }
    int whole = LANES.loopBound(n);
    int count = 0;
    for (int j = 0; j < whole; j += LANES.length()) {
      FloatVector x = FloatVector.fromArray(LANES, a, at + j);
      VectorMask<Float> counts = x.compare(VectorOperators.NE, 0);
      x.compress(counts).intoArray(value, to + count); // count <= j: no more than n is touched
      NUMBERS.add(j).compress(counts.cast(INTS)).intoArray(index, to + count);
      count += counts.trueCount();
    }
    return collectFrom(whole, count, index, value, to, a, at, n);
  }

  @Override
  public void multiply(float[] c, int cAt, int cStride, EventLists a, PackedMatrix b) {
    check(a, b);
    int l = LANES.length();
    for (int block = 0; block < a.blocks(); block++) {
      for (int p = 0; p < b.columns(); p += WIDTH) {
        int end = Math.min(b.columns(), p + WIDTH);
        int j = p;
        for (; end - j >= 8 * l; j += 8 * l) {
          tile8(c, cAt + j, cStride, a, block, b.values(), at(b, p, j));
        }
        for (; end - j >= 2 * l; j += 2 * l) {
          tile2(c, cAt + j, cStride, a, block, b.values(), at(b, p, j));
        }
        if (end - j >= l) {
          tile1(c, cAt + j, cStride, a, block, b.values(), at(b, p, j));
          j += l;
        }
        if (j < end) {
          multiplyPart(c, cAt, cStride, a, block, b, j, end);
        }
      }
    }
  }

  @Override
  public void dots(
      float[] out, EventLists a, float[] x, int xAt, int xStride, PackedMatrix b, float[] partial) {
    check(a, b);
    if (!WHOLE && !HALVES || b.columns() % PARTIAL_SUMS != 0) {
      super.dots(out, a, x, xAt, xStride, b, partial);
      return;
    }
    int l = LANES.length();
    int sums = PARTIAL_SUMS * EventLists.BLOCK * a.lists();
    for (int block = 0; block < a.blocks(); block++) {
      int first = block * a.lists();
      int count = 0;
      for (int k = first; k < first + a.lists(); k++) {
        count += a.to()[k] - a.from()[k];
      }
      Arrays.fill(partial, 0, count * PARTIAL_SUMS, 0);
      for (int p = 0; p < b.columns(); p += WIDTH) {
        int until = Math.min(b.columns(), p + WIDTH);
        int j = p;
        for (; WHOLE && until - j >= 8 * l; j += 8 * l) {
          dots8(partial, a, block, x, xAt + j, xStride, b.values(), at(b, p, j));
        }
        for (; j < until; j += PARTIAL_SUMS) {
          if (WHOLE) {
            dots1(partial, a, block, x, xAt + j, xStride, b.values(), at(b, p, j));
          } else {
            dotsOfHalves(partial, a, block, x, xAt + j, xStride, b.values(), at(b, p, j));
          }
        }
      }
      sumPartials(partial, partial, sums, count);
      int at = sums;
      for (int k = first; k < first + a.lists(); k++) {
        int n = a.to()[k] - a.from()[k];
        System.arraycopy(partial, at, out, a.from()[k], n);
        at += n;
      }
    }
  }

  @Override
  public void dots(
      float[] out, int[] rows, int count, float[] x, int xAt, PackedMatrix b, float[] partial) {
    checkOnePanel(b);
    int n = b.columns();
    if (!WHOLE && !HALVES || n % PARTIAL_SUMS != 0) {
      super.dots(out, rows, count, x, xAt, b, partial);
      return;
    }
    for (int first = 0; first < count; first += EventLists.BLOCK) {
      int end = Math.min(count, first + EventLists.BLOCK);
      if (WHOLE) {
        partialSums(partial, rows, first, end, x, xAt, n, b);
      } else {
        partialSumsOfHalves(partial, rows, first, end, x, xAt, n, b);
      }
      sumPartials(partial, out, first, end - first);
    }
  }

  private static void sumPartials(float[] partial, float[] out, int at, int count) {
    if (WHOLE) {
      Arrays.fill(out, at, at + count, 0);
      Folding.addSums(partial, out, at, count);
      return;
    }
    for (int s = 0; s < count; s++) {
      out[at + s] = ScalarActivations.sumHalves(partial, s * PARTIAL_SUMS);
    }
  }

  private static long at(PackedMatrix b, int panel, int column) {
    return (long) Float.BYTES * (b.panel(panel) + column - panel);
  }

  private static void tile8(
      float[] c, int cAt, int cStride, EventLists a, int block, MemorySegment b, long bAt) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    int[] from = a.from();
    int[] to = a.to();
    int[] columns = a.columns();
    float[] values = a.values();
    int first = block * a.lists();
    for (int i = 0; i < a.lists(); i++) {
      int at = cAt + i * cStride;
      int end = to[first + i];
      FloatVector c0 = FloatVector.fromArray(LANES, c, at);
      FloatVector c1 = FloatVector.fromArray(LANES, c, at + l);
      FloatVector c2 = FloatVector.fromArray(LANES, c, at + 2 * l);
      FloatVector c3 = FloatVector.fromArray(LANES, c, at + 3 * l);
      FloatVector c4 = FloatVector.fromArray(LANES, c, at + 4 * l);
      FloatVector c5 = FloatVector.fromArray(LANES, c, at + 5 * l);
      FloatVector c6 = FloatVector.fromArray(LANES, c, at + 6 * l);
      FloatVector c7 = FloatVector.fromArray(LANES, c, at + 7 * l);
      for (int s = from[first + i]; s < end; s++) {
        long start = bAt + (long) (Float.BYTES * WIDTH) * columns[s];
        MemorySegment row = b.asSlice(start, 8 * bytes);
        float x = values[s];
        c0 = c0.add(FloatVector.fromMemorySegment(LANES, row, 0, ORDER).mul(x));
        c1 = c1.add(FloatVector.fromMemorySegment(LANES, row, bytes, ORDER).mul(x));
        c2 = c2.add(FloatVector.fromMemorySegment(LANES, row, 2 * bytes, ORDER).mul(x));
        c3 = c3.add(FloatVector.fromMemorySegment(LANES, row, 3 * bytes, ORDER).mul(x));
        c4 = c4.add(FloatVector.fromMemorySegment(LANES, row, 4 * bytes, ORDER).mul(x));
        c5 = c5.add(FloatVector.fromMemorySegment(LANES, row, 5 * bytes, ORDER).mul(x));
        c6 = c6.add(FloatVector.fromMemorySegment(LANES, row, 6 * bytes, ORDER).mul(x));
        c7 = c7.add(FloatVector.fromMemorySegment(LANES, row, 7 * bytes, ORDER).mul(x));
      }
      c0.intoArray(c, at);
      c1.intoArray(c, at + l);
      c2.intoArray(c, at + 2 * l);
      c3.intoArray(c, at + 3 * l);
      c4.intoArray(c, at + 4 * l);
      c5.intoArray(c, at + 5 * l);
      c6.intoArray(c, at + 6 * l);
      c7.intoArray(c, at + 7 * l);
    }
  }

  private static void tile2(
      float[] c, int cAt, int cStride, EventLists a, int block, MemorySegment b, long bAt) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    int[] from = a.from();
    int[] to = a.to();
    int[] columns = a.columns();
    float[] values = a.values();
    int first = block * a.lists();
    for (int i = 0; i < a.lists(); i++) {
      int at = cAt + i * cStride;
      int end = to[first + i];
      FloatVector c0 = FloatVector.fromArray(LANES, c, at);
      FloatVector c1 = FloatVector.fromArray(LANES, c, at + l);
      for (int s = from[first + i]; s < end; s++) {
        long start = bAt + (long) (Float.BYTES * WIDTH) * columns[s];
        MemorySegment row = b.asSlice(start, 2 * bytes);
        float x = values[s];
        c0 = c0.add(FloatVector.fromMemorySegment(LANES, row, 0, ORDER).mul(x));
        c1 = c1.add(FloatVector.fromMemorySegment(LANES, row, bytes, ORDER).mul(x));
      }
      c0.intoArray(c, at);
      c1.intoArray(c, at + l);
    }
  }

  private static void tile1(
      float[] c, int cAt, int cStride, EventLists a, int block, MemorySegment b, long bAt) {
    long bytes = (long) Float.BYTES * LANES.length();
    int[] from = a.from();
    int[] to = a.to();
    int[] columns = a.columns();
    float[] values = a.values();
    int first = block * a.lists();
    for (int i = 0; i < a.lists(); i++) {
      int at = cAt + i * cStride;
      int end = to[first + i];
      FloatVector c0 = FloatVector.fromArray(LANES, c, at);
      for (int s = from[first + i]; s < end; s++) {
        long start = bAt + (long) (Float.BYTES * WIDTH) * columns[s];
        MemorySegment row = b.asSlice(start, bytes);
        float x = values[s];
        c0 = c0.add(FloatVector.fromMemorySegment(LANES, row, 0, ORDER).mul(x));
      }
      c0.intoArray(c, at);
    }
  }

  private static void dots8(
      float[] partial,
      EventLists a,
      int block,
      float[] x,
      int xAt,
      int xStride,
      MemorySegment b,
      long bAt) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    int[] from = a.from();
    int[] to = a.to();
    int[] columns = a.columns();
    int first = block * a.lists();
    int p = 0;
    for (int i = 0; i < a.lists(); i++) {
      int at = xAt + i * xStride;
      int end = to[first + i];
      final FloatVector x0 = FloatVector.fromArray(LANES, x, at);
      final FloatVector x1 = FloatVector.fromArray(LANES, x, at + l);
      final FloatVector x2 = FloatVector.fromArray(LANES, x, at + 2 * l);
      final FloatVector x3 = FloatVector.fromArray(LANES, x, at + 3 * l);
      final FloatVector x4 = FloatVector.fromArray(LANES, x, at + 4 * l);
      final FloatVector x5 = FloatVector.fromArray(LANES, x, at + 5 * l);
      final FloatVector x6 = FloatVector.fromArray(LANES, x, at + 6 * l);
      final FloatVector x7 = FloatVector.fromArray(LANES, x, at + 7 * l);
      for (int s = from[first + i]; s < end; s++) {
        long start = bAt + (long) (Float.BYTES * WIDTH) * columns[s];
        MemorySegment row = b.asSlice(start, 8 * bytes);
        FloatVector sum = FloatVector.fromArray(LANES, partial, p);
        sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 0, ORDER).mul(x0));
        sum = sum.add(FloatVector.fromMemorySegment(LANES, row, bytes, ORDER).mul(x1));
        sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 2 * bytes, ORDER).mul(x2));
        sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 3 * bytes, ORDER).mul(x3));
        sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 4 * bytes, ORDER).mul(x4));
        sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 5 * bytes, ORDER).mul(x5));
        sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 6 * bytes, ORDER).mul(x6));
        sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 7 * bytes, ORDER).mul(x7));
        sum.intoArray(partial, p);
        p += PARTIAL_SUMS;
      }
    }
  }

  private static void dots1(
      float[] partial,
      EventLists a,
      int block,
      float[] x,
      int xAt,
      int xStride,
      MemorySegment b,
      long bAt) {
    long bytes = (long) Float.BYTES * LANES.length();
    int[] from = a.from();
    int[] to = a.to();
    int[] columns = a.columns();
    int first = block * a.lists();
    int p = 0;
    for (int i = 0; i < a.lists(); i++) {
      int at = xAt + i * xStride;
      int end = to[first + i];
      final FloatVector x0 = FloatVector.fromArray(LANES, x, at);
      for (int s = from[first + i]; s < end; s++) {
        long start = bAt + (long) (Float.BYTES * WIDTH) * columns[s];
        MemorySegment row = b.asSlice(start, bytes);
        FloatVector sum = FloatVector.fromArray(LANES, partial, p);
        sum = sum.add(FloatVector.fromMemorySegment(LANES, row, 0, ORDER).mul(x0));
        sum.intoArray(partial, p);
        p += PARTIAL_SUMS;
      }
    }
  }

  /** One vector of each event, in two halves. */
  private static void dotsOfHalves(
      float[] partial,
      EventLists a,
      int block,
      float[] x,
      int xAt,
      int xStride,
      MemorySegment b,
      long bAt) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * LANES.length();
    int[] from = a.from();
    int[] to = a.to();
    int[] columns = a.columns();
    int first = block * a.lists();
    int p = 0;
    for (int i = 0; i < a.lists(); i++) {
      int at = xAt + i * xStride;
      int end = to[first + i];
      final FloatVector x0 = FloatVector.fromArray(LANES, x, at);
      final FloatVector x1 = FloatVector.fromArray(LANES, x, at + l);
      for (int s = from[first + i]; s < end; s++) {
        long start = bAt + (long) (Float.BYTES * WIDTH) * columns[s];
        MemorySegment row = b.asSlice(start, 2 * bytes);
        FloatVector w0 = FloatVector.fromMemorySegment(LANES, row, 0, ORDER);
        FloatVector w1 = FloatVector.fromMemorySegment(LANES, row, bytes, ORDER);
        FloatVector.fromArray(LANES, partial, p).add(w0.mul(x0)).intoArray(partial, p);
        FloatVector.fromArray(LANES, partial, p + l).add(w1.mul(x1)).intoArray(partial, p + l);
        p += PARTIAL_SUMS;
      }
    }
  }

  /** Partial sums of rows, four at once; the last one stands in for those that are not there. */
  private static void partialSums(
      float[] partial, int[] rows, int from, int end, float[] x, int xAt, int n, PackedMatrix b) {
    long bytes = (long) Float.BYTES * b.width();
    MemorySegment w = b.values();
    int to = 0;
    for (int s = from; s < end; s += 4) {
      final MemorySegment m0 = w.asSlice(bytes * rows[s], bytes);
      final MemorySegment m1 = w.asSlice(bytes * rows[Math.min(s + 1, end - 1)], bytes);
      final MemorySegment m2 = w.asSlice(bytes * rows[Math.min(s + 2, end - 1)], bytes);
      final MemorySegment m3 = w.asSlice(bytes * rows[Math.min(s + 3, end - 1)], bytes);
      FloatVector p0 = FloatVector.zero(LANES);
      FloatVector p1 = FloatVector.zero(LANES);
      FloatVector p2 = FloatVector.zero(LANES);
      FloatVector p3 = FloatVector.zero(LANES);
      for (int j = 0; j < n; j += PARTIAL_SUMS) {
        long at = (long) Float.BYTES * j;
        FloatVector v = FloatVector.fromArray(LANES, x, xAt + j);
        p0 = p0.add(FloatVector.fromMemorySegment(LANES, m0, at, ORDER).mul(v));
        p1 = p1.add(FloatVector.fromMemorySegment(LANES, m1, at, ORDER).mul(v));
        p2 = p2.add(FloatVector.fromMemorySegment(LANES, m2, at, ORDER).mul(v));
        p3 = p3.add(FloatVector.fromMemorySegment(LANES, m3, at, ORDER).mul(v));
      }
      p0.intoArray(partial, to);
      p1.intoArray(partial, to + PARTIAL_SUMS);
      p2.intoArray(partial, to + 2 * PARTIAL_SUMS);
      p3.intoArray(partial, to + 3 * PARTIAL_SUMS);
      to += 4 * PARTIAL_SUMS;
    }
  }

  private static void partialSumsOfHalves(
      float[] partial, int[] rows, int from, int end, float[] x, int xAt, int n, PackedMatrix b) {
    int l = LANES.length();
    long half = (long) Float.BYTES * LANES.length();
    long bytes = (long) Float.BYTES * b.width();
    MemorySegment w = b.values();
    int to = 0;
    for (int s = from; s < end; s += 4) {
      final MemorySegment m0 = w.asSlice(bytes * rows[s], bytes);
      final MemorySegment m1 = w.asSlice(bytes * rows[Math.min(s + 1, end - 1)], bytes);
      final MemorySegment m2 = w.asSlice(bytes * rows[Math.min(s + 2, end - 1)], bytes);
      final MemorySegment m3 = w.asSlice(bytes * rows[Math.min(s + 3, end - 1)], bytes);
      FloatVector p0 = FloatVector.zero(LANES);
      FloatVector h0 = FloatVector.zero(LANES);
      FloatVector p1 = FloatVector.zero(LANES);
      FloatVector h1 = FloatVector.zero(LANES);
      FloatVector p2 = FloatVector.zero(LANES);
      FloatVector h2 = FloatVector.zero(LANES);
      FloatVector p3 = FloatVector.zero(LANES);
      FloatVector h3 = FloatVector.zero(LANES);
      for (int j = 0; j < n; j += PARTIAL_SUMS) {
        long at = (long) Float.BYTES * j;
        FloatVector v = FloatVector.fromArray(LANES, x, xAt + j);
        p0 = p0.add(FloatVector.fromMemorySegment(LANES, m0, at, ORDER).mul(v));
        p1 = p1.add(FloatVector.fromMemorySegment(LANES, m1, at, ORDER).mul(v));
        p2 = p2.add(FloatVector.fromMemorySegment(LANES, m2, at, ORDER).mul(v));
        p3 = p3.add(FloatVector.fromMemorySegment(LANES, m3, at, ORDER).mul(v));
        v = FloatVector.fromArray(LANES, x, xAt + j + l);
        h0 = h0.add(FloatVector.fromMemorySegment(LANES, m0, at + half, ORDER).mul(v));
        h1 = h1.add(FloatVector.fromMemorySegment(LANES, m1, at + half, ORDER).mul(v));
        h2 = h2.add(FloatVector.fromMemorySegment(LANES, m2, at + half, ORDER).mul(v));
        h3 = h3.add(FloatVector.fromMemorySegment(LANES, m3, at + half, ORDER).mul(v));
      }
      p0.intoArray(partial, to);
      h0.intoArray(partial, to + l);
      p1.intoArray(partial, to + PARTIAL_SUMS);
      h1.intoArray(partial, to + PARTIAL_SUMS + l);
      p2.intoArray(partial, to + 2 * PARTIAL_SUMS);
      h2.intoArray(partial, to + 2 * PARTIAL_SUMS + l);
      p3.intoArray(partial, to + 3 * PARTIAL_SUMS);
      h3.intoArray(partial, to + 3 * PARTIAL_SUMS + l);
      to += 4 * PARTIAL_SUMS;
    }
  }
}
