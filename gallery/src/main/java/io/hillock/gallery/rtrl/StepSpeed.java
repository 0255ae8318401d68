package io.hillock.gallery.rtrl;

import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.train.rtrl.CellRun;
import io.hillock.train.rtrl.EventCell;
import io.hillock.train.rtrl.Influence;
import io.hillock.train.rtrl.InfluenceKind;
import io.hillock.train.rtrl.MaskedWeights;

/**
 * Wall-clock time of one step of learning, the cell, its influence matrix and a gradient, on one
 * thread.
 */
final class StepSpeed {
  private static final int PASSES = 5;
  private static final double NANO = 1e-9;
  private static final long PATH = 48;

  private StepSpeed() {}

  /** Seconds of a step, the least of some passes. */
  static double seconds(SpiralProtocol protocol, InfluenceKind kind, int sequences, Seed seed) {
    SpiralArm arm = SpiralArm.of(Lesson.TURN, SpiralArm.Way.EXACT);
    MaskedWeights weights = protocol.weights(arm, seed);
    CellRun run = new CellRun(weights, EventCell.Output.EVENT);
    Influence influence = kind.of(run);
    double[] gradient = new double[weights.size()];
    double least = Double.POSITIVE_INFINITY;
    for (int pass = 0; pass < PASSES; pass++) {
      long begun = System.nanoTime();
      for (int s = 0; s < sequences; s++) {
        run.reset();
        influence.reset();
        for (double[] x : arm.lesson().task().draw(seed.stream(Purpose.DATA, PATH, s)).points()) {
          run.step(x);
          influence.advance();
          influence.addTo(run.psi(), gradient);
        }
      }
      least = Math.min(least, NANO * (System.nanoTime() - begun));
    }
    return least / sequences / Lesson.LENGTH;
  }
}
