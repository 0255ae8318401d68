package io.hillock.device.pcm;

/** What makes phase-change synapses differ from a matrix; each can be switched on alone. */
public enum PcmNonIdeality {
  /** Conductance rises by whole SET pulses along a saturating curve. */
  PULSES,
  /** Every SET pulse has its own increment, every RESET its own end. */
  PROGRAMMING_NOISE,
  /** Conductance falls as a power of the age of the write. */
  DRIFT,
  /** The exponent is drawn anew at every RESET; acts with drift only. */
  DRIFT_SPREAD,
  /** Every read is noisy; the stored value is not. */
  READ_NOISE
}
