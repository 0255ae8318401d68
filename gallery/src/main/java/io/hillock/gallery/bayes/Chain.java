package io.hillock.gallery.bayes;

import io.hillock.device.rram.MetropolisSampler;
import io.hillock.device.rram.MetropolisSampler.Sampling;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.Optional;

/**
 * Samples the posterior of one training part; what the rows hold at the end votes.
 *
 * @param cells the array, or empty for random-walk Metropolis in software whose proposals have the
 *     deviation that the cells have at the centre of the prior
 */
record Chain(Optional<Sampling> cells) {
  static final int ROWS = 512;
  static final int STEPS = 12_000;
  static final RramParameters HFO2 = RramPreset.HFO2_1T1R.parameters();

  /** In software. */
  static final Chain SOFTWARE = new Chain(Optional.empty());

  private static final int STEPS_PER_LOOK = 1000;
  private static final long NOISE = 1;

  /** In an array of cells. */
  static Chain of(Sampling sampling) {
    return new Chain(Optional.of(sampling));
  }

  private static double proposalSigma() {
    double sigma = HFO2.set().cycleToCycle().sigmaUS(LogisticPosterior.CENTRE_US);
    return LogisticPosterior.SCALE * StrictMath.sqrt(2) * sigma;
  }

  /**
   * Takes steps.
   *
   * @param train what is learned
   * @param own seed of the chain
   * @param steps proposals
   * @param progress looked at for a request to stop
   * @param figures where accepted proposals, counts and memory are put
   * @return the stored samples with their weights, empty when it was asked to stop
   */
  Optional<Vote> run(Split.Part train, Seed own, int steps, Progress progress, Figures figures) {
    Ledger ledger = new Ledger();
    Counts counts = ledger.of("sampler");
    Vote vote = new Vote();
    if (cells.isEmpty()) {
      LogisticPosterior posterior = new LogisticPosterior(train, HFO2.withOnly(), null);
      SoftwareSampler sampler =
          new SoftwareSampler(posterior, train.x()[0].length, proposalSigma(), ROWS, own, counts);
      if (!walk(sampler::step, steps, progress)) {
        return Optional.empty();
      }
      for (int r = 0; r < ROWS; r++) {
        vote.add(sampler.row(r), sampler.weight(r));
      }
      figures.account(ledger, new MemoryReport(sampler)).put("accepted", sampler.accepted());
    } else {
      RandomStream noise = own.stream(Purpose.DEVICE, NOISE);
      LogisticPosterior posterior = new LogisticPosterior(train, cells.get().cells(), noise);
      double[] start = new double[2 * train.x()[0].length];
      Arrays.fill(start, LogisticPosterior.CENTRE_US);
      MetropolisSampler sampler = new MetropolisSampler(cells.get(), posterior, start, own, counts);
      if (!walk(sampler::step, steps, progress)) {
        return Optional.empty();
      }
      for (int r = 0; r < sampler.rows(); r++) {
        vote.add(LogisticPosterior.weights(sampler.stored(r)), sampler.weight(r));
      }
      figures.account(ledger, new MemoryReport(sampler)).put("accepted", sampler.accepted());
    }
    return Optional.of(vote);
  }

  private static boolean walk(Runnable step, int steps, Progress progress) {
    for (int n = 0; n < steps; n++) {
      if (n % STEPS_PER_LOOK == 0 && progress.stopRequested()) {
        return false;
      }
      step.run();
    }
    return true;
  }
}
