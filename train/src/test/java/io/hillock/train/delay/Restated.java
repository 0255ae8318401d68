package io.hillock.train.delay;

/** The equations of {@link SpikeResponse} in double precision, sum by sum, without recurrences. */
final class Restated {
  private Restated() {}

  static double eps(SpikeResponse r, double t) {
    return t <= 0 ? 0 : t / r.tauS() * StrictMath.exp(1 - t / r.tauS());
  }

  static double nu(SpikeResponse r, double t) {
    return t <= 0
        ? 0
        : -r.refractory() * r.theta() * t / r.tauRef() * StrictMath.exp(1 - t / r.tauRef());
  }

  /** The kernel at a fractional delay: a straight line between the whole delays beside it. */
  static double eps(SpikeResponse r, double t, double d) {
    double k = Math.floor(d);
    return (1 - (d - k)) * eps(r, t - k) + (d - k) * eps(r, t - k - 1);
  }

  /** Potentials of a layer, shape (T, targets), without refractoriness. */
  static double[][] potentials(SpikeResponse r, DelayNetwork net, int layer, int[] events) {
    int targets = net.parameters().layers().get(layer + 1);
    double[][] u = new double[r.steps()][targets];
    for (int event : events) {
      for (int i = 0; i < targets; i++) {
        int s = net.synapse(layer, SpikeSamples.source(event), i);
        if (s >= 0) {
          for (int t = 0; t < r.steps(); t++) {
            double w = net.weights(layer).get(0, s);
            double d = net.delays(layer).get(0, s);
            u[t][i] += w * eps(r, t - SpikeSamples.step(event), d);
          }
        }
      }
    }
    return u;
  }
}
