package io.hillock.internal.simd;

import io.hillock.signal.SpikeList;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API kernels; whole vectors here, the tail by the scalar kernels. */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** The kernels hold no state. */
  public VectorKernels() {}

  @Override
  public void integrate(float[] v, float[] alpha, float[] gain, float[] current) {
    int end = LANES.loopBound(v.length);
    FloatVector zero = FloatVector.zero(LANES);
    for (int i = 0; i < end; i += LANES.length()) {
      FloatVector decayed =
          FloatVector.fromArray(LANES, alpha, i).mul(FloatVector.fromArray(LANES, v, i));
      FloatVector input =
          FloatVector.fromArray(LANES, gain, i).mul(FloatVector.fromArray(LANES, current, i));
      decayed.add(input).intoArray(v, i);
      zero.intoArray(current, i);
    }
    ScalarKernels.integrateFrom(end, v, alpha, gain, current);
  }

  @Override
  public void fire(float[] v, float[] threshold, SpikeList spiked) {
    spiked.clear();
    int end = LANES.loopBound(v.length);
    for (int i = 0; i < end; i += LANES.length()) {
      VectorMask<Float> above =
          FloatVector.fromArray(LANES, v, i)
              .compare(VectorOperators.GT, FloatVector.fromArray(LANES, threshold, i));
      for (long bits = above.toLong(); bits != 0; bits &= bits - 1) {
        spiked.add(i + Long.numberOfTrailingZeros(bits));
      }
    }
    ScalarKernels.fireFrom(end, v, threshold, spiked);
  }

  @Override
  public void add(float[] y, float[] row) {
    int end = LANES.loopBound(y.length);
    for (int j = 0; j < end; j += LANES.length()) {
      FloatVector.fromArray(LANES, y, j).add(FloatVector.fromArray(LANES, row, j)).intoArray(y, j);
    }
    ScalarKernels.addFrom(end, y, row);
  }

  @Override
  public void axpy(float[] y, float a, float[] x) {
    int end = LANES.loopBound(y.length);
    FloatVector factor = FloatVector.broadcast(LANES, a);
    for (int j = 0; j < end; j += LANES.length()) {
      FloatVector.fromArray(LANES, y, j)
          .add(factor.mul(FloatVector.fromArray(LANES, x, j)))
          .intoArray(y, j);
    }
    ScalarKernels.axpyFrom(end, y, a, x);
  }

  @Override
  public void scale(float[] y, float a) {
    int end = LANES.loopBound(y.length);
    for (int j = 0; j < end; j += LANES.length()) {
      FloatVector.fromArray(LANES, y, j).mul(a).intoArray(y, j);
    }
    ScalarKernels.scaleFrom(end, y, a);
  }

  @Override
  public void multiply(float[] y, float[] x) {
    int end = LANES.loopBound(y.length);
    for (int j = 0; j < end; j += LANES.length()) {
      FloatVector.fromArray(LANES, y, j).mul(FloatVector.fromArray(LANES, x, j)).intoArray(y, j);
    }
    ScalarKernels.multiplyFrom(end, y, x);
  }

  @Override
  public void eligibility(
      EligibilityStep step, double[] x, double[] filtered, double[] sum, int at, int n) {
    double drive = step.drive;
    double keep = step.keep;
    double gain = step.gain;
    boolean summing = sum.length > 0;
    int end = DOUBLES.loopBound(n);
    for (int k = 0; k < end; k += DOUBLES.length()) {
      DoubleVector e = DoubleVector.fromArray(DOUBLES, x, k).mul(drive);
      DoubleVector old = DoubleVector.fromArray(DOUBLES, filtered, at + k);
      old.mul(keep).add(e.mul(gain)).intoArray(filtered, at + k);
      if (summing) {
        DoubleVector.fromArray(DOUBLES, sum, at + k).add(e).intoArray(sum, at + k);
      }
    }
    if (end < n) {
      VectorMask<Double> rest = DOUBLES.indexInRange(end, n);
      DoubleVector e = DoubleVector.fromArray(DOUBLES, x, end, rest).mul(drive);
      DoubleVector old = DoubleVector.fromArray(DOUBLES, filtered, at + end, rest);
      old.mul(keep).add(e.mul(gain)).intoArray(filtered, at + end, rest);
      if (summing) {
        DoubleVector.fromArray(DOUBLES, sum, at + end, rest).add(e).intoArray(sum, at + end, rest);
      }
    }
  }

  @Override
  public void adaptiveEligibility(
      EligibilityStep step,
      double[] x,
      double[] slow,
      int slowAt,
      double[] filtered,
      double[] sum,
      int at,
      int n) {
    double drive = step.drive;
    double sink = step.sink;
    double keepSlow = step.keepSlow;
    double keep = step.keep;
    double gain = step.gain;
    boolean summing = sum.length > 0;
    int end = DOUBLES.loopBound(n);
    for (int k = 0; k < end; k += DOUBLES.length()) {
      DoubleVector eps = DoubleVector.fromArray(DOUBLES, slow, slowAt + k);
      DoubleVector e = DoubleVector.fromArray(DOUBLES, x, k).mul(drive).sub(eps.mul(sink));
      eps.mul(keepSlow).add(e).intoArray(slow, slowAt + k);
      DoubleVector old = DoubleVector.fromArray(DOUBLES, filtered, at + k);
      old.mul(keep).add(e.mul(gain)).intoArray(filtered, at + k);
      if (summing) {
        DoubleVector.fromArray(DOUBLES, sum, at + k).add(e).intoArray(sum, at + k);
      }
    }
    if (end < n) {
      VectorMask<Double> rest = DOUBLES.indexInRange(end, n);
      DoubleVector eps = DoubleVector.fromArray(DOUBLES, slow, slowAt + end, rest);
      DoubleVector e = DoubleVector.fromArray(DOUBLES, x, end, rest).mul(drive).sub(eps.mul(sink));
      eps.mul(keepSlow).add(e).intoArray(slow, slowAt + end, rest);
      DoubleVector old = DoubleVector.fromArray(DOUBLES, filtered, at + end, rest);
      old.mul(keep).add(e.mul(gain)).intoArray(filtered, at + end, rest);
      if (summing) {
        DoubleVector.fromArray(DOUBLES, sum, at + end, rest).add(e).intoArray(sum, at + end, rest);
      }
    }
  }

  @Override
  public int lanes() {
    return LANES.length();
  }
}
