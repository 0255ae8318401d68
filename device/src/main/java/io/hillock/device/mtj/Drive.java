package io.hillock.device.mtj;

/** What the circuit that writes holds constant. */
public enum Drive {
  /** The current: a transistor in saturation. The resistance of a junction only costs energy. */
  CURRENT,
  /** The voltage: a junction of low resistance gets more current than the nominal one. */
  VOLTAGE
}
