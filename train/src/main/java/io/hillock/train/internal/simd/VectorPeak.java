package io.hillock.train.internal.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The limit of the machine's vector units: {@value #CHAINS} independent chains that stay in
 * registers.
 */
public final class VectorPeak implements PeakLoop {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /** The loop holds no state. */
  public VectorPeak() {}

  @Override
  public float run(int rounds) {
    FloatVector a = FloatVector.broadcast(LANES, FACTOR);
    FloatVector b = FloatVector.broadcast(LANES, ADDEND);
    FloatVector c0 = FloatVector.broadcast(LANES, 0);
    FloatVector c1 = FloatVector.broadcast(LANES, 1);
    FloatVector c2 = FloatVector.broadcast(LANES, 2);
    FloatVector c3 = FloatVector.broadcast(LANES, 3);
    FloatVector c4 = FloatVector.broadcast(LANES, 4);
    FloatVector c5 = FloatVector.broadcast(LANES, 5);
    FloatVector c6 = FloatVector.broadcast(LANES, 6);
    FloatVector c7 = FloatVector.broadcast(LANES, 7);
    FloatVector c8 = FloatVector.broadcast(LANES, 8);
    FloatVector c9 = FloatVector.broadcast(LANES, 9);
    FloatVector c10 = FloatVector.broadcast(LANES, 10);
    FloatVector c11 = FloatVector.broadcast(LANES, 11);
    FloatVector c12 = FloatVector.broadcast(LANES, 12);
    FloatVector c13 = FloatVector.broadcast(LANES, 13);
    FloatVector c14 = FloatVector.broadcast(LANES, 14);
    FloatVector c15 = FloatVector.broadcast(LANES, 15);
    for (int k = 0; k < rounds; k++) {
      c0 = c0.mul(a).add(b);
      c1 = c1.mul(a).add(b);
      c2 = c2.mul(a).add(b);
      c3 = c3.mul(a).add(b);
      c4 = c4.mul(a).add(b);
      c5 = c5.mul(a).add(b);
      c6 = c6.mul(a).add(b);
      c7 = c7.mul(a).add(b);
      c8 = c8.mul(a).add(b);
      c9 = c9.mul(a).add(b);
      c10 = c10.mul(a).add(b);
      c11 = c11.mul(a).add(b);
      c12 = c12.mul(a).add(b);
      c13 = c13.mul(a).add(b);
      c14 = c14.mul(a).add(b);
      c15 = c15.mul(a).add(b);
    }
    FloatVector sum = c0;
    sum = sum.add(c1);
    sum = sum.add(c2);
    sum = sum.add(c3);
    sum = sum.add(c4);
    sum = sum.add(c5);
    sum = sum.add(c6);
    sum = sum.add(c7);
    sum = sum.add(c8);
    sum = sum.add(c9);
    sum = sum.add(c10);
    sum = sum.add(c11);
    sum = sum.add(c12);
    sum = sum.add(c13);
    sum = sum.add(c14);
    sum = sum.add(c15);
    return sum.lane(0);
  }

  @Override
  public float runFused(int rounds) {
    FloatVector a = FloatVector.broadcast(LANES, FACTOR);
    FloatVector b = FloatVector.broadcast(LANES, ADDEND);
    FloatVector c0 = FloatVector.broadcast(LANES, 0);
    FloatVector c1 = FloatVector.broadcast(LANES, 1);
    FloatVector c2 = FloatVector.broadcast(LANES, 2);
    FloatVector c3 = FloatVector.broadcast(LANES, 3);
    FloatVector c4 = FloatVector.broadcast(LANES, 4);
    FloatVector c5 = FloatVector.broadcast(LANES, 5);
    FloatVector c6 = FloatVector.broadcast(LANES, 6);
    FloatVector c7 = FloatVector.broadcast(LANES, 7);
    FloatVector c8 = FloatVector.broadcast(LANES, 8);
    FloatVector c9 = FloatVector.broadcast(LANES, 9);
    FloatVector c10 = FloatVector.broadcast(LANES, 10);
    FloatVector c11 = FloatVector.broadcast(LANES, 11);
    FloatVector c12 = FloatVector.broadcast(LANES, 12);
    FloatVector c13 = FloatVector.broadcast(LANES, 13);
    FloatVector c14 = FloatVector.broadcast(LANES, 14);
    FloatVector c15 = FloatVector.broadcast(LANES, 15);
    for (int k = 0; k < rounds; k++) {
      c0 = c0.fma(a, b);
      c1 = c1.fma(a, b);
      c2 = c2.fma(a, b);
      c3 = c3.fma(a, b);
      c4 = c4.fma(a, b);
      c5 = c5.fma(a, b);
      c6 = c6.fma(a, b);
      c7 = c7.fma(a, b);
      c8 = c8.fma(a, b);
      c9 = c9.fma(a, b);
      c10 = c10.fma(a, b);
      c11 = c11.fma(a, b);
      c12 = c12.fma(a, b);
      c13 = c13.fma(a, b);
      c14 = c14.fma(a, b);
      c15 = c15.fma(a, b);
    }
    FloatVector sum = c0;
    sum = sum.add(c1);
    sum = sum.add(c2);
    sum = sum.add(c3);
    sum = sum.add(c4);
    sum = sum.add(c5);
    sum = sum.add(c6);
    sum = sum.add(c7);
    sum = sum.add(c8);
    sum = sum.add(c9);
    sum = sum.add(c10);
    sum = sum.add(c11);
    sum = sum.add(c12);
    sum = sum.add(c13);
    sum = sum.add(c14);
    sum = sum.add(c15);
    return sum.lane(0);
  }

  @Override
  public int lanes() {
    return LANES.length();
  }
}
