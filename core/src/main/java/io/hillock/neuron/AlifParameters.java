package io.hillock.neuron;

import io.hillock.fault.ParameterException;
import io.hillock.unit.Time;

/**
 * Parameters of a LIF neuron with adaptive threshold.
 *
 * @param lif the neuron without adaptation
 * @param tauA tau_a, time constant of the adaptation, &gt; 0
 * @param beta beta, rise of the threshold per unit of adaptation, &gt;= 0
 */
public record AlifParameters(LifParameters lif, Time tauA, double beta) {
  /** Checks every documented bound. */
  public AlifParameters {
    if (!(tauA.ms() > 0)) {
      throw new ParameterException("ALIF", "tau_a", tauA, "it must be > 0 ms");
    }
    if (!(beta >= 0)) {
      throw new ParameterException("ALIF", "beta", beta, "it must be >= 0");
    }
  }
}
