package io.hillock.device.crossbar;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.Wiring;

/**
 * What wires leave of the weights of the rows that are read together. Bit lines 2j and 2j + 1 carry
 * the halves of column j; where a synapse is absent the crossing has no device.
 */
final class WiredRows {
  private final Wiring wiring;
  private final int columns;
  private final double[] g; // live, [row * columns + column], uS
  private final boolean[] stale;
  private final double[] volts;
  private final float[] row; // buffer of weights()
  private final LineRelaxation lines;

  /** Prepares reads with as many sweeps as the array needs while all its devices conduct G_max. */
  WiredRows(Wiring wiring, Wires wires, double gMaxUS) {
    this.wiring = wiring;
    columns = 2 * wiring.post();
    g = new double[wiring.pre() * columns];
    CellArray cells = CellArray.over(wiring.pre(), columns, g);
    stale = new boolean[wiring.pre()];
    volts = new double[wiring.pre()];
    row = new float[wiring.post()];
    for (int i = 0; i < wiring.pre(); i++) {
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        set(i, wiring.target(k), gMaxUS, gMaxUS);
      }
    }
    RandomStream which = Seed.of(1).stream(Purpose.DEVICE);
    lines = SweepCalibration.SPARSE.calibrate(cells, wires, IdleRows.CUT_OFF, which);
  }

  /** Another conductance of a pair. */
  void set(int i, int j, double plusUS, double minusUS) {
    g[i * columns + 2 * j] = plusUS;
    g[i * columns + 2 * j + 1] = minusUS;
    stale[i] = true;
  }

  /** Begins a read: no row is driven. */
  void begin() {
    java.util.Arrays.fill(volts, 0);
  }

  /** Drives a row. */
  void drive(int i, float volt) {
    volts[i] = volt;
    if (stale[i]) {
      lines.refresh(i);
      stale[i] = false;
    }
  }

  /** Solves for the driven rows. */
  void solve() {
    lines.solve(volts);
  }

  /** Number of driven rows. */
  int active() {
    return lines.active();
  }

  /** The r-th driven row, in rising order. */
  int row(int r) {
    return lines.row(r);
  }

  /**
   * The weights that the r-th driven row shows in this read, in the order of the wiring; valid
   * until the next call. A cell counts with the conductance that, without wires, would carry its
   * current.
   */
  float[] weights(int r, PairLaw pair) {
    int i = lines.row(r);
    double perVolt = 1 / volts[i];
    int from = wiring.rowStart(i);
    int length = wiring.rowStart(i + 1) - from;
    for (int at = 0; at < length; at++) {
      int j = wiring.target(from + at);
      row[at] =
          (float)
              pair.value(
                  perVolt * lines.currentUA(r, 2 * j, volts[i]),
                  perVolt * lines.currentUA(r, 2 * j + 1, volts[i]));
    }
    return row;
  }
}
