package io.hillock.train.internal.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The functions with the Vector API, operation by operation as the scalar ones. */
public final class VectorActivations extends ScalarActivations {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /** The functions hold no state. */
  public VectorActivations() {}

  @Override
  public void tanh(float[] y, int yAt, float[] x, int xAt, int n) {
    int end = LANES.loopBound(n);
    for (int j = 0; j < end; j += LANES.length()) {
      tanh(FloatVector.fromArray(LANES, x, xAt + j)).intoArray(y, yAt + j);
    }
    super.tanh(y, yAt + end, x, xAt + end, n - end);
  }

  @Override
  public void sigmoid(float[] y, int yAt, float[] x, int xAt, int n) {
    int end = LANES.loopBound(n);
    for (int j = 0; j < end; j += LANES.length()) {
      FloatVector t = tanh(FloatVector.fromArray(LANES, x, xAt + j).mul(0.5f));
      t.mul(0.5f).add(0.5f).intoArray(y, yAt + j); // (4)
    }
    super.sigmoid(y, yAt + end, x, xAt + end, n - end);
  }

  @Override
  public void exp(float[] y, int yAt, float[] x, int xAt, int n) {
    int end = LANES.loopBound(n);
    for (int j = 0; j < end; j += LANES.length()) {
      exp(FloatVector.fromArray(LANES, x, xAt + j)).intoArray(y, yAt + j);
    }
    super.exp(y, yAt + end, x, xAt + end, n - end);
  }

  @Override
  public double softmax(float[] y, int yAt, float[] x, int xAt, int n, float[] partial) {
    int l = LANES.length();
    if (PARTIAL_SUMS % l != 0) {
      return super.softmax(y, yAt, x, xAt, n, partial);
    }
    int end = LANES.loopBound(n);
    float greatest = greatest(x, xAt, n);
    Arrays.fill(partial, 0, PARTIAL_SUMS, 0);
    int part = 0;
    for (int j = 0; j < end; j += l) {
      FloatVector e = exp(FloatVector.fromArray(LANES, x, xAt + j).sub(greatest));
      e.intoArray(y, yAt + j);
      FloatVector.fromArray(LANES, partial, part).add(e).intoArray(partial, part);
      part = (part + l) % PARTIAL_SUMS;
    }
    exponentials(end, y, yAt, x, xAt, n, greatest, partial);
    float z = sumHalves(partial);
    float factor = 1 / z;
    for (int j = 0; j < end; j += l) {
      FloatVector.fromArray(LANES, y, yAt + j).mul(factor).intoArray(y, yAt + j);
    }
    scale(end, y, yAt, n, factor);
    return greatest + StrictMath.log(z);
  }

  @Override
  public float greatest(float[] x, int xAt, int n) {
    int end = LANES.loopBound(n);
    FloatVector most = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
    for (int j = 0; j < end; j += LANES.length()) {
      most = most.max(FloatVector.fromArray(LANES, x, xAt + j));
    }
    // The greatest is the same in any order.
    return greatest(end, most.reduceLanes(VectorOperators.MAX), x, xAt, n);
  }

  @Override
  public float sum(float[] x, int xAt, int n) {
    if (LANES.length() != PARTIAL_SUMS || n % PARTIAL_SUMS != 0) {
      return super.sum(x, xAt, n);
    }
    FloatVector s = FloatVector.zero(LANES);
    for (int j = 0; j < n; j += PARTIAL_SUMS) {
      s = s.add(FloatVector.fromArray(LANES, x, xAt + j));
    }
    float s04 = (s.lane(0) + s.lane(8)) + (s.lane(4) + s.lane(12));
    float s15 = (s.lane(1) + s.lane(9)) + (s.lane(5) + s.lane(13));
    float s26 = (s.lane(2) + s.lane(10)) + (s.lane(6) + s.lane(14));
    float s37 = (s.lane(3) + s.lane(11)) + (s.lane(7) + s.lane(15));
    return (s04 + s26) + (s15 + s37);
  }

  private static FloatVector tanh(FloatVector x) {
    FloatVector h = x.min(9f).max(-9f).mul(0.5f); // (1)
    FloatVector s = h.mul(h);
    FloatVector above = s.add(378f).mul(s).add(17325f).mul(s).add(135135f).mul(h);
    FloatVector below = s.mul(28f).add(3150f).mul(s).add(62370f).mul(s).add(135135f);
    FloatVector t = above.div(below); // (2)
    return t.add(t).div(t.mul(t).add(1f)); // (3)
  }

  private static FloatVector exp(FloatVector x) {
    FloatVector clipped = x.min(HIGHEST).max(LOWEST);
    FloatVector rounded = clipped.mul(LOG2_E).add(ROUNDER);
    FloatVector k = rounded.sub(ROUNDER); // (5)
    FloatVector r = clipped.sub(k.mul(LN2_HIGH)).add(k.mul(LN2_LOW)); // (6)
    FloatVector p = r.mul(C7).add(C6).mul(r).add(C5).mul(r).add(C4).mul(r).add(C3);
    FloatVector mantissa = p.mul(r).add(0.5f).mul(r).add(1f).mul(r).add(1f);
    FloatVector power =
        rounded
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, EXPONENT)
            .add(ONE)
            .reinterpretAsFloats();
    return mantissa.mul(power); // (7)
  }
}
