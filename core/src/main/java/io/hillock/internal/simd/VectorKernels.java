package io.hillock.internal.simd;

import io.hillock.signal.SpikeList;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API kernels, for what the compiler does not vectorise by itself: comparisons that make
 * a list, and sums over rows that stay in registers for a block of columns, so that a row costs one
 * read and no write. Whole vectors here, the tail by the scalar kernels; plain loops are inherited,
 * since the compiler also aligns them.
 */
public final class VectorKernels extends ScalarKernels {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /**
   * Measured: blocks win up to 700 columns and lose at 1003, where whole rows suit the prefetcher.
   */
  private static final int WIDEST_BLOCKED = 768;

  /** The kernels hold no state. */
  public VectorKernels() {}

  @Override
  public void fire(float[] v, float[] threshold, SpikeList spiked) {
    spiked.clear();
    int end = LANES.loopBound(v.length);
    for (int i = 0; i < end; i += LANES.length()) {
      VectorMask<Float> above =
          FloatVector.fromArray(LANES, v, i)
              .compare(VectorOperators.GT, FloatVector.fromArray(LANES, threshold, i));
      addSpikes(i, above.toLong(), spiked);
    }
    ScalarKernels.fireFrom(end, v, threshold, spiked);
  }

  private static void addSpikes(int first, long above, SpikeList spiked) {
    for (long bits = above; bits != 0; bits &= bits - 1) {
      spiked.add(first + Long.numberOfTrailingZeros(bits));
    }
  }

  @Override
  public void integrateAndFire(
      float[] v,
      float[] alpha,
      float[] gain,
      float[] current,
      float[] threshold,
      SpikeList spiked) {
    spiked.clear();
    int end = LANES.loopBound(v.length);
    FloatVector zero = FloatVector.zero(LANES);
    long above = 0; // of up to 64 neurons, so that the loop over spikes is seldom entered
    int first = 0;
    for (int i = 0; i < end; i += LANES.length()) {
      FloatVector decayed =
          FloatVector.fromArray(LANES, alpha, i).mul(FloatVector.fromArray(LANES, v, i));
      FloatVector input =
          FloatVector.fromArray(LANES, gain, i).mul(FloatVector.fromArray(LANES, current, i));
      FloatVector next = decayed.add(input);
      next.intoArray(v, i);
      zero.intoArray(current, i);
      above |=
          next.compare(VectorOperators.GT, FloatVector.fromArray(LANES, threshold, i)).toLong()
              << (i - first);
      if (i - first == Long.SIZE - LANES.length()) {
        addSpikes(first, above, spiked);
        above = 0;
        first = i + LANES.length();
      }
    }
    addSpikes(first, above, spiked);
    ScalarKernels.integrateFrom(end, v, alpha, gain, current);
    ScalarKernels.fireFrom(end, v, threshold, spiked);
  }

  @Override
  public void addRows(float[] y, float[][] rows, SpikeList spikes) {
    if (spikes.isEmpty()) {
      return;
    }
    if (y.length > WIDEST_BLOCKED) {
      super.addRows(y, rows, spikes);
      return;
    }
    int lanes = LANES.length();
    int j = 0;
    for (; j <= y.length - 8 * lanes; j += 8 * lanes) {
      addRowsToEight(j, y, rows, spikes.array(), spikes.size());
    }
    for (; j <= y.length - lanes; j += lanes) {
      addRowsToOne(j, y, rows, spikes.array(), spikes.size());
    }
    ScalarKernels.addRowsFrom(j, y, rows, spikes);
  }

