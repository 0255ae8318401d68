package io.hillock.device.mtj;

import io.hillock.fault.ParameterException;

/** Bounds of parameters, written so that NaN fails too. */
final class Check {
  private Check() {}

  static void that(boolean holds, String symbol, double value, String unit, String rule) {
    if (!holds) {
      throw new ParameterException(
          "MTJ", symbol, unit.isEmpty() ? "" + value : value + " " + unit, rule);
    }
  }

  static void positive(String symbol, double value, String unit) {
    that(value > 0 && Double.isFinite(value), symbol, value, unit, "it must be > 0 and finite");
  }

  static void probability(String symbol, double value) {
    that(value >= 0 && value <= 1, symbol, value, "", "it must lie in [0, 1]");
  }
}
