package io.hillock.device.rram;

/** What makes a real array differ from a matrix; each can be switched on alone. */
public enum NonIdeality {
  /** The compliance current has finite steps. */
  QUANTISATION,
  /** Every SET with one compliance current ends at another conductance. */
  CYCLE_TO_CYCLE,
  /** Successive cycles of one device resemble each other; acts on cycle-to-cycle spread only. */
  CYCLE_CORRELATION,
  /** Every device has its own mean law. */
  DEVICE_TO_DEVICE,
  /** The high-resistance state is log-normal instead of its median. */
  HRS_SPREAD,
  /** What deviation remains after a verified write. */
  PROGRAMMING_SPREAD,
  /** Broadening with the logarithm of the age of a write. */
  RELAXATION,
  /** Every read is noisy; the stored value is not. */
  READ_NOISE,
  /** A device stops switching after so many pulses. */
  ENDURANCE,
  /** Some devices never switched. */
  STUCK_CELLS,
  /** An array that is written does not hear its inputs. */
  BLIND_TIME
}
