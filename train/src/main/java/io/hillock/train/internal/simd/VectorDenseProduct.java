package io.hillock.train.internal.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dense products with the Vector API. Eight rows by two vectors of the result stay in registers
 * while k runs: two vectors of the right factor are loaded for eight of the left, whose elements
 * are interleaved beforehand so that they, too, are read one after the other. A panel of the right
 * factor serves all rows before the next one is touched. What rows remain are taken by eight or
 * four, some of them idle, which costs less than taking three or more alone. An idle row has zeros
 * on the left and stands where the first row does, whose sum is stored after it.
 */
public final class VectorDenseProduct extends ScalarDenseProduct {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /** Processors with eight lanes have sixteen registers: too few for eight rows. */
  private static final boolean EIGHT = LANES.length() != 8;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** The kernels hold no state. */
  public VectorDenseProduct() {}

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
    checkWidth(b);
    int k = b.rows();
    int to = 0;
    for (int i = 0; i < m; ) {
      int rows = block(m - i);
      int taken = Math.min(rows, m - i);
      interleave(rows, taken, a, aAt + i * aStride, aStride, k, scratch, to);
      to += rows * k;
      i += taken;
    }
    multiply(c, cAt, cStride, m, b, scratch);
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
    checkWidth(b);
    int k = b.rows();
    int to = 0;
    for (int i = 0; i < m; ) {
      int rows = block(m - i);
      int taken = Math.min(rows, m - i);
      if (taken == rows) {
        gatherAll(rows, a, aAt + i, aStride, k, scratch, to);
      } else {
        gather(rows, taken, a, aAt + i, aStride, k, scratch, to);
      }
      to += rows * k;
      i += taken;
    }
    multiply(c, cAt, cStride, m, b, scratch);
  }

  /** How many rows are taken next where some remain; more than those where some are idle. */
  private static int block(int remain) {
    return switch (remain) {
      case 1, 2 -> 1;
      case 3, 4 -> 4;
      default -> EIGHT ? 8 : 4;
    };
  }

  /** to[k rows + i] = a[i][k], zero for rows that are not there. */
  private static void interleave(
      int rows, int taken, float[] a, int aAt, int aStride, int n, float[] to, int at) {
    for (int i = 0; i < taken; i++) {
      int from = aAt + i * aStride;
      for (int k = 0; k < n; k++) {
        to[at + k * rows + i] = a[from + k];
      }
    }
    for (int i = taken; i < rows; i++) {
      for (int k = 0; k < n; k++) {
        to[at + k * rows + i] = 0;
      }
    }
  }

  /** to[k rows + i] = a[k][i], zero for rows that are not there. */
  private static void gather(
      int rows, int taken, float[] a, int aAt, int aStride, int n, float[] to, int at) {
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < rows; i++) {
        to[at + k * rows + i] = i < taken ? a[aAt + k * aStride + i] : 0;
      }
    }
  }

  /** The same where all rows are there. */
  private static void gatherAll(
      int rows, float[] a, int aAt, int aStride, int n, float[] to, int at) {
    for (int k = 0; k < n; k++) {
      System.arraycopy(a, aAt + k * aStride, to, at + k * rows, rows);
    }
  }

  /** The left factor lies in scratch, block of rows by block of rows. */
  private static void multiply(
      float[] c, int cAt, int cStride, int m, PackedMatrix b, float[] scratch) {
    int k = b.rows();
    int tile = scratch.length - ROWS * WIDTH;
    for (int p = 0; p < b.columns(); p += WIDTH) {
      int take = Math.min(WIDTH, b.columns() - p);
      int from = 0;
      for (int i = 0; i < m; ) {
        int rows = block(m - i);
        int taken = Math.min(rows, m - i);
        int to = cAt + i * cStride + p;
        if (take == WIDTH) {
          panel(rows, taken, scratch, from, b, p, c, to, cStride);
        } else {
          for (int r = 0; r < taken; r++) {
            System.arraycopy(c, to + r * cStride, scratch, tile + r * WIDTH, take);
          }
          panel(rows, taken, scratch, from, b, p, scratch, tile, WIDTH);
          for (int r = 0; r < taken; r++) {
            System.arraycopy(scratch, tile + r * WIDTH, c, to + r * cStride, take);
          }
        }
        from += rows * k;
        i += taken;
      }
    }
  }

  private static void panel(
      int rows,
      int taken,
      float[] a,
      int aAt,
      PackedMatrix b,
      int p,
      float[] c,
      int cAt,
      int cStride) {
    int k = b.rows();
    for (int j = 0; j < WIDTH; j += 2 * LANES.length()) {
      long bAt = (long) Float.BYTES * (b.panel(p) + j);
      switch (rows) {
        case 8 -> rows8(taken, a, aAt, b.values(), bAt, k, c, cAt + j, cStride);
        case 4 -> rows4(taken, a, aAt, b.values(), bAt, k, c, cAt + j, cStride);
        default -> rows1(a, aAt, b.values(), bAt, k, c, cAt + j);
      }
    }
  }

  private static void rows8(
      int taken,
      float[] a,
      int aAt,
      MemorySegment b,
      long bAt,
      int n,
      float[] c,
      int cAt,
      int cStride) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * l;
    final int row1 = taken > 1 ? cAt + cStride : cAt;
    final int row2 = taken > 2 ? cAt + 2 * cStride : cAt;
    final int row3 = taken > 3 ? cAt + 3 * cStride : cAt;
    final int row4 = taken > 4 ? cAt + 4 * cStride : cAt;
    final int row5 = taken > 5 ? cAt + 5 * cStride : cAt;
    final int row6 = taken > 6 ? cAt + 6 * cStride : cAt;
    final int row7 = taken > 7 ? cAt + 7 * cStride : cAt;
    FloatVector c0 = FloatVector.fromArray(LANES, c, cAt);
    FloatVector d0 = FloatVector.fromArray(LANES, c, cAt + l);
    FloatVector c1 = FloatVector.fromArray(LANES, c, row1);
    FloatVector d1 = FloatVector.fromArray(LANES, c, row1 + l);
    FloatVector c2 = FloatVector.fromArray(LANES, c, row2);
    FloatVector d2 = FloatVector.fromArray(LANES, c, row2 + l);
    FloatVector c3 = FloatVector.fromArray(LANES, c, row3);
    FloatVector d3 = FloatVector.fromArray(LANES, c, row3 + l);
    FloatVector c4 = FloatVector.fromArray(LANES, c, row4);
    FloatVector d4 = FloatVector.fromArray(LANES, c, row4 + l);
    FloatVector c5 = FloatVector.fromArray(LANES, c, row5);
    FloatVector d5 = FloatVector.fromArray(LANES, c, row5 + l);
    FloatVector c6 = FloatVector.fromArray(LANES, c, row6);
    FloatVector d6 = FloatVector.fromArray(LANES, c, row6 + l);
    FloatVector c7 = FloatVector.fromArray(LANES, c, row7);
    FloatVector d7 = FloatVector.fromArray(LANES, c, row7 + l);
    for (int k = 0; k < n; k++) {
      long at = bAt + (long) (Float.BYTES * WIDTH) * k;
      FloatVector b0 = FloatVector.fromMemorySegment(LANES, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(LANES, b, at + bytes, ORDER);
      float a0 = a[aAt + k * 8];
      c0 = c0.add(b0.mul(a0));
      d0 = d0.add(b1.mul(a0));
      float a1 = a[aAt + k * 8 + 1];
      c1 = c1.add(b0.mul(a1));
      d1 = d1.add(b1.mul(a1));
      float a2 = a[aAt + k * 8 + 2];
      c2 = c2.add(b0.mul(a2));
      d2 = d2.add(b1.mul(a2));
      float a3 = a[aAt + k * 8 + 3];
      c3 = c3.add(b0.mul(a3));
      d3 = d3.add(b1.mul(a3));
      float a4 = a[aAt + k * 8 + 4];
      c4 = c4.add(b0.mul(a4));
      d4 = d4.add(b1.mul(a4));
      float a5 = a[aAt + k * 8 + 5];
      c5 = c5.add(b0.mul(a5));
      d5 = d5.add(b1.mul(a5));
      float a6 = a[aAt + k * 8 + 6];
      c6 = c6.add(b0.mul(a6));
      d6 = d6.add(b1.mul(a6));
      float a7 = a[aAt + k * 8 + 7];
      c7 = c7.add(b0.mul(a7));
      d7 = d7.add(b1.mul(a7));
    }
    c7.intoArray(c, row7);
    d7.intoArray(c, row7 + l);
    c6.intoArray(c, row6);
    d6.intoArray(c, row6 + l);
    c5.intoArray(c, row5);
    d5.intoArray(c, row5 + l);
    c4.intoArray(c, row4);
    d4.intoArray(c, row4 + l);
    c3.intoArray(c, row3);
    d3.intoArray(c, row3 + l);
    c2.intoArray(c, row2);
    d2.intoArray(c, row2 + l);
    c1.intoArray(c, row1);
    d1.intoArray(c, row1 + l);
    c0.intoArray(c, cAt);
    d0.intoArray(c, cAt + l);
  }

  private static void rows4(
      int taken,
      float[] a,
      int aAt,
      MemorySegment b,
      long bAt,
      int n,
      float[] c,
      int cAt,
      int cStride) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * l;
    final int row1 = taken > 1 ? cAt + cStride : cAt;
    final int row2 = taken > 2 ? cAt + 2 * cStride : cAt;
    final int row3 = taken > 3 ? cAt + 3 * cStride : cAt;
    FloatVector c0 = FloatVector.fromArray(LANES, c, cAt);
    FloatVector d0 = FloatVector.fromArray(LANES, c, cAt + l);
    FloatVector c1 = FloatVector.fromArray(LANES, c, row1);
    FloatVector d1 = FloatVector.fromArray(LANES, c, row1 + l);
    FloatVector c2 = FloatVector.fromArray(LANES, c, row2);
    FloatVector d2 = FloatVector.fromArray(LANES, c, row2 + l);
    FloatVector c3 = FloatVector.fromArray(LANES, c, row3);
    FloatVector d3 = FloatVector.fromArray(LANES, c, row3 + l);
    for (int k = 0; k < n; k++) {
      long at = bAt + (long) (Float.BYTES * WIDTH) * k;
      FloatVector b0 = FloatVector.fromMemorySegment(LANES, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(LANES, b, at + bytes, ORDER);
      float a0 = a[aAt + k * 4];
      c0 = c0.add(b0.mul(a0));
      d0 = d0.add(b1.mul(a0));
      float a1 = a[aAt + k * 4 + 1];
      c1 = c1.add(b0.mul(a1));
      d1 = d1.add(b1.mul(a1));
      float a2 = a[aAt + k * 4 + 2];
      c2 = c2.add(b0.mul(a2));
      d2 = d2.add(b1.mul(a2));
      float a3 = a[aAt + k * 4 + 3];
      c3 = c3.add(b0.mul(a3));
      d3 = d3.add(b1.mul(a3));
    }
    c3.intoArray(c, row3);
    d3.intoArray(c, row3 + l);
    c2.intoArray(c, row2);
    d2.intoArray(c, row2 + l);
    c1.intoArray(c, row1);
    d1.intoArray(c, row1 + l);
    c0.intoArray(c, cAt);
    d0.intoArray(c, cAt + l);
  }

  private static void rows1(
      float[] a, int aAt, MemorySegment b, long bAt, int n, float[] c, int cAt) {
    int l = LANES.length();
    long bytes = (long) Float.BYTES * l;
    FloatVector c0 = FloatVector.fromArray(LANES, c, cAt);
    FloatVector d0 = FloatVector.fromArray(LANES, c, cAt + l);
    for (int k = 0; k < n; k++) {
      long at = bAt + (long) (Float.BYTES * WIDTH) * k;
      FloatVector b0 = FloatVector.fromMemorySegment(LANES, b, at, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(LANES, b, at + bytes, ORDER);
      float a0 = a[aAt + k];
      c0 = c0.add(b0.mul(a0));
      d0 = d0.add(b1.mul(a0));
    }
    c0.intoArray(c, cAt);
    d0.intoArray(c, cAt + l);
  }
}
