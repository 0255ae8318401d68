package io.hillock.device.mtj;

/** Which way a write goes. */
public enum Direction {
  /** To the state of low resistance, a synapse that is ON. */
  TO_PARALLEL,
  /** To the state of high resistance, a synapse that is OFF. */
  TO_ANTIPARALLEL
}
