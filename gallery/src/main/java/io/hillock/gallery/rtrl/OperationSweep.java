package io.hillock.gallery.rtrl;

import io.hillock.data.spiral.SpiralTask;
import io.hillock.gallery.Figures;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.rtrl.CellRun;
import io.hillock.train.rtrl.EventCell;
import io.hillock.train.rtrl.MaskedWeights;
import io.hillock.train.rtrl.SparseInfluence;
import io.hillock.train.rtrl.TriangularSurrogate;

/**
 * Multiplications of untrained event cells over a grid of densities and widths of the
 * pseudo-derivative, against the formulas.
 */
final class OperationSweep {
  /** Density of all parameters, mean share of active units, by cell. */
  static final String DENSITY = "density";

  static final String SHARE = "share";

  /** Measured, realised and mean-field multiplications as parts of dense ones, by cell. */
  static final String MEASURED = "measured";

  static final String REALISED = "realised";
  static final String MEAN_FIELD = "meanField";

  private static final double[] SLOPES = {0.5, 1, 2, 4};
  private static final int SEQUENCES = 8;
  private static final long PATH = 46;

  private OperationSweep() {}

  static int cells(int units) {
    return fans(units).length * SLOPES.length;
  }

  private static int[] fans(int units) {
    return new int[] {units / 32, units / 16, units / 8, units / 4, units / 2, units};
  }

  static Figures run(int units, Seed seed) {
    int[] fans = fans(units);
    int cells = cells(units);
    double[] density = new double[cells];
    double[] share = new double[cells];
    double[] measured = new double[cells];
    double[] realised = new double[cells];
    double[] meanField = new double[cells];
    int c = 0;
    for (double slope : SLOPES) {
      for (int fan : fans) {
        EventCell cell =
            new EventCell(
                SpiralTask.DIMENSIONS,
                units,
                0,
                SpiralProtocol.THRESHOLD,
                new TriangularSurrogate(SpiralProtocol.SURROGATE.height(), slope));
        RandomStream stream = seed.stream(Purpose.WIRING, PATH, c);
        MaskedWeights weights =
            MaskedWeights.random(cell, SpiralTask.DIMENSIONS, fan, stream).fill(2, 1, 1, stream);
        CellRun run = new CellRun(weights, EventCell.Output.EVENT);
        SparseInfluence influence = new SparseInfluence(run);
        ActiveSets sets = new ActiveSets(run);
        for (int s = 0; s < SEQUENCES; s++) {
          run.reset();
          influence.reset();
          sets.reset();
          for (double[] x : Lesson.TURN.task().draw(stream).points()) {
            run.step(x);
            influence.advance();
            sets.observe();
          }
        }
        density[c] = weights.density();
        share[c] = sets.share();
        measured[c] = influence.multiplications().product() / sets.dense();
        realised[c] = sets.realised() / sets.dense();
        meanField[c] = sets.meanField() / sets.dense();
        c++;
      }
    }
    return new Figures()
        .put(DENSITY, density)
        .put(SHARE, share)
        .put(MEASURED, measured)
        .put(REALISED, realised)
        .put(MEAN_FIELD, meanField);
  }
}
