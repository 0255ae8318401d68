package io.hillock.train.cell;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Demand;
import io.hillock.train.Gradient;
import io.hillock.train.internal.simd.Activations;
import java.util.Arrays;

/** The equations of {@link Lstm} at work. */
final class LstmRun extends RecurrentRun {
  private final Activations activations = Activations.best();

  // The tape, shape (steps, slice, units): gates, candidate, cell, its hyperbolic tangent.
  private final float[] i;
  private final float[] f;
  private final float[] o;
  private final float[] g;
  private final float[] cell;
  private final float[] bent;

  private final float[] c; // carried state, shape (slice, units)
  private final float[] firstC;
  private final float[] derivativeC;

  LstmRun(int slice, int steps, Lstm lstm, Gradient gradient) {
    super(
        slice,
        lstm.units(),
        lstm.weights().input(),
        lstm.weights().recurrent(),
        lstm.weights().bias(),
        gradient);
    int tape = (training ? steps : 1) * slice * units;
    i = new float[tape];
    f = new float[tape];
    o = new float[tape];
    g = new float[tape];
    cell = new float[tape];
    bent = new float[tape];
    c = new float[slice * units];
    firstC = new float[training ? slice * units : 0];
    derivativeC = new float[training ? slice * units : 0];
  }

  @Override
  boolean dense() {
    return true;
  }

  @Override
  void rest() {
    Arrays.fill(c, 0);
  }

  @Override
  void keepFirst() {
    if (training) {
      System.arraycopy(c, 0, firstC, 0, c.length);
    }
  }

  @Override
  void ownBias(float[] to, int at) {
    Arrays.fill(to, at, at + stride, 0);
  }

  @Override
  void activate(int t) {
    int n = units;
    for (int b = 0; b < slice; b++) {
      int row = b * stride;
      for (int j = row; j < row + 4 * n; j++) {
        below[j] += own[j];
      }
      activations.sigmoid(below, row, below, row, 3 * n); // (1) to (3)
      activations.tanh(below, row + 3 * n, below, row + 3 * n, n); // (4)
      int at = ((training ? t : 0) * slice + b) * n;
      System.arraycopy(below, row, i, at, n);
      System.arraycopy(below, row + n, f, at, n);
      System.arraycopy(below, row + 2 * n, o, at, n);
      System.arraycopy(below, row + 3 * n, g, at, n);
      for (int j = 0; j < n; j++) {
        float x = f[at + j] * c[b * n + j] + i[at + j] * g[at + j]; // (5)
        cell[at + j] = x;
        bent[at + j] = x;
        c[b * n + j] = x;
      }
      activations.tanh(bent, at, bent, at, n);
      for (int j = 0; j < n; j++) {
        sent[b * n + j] = o[at + j] * bent[at + j]; // (6)
      }
    }
  }

  @Override
  void recallSent(int t, Demand demand) {
    int at = t * slice * units;
    for (int k = 0; k < slice * units; k++) {
      recalled[k] = o[at + k] * bent[at + k];
    }
    demand.addAll();
  }

  @Override
  void back(int t, boolean lastStep) {
    int n = units;
    if (lastStep) {
      Arrays.fill(derivativeC, 0);
    }
    visited += (long) slice * n;
    for (int b = 0; b < slice; b++) {
      for (int j = 0; j < n; j++) {
        int at = (t * slice + b) * n + j;
        int k = b * n + j;
        float before = t == 0 ? firstC[k] : cell[at - slice * n];
        float dh = derivativeSent[k];
        float dc = derivativeC[k] + dh * o[at] * (1 - bent[at] * bent[at]);
        derivativeC[k] = dc * f[at];
        int row = b * stride + j;
        derivativeBelow[row] = dc * g[at] * i[at] * (1 - i[at]);
        derivativeBelow[row + n] = dc * before * f[at] * (1 - f[at]);
        derivativeBelow[row + 2 * n] = dh * bent[at] * o[at] * (1 - o[at]);
        derivativeBelow[row + 3 * n] = dc * i[at] * (1 - g[at] * g[at]);
      }
    }
    System.arraycopy(derivativeBelow, 0, derivativeOwn, 0, derivativeOwn.length);
  }

  @Override
  public void visit(StateVisitor visitor) {
    super.visit(visitor);
    visitor.floats("c", StateRole.INFERENCE, Float.SIZE, c);
  }
}
