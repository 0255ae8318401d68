package io.hillock.ledger;

import io.hillock.fault.ParameterException;

/**
 * An energy with its uncertainty band. Bands add end by end, as if all prices erred the same way:
 * the widest band that the prices allow.
 *
 * @param value best estimate [J]
 * @param low lower end of the band [J], &gt;= 0
 * @param high upper end of the band [J], finite
 */
public record EnergyEstimate(double value, double low, double high) {
  /** No energy. */
  public static final EnergyEstimate ZERO = new EnergyEstimate(0, 0, 0);

  /** Checks that the band holds the value. */
  public EnergyEstimate {
    if (!(0 <= low && low <= value && value <= high && Double.isFinite(high))) {
      throw new ParameterException(
          "energy", "band", low + ".." + high + " J", "it must hold the value " + value + " J");
    }
  }

  /**
   * An energy without a band of its own.
   *
   * @param joules the energy [J]
   * @return the estimate
   */
  public static EnergyEstimate exactly(double joules) {
    return new EnergyEstimate(joules, joules, joules);
  }

  /**
   * The sum of two estimates.
   *
   * @param other the other one
   * @return the sum, end by end
   */
  public EnergyEstimate plus(EnergyEstimate other) {
    return new EnergyEstimate(value + other.value, low + other.low, high + other.high);
  }

  /**
   * A multiple of this estimate.
   *
   * @param factor &gt;= 0, for example one over the number of beats
   * @return the product, end by end
   */
  public EnergyEstimate times(double factor) {
    return new EnergyEstimate(value * factor, low * factor, high * factor);
  }
}
