package io.hillock.device.crossbar;

import io.hillock.fault.ParameterException;

/** Shapes of a read, and which rows take part in it. */
final class ReadShape {
  private ReadShape() {}

  static void check(CellArray cells, double[] volts, double[] currents) {
    if (volts.length != cells.rows() || currents.length != cells.columns()) {
      throw new ParameterException(
          "crossbar",
          "V, I",
          volts.length + " and " + currents.length + " values",
          "an array of "
              + cells.rows()
              + " x "
              + cells.columns()
              + " cells needs one for each line");
    }
    for (double v : volts) {
      if (!Double.isFinite(v)) {
        throw new ParameterException("crossbar", "V", v + " V", "it must be finite");
      }
    }
  }

  /** Writes the rows that belong to the circuit, in rising order; returns how many. */
  static int rows(double[] volts, IdleRows idle, int[] rows) {
    int n = 0;
    for (int i = 0; i < volts.length; i++) {
      if (idle == IdleRows.GROUNDED || volts[i] != 0) {
        rows[n++] = i;
      }
    }
    return n;
  }

  /** Conductance [uS] of the bit wire below participating row r of n. */
  static double below(Wires wires, int arrayRows, int[] rows, int n, int r) {
    return r + 1 < n
        ? 1e6 / (wires.bitOhm() * (rows[r + 1] - rows[r]))
        : 1e6 / (wires.bitOhm() * (arrayRows - rows[r]) + wires.senseOhm());
  }

  /** Conductance [uS] of the word wire before column j. */
  static double before(Wires wires, int j) {
    return 1e6 / (wires.wordOhm() + (j == 0 ? wires.driverOhm() : 0));
  }
}
