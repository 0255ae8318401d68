package io.hillock.gallery.bayes;

import io.hillock.device.NonIdeality;
import io.hillock.device.rram.MetropolisSampler;
import io.hillock.device.rram.MetropolisSampler.Ratio;
import io.hillock.device.rram.MetropolisSampler.Sampling;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.Optional;

/** Who draws the samples of one posterior. */
enum BayesArm {
  /** Cells whose SET spreads and steps as the preset says, corrected ratio. */
  DEVICE("device", "device, corrected ratio"),
  /** The same cells, simple ratio. */
  SIMPLE("simple", "device, simple ratio"),
  /** All non-idealities of the preset act, corrected ratio. */
  ALL_ON("everything", "everything on, corrected ratio"),
  /** All non-idealities of the preset act, simple ratio. */
  ALL_ON_SIMPLE("everythingSimple", "everything on, simple ratio"),
  /** Random-walk Metropolis in software. */
  SOFTWARE("software", "software");

  static final int ROWS = 512;
  static final int STEPS = 12_000;

  private static final int STEPS_PER_LOOK = 1000;
  private static final RramParameters HFO2 = RramPreset.HFO2_1T1R.parameters();

  private final String metric;
  private final String text;

  BayesArm(String metric, String text) {
    this.metric = metric;
    this.text = text;
  }

  String metric() {
    return metric;
  }

  @Override
  public String toString() {
    return text;
  }

  private Sampling sampling() {
    RramParameters spread = HFO2.withOnly(NonIdeality.CYCLE_TO_CYCLE, NonIdeality.QUANTISATION);
    return switch (this) {
      case DEVICE -> new Sampling(spread, ROWS, Ratio.CORRECTED);
      case SIMPLE -> new Sampling(spread, ROWS, Ratio.SIMPLE);
      case ALL_ON -> new Sampling(HFO2, ROWS, Ratio.CORRECTED);
      case ALL_ON_SIMPLE -> new Sampling(HFO2, ROWS, Ratio.SIMPLE);
      case SOFTWARE -> throw new IllegalStateException("no device");
    };
  }

  /** The deviation of a proposed weight at the centre of the prior, the same for all arms. */
  private static double proposalSigma() {
    double sigma = HFO2.set().cycleToCycle().sigmaUS(LogisticPosterior.CENTRE_US);
    return LogisticPosterior.SCALE * StrictMath.sqrt(2) * sigma;
  }

  /** Samples the posterior of one split and predicts. */
  Optional<Figures> run(Seed seed, int number, int steps, Progress progress) {
    ClinicTask.Split split = ClinicTask.split(seed, number);
    LogisticPosterior posterior = new LogisticPosterior(split.train(), HFO2.read());
    Seed own = Seed.of(seed.value() * 1_000_003 + number);
    Ledger ledger = new Ledger();
    Counts counts = ledger.of("sampler");
    Vote vote = new Vote();
    Figures figures = new Figures();
    if (this == SOFTWARE) {
      SoftwareSampler sampler = new SoftwareSampler(posterior, proposalSigma(), ROWS, own, counts);
      for (int n = 0; n < steps; n++) {
        if (n % STEPS_PER_LOOK == 0 && progress.stopRequested()) {
          return Optional.empty();
        }
        sampler.step();
      }
      for (int r = 0; r < ROWS; r++) {
        vote.add(sampler.row(r), sampler.weight(r));
      }
      figures.account(ledger, new MemoryReport(sampler)).put("accepted", sampler.accepted());
    } else {
      double[] start = new double[2 * ClinicTask.INPUTS];
      Arrays.fill(start, LogisticPosterior.CENTRE_US);
      MetropolisSampler sampler = new MetropolisSampler(sampling(), posterior, start, own, counts);
      for (int n = 0; n < steps; n++) {
        if (n % STEPS_PER_LOOK == 0 && progress.stopRequested()) {
          return Optional.empty();
        }
        sampler.step();
      }
      for (int r = 0; r < ROWS; r++) {
        vote.add(LogisticPosterior.weights(sampler.stored(r)), sampler.weight(r));
      }
      figures.account(ledger, new MemoryReport(sampler)).put("accepted", sampler.accepted());
    }
    progress.advance(1);
    return Optional.of(vote.judge(split, figures));
  }
}
