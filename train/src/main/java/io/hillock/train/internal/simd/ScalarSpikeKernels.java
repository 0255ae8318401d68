package io.hillock.train.internal.simd;

import java.util.Arrays;

/** The reference: it reads like the equations. */
public final class ScalarSpikeKernels implements SpikeKernels {
  /** The kernels hold no state. */
  public ScalarSpikeKernels() {}

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
    Arrays.fill(above, 0);
    Arrays.fill(near, 0);
    for (int i = 0; i < n; i++) {
      float x = v[from + i];
      float a = c.threshold();
      if (i >= c.plain()) {
        a = beta[i] * b[at + i] + a;
        b[at + i] = c.rho() * b[at + i]; // (3)
      }
      if (x > a) {
        above[i >> 6] |= 1L << i; // (1)
      }
      if (Math.abs(x - a) < a) {
        near[i >> 6] |= 1L << i;
      }
      v[to + i] = c.alpha() * x + c.gain() * current[at + i]; // (2)
      current[at + i] = 0;
    }
  }

  @Override
  public void back(Constants c, float[] gv, float[] q, float[] gb, float[] delta, int at, int n) {
    for (int i = at; i < at + n; i++) {
      float g = c.alpha() * gv[i] + q[i]; // (1)
      gv[i] = g;
      q[i] = 0;
      if (i - at >= c.plain()) {
        gb[i] = c.rho() * gb[i]; // (2)
      }
      delta[i] = c.gain() * g; // (3)
    }
  }

  @Override
  public void scale(float[] y, int yAt, float a, float[] x, int xAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = a * x[xAt + i];
    }
  }

  @Override
  public void leak(float[] y, int yAt, float a, float c, float[] x, int xAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = a * y[yAt + i] + c * x[xAt + i];
    }
  }
}
