package io.hillock.device.crossbar;

import io.hillock.fault.ParameterException;

/**
 * Resistances around the cells of a crossbar.
 *
 * <p>Word lines are driven at column 0, bit lines are sensed below the last row, at virtual ground.
 * Between neighbouring cells of a line, before the first cell of a word line and after the last
 * cell of a bit line lies one segment.
 *
 * @param wordOhm R_word, one segment of a word line [Ohm], &gt; 0, or 0 together with all others
 * @param bitOhm R_bit, one segment of a bit line [Ohm], &gt; 0, or 0 together with all others
 * @param driverOhm R_drv, output of a row driver [Ohm], not negative
 * @param senseOhm R_sense, input of a sense amplifier [Ohm], not negative
 */
public record Wires(double wordOhm, double bitOhm, double driverOhm, double senseOhm) {
  /** Wires without resistance: the crossbar computes the matrix product. */
  public static final Wires PERFECT = new Wires(0, 0, 0, 0);

  /** Checks the bounds. */
  public Wires {
    notNegative("R_word", wordOhm);
    notNegative("R_bit", bitOhm);
    notNegative("R_drv", driverOhm);
    notNegative("R_sense", senseOhm);
    boolean all = wordOhm > 0 && bitOhm > 0;
    boolean none = wordOhm + bitOhm + driverOhm + senseOhm == 0;
    if (!all && !none) {
      throw new ParameterException(
          "crossbar",
          "R_word, R_bit",
          wordOhm + " Ohm, " + bitOhm + " Ohm",
          "both must be > 0, or all resistances 0");
    }
  }

  /**
   * Whether nothing has a resistance.
   *
   * @return true when all four are 0
   */
  public boolean perfect() {
    return wordOhm == 0;
  }

  private static void notNegative(String symbol, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new ParameterException(
          "crossbar", symbol, value + " Ohm", "it must be >= 0 and finite");
    }
  }
}
