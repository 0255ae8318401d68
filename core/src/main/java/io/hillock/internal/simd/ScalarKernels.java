package io.hillock.internal.simd;

import io.hillock.signal.SpikeList;
import java.util.Arrays;

/** The reference kernels: they read like the equations; every faster one is tested against them. */
public class ScalarKernels implements Kernels {
  /** The kernels hold no state. */
  public ScalarKernels() {}

  @Override
  public void integrate(float[] v, float[] alpha, float[] gain, float[] current) {
    integrateFrom(0, v, alpha, gain, current);
  }

  static void integrateFrom(int from, float[] v, float[] alpha, float[] gain, float[] current) {
    for (int i = from; i < v.length; i++) {
      v[i] = alpha[i] * v[i] + gain[i] * current[i];
      current[i] = 0;
    }
  }

  @Override
  public void fire(float[] v, float[] threshold, SpikeList spiked) {
    spiked.clear();
    fireFrom(0, v, threshold, spiked);
  }

  static void fireFrom(int from, float[] v, float[] threshold, SpikeList spiked) {
    for (int i = from; i < v.length; i++) {
      if (v[i] > threshold[i]) {
        spiked.add(i);
      }
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
    integrate(v, alpha, gain, current);
    fire(v, threshold, spiked);
  }

  @Override
  public void add(float[] y, float[] row) {
    addFrom(0, y, row);
  }

  static void addFrom(int from, float[] y, float[] row) {
    for (int j = from; j < y.length; j++) {
      y[j] += row[j];
    }
  }

  @Override
  public void addRows(float[] y, float[][] rows, SpikeList spikes) {
    addRowsFrom(0, y, rows, spikes);
  }

  static void addRowsFrom(int from, float[] y, float[][] rows, SpikeList spikes) {
    int[] index = spikes.array();
    for (int s = 0; s < spikes.size(); s++) {
      addFrom(from, y, rows[index[s]]);
    }
  }

  @Override
  public int countNonZero(float a, float[] x) {
    return countNonZeroFrom(0, a, x);
  }

  static int countNonZeroFrom(int from, float a, float[] x) {
    int count = 0;
    for (int j = from; j < x.length; j++) {
      if (!Float.isFinite(a * x[j])) {
        return -1;
      }
      count += x[j] != 0 ? 1 : 0;
    }
    return count;
  }

  @Override
  public void axpy(float[] y, float a, float[] x) {
    axpyFrom(0, y, a, x);
  }

  static void axpyFrom(int from, float[] y, float a, float[] x) {
    for (int j = from; j < y.length; j++) {
      y[j] += a * x[j];
    }
  }

  @Override
  public void scale(float[] y, float a) {
    scaleFrom(0, y, a);
  }

  static void scaleFrom(int from, float[] y, float a) {
    for (int j = from; j < y.length; j++) {
      y[j] *= a;
    }
  }

  @Override
  public void multiply(float[] y, float[] x) {
    multiplyFrom(0, y, x);
  }

  static void multiplyFrom(int from, float[] y, float[] x) {
    for (int j = from; j < y.length; j++) {
      y[j] *= x[j];
    }
  }

  @Override
  public void eligibility(
      EligibilityStep step, double[] x, double[] filtered, double[] sum, int at, int n) {
    for (int k = 0; k < n; k++) {
      double e = step.drive * x[k]; // (1)
      filtered[at + k] = step.keep * filtered[at + k] + step.gain * e; // (3)
      if (sum.length > 0) {
        sum[at + k] += e;
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
    for (int k = 0; k < n; k++) {
      double eps = slow[slowAt + k];
      double e = step.drive * x[k] - step.sink * eps; // (1)
      slow[slowAt + k] = step.keepSlow * eps + e; // (2)
      filtered[at + k] = step.keep * filtered[at + k] + step.gain * e; // (3)
      if (sum.length > 0) {
        sum[at + k] += e;
      }
    }
  }

  @Override
  public void addScaledRows(float[] y, float[] m, int[] index, float[] factor, int count) {
    addScaledRowsFrom(0, y, m, index, factor, count);
  }

  static void addScaledRowsFrom(
      int from, float[] y, float[] m, int[] index, float[] factor, int count) {
    for (int s = 0; s < count; s++) {
      int row = index[s] * y.length;
      float a = factor[s];
      for (int j = from; j < y.length; j++) {
        y[j] += a * m[row + j];
      }
    }
  }

  @Override
  public void addScaledRows(double[] y, double[] m, int[] index, double[] factor, int count) {
    addScaledRowsFrom(0, y, m, index, factor, count);
  }

  static void addScaledRowsFrom(
      int from, double[] y, double[] m, int[] index, double[] factor, int count) {
    for (int s = 0; s < count; s++) {
      int row = index[s] * y.length;
      double a = factor[s];
      for (int j = from; j < y.length; j++) {
        y[j] += a * m[row + j];
      }
    }
  }

  @Override
  public void addToRows(float[] m, int[] index, float[] factor, int count, float[] x) {
    for (int s = 0; s < count; s++) {
      addToRow(m, index[s] * x.length, factor[s], x);
    }
  }

  private static void addToRow(float[] m, int row, float a, float[] x) {
    for (int j = 0; j < x.length; j++) {
      m[row + j] += a * x[j];
    }
  }

  @Override
  public void dotRows(float[] y, float[] m, float[] x, float[] partial) {
    for (int r = 0; r < y.length; r++) {
      Arrays.fill(partial, 0, PARTIAL_SUMS, 0);
      y[r] = sumRest(0, m, r * x.length, x, partial);
    }
  }

  /** Adds products from a column on, a multiple of the number of partial sums, and sums up. */
  static float sumRest(int from, float[] m, int row, float[] x, float[] partial) {
    for (int j = from; j < x.length; j++) {
      partial[j % PARTIAL_SUMS] += m[row + j] * x[j];
    }
    return sumHalves(partial);
  }

  /** Adds 16 partial sums in halves; written out, since it ends every short row. */
  private static float sumHalves(float[] p) {
    float s04 = (p[0] + p[8]) + (p[4] + p[12]);
    float s15 = (p[1] + p[9]) + (p[5] + p[13]);
    float s26 = (p[2] + p[10]) + (p[6] + p[14]);
    float s37 = (p[3] + p[11]) + (p[7] + p[15]);
    return (s04 + s26) + (s15 + s37);
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
    for (int s = 0; s < count; s++) {
      float a = factor[s];
      for (int p = wiring.start()[index[s]]; p < wiring.start()[index[s] + 1]; p++) {
        addBlockFrom(0, y, yAt[p], a, x, xAt[p], wiring.width());
      }
    }
  }

  static void addBlockFrom(int from, float[] y, int yAt, float a, float[] x, int xAt, int width) {
    for (int j = from; j < width; j++) {
      y[yAt + j] += a * x[xAt + j];
    }
  }

  @Override
  public void tanh(float[] y, float[] z) {
    tanhFrom(0, y, z);
  }

  static void tanhFrom(int from, float[] y, float[] z) {
    for (int j = from; j < y.length; j++) {
      float h = Math.max(-9f, Math.min(9f, z[j])) * 0.5f; // (1)
      float s = h * h;
      float above = h * (135135f + s * (17325f + s * (378f + s)));
      float t = above / (135135f + s * (62370f + s * (3150f + s * 28f))); // (2)
      y[j] = (t + t) / (1f + t * t); // (3)
    }
  }

  @Override
  public int lanes() {
    return 1;
  }
}
