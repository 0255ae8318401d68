package io.hillock.gallery.rtrl;

import io.hillock.data.spiral.SpiralTask;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.rtrl.BackThroughTime;
import io.hillock.train.rtrl.CellRun;
import io.hillock.train.rtrl.EventCell;
import io.hillock.train.rtrl.EventReadout;
import io.hillock.train.rtrl.Influence;
import io.hillock.train.rtrl.InfluenceKind;
import io.hillock.train.rtrl.MaskedWeights;

/** Compares gradients of one cell that come about in different ways. */
final class GradientCheck {
  private static final long PATH = 43;
  private static final double FLAT = 180 / StrictMath.PI;

  private final MaskedWeights weights;
  private final SpiralTask task;
  private final Seed seed;

  GradientCheck(MaskedWeights weights, SpiralTask task, Seed seed) {
    this.weights = weights;
    this.task = task;
    this.seed = seed;
  }

  /**
   * Greatest difference of an element between forward and backward over some sequences, with normal
   * learning signals at every unit and step, so that nothing is small because the loss is.
   */
  double error(InfluenceKind kind, int sequences) {
    CellRun run = new CellRun(weights, EventCell.Output.EVENT);
    Influence influence = kind.of(run);
    BackThroughTime tape = new BackThroughTime(run);
    RandomStream stream = seed.stream(Purpose.DATA, PATH);
    int n = weights.cell().units();
    double[] c = new double[n];
    double worst = 0;
    for (int s = 0; s < sequences; s++) {
      double[][] points = task.draw(stream).points();
      double[][] direct = new double[points.length][n];
      double[] forward = new double[weights.size()];
      run.reset();
      influence.reset();
      tape.reset();
      for (int t = 0; t < points.length; t++) {
        run.step(points[t]);
        influence.advance();
        tape.record();
        for (int i = 0; i < n; i++) {
          direct[t][i] = stream.nextGaussian();
          c[i] = direct[t][i] * run.psi()[i];
        }
        influence.addTo(c, forward);
      }
      double[] backward = new double[weights.size()];
      tape.addTo(direct, backward);
      for (int k = 0; k < forward.length; k++) {
        worst = Math.max(worst, Math.abs(forward[k] - backward[k]));
      }
    }
    return worst;
  }

  /** Mean angle between the approximate and the exact gradient of the loss [degree]. */
  double angle(double[] readoutValues, int sequences) {
    double sum = 0;
    for (int s = 0; s < sequences; s++) {
      double[] exact = gradient(InfluenceKind.SPARSE, readoutValues, s);
      double[] block = gradient(InfluenceKind.BLOCK, readoutValues, s);
      double dot = 0;
      double a = 0;
      double b = 0;
      for (int k = 0; k < exact.length; k++) {
        dot += exact[k] * block[k];
        a += exact[k] * exact[k];
        b += block[k] * block[k];
      }
      double cosine = dot / StrictMath.sqrt(a * b);
      sum += FLAT * StrictMath.acos(Math.max(-1, Math.min(1, cosine)));
    }
    return sum / sequences;
  }

  private double[] gradient(InfluenceKind kind, double[] readoutValues, int sequence) {
    SpiralTask.Sample sample = task.draw(seed.stream(Purpose.DATA, PATH + 1, sequence));
    CellRun run = new CellRun(weights, EventCell.Output.EVENT);
    Influence influence = kind.of(run);
    EventReadout readout = new EventReadout(SpiralTask.CLASSES, 0, weights);
    for (int k = 0; k < readoutValues.length; k++) {
      readout.set(k, readoutValues[k]);
    }
    double[] cell = new double[weights.size()];
    double[] read = new double[readout.size()];
    for (double[] x : sample.points()) {
      run.step(x);
      influence.advance();
      readout.read(run);
      readout.advance(run, influence);
      readout.loss(sample.target());
      readout.addGradient(1, cell, read);
    }
    return cell;
  }
}
