package io.hillock.train.internal.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API kernels: comparisons become bits without a branch. */
public final class VectorSpikeKernels implements SpikeKernels {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /** The kernels hold no state. */
  public VectorSpikeKernels() {}

  @Override
  public void step(
      Constants c,
      float[] tape,
      int from,
      int to,
      float[] current,
      float[] b,
      float[] beta,
      int at,
      int n,
      long[] above) {
    Arrays.fill(above, 0);
    FloatVector zero = FloatVector.zero(LANES);
    float alpha = c.alpha();
    float gain = c.gain();
    float rho = c.rho();
    float threshold = c.threshold();
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector v = FloatVector.fromArray(LANES, tape, from + i);
      FloatVector adapted = FloatVector.fromArray(LANES, b, at + i);
      FloatVector a = FloatVector.fromArray(LANES, beta, i).mul(adapted).add(threshold);
      above[i >> 6] |= v.compare(VectorOperators.GT, a).toLong() << i; // (1)
      FloatVector input = FloatVector.fromArray(LANES, current, at + i);
      v.mul(alpha).add(input.mul(gain)).intoArray(tape, to + i); // (2)
      zero.intoArray(current, at + i);
      adapted.mul(rho).intoArray(b, at + i); // (3)
    }
  }

  @Override
  public void live(
      Constants c, float[] tape, int from, float[] b, int bAt, float[] beta, int n, long[] live) {
    Arrays.fill(live, 0);
    float threshold = c.threshold();
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector v = FloatVector.fromArray(LANES, tape, from + i);
      FloatVector adapted = FloatVector.fromArray(LANES, b, bAt + i);
      FloatVector a = FloatVector.fromArray(LANES, beta, i).mul(adapted).add(threshold);
      long inside =
          v.compare(VectorOperators.GT, 0f).toLong()
              & v.compare(VectorOperators.LT, a.add(a)).toLong();
      live[i >> 6] |= inside << i;
    }
  }

  @Override
  public void back(
      Constants c, float[] gv, float[] q, float[] gb, int at, float[] tape, int to, int n) {
    FloatVector zero = FloatVector.zero(LANES);
    float alpha = c.alpha();
    float gain = c.gain();
    float rho = c.rho();
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector g =
          FloatVector.fromArray(LANES, gv, at + i)
              .mul(alpha)
              .add(FloatVector.fromArray(LANES, q, at + i)); // (1)
      g.intoArray(gv, at + i);
      zero.intoArray(q, at + i);
      FloatVector.fromArray(LANES, gb, at + i).mul(rho).intoArray(gb, at + i); // (2)
      g.mul(gain).intoArray(tape, to + i); // (3)
    }
  }
}
