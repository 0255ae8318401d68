package io.hillock.train.cell;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Demand;
import io.hillock.train.Gradient;
import io.hillock.train.Parameter;
import io.hillock.train.internal.simd.Activations;
import java.util.Arrays;

/** The equations of {@link Egru} and, where no threshold is given, of {@link Gru} at work. */
final class GatedRun extends RecurrentRun {
  private static final Egru.Settings DENSE = new Egru.Settings(Egru.Event.ALWAYS, 0, 1, 0.5, false);

  private final Activations activations = Activations.best();
  private final Parameter ownBias;
  private final float[] threshold;
  private final boolean always;
  private final float height;
  private final float width;
  private final float[] ownBiasGradient;
  private final float[] thresholdGradient;

  // The tape, shape (steps, slice, units): gates, candidate, its recurrent part, state before
  // reset.
  private final float[] z;
  private final float[] r;
  private final float[] g;
  private final float[] q;
  private final float[] state;

  private final float[] h; // carried state, shape (slice, units)
  private final float[] firstH;
  private final float[] derivativeH;
  private final float[] asked; // not zero where a unit sent or has a pseudo-derivative

  /** A GRU; gradient null for a run that only goes forward. */
  static GatedRun gru(int slice, int steps, Gru cell, Gradient gradient) {
    return new GatedRun(slice, steps, cell.weights(), null, DENSE, gradient);
  }

  GatedRun(
      int slice,
      int steps,
      GatedWeights weights,
      Parameter threshold,
      Egru.Settings settings,
      Gradient gradient) {
    super(
        slice,
        weights.recurrent().parameter().rows(),
        weights.input(),
        weights.recurrent(),
        weights.bias(),
        gradient);
    ownBias = weights.ownBias();
    always = settings.event() == Egru.Event.ALWAYS;
    this.threshold = threshold == null ? new float[units] : threshold.values();
    this.height = (float) settings.gamma();
    this.width = (float) settings.eps();
    ownBiasGradient = training ? gradient.of(ownBias) : null;
    thresholdGradient =
        training && threshold != null && settings.trained() ? gradient.of(threshold) : null;
    int tape = (training ? steps : 1) * slice * units;
    z = new float[tape];
    r = new float[tape];
    g = new float[tape];
    q = new float[tape];
    state = new float[tape];
    h = new float[slice * units];
    firstH = new float[training ? slice * units : 0];
    derivativeH = new float[training ? slice * units : 0];
    asked = new float[training ? slice * units : 0];
  }

  @Override
  boolean dense() {
    return always;
  }

  @Override
  void rest() {
    Arrays.fill(h, 0);
  }

  @Override
  void keepFirst() {
    if (training) {
      System.arraycopy(h, 0, firstH, 0, h.length);
    }
  }

  @Override
  void ownBias(float[] to, int at) {
    Arrays.fill(to, at, at + 2 * units, 0);
    System.arraycopy(ownBias.values(), 0, to, at + 2 * units, units);
    Arrays.fill(to, at + 3 * units, at + stride, 0);
  }

  @Override
  void activate(int t) {
    int n = units;
    for (int b = 0; b < slice; b++) {
      int row = b * stride;
      for (int j = row; j < row + 2 * n; j++) {
        below[j] += own[j];
      }
      activations.sigmoid(below, row, below, row, 2 * n); // (1), (2)
      for (int j = row + 2 * n; j < row + 3 * n; j++) {
        below[j] += below[j - n] * own[j];
      }
      activations.tanh(below, row + 2 * n, below, row + 2 * n, n); // (3)
      int at = ((training ? t : 0) * slice + b) * n;
      System.arraycopy(below, row, z, at, n);
      System.arraycopy(below, row + n, r, at, n);
      System.arraycopy(below, row + 2 * n, g, at, n);
      System.arraycopy(own, row + 2 * n, q, at, n);
      for (int j = 0; j < n; j++) {
        int k = b * n + j;
        float x = z[at + j] * h[k] + (1 - z[at + j]) * g[at + j]; // (4)
        boolean event = always || x > threshold[j]; // (5)
        state[at + j] = x;
        sent[k] = event ? x : 0; // (6)
        h[k] = event && !always ? x - threshold[j] : x; // (7)
      }
    }
  }

  @Override
  void recallSent(int t, Demand demand) {
    int n = units;
    if (always) {
      System.arraycopy(state, t * slice * n, recalled, 0, slice * n);
      demand.addAll();
      return;
    }
    for (int b = 0; b < slice; b++) {
      int at = (t * slice + b) * n;
      for (int j = 0; j < n; j++) {
        float x = state[at + j];
        float th = threshold[j];
        float sent = x > th ? x : 0;
        recalled[b * n + j] = sent;
        asked[b * n + j] = sent + Math.max(0, 1 - width * Math.abs(x - th)); // no term below zero
      }
    }
    ask(asked, demand);
  }

  @Override
  void back(int t, boolean lastStep) {
    int n = units;
    if (lastStep) {
      Arrays.fill(derivativeH, 0);
    }
    for (int b = 0; b < slice; b++) {
      for (int j = 0; j < n; j++) {
        int at = (t * slice + b) * n + j;
        int k = b * n + j;
        float x = state[at];
        float th = threshold[j];
        float dy = derivativeSent[k];
        float dh = derivativeH[k];
        float dx;
        if (always) {
          dx = dh + dy;
          visited++;
        } else {
          float rise = 1 - width * Math.abs(x - th);
          float psi = rise > 0 ? height * rise : 0; // (8)
          float e = x > th ? 1 : 0;
          float de = dy * x - dh * th + push[j];
          dx = dh + dy * e + de * psi;
          if (thresholdGradient != null) {
            thresholdGradient[j] -= dh * e + de * psi;
          }
          if (psi > 0) {
            visited++;
          }
        }
        float before = t == 0 ? firstH[k] : before(at - slice * n, j);
        float zt = z[at];
        float rt = r[at];
        float gt = g[at];
        float dz = dx * (before - gt) * zt * (1 - zt);
        float dg = dx * (1 - zt) * (1 - gt * gt);
        float dr = dg * q[at] * rt * (1 - rt);
        float dq = dg * rt;
        derivativeH[k] = dx * zt;
        int row = b * stride + j;
        derivativeBelow[row] = dz;
        derivativeBelow[row + n] = dr;
        derivativeBelow[row + 2 * n] = dg;
        derivativeOwn[row] = dz;
        derivativeOwn[row + n] = dr;
        derivativeOwn[row + 2 * n] = dq;
        ownBiasGradient[j] += dq;
      }
    }
  }

  /** The state after the reset of the step before. */
  private float before(int at, int j) {
    float x = state[at];
    return !always && x > threshold[j] ? x - threshold[j] : x;
  }

  @Override
  public void visit(StateVisitor visitor) {
    super.visit(visitor);
    visitor.floats("h", StateRole.INFERENCE, Float.SIZE, h);
  }
}
