package io.hillock.train.internal.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Adds the lanes of several vectors in halves, together, so that no lane idles. */
final class Folding {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final VectorMask<Float> CLEAR_8 = mask(0x00ff);
  private static final VectorMask<Float> CLEAR_4 = mask(0x0f0f);
  private static final VectorMask<Float> CLEAR_2 = mask(0x3333);
  private static final VectorShuffle<Float> SWAP_8 = swap(8);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_1 = swap(1);
  private static final VectorShuffle<Float> IN_ORDER =
      VectorShuffle.fromOp(LANES, Folding::rowOfLane);

  private Folding() {}

  // Lanes l and l + 8 of two vectors are added at once; l counts from 0 to 7, and the result
  // belongs
  // to the first vector in these lanes, to the second in the others. The same for 4 and 2. In the
  // end the sum of row r lies where the bits of r are reversed. Each method is one long piece,
  // which
  // the compiler then takes by itself: within a larger one its vectors would be objects.

  /** Adds the sums of so many groups of sixteen. */
  static void addSums(float[] x, float[] out, int to, int count) {
    for (int s = 0; s < count; s += 8) {
      addEight(x, s * 16, out, to + s, count - s);
    }
  }

  /** At most eight of them. */
  private static void addEight(float[] x, int at, float[] out, int to, int count) {
    FloatVector x0 = FloatVector.fromArray(LANES, x, at);
    FloatVector x1 = FloatVector.fromArray(LANES, x, at + 16);
    FloatVector x2 = FloatVector.fromArray(LANES, x, at + 32);
    FloatVector x3 = FloatVector.fromArray(LANES, x, at + 48);
    FloatVector x4 = FloatVector.fromArray(LANES, x, at + 64);
    FloatVector x5 = FloatVector.fromArray(LANES, x, at + 80);
    FloatVector x6 = FloatVector.fromArray(LANES, x, at + 96);
    FloatVector x7 = FloatVector.fromArray(LANES, x, at + 112);
    FloatVector y0 = x1.blend(x0, CLEAR_8).add(x0.blend(x1, CLEAR_8).rearrange(SWAP_8));
    FloatVector y1 = x3.blend(x2, CLEAR_8).add(x2.blend(x3, CLEAR_8).rearrange(SWAP_8));
    FloatVector y2 = x5.blend(x4, CLEAR_8).add(x4.blend(x5, CLEAR_8).rearrange(SWAP_8));
    FloatVector y3 = x7.blend(x6, CLEAR_8).add(x6.blend(x7, CLEAR_8).rearrange(SWAP_8));
    FloatVector z0 = y1.blend(y0, CLEAR_4).add(y0.blend(y1, CLEAR_4).rearrange(SWAP_4));
    FloatVector z1 = y3.blend(y2, CLEAR_4).add(y2.blend(y3, CLEAR_4).rearrange(SWAP_4));
    FloatVector q = z1.blend(z0, CLEAR_2).add(z0.blend(z1, CLEAR_2).rearrange(SWAP_2));
    VectorMask<Float> there = mask(count < 8 ? (1L << count) - 1 : 0xff);
    FloatVector.fromArray(LANES, out, to, there)
        .add(q.add(q.rearrange(SWAP_1)).rearrange(IN_ORDER))
        .intoArray(out, to, there);
  }

  /** Adds the sums of at most four vectors of eight lanes. */
  static void addFour(float[] x, int at, float[] out, int to, int count) {
    FloatVector y0 = FloatVector.fromArray(LANES, x, at);
    FloatVector y1 = FloatVector.fromArray(LANES, x, at + 8);
    FloatVector y2 = FloatVector.fromArray(LANES, x, at + 16);
    FloatVector y3 = FloatVector.fromArray(LANES, x, at + 24);
    FloatVector z0 = y1.blend(y0, CLEAR_4).add(y0.blend(y1, CLEAR_4).rearrange(SWAP_4));
    FloatVector z1 = y3.blend(y2, CLEAR_4).add(y2.blend(y3, CLEAR_4).rearrange(SWAP_4));
    FloatVector q = z1.blend(z0, CLEAR_2).add(z0.blend(z1, CLEAR_2).rearrange(SWAP_2));
    VectorMask<Float> there = mask(count < 4 ? (1L << count) - 1 : 0xf);
    FloatVector.fromArray(LANES, out, to, there)
        .add(q.add(q.rearrange(SWAP_1)).rearrange(IN_ORDER))
        .intoArray(out, to, there);
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
}
