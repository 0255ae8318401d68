package io.hillock.neuron;

/** What a spike does to the membrane. */
public enum ResetMode {
  /** v = 0 in the step of the spike. */
  TO_ZERO,
  /** v = v_reset in the step of the spike. */
  TO_VALUE,
  /** v = v - v_th in the step of the spike, so that the subtracted amount decays with v. */
  SUBTRACT,
  /**
   * v[t+1] = alpha v[t] + input - v_th: subtracted one step later and not decayed (Bellec 2020).
   */
  SUBTRACT_AFTER_DECAY,
  /** The membrane goes on as if nothing had happened. */
  NONE
}
