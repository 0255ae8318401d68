package io.hillock.unit;

import io.hillock.fault.ParameterException;

/**
 * An electric potential or a difference of two.
 *
 * @param mV the potential [mV], finite
 */
public record Voltage(double mV) implements Comparable<Voltage> {
  /** Checks that the potential is finite. */
  public Voltage {
    if (!Double.isFinite(mV)) {
      throw new ParameterException("voltage", "V", mV + " mV", "it must be finite");
    }
  }

  /**
   * A potential in millivolts.
   *
   * @param mV the potential [mV]
   * @return the potential
   */
  public static Voltage mV(double mV) {
    return new Voltage(mV);
  }

  /**
   * The difference to another potential.
   *
   * @param other the other one
   * @return this less other
   */
  public Voltage minus(Voltage other) {
    return new Voltage(mV - other.mV);
  }

  @Override
  public int compareTo(Voltage other) {
    return Double.compare(mV, other.mV);
  }

  @Override
  public String toString() {
    return mV + " mV";
  }
}
