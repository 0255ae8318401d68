package io.hillock.unit;

import io.hillock.fault.ParameterException;

/**
 * A resistance.
 *
 * @param megaohm the resistance [MOhm], &gt; 0 and finite
 */
public record Resistance(double megaohm) implements Comparable<Resistance> {
  /** Checks the bounds. */
  public Resistance {
    if (!(megaohm > 0) || !Double.isFinite(megaohm)) {
      throw new ParameterException(
          "resistance", "R", megaohm + " MOhm", "it must be > 0 and finite");
    }
  }

  /**
   * A resistance in megaohms.
   *
   * @param megaohm the resistance [MOhm]
   * @return the resistance
   */
  public static Resistance megaohm(double megaohm) {
    return new Resistance(megaohm);
  }

  /**
   * The resistance of a circuit of known time constant.
   *
   * @param tau tau = R C, &gt; 0
   * @param c C
   * @return R = tau / C
   */
  public static Resistance of(Time tau, Capacitance c) {
    return new Resistance(1e3 * tau.ms() / c.pF()); // ms / pF = GOhm
  }

  /**
   * Ohm's law.
   *
   * @param current I
   * @return R I
   */
  public Voltage drop(Current current) {
    return new Voltage(1e-3 * megaohm * current.pA()); // GOhm pA = mV
  }

  @Override
  public int compareTo(Resistance other) {
    return Double.compare(megaohm, other.megaohm);
  }

  @Override
  public String toString() {
    return megaohm + " MOhm";
  }
}
