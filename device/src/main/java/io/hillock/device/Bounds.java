package io.hillock.device;

import io.hillock.fault.ParameterException;
import java.util.Collection;
import java.util.Set;

/** Bounds of the parameters of a kind of device, written so that NaN fails too. */
public enum Bounds {
  /** Parameters that belong to no single kind. */
  DEVICE("device"),
  /** Resistive memory. */
  RRAM("RRAM"),
  /** Phase-change memory. */
  PCM("PCM"),
  /** Magnetic tunnel junctions. */
  MTJ("MTJ");

  private final String model;

  Bounds(String model) {
    this.model = model;
  }

  /**
   * Requires a rule.
   *
   * @param holds whether it holds
   * @param symbol the parameter
   * @param value its value
   * @param unit its unit, empty for a pure number
   * @param rule what must hold
   * @throws ParameterException when it does not
   */
  public void that(boolean holds, String symbol, double value, String unit, String rule) {
    if (!holds) {
      throw new ParameterException(
          model, symbol, unit.isEmpty() ? "" + value : value + " " + unit, rule);
    }
  }

  /**
   * Requires a finite number above zero.
   *
   * @param symbol the parameter
   * @param value its value
   * @param unit its unit
   */
  public void positive(String symbol, double value, String unit) {
    that(value > 0 && Double.isFinite(value), symbol, value, unit, "it must be > 0 and finite");
  }

  /**
   * Requires a finite number that is not negative.
   *
   * @param symbol the parameter
   * @param value its value
   * @param unit its unit
   */
  public void notNegative(String symbol, double value, String unit) {
    that(value >= 0 && Double.isFinite(value), symbol, value, unit, "it must be >= 0 and finite");
  }

  /**
   * Requires a probability.
   *
   * @param symbol the parameter
   * @param value its value
   */
  public void probability(String symbol, double value) {
    that(value >= 0 && value <= 1, symbol, value, "", "it must lie in [0, 1]");
  }

  /**
   * Requires switches that a kind of device knows.
   *
   * @param known what it knows
   * @param switches what shall act
   * @return an unmodifiable copy
   * @throws ParameterException when it does not know one of them
   */
  public Set<NonIdeality> switches(Set<NonIdeality> known, Collection<NonIdeality> switches) {
    for (NonIdeality n : switches) {
      if (!known.contains(n)) {
        throw new ParameterException(model, "switch", n, "it is one of " + known);
      }
    }
    return NonIdeality.copyOf(switches);
  }
}
