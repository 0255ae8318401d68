package io.hillock.neuron;

/**
 * What the membrane does in the refractory period, the steps t+1 to t+r after a spike in step t
 * with r = ceil(t_ref/dt). No neuron fires in it under either.
 */
public enum Refractoriness {
  /** v[t] = alpha v[t-1] + zeta I[t] goes on: input in the period counts. */
  INTEGRATE,
  /**
   * v stays at the value that the reset gave it, and input in the period is lost. Needs a reset
   * that acts in the step of the spike. Traces of learning rules go on as under {@link #INTEGRATE}.
   */
  HOLD
}
