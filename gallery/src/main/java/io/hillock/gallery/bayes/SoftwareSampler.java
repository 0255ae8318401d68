package io.hillock.gallery.bayes;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * Random-walk Metropolis over weights with a pseudo-random Gaussian proposal of constant width, the
 * yardstick of the device. Its samples lie in a ring of rows with weights as those of the device.
 */
final class SoftwareSampler implements Stateful {
  private final LogisticPosterior posterior;
  private final double sigma;
  private final RandomStream random;
  private final Counts counts;
  private final double[][] rows;
  private final long[] weight;
  private int row;
  private double logP;
  private long accepted;

  SoftwareSampler(
      LogisticPosterior posterior, int inputs, double sigma, int rows, Seed seed, Counts counts) {
    this.posterior = posterior;
    this.sigma = sigma;
    this.counts = counts;
    random = seed.stream(Purpose.RULE);
    this.rows = new double[rows][inputs];
    weight = new long[rows];
    weight[0] = 1;
    logP = posterior.logDensityOfWeights(this.rows[0], counts);
  }

  void step() {
    int next = row + 1 == rows.length ? 0 : row + 1;
    weight[next] = 0;
    for (int m = 0; m < rows[row].length; m++) {
      rows[next][m] = rows[row][m] + sigma * random.nextGaussian();
    }
    counts.add(CountKind.SYNAPSE_READ, rows[row].length);
    counts.add(CountKind.SYNAPSE_WRITE, rows[row].length);
    double proposed = posterior.logDensityOfWeights(rows[next], counts);
    if (StrictMath.log(1 - random.nextDouble()) <= proposed - logP) {
      row = next;
      weight[row] = 1;
      logP = proposed;
      accepted++;
    } else {
      weight[row]++;
    }
  }

  double[] row(int which) {
    return rows[which].clone();
  }

  long weight(int which) {
    return weight[which];
  }

  long accepted() {
    return accepted;
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int r = 0; r < rows.length; r++) {
      visitor.doubles("row" + r, StateRole.INFERENCE, Double.SIZE, rows[r]);
    }
    visitor.longs("weight", StateRole.INFERENCE, Long.SIZE, weight);
    visitor.part("random", random);
    row = (int) visitor.scalar("row", StateRole.BOOKKEEPING, Integer.SIZE, row);
    logP = visitor.scalar("logP", StateRole.LEARNING, Double.SIZE, logP);
    accepted = visitor.scalar("accepted", StateRole.BOOKKEEPING, Long.SIZE, accepted);
  }
}
