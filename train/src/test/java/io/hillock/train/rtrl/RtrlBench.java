package io.hillock.train.rtrl;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;

/** Small cells with random parameters, inputs and learning signals. */
final class RtrlBench {
  static final int INPUTS = 3;
  static final int UNITS = 20;
  private static final double THRESHOLD = 0.6;

  final MaskedWeights weights;
  final CellRun run;
  final double[][] x;
  final double[][] direct;

  private RtrlBench(MaskedWeights weights, EventCell.Output output, int steps, RandomStream r) {
    this.weights = weights;
    run = new CellRun(weights, output);
    x = new double[steps][INPUTS];
    direct = new double[steps][UNITS];
    for (int t = 0; t < steps; t++) {
      for (int k = 0; k < INPUTS; k++) {
        x[t][k] = r.nextGaussian();
      }
      for (int i = 0; i < UNITS; i++) {
        direct[t][i] = r.nextGaussian();
      }
    }
  }

  static RtrlBench of(long seed, double leak, boolean masked, EventCell.Output output, int steps) {
    RandomStream r = Seed.of(seed).stream(Purpose.WIRING);
    EventCell cell =
        new EventCell(INPUTS, UNITS, leak, THRESHOLD, new TriangularSurrogate(0.7, 1.3));
    MaskedWeights weights =
        masked ? MaskedWeights.random(cell, 2, 4, r) : MaskedWeights.dense(cell);
    return new RtrlBench(weights.fill(1, 1.2, 0.5, r), output, steps, r);
  }

  /** Gradient of sum over t of direct_t y_t by an influence matrix. */
  double[] forward(Influence influence) {
    double[] gradient = new double[weights.size()];
    double[] c = new double[UNITS];
    run.reset();
    influence.reset();
    for (int t = 0; t < x.length; t++) {
      run.step(x[t]);
      influence.advance();
      for (int i = 0; i < UNITS; i++) {
        c[i] = direct[t][i] * run.psi()[i];
      }
      influence.addTo(c, gradient);
    }
    return gradient;
  }

  /** The same by back-propagation through time. */
  double[] backward(BackThroughTime tape) {
    run.reset();
    tape.reset();
    for (double[] input : x) {
      run.step(input);
      tape.record();
    }
    double[] gradient = new double[weights.size()];
    tape.addTo(direct, gradient);
    return gradient;
  }

  /** The sum itself. */
  double value() {
    run.reset();
    double sum = 0;
    for (int t = 0; t < x.length; t++) {
      run.step(x[t]);
      for (int i = 0; i < UNITS; i++) {
        sum += direct[t][i] * run.y()[i];
      }
    }
    return sum;
  }
}
