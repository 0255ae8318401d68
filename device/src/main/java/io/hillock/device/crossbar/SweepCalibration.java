package io.hillock.device.crossbar;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;

/**
 * Finds how many sweeps {@link LineRelaxation} needs, against {@link NodalAnalysis}.
 *
 * <p>Error of a read, relative to what the wires take away:
 *
 * {@snippet lang=text :
 * error = sqrt(sum_j (I_fast - I_exact)^2 / sum_j (I_ideal - I_exact)^2)               (1)
 * }
 *
 * @param maxActive calibration reads have 1, 2, 4, ... up to this many active rows; at least 1
 * @param reads reads for each number of active rows, at least 1
 * @param tolerance largest (1) of any of them, in (0, 1)
 * @param maxSweeps where to give up, at least 1
 */
public record SweepCalibration(int maxActive, int reads, double tolerance, int maxSweeps) {
  /** Up to eight active rows, four reads each, 1 % of the drop, at most 64 sweeps. */
  public static final SweepCalibration SPARSE = new SweepCalibration(8, 4, 0.01, 64);

  /** Checks the bounds. */
  public SweepCalibration {
    atLeastOne("active rows", maxActive);
    atLeastOne("reads", reads);
    atLeastOne("sweeps", maxSweeps);
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new ParameterException(
          "crossbar calibration", "tolerance", tolerance, "it must lie in (0, 1)");
    }
  }

  private static void atLeastOne(String symbol, int value) {
    if (value < 1) {
      throw new ParameterException("crossbar calibration", symbol, value, "it must be at least 1");
    }
  }

  /**
   * The fast reader with the fewest sweeps that keeps the tolerance on reads drawn here.
   *
   * @param cells the array
   * @param wires the resistances
   * @param idle what becomes of rows at 0 V
   * @param random draws the active rows
   * @return the reader
   * @throws ParameterException when no allowed number of sweeps is enough
   */
  public LineRelaxation calibrate(
      CellArray cells, Wires wires, IdleRows idle, RandomStream random) {
    LineRelaxation fast = new LineRelaxation(cells, wires, idle, 1);
    NodalAnalysis exact = new NodalAnalysis(cells, wires, idle);
    double[] volts = new double[cells.rows()];
    for (int active = 1; active <= Math.min(maxActive, cells.rows()); active *= 2) {
      for (int k = 0; k < reads; k++) {
        activate(volts, active, random);
        double[] reference = new double[cells.columns()];
        exact.read(volts, reference);
        while (error(cells, fast, volts, reference) > tolerance) {
          if (fast.sweeps() >= maxSweeps) {
            throw new ParameterException(
                "crossbar calibration",
                "sweeps",
                maxSweeps,
                "these wires need more of them to keep within " + tolerance + " of the drop");
          }
          fast = new LineRelaxation(cells, wires, idle, fast.sweeps() + 1);
        }
      }
    }
    return fast;
  }

  /**
   * Equation (1).
   *
   * @param cells the array
   * @param fast the reader in question
   * @param volts row voltages [V]
   * @param exact exact currents for them [uA]
   * @return the error; 0 where both agree to the bit
   */
  public static double error(CellArray cells, CrossbarRead fast, double[] volts, double[] exact) {
    double[] ideal = new double[cells.columns()];
    double[] found = new double[cells.columns()];
    CrossbarRead.ideal(cells).read(volts, ideal);
    fast.read(volts, found);
    double off = 0;
    double drop = 0;
    for (int j = 0; j < ideal.length; j++) {
      off += (found[j] - exact[j]) * (found[j] - exact[j]);
      drop += (ideal[j] - exact[j]) * (ideal[j] - exact[j]);
    }
    return off == 0 ? 0 : StrictMath.sqrt(off / drop);
  }

  /**
   * Puts 1 V on as many rows as asked for, drawn without repetition, and 0 V on the others.
   *
   * @param volts receives the voltages [V]
   * @param active number of active rows
   * @param random the draws
   */
  public static void activate(double[] volts, int active, RandomStream random) {
    java.util.Arrays.fill(volts, 0);
    for (int drawn = 0; drawn < active; ) {
      int i = random.nextInt(volts.length);
      if (volts[i] == 0) {
        volts[i] = 1;
        drawn++;
      }
    }
  }
}
