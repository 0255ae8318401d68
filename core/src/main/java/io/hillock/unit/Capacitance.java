package io.hillock.unit;

import io.hillock.fault.ParameterException;

/**
 * A capacitance.
 *
 * @param pF the capacitance [pF], &gt; 0 and finite
 */
public record Capacitance(double pF) implements Comparable<Capacitance> {
  /** Checks the bounds. */
  public Capacitance {
    if (!(pF > 0) || !Double.isFinite(pF)) {
      throw new ParameterException("capacitance", "C", pF + " pF", "it must be > 0 and finite");
    }
  }

  /**
   * A capacitance in picofarads.
   *
   * @param pF the capacitance [pF]
   * @return the capacitance
   */
  public static Capacitance pF(double pF) {
    return new Capacitance(pF);
  }

  /**
   * The capacitance of a circuit of known time constant.
   *
   * @param tau tau = R C, &gt; 0
   * @param r R
   * @return C = tau / R
   */
  public static Capacitance of(Time tau, Resistance r) {
    return new Capacitance(1e3 * tau.ms() / r.megaohm()); // ms / GOhm = pF
  }

  @Override
  public int compareTo(Capacitance other) {
    return Double.compare(pF, other.pF);
  }

  @Override
  public String toString() {
    return pF + " pF";
  }
}
