package io.hillock.gallery.crossbar;

import io.hillock.device.crossbar.CellArray;
import io.hillock.device.crossbar.CrossbarRead;
import io.hillock.device.crossbar.IdleRows;
import io.hillock.device.crossbar.LineRelaxation;
import io.hillock.device.crossbar.NodalAnalysis;
import io.hillock.device.crossbar.SweepCalibration;
import io.hillock.device.crossbar.WeightPairs;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;

/**
 * What wires do to the reads of one array, by number of active rows, and how well the fast
 * approximation follows.
 *
 * {@snippet lang=text :
 * error of the product  = sqrt(sum_j (y_j - y_j exact wires)^2 / sum_j y_j^2)             (1)
 * error of the fast read = sqrt(sum_j (I_fast - I)^2 / sum_j (I_ideal - I)^2)             (2)
 * }
 *
 * <p>y sums of weights, I currents of bit lines; sums run over columns and over all reads with one
 * number of active rows in (1), over the columns of one read in (2), of which the worst counts.
 */
record WireLoss(double[] productError, double worstFast, int sweeps) {
  static final double V_READ = 0.2;

  static WireLoss measure(
      Seed seed,
      WeightPairs pairs,
      CellArray cells,
      WireArm wires,
      IdleRows idle,
      int[] active,
      int reads) {
    RandomStream input = seed.stream(Purpose.INPUT, wires.ordinal());
    LineRelaxation fast =
        SweepCalibration.SPARSE.calibrate(
            cells, wires.wires(), idle, seed.stream(Purpose.DEVICE, wires.ordinal()));
    NodalAnalysis exact = new NodalAnalysis(cells, wires.wires(), idle);
    double[] product = new double[active.length];
    double worst = 0;
    double[] volts = new double[cells.rows()];
    double[] found = new double[cells.columns()];
    double[] ideal = new double[cells.columns()];
    double[] y = new double[cells.columns() / 2];
    double[] without = new double[cells.columns() / 2];
    for (int a = 0; a < active.length; a++) {
      double off = 0;
      double all = 0;
      for (int k = 0; k < reads; k++) {
        SweepCalibration.activate(volts, active[a], input);
        for (int i = 0; i < volts.length; i++) {
          volts[i] *= V_READ;
        }
        exact.read(volts, found);
        CrossbarRead.ideal(cells).read(volts, ideal);
        pairs.sums(found, V_READ, y);
        pairs.sums(ideal, V_READ, without);
        for (int j = 0; j < y.length; j++) {
          off += (y[j] - without[j]) * (y[j] - without[j]);
          all += without[j] * without[j];
        }
        if (active[a] <= 8) {
          worst = Math.max(worst, SweepCalibration.error(cells, fast, volts, found));
        }
      }
      product[a] = StrictMath.sqrt(off / all); // (1)
    }
    return new WireLoss(product, worst, fast.sweeps());
  }
}
