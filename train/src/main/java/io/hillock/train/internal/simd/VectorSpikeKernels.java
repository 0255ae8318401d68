package io.hillock.train.internal.simd;

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
      float[] v,
      int from,
      int to,
      float[] current,
      float[] b,
      float[] beta,
      int at,
      int n,
      long[] above,
      long[] near) {
    FloatVector zero = FloatVector.zero(LANES);
    float alpha = c.alpha();
    float gain = c.gain();
    float rho = c.rho();
    int plain = c.plain();
    FloatVector constant = FloatVector.broadcast(LANES, c.threshold());
    for (int first = 0; first < n; first += Long.SIZE) {
      long higher = 0;
      long closer = 0;
      int end = Math.min(n, first + Long.SIZE);
      for (int i = first; i < end; i += LANES.length()) {
        FloatVector x = FloatVector.fromArray(LANES, v, from + i);
        FloatVector a = constant;
        if (i >= plain) {
          FloatVector adapted = FloatVector.fromArray(LANES, b, at + i);
          a = FloatVector.fromArray(LANES, beta, i).mul(adapted).add(constant);
          adapted.mul(rho).intoArray(b, at + i); // (3)
        }
        higher |= x.compare(VectorOperators.GT, a).toLong() << i; // (1)
        closer |= x.sub(a).abs().compare(VectorOperators.LT, a).toLong() << i;
        FloatVector input = FloatVector.fromArray(LANES, current, at + i);
        x.mul(alpha).add(input.mul(gain)).intoArray(v, to + i); // (2)
        zero.intoArray(current, at + i);
      }
      above[first >> 6] = higher;
      near[first >> 6] = closer;
    }
  }

  @Override
  public void back(Constants c, float[] gv, float[] q, float[] gb, float[] delta, int at, int n) {
    FloatVector zero = FloatVector.zero(LANES);
    float alpha = c.alpha();
    float gain = c.gain();
    float rho = c.rho();
    for (int i = at; i < at + n; i += LANES.length()) {
      FloatVector g =
          FloatVector.fromArray(LANES, gv, i)
              .mul(alpha)
              .add(FloatVector.fromArray(LANES, q, i)); // (1)
      g.intoArray(gv, i);
      zero.intoArray(q, i);
      g.mul(gain).intoArray(delta, i); // (3)
    }
    for (int i = at + c.plain(); i < at + n; i += LANES.length()) {
      FloatVector.fromArray(LANES, gb, i).mul(rho).intoArray(gb, i); // (2)
    }
  }

  @Override
  public void scale(float[] y, int yAt, float a, float[] x, int xAt, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector.fromArray(LANES, x, xAt + i).mul(a).intoArray(y, yAt + i);
    }
  }

  @Override
  public void leak(float[] y, int yAt, float a, float c, float[] x, int xAt, int n) {
    for (int i = 0; i < n; i += LANES.length()) {
      FloatVector input = FloatVector.fromArray(LANES, x, xAt + i).mul(c);
      FloatVector.fromArray(LANES, y, yAt + i).mul(a).add(input).intoArray(y, yAt + i);
    }
  }
}