  private static void addRowsToEight(int j, float[] y, float[][] rows, int[] index, int spikes) {
    int lanes = LANES.length();
    FloatVector y0 = FloatVector.fromArray(LANES, y, j);
    FloatVector y1 = FloatVector.fromArray(LANES, y, j + lanes);
    FloatVector y2 = FloatVector.fromArray(LANES, y, j + 2 * lanes);
    FloatVector y3 = FloatVector.fromArray(LANES, y, j + 3 * lanes);
    FloatVector y4 = FloatVector.fromArray(LANES, y, j + 4 * lanes);
    FloatVector y5 = FloatVector.fromArray(LANES, y, j + 5 * lanes);
    FloatVector y6 = FloatVector.fromArray(LANES, y, j + 6 * lanes);
    FloatVector y7 = FloatVector.fromArray(LANES, y, j + 7 * lanes);
    for (int s = 0; s < spikes; s++) {
      float[] row = rows[index[s]];
      y0 = y0.add(FloatVector.fromArray(LANES, row, j));
      y1 = y1.add(FloatVector.fromArray(LANES, row, j + lanes));
      y2 = y2.add(FloatVector.fromArray(LANES, row, j + 2 * lanes));
      y3 = y3.add(FloatVector.fromArray(LANES, row, j + 3 * lanes));
      y4 = y4.add(FloatVector.fromArray(LANES, row, j + 4 * lanes));
      y5 = y5.add(FloatVector.fromArray(LANES, row, j + 5 * lanes));
      y6 = y6.add(FloatVector.fromArray(LANES, row, j + 6 * lanes));
      y7 = y7.add(FloatVector.fromArray(LANES, row, j + 7 * lanes));
    }
    y0.intoArray(y, j);
    y1.intoArray(y, j + lanes);
    y2.intoArray(y, j + 2 * lanes);
    y3.intoArray(y, j + 3 * lanes);
    y4.intoArray(y, j + 4 * lanes);
    y5.intoArray(y, j + 5 * lanes);
    y6.intoArray(y, j + 6 * lanes);
    y7.intoArray(y, j + 7 * lanes);
  }

  private static void addRowsToOne(int j, float[] y, float[][] rows, int[] index, int spikes) {
    FloatVector sum = FloatVector.fromArray(LANES, y, j);
    for (int s = 0; s < spikes; s++) {
      sum = sum.add(FloatVector.fromArray(LANES, rows[index[s]], j));
    }
    sum.intoArray(y, j);
  }

