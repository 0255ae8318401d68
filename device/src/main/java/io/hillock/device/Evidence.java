package io.hillock.device;

/** How well a number is known. */
public enum Evidence {
  /** Measured on silicon, or a published fit of measurements. */
  MEASURED("measured"),
  /** A range that is commonly reported for such devices, without one source to cite. */
  COMMON("commonly reported"),
  /** Chosen by us, so that the model is complete. */
  ASSUMED("assumed");

  private final String text;

  Evidence(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
