package io.hillock.gallery.rtrl;

import io.hillock.gallery.Figures;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.rtrl.BackThroughTime;
import io.hillock.train.rtrl.CellRun;
import io.hillock.train.rtrl.EventCell;
import io.hillock.train.rtrl.MaskedWeights;
import io.hillock.train.rtrl.SparseInfluence;
import java.util.Arrays;

/** What learning holds in memory after so many steps of one sequence that does not end. */
final class MemoryCurve {
  /** Lengths. */
  static final String STEPS = "steps";

  /** Bytes of sparse real-time recurrent learning and of back-propagation through time. */
  static final String FORWARD = "forward";

  static final String BACKWARD = "backward";

  /** Multiplications of a step: sparse forward, backward through time, dense forward. */
  static final String COST = "cost";

  private static final long PATH = 47;

  private MemoryCurve() {}

  static Figures run(SpiralProtocol protocol, int most, Seed seed) {
    SpiralArm arm = SpiralArm.of(Lesson.TURN, SpiralArm.Way.EXACT);
    MaskedWeights weights = protocol.weights(arm, seed);
    CellRun run = new CellRun(weights, EventCell.Output.EVENT);
    SparseInfluence influence = new SparseInfluence(run);
    BackThroughTime tape = new BackThroughTime(run);
    int points = (int) Math.round(StrictMath.log10(most)) * 3 - 2;
    double[] steps = new double[points];
    double[] forward = new double[points];
    double[] backward = new double[points];
    RandomStream stream = seed.stream(Purpose.DATA, PATH);
    int t = 0;
    for (int k = 0; k < points; k++) {
      // 10, 22, 46, 100, ...
      int until = (int) Math.round(10 * StrictMath.pow(10, k / 3.0));
      double[][] x = arm.lesson().task().draw(stream).points();
      for (; t < until; t++) {
        if (t % Lesson.LENGTH == 0) {
          x = arm.lesson().task().draw(stream).points();
        }
        run.step(x[t % Lesson.LENGTH]);
        influence.advance();
        tape.record();
      }
      steps[k] = until;
      forward[k] = influence.bytes();
      backward[k] = tape.bytes();
    }
    double[][] direct = new double[t][protocol.units()];
    for (double[] row : direct) {
      Arrays.fill(row, 1);
    }
    double[] gradient = new double[weights.size()];
    tape.addTo(direct, gradient);
    double n = protocol.units();
    return new Figures()
        .put(STEPS, steps)
        .put(FORWARD, forward)
        .put(BACKWARD, backward)
        .put(
            COST,
            (double) influence.multiplications().product() / t,
            (double) tape.multiplications() / t,
            n * n * weights.cell().denseParameters());
  }
}
