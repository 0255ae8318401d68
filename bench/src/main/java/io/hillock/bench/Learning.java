package io.hillock.bench;

/** When the measured network learns. */
public enum Learning {
  /** Never. */
  NONE,
  /** Every step writes. */
  EVERY_STEP,
  /** Only steps with an error event write; one event per 100 readouts and steps is wanted. */
  TRIGGERED
}
