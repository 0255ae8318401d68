package io.hillock.train.internal.simd;

import java.util.Arrays;

/** The reference: it reads like the equations. */
public class ScalarSpikeKernels implements SpikeKernels {
  /** The kernels hold no state. */
  public ScalarSpikeKernels() {}

  private static boolean contains(long[] set, int at, int i) {
    return (set[at + (i >> 6)] >>> i & 1) != 0;
  }

  @Override
  public void step(Constants c, Forward s) {
    Arrays.fill(s.spikes, 0);
    Arrays.fill(s.near, 0);
    for (int i = 0; i < c.units(); i++) {
      float x = s.v[s.from + i];
      float a = c.threshold();
      if (i >= c.plain()) {
        a = c.beta()[i] * s.b[s.at + i] + a;
      }
      boolean silent = contains(s.refractory, 0, i);
      boolean spike = x > a && !silent; // (1)
      if (spike) {
        s.spikes[i >> 6] |= 1L << i;
      }
      if (Math.abs(x - a) < a && !silent) {
        s.near[i >> 6] |= 1L << i;
      }
      float fresh = c.alpha() * x + c.gain() * s.current.get(s.at + i); // (2)
      s.v[s.to + i] = contains(s.before, s.beforeAt, i) ? fresh - a : fresh;
      s.current.set(s.at + i, 0);
      if (i >= c.plain()) {
        float b = c.rho() * s.b[s.at + i]; // (3)
        s.b[s.at + i] = spike ? b + c.jump() : b;
      }
    }
  }

  @Override
  public void back(Constants c, Back s) {
    int k = 0;
    for (int i = 0; i < c.units(); i++) {
      boolean adapts = i >= c.plain();
      boolean live = contains(s.near, s.nearAt, i);
      float beta = c.beta()[i];
      float through = 0;
      float ratio = 0;
      if (live) {
        float own = s.recurrent[k] + s.push[i];
        float reset = c.threshold();
        float a = c.threshold();
        if (adapts) {
          own += c.jump() * s.gb[s.at + i];
          reset = beta * s.adaptation[s.next + i] + reset;
          a = beta * s.adaptation[s.now + i] + a;
        }
        float gz = s.gz[s.gzAt + k] + (own - reset * s.gv[s.at + i]); // (1)
        ratio = s.membranes[s.membranesAt + k] / a;
        through = c.gamma() * (1 - Math.abs(ratio - 1)) / a * gz; // (3)
        k++;
      }
      float g = c.alpha() * s.gv[s.at + i] + s.q[s.at + i]; // (2)
      s.gv[s.at + i] = g;
      s.delta.set(s.at + i, c.gain() * g);
      s.q[s.at + i] = through;
      if (adapts) {
        float gb = c.rho() * s.gb[s.at + i]; // (4)
        gb = live ? gb - beta * (through * ratio) : gb;
        s.gb[s.at + i] = contains(s.before, s.beforeAt, i) ? gb - beta * g : gb;
      }
    }
  }

  @Override
  public void adapt(Constants c, float[] b, int from, int to, long[] spikes, int spikesAt) {
    for (int i = c.plain(); i < c.units(); i++) {
      float decayed = c.rho() * b[from + i];
      b[to + i] = contains(spikes, spikesAt, i) ? decayed + c.jump() : decayed;
    }
  }

  @Override
  public int list(long[] set, int at, int n, int[] index, int to) {
    int k = to;
    for (int first = 0; first < n; first += Long.SIZE) {
      for (long rest = set[at + (first >> 6)]; rest != 0; rest &= rest - 1) {
        index[k++] = first + Long.numberOfTrailingZeros(rest);
      }
    }
    return k - to;
  }

  @Override
  public int pack(long[] set, int at, int n, float[] x, int from, float[] packed, int to) {
    int k = to;
    for (int first = 0; first < n; first += Long.SIZE) {
      for (long rest = set[at + (first >> 6)]; rest != 0; rest &= rest - 1) {
        packed[k++] = x[from + first + Long.numberOfTrailingZeros(rest)];
      }
    }
    return k - to;
  }

  @Override
  public void scale(AlignedFloats y, int yAt, float a, AlignedFloats x, int xAt, int n) {
    for (int i = 0; i < n; i++) {
      y.set(yAt + i, a * x.get(xAt + i));
    }
  }

  @Override
  public void leak(AlignedFloats y, int yAt, float a, float c, AlignedFloats x, int xAt, int n) {
    for (int i = 0; i < n; i++) {
      y.set(yAt + i, a * y.get(yAt + i) + c * x.get(xAt + i));
    }
  }
}
