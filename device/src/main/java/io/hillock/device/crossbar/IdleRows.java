package io.hillock.device.crossbar;

/** What becomes of the rows that carry no spike during a read. */
public enum IdleRows {
  /**
   * Selectors (1T1R) take the cells of an idle row off the bit lines. The circuit is that of the
   * active rows alone, so the loss grows with their number.
   */
  CUT_OFF,
  /**
   * Drivers hold idle rows at 0 V. Their cells shunt the bit lines; the circuit is the same at
   * every read and so linear in the row voltages: the relative loss does not shrink with activity.
   */
  GROUNDED
}
