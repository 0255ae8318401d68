package io.hillock.train.cell;

import io.hillock.fault.ParameterException;

/**
 * Constants of adaptive integrate-and-fire units at dt = 1 ms.
 *
 * @param tauM membrane time constant [ms], &gt; 0
 * @param tauA time constant of the adaptation [ms], &gt; 0
 * @param threshold threshold without adaptation, &gt; 0
 * @param refractory steps after a spike in which there is none, &gt;= 1
 * @param gamma height of the pseudo-derivative, &gt; 0
 */
public record LifConstants(
    double tauM, double tauA, double threshold, int refractory, double gamma) {
  /** The published setting for sequential MNIST. */
  public static final LifConstants SEQUENTIAL_MNIST = new LifConstants(20, 700, 0.01, 5, 0.3);

  /** Checks every documented bound. */
  public LifConstants {
    if (!(tauM > 0 && tauA > 0 && threshold > 0 && refractory >= 1 && gamma > 0)) {
      throw new ParameterException(
          "adaptive LIF",
          "tau_m, tau_a, thr, n_ref, gamma",
          tauM + ", " + tauA + ", " + threshold + ", " + refractory + ", " + gamma,
          "all must be > 0; without a refractory step every spike would come twice, since a spike"
              + " follows its crossing and the reset follows the spike");
    }
  }
}