  @Override
  public int countNonZero(float a, float[] x) {
    int end = LANES.loopBound(x.length);
    int count = 0;
    VectorMask<Float> finite = LANES.maskAll(true);
    for (int j = 0; j < end; j += LANES.length()) {
      FloatVector row = FloatVector.fromArray(LANES, x, j);
      count += row.compare(VectorOperators.NE, 0).trueCount();
      finite = finite.and(row.mul(a).test(VectorOperators.IS_FINITE));
    }
    int rest = ScalarKernels.countNonZeroFrom(end, a, x);
    return finite.allTrue() && rest >= 0 ? count + rest : -1;
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
  public void addScaledRows(float[] y, float[] m, int[] index, float[] factor, int count) {
    int lanes = LANES.length();
    int j = 0;
    for (; j <= y.length - 8 * lanes; j += 8 * lanes) {
      addScaledRowsToEight(j, y, m, index, factor, count);
    }
    for (; j <= y.length - lanes; j += lanes) {
      FloatVector sum = FloatVector.fromArray(LANES, y, j);
      for (int s = 0; s < count; s++) {
        int at = index[s] * y.length + j;
        sum = sum.add(FloatVector.fromArray(LANES, m, at).mul(factor[s]));
      }
      sum.intoArray(y, j);
    }
    ScalarKernels.addScaledRowsFrom(j, y, m, index, factor, count);
  }

  private static void addScaledRowsToEight(
      int j, float[] y, float[] m, int[] index, float[] factor, int count) {
    int lanes = LANES.length();
    FloatVector y0 = FloatVector.fromArray(LANES, y, j);
    FloatVector y1 = FloatVector.fromArray(LANES, y, j + lanes);
    FloatVector y2 = FloatVector.fromArray(LANES, y, j + 2 * lanes);
    FloatVector y3 = FloatVector.fromArray(LANES, y, j + 3 * lanes);
    FloatVector y4 = FloatVector.fromArray(LANES, y, j + 4 * lanes);
    FloatVector y5 = FloatVector.fromArray(LANES, y, j + 5 * lanes);
    FloatVector y6 = FloatVector.fromArray(LANES, y, j + 6 * lanes);
    FloatVector y7 = FloatVector.fromArray(LANES, y, j + 7 * lanes);
    for (int s = 0; s < count; s++) {
      int at = index[s] * y.length + j;
      FloatVector a = FloatVector.broadcast(LANES, factor[s]);
      y0 = y0.add(FloatVector.fromArray(LANES, m, at).mul(a));
      y1 = y1.add(FloatVector.fromArray(LANES, m, at + lanes).mul(a));
      y2 = y2.add(FloatVector.fromArray(LANES, m, at + 2 * lanes).mul(a));
      y3 = y3.add(FloatVector.fromArray(LANES, m, at + 3 * lanes).mul(a));
      y4 = y4.add(FloatVector.fromArray(LANES, m, at + 4 * lanes).mul(a));
      y5 = y5.add(FloatVector.fromArray(LANES, m, at + 5 * lanes).mul(a));
      y6 = y6.add(FloatVector.fromArray(LANES, m, at + 6 * lanes).mul(a));
      y7 = y7.add(FloatVector.fromArray(LANES, m, at + 7 * lanes).mul(a));
    }
    y0.intoArray(y, j);
    y1.intoArray(y, j + lanes);
    y2.intoArray(y, j + 2 * lanes);
    y3.intoArray(y, j + 3 * lanes);
    y4.intoArray(y, j + 4 * lanes);
    y5.intoArray(y, j + 5 * lanes);
    y6.intoArray(y, j + 6 * lanes);
    y7.intoArray(y, j + 7 * lanes);
  }

  @Override
  public void addToRows(float[] m, int[] index, float[] factor, int count, float[] x) {
    int lanes = LANES.length();
    int n = x.length;
    int fours = n - n % (4 * lanes);
    int end = LANES.loopBound(n);
    for (int s = 0; s < count; s++) {
      int row = index[s] * n;
      float a = factor[s];
      for (int j = 0; j < fours; j += 4 * lanes) {
        addScaled(m, row + j, a, x, j);
        addScaled(m, row + j + lanes, a, x, j + lanes);
        addScaled(m, row + j + 2 * lanes, a, x, j + 2 * lanes);
        addScaled(m, row + j + 3 * lanes, a, x, j + 3 * lanes);
      }
      for (int j = fours; j < end; j += lanes) {
        addScaled(m, row + j, a, x, j);
      }
      for (int j = end; j < n; j++) {
        m[row + j] += a * x[j];
      }
    }
  }

  private static void addScaled(float[] m, int at, float a, float[] x, int j) {
    FloatVector product = FloatVector.fromArray(LANES, x, j).mul(a);
    FloatVector.fromArray(LANES, m, at).add(product).intoArray(m, at);
  }

  @Override
  public void addWeightBlocks(
      float[] z, float[] w, BlockWiring wiring, int[] index, float[] factor, int count) {
    addBlocks(z, wiring.unit(), w, wiring.weight(), wiring, index, factor, count);
  }

  @Override
  public void addToWeightBlocks(
      float[] w, float[] step, BlockWiring wiring, int[] index, float[] factor, int count) {
    addBlocks(w, wiring.weight(), step, wiring.unit(), wiring, index, factor, count);
  }

  private static void addBlocks(
      float[] y,
      int[] yAt,
      float[] x,
      int[] xAt,
      BlockWiring wiring,
      int[] index,
      float[] factor,
      int count) {
    int[] start = wiring.start();
    int width = wiring.width();
    int lanes = LANES.length();
    int end = LANES.loopBound(width);
    for (int s = 0; s < count; s++) {
      float a = factor[s];
      int last = start[index[s] + 1];
      for (int p = start[index[s]]; p < last; p++) {
        for (int j = 0; j < end; j += lanes) {
          addScaled(y, yAt[p] + j, a, x, xAt[p] + j);
        }
        ScalarKernels.addBlockFrom(end, y, yAt[p], a, x, xAt[p], width);
      }
    }
  }

  @Override
  public void addScaledRows(double[] y, double[] m, int[] index, double[] factor, int count) {
    int lanes = DOUBLES.length();
    int j = 0;
    for (; j <= y.length - 4 * lanes; j += 4 * lanes) {
      DoubleVector y0 = DoubleVector.fromArray(DOUBLES, y, j);
      DoubleVector y1 = DoubleVector.fromArray(DOUBLES, y, j + lanes);
      DoubleVector y2 = DoubleVector.fromArray(DOUBLES, y, j + 2 * lanes);
      DoubleVector y3 = DoubleVector.fromArray(DOUBLES, y, j + 3 * lanes);
      for (int s = 0; s < count; s++) {
        int at = index[s] * y.length + j;
        DoubleVector a = DoubleVector.broadcast(DOUBLES, factor[s]);
        y0 = y0.add(DoubleVector.fromArray(DOUBLES, m, at).mul(a));
        y1 = y1.add(DoubleVector.fromArray(DOUBLES, m, at + lanes).mul(a));
        y2 = y2.add(DoubleVector.fromArray(DOUBLES, m, at + 2 * lanes).mul(a));
        y3 = y3.add(DoubleVector.fromArray(DOUBLES, m, at + 3 * lanes).mul(a));
      }
      y0.intoArray(y, j);
      y1.intoArray(y, j + lanes);
      y2.intoArray(y, j + 2 * lanes);
      y3.intoArray(y, j + 3 * lanes);
    }
    ScalarKernels.addScaledRowsFrom(j, y, m, index, factor, count);
  }

  @Override
  public void dotRows(float[] y, float[] m, float[] x, float[] partial) {
    int lanes = LANES.length();
    int end = x.length - x.length % PARTIAL_SUMS;
    if (lanes == PARTIAL_SUMS) {
      for (int r = 0; r < y.length; r++) {
        int row = r * x.length;
        FloatVector sum = FloatVector.zero(LANES);
        for (int j = 0; j < end; j += lanes) {
          FloatVector weights = FloatVector.fromArray(LANES, m, row + j);
          sum = sum.add(weights.mul(FloatVector.fromArray(LANES, x, j)));
        }
        sum.intoArray(partial, 0);
        y[r] = ScalarKernels.sumRest(end, m, row, x, partial);
      }
    } else if (2 * lanes == PARTIAL_SUMS) {
      for (int r = 0; r < y.length; r++) {
        int row = r * x.length;
        FloatVector low = FloatVector.zero(LANES);
        FloatVector high = FloatVector.zero(LANES);
        for (int j = 0; j < end; j += PARTIAL_SUMS) {
          FloatVector weights = FloatVector.fromArray(LANES, m, row + j);
          low = low.add(weights.mul(FloatVector.fromArray(LANES, x, j)));
          weights = FloatVector.fromArray(LANES, m, row + j + lanes);
          high = high.add(weights.mul(FloatVector.fromArray(LANES, x, j + lanes)));
        }
        low.intoArray(partial, 0);
        high.intoArray(partial, lanes);
        y[r] = ScalarKernels.sumRest(end, m, row, x, partial);
      }
    } else {
      super.dotRows(y, m, x, partial);
    }
  }

  @Override
  public void tanh(float[] y, float[] z) {
    int end = LANES.loopBound(y.length);
    for (int j = 0; j < end; j += LANES.length()) {
      FloatVector h = FloatVector.fromArray(LANES, z, j).min(9f).max(-9f).mul(0.5f);
      FloatVector s = h.mul(h);
      FloatVector above = s.add(378f).mul(s).add(17325f).mul(s).add(135135f).mul(h);
      FloatVector below = s.mul(28f).add(3150f).mul(s).add(62370f).mul(s).add(135135f);
      FloatVector t = above.div(below);
      t.add(t).div(t.mul(t).add(1f)).intoArray(y, j);
    }
    ScalarKernels.tanhFrom(end, y, z);
  }

  @Override
  public int lanes() {
    return LANES.length();
  }
}
