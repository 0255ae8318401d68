package io.hillock.train.internal.simd;

import java.util.Arrays;

/** The reference: it reads like the equations. */
public final class ScalarSpikeKernels implements SpikeKernels {
  /** The kernels hold no state. */
  public ScalarSpikeKernels() {}

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
    for (int i = 0; i < n; i++) {
      float v = tape[from + i];
      if (v > c.threshold() + beta[i] * b[at + i]) {
        above[i >> 6] |= 1L << i; // (1)
      }
      tape[to + i] = c.alpha() * v + c.gain() * current[at + i]; // (2)
      current[at + i] = 0;
      b[at + i] = c.rho() * b[at + i]; // (3)
    }
  }

  @Override
  public void live(
      Constants c, float[] tape, int from, float[] b, int bAt, float[] beta, int n, long[] live) {
    Arrays.fill(live, 0);
    for (int i = 0; i < n; i++) {
      float v = tape[from + i];
      float a = c.threshold() + beta[i] * b[bAt + i];
      if (v > 0 && v < a + a) {
        live[i >> 6] |= 1L << i;
      }
    }
  }

  @Override
  public void back(
      Constants c, float[] gv, float[] q, float[] gb, int at, float[] tape, int to, int n) {
    for (int i = 0; i < n; i++) {
      float g = c.alpha() * gv[at + i] + q[at + i]; // (1)
      gv[at + i] = g;
      q[at + i] = 0;
      gb[at + i] = c.rho() * gb[at + i]; // (2)
      tape[to + i] = c.gain() * g; // (3)
    }
  }
}
