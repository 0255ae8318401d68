package io.hillock.train.delay;

import java.util.Arrays;

/**
 * The neurons of a layer while they see one sample, forward and backward.
 *
 * <p>The kernel c n r^n of (1) in {@link SpikeResponse}, with n in steps, r = exp(-1 / tau) and c =
 * e / tau, is run as a recurrence over the input x of the step before, and its adjoint backwards:
 *
 * {@snippet lang=text :
 * q(t) = r (q(t-1) + x(t-1)),       p(t) = r p(t-1) + q(t),       (eps * x)(t) = c p(t)   (1)
 * b(s) = r (b(s+1) + delta(s+1)),   a(s) = r a(s+1) + b(s),       G(s) = c a(s)           (2)
 * }
 */
final class ResponseRun {
  private static final int CELLS = 64;

  final int n;
  private final int steps;
  private final boolean fires;

  /** Impulses by step and neuron, shape (2 T, n); what lies beyond T is never seen. */
  final float[] impulse;

  /** u, shape (T, n). */
  final float[] u;

  /** Derivative of E by u, shape (T, n). */
  final float[] delta;

  /** Derivative of E by an impulse, shape (2 T, n), zero from T - 1 on. */
  final float[] g;

  /** Spikes, by step. */
  final int[] events;

  int count;

  private final float theta;
  private final float decay;
  private final float gain;
  private final float refDecay;
  private final float refGain;
  private final float reach;
  private final float perCell;
  private final float[] psi;
  private final float[] q;
  private final float[] p;
  private final float[] refQ;
  private final float[] refP;
  private final float[] fired;

  /** Neurons; those that do not fire only show their potential. */
  ResponseRun(SpikeResponse response, int n, boolean fires) {
    this.n = n;
    this.fires = fires;
    steps = response.steps();
    impulse = new float[2 * steps * n];
    g = new float[2 * steps * n];
    u = new float[steps * n];
    delta = new float[steps * n];
    events = new int[fires ? steps * n : 0];
    theta = (float) response.theta();
    decay = (float) StrictMath.exp(-1 / response.tauS());
    gain = (float) (StrictMath.E / response.tauS());
    refDecay = (float) StrictMath.exp(-1 / response.tauRef());
    refGain = (float) (response.refractory() * response.theta() * StrictMath.E / response.tauRef());
    double unit = response.width() * response.theta();
    reach = (float) (response.reach() * response.theta());
    perCell = (float) (CELLS / unit);
    psi = new float[fires ? (int) (reach * perCell) + 3 : 0];
    for (int k = 0; k < psi.length; k++) {
      psi[k] = (float) (StrictMath.exp(-k / (double) CELLS) / unit);
    }
    q = new float[n];
    p = new float[n];
    refQ = new float[n];
    refP = new float[n];
    fired = new float[n];
  }

  void clear() {
    Arrays.fill(impulse, 0);
    count = 0;
  }

  /** From impulses to potentials and spikes. */
  void integrate() {
    Arrays.fill(q, 0);
    Arrays.fill(p, 0);
    Arrays.fill(u, 0, n, 0);
    if (fires) {
      Arrays.fill(refQ, 0);
      Arrays.fill(refP, 0);
      Arrays.fill(fired, 0);
      fire(0);
    }
    for (int t = 1; t < steps; t++) {
      int to = t * n;
      int from = to - n;
      for (int i = 0; i < n; i++) {
        q[i] = decay * (q[i] + impulse[from + i]); // (1)
        p[i] = decay * p[i] + q[i];
        u[to + i] = gain * p[i];
      }
      if (fires) {
        for (int i = 0; i < n; i++) {
          refQ[i] = refDecay * (refQ[i] + fired[i]);
          refP[i] = refDecay * refP[i] + refQ[i];
          u[to + i] -= refGain * refP[i];
        }
        fire(t);
      }
    }
  }

  private void fire(int t) {
    for (int i = 0; i < n; i++) {
      boolean spike = u[t * n + i] >= theta;
      fired[i] = spike ? 1 : 0;
      if (spike) {
        events[count++] = SpikeSamples.event(t, i);
      }
    }
  }

  /** From the derivatives by potentials to those by impulses. */
  void correlate() {
    Arrays.fill(q, 0);
    Arrays.fill(p, 0);
    for (int s = steps - 2; s >= 0; s--) {
      int to = s * n;
      int from = to + n;
      for (int i = 0; i < n; i++) {
        q[i] = decay * (q[i] + delta[from + i]); // (2)
        p[i] = decay * p[i] + q[i];
        g[to + i] = gain * p[i];
      }
    }
  }

  /** The pseudo-derivative of a neuron at a step, element k = t n + i. */
  float psi(int k) {
    float x = Math.abs(u[k] - theta);
    if (x > reach) {
      return 0;
    }
    float cell = x * perCell;
    int c = (int) cell;
    float part = cell - c;
    return psi[c] + part * (psi[c + 1] - psi[c]);
  }

  boolean anyDelta() {
    for (float d : delta) {
      if (d != 0) {
        return true;
      }
    }
    return false;
  }
}
