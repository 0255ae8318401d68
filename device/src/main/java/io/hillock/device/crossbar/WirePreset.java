package io.hillock.device.crossbar;

/**
 * Named wires. Back-end metal is commonly put at 1 to 5 Ohm per cell pitch; that range is common
 * knowledge, not the measurement of one process. Drivers and sense amplifiers are taken as ideal.
 */
public enum WirePreset {
  /** No resistance: exact reference. */
  IDEAL("ideal", 0),
  /** The low end of back-end metal, 1 Ohm per pitch. */
  METAL_LOW("metal-low", 1),
  /** Back-end metal, 2 Ohm per pitch. */
  METAL("metal", 2),
  /** The high end of back-end metal, 5 Ohm per pitch. */
  METAL_HIGH("metal-high", 5);

  private final String id;
  private final Wires wires;

  WirePreset(String id, double ohmPerPitch) {
    this.id = id;
    wires = new Wires(ohmPerPitch, ohmPerPitch, 0, 0);
  }

  /**
   * Its stable public name.
   *
   * @return the id
   */
  public String id() {
    return id;
  }

  /**
   * The resistances.
   *
   * @return the wires
   */
  public Wires wires() {
    return wires;
  }
}
