package io.hillock.gallery.bayes;

import io.hillock.device.NonIdeality;
import io.hillock.device.rram.MetropolisSampler.Ratio;
import io.hillock.device.rram.MetropolisSampler.Sampling;
import io.hillock.device.rram.RramParameters;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.random.Seed;
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
  /** All non-idealities, corrected ratio, rows that keep losing are passed over. */
  PASSING("passing", "everything on, rows passed over"),
  /** Random-walk Metropolis in software. */
  SOFTWARE("software", "software");

  /** The cells whose writes spread and step, and do nothing else. */
  private static final RramParameters SPREAD =
      Chain.HFO2.withOnly(NonIdeality.CYCLE_TO_CYCLE, NonIdeality.QUANTISATION);

  /** Proposals that a row may lose in succession; from 10 to 100 all did alike. */
  private static final int PATIENCE = 25;

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

  Chain chain() {
    RramParameters all = Chain.HFO2;
    return switch (this) {
      case DEVICE -> Chain.of(new Sampling(SPREAD, Chain.ROWS, Ratio.CORRECTED));
      case SIMPLE -> Chain.of(new Sampling(SPREAD, Chain.ROWS, Ratio.SIMPLE));
      case ALL_ON -> Chain.of(new Sampling(all, Chain.ROWS, Ratio.CORRECTED));
      case ALL_ON_SIMPLE -> Chain.of(new Sampling(all, Chain.ROWS, Ratio.SIMPLE));
      case PASSING -> Chain.of(new Sampling(all, Chain.ROWS, Ratio.CORRECTED, PATIENCE));
      case SOFTWARE -> Chain.SOFTWARE;
    };
  }

  /** Samples the posterior of one split of the patients and predicts. */
  Optional<Figures> run(Seed seed, int number, int steps, Progress progress) {
    return run(chain(), seed, number, steps, progress);
  }

  /** The same with any chain. */
  static Optional<Figures> run(Chain chain, Seed seed, int number, int steps, Progress progress) {
    Split split = ClinicTask.split(seed, number);
    Seed own = Seed.of(seed.value() * 1_000_003 + number);
    Figures figures = new Figures();
    Optional<Vote> vote = chain.run(split.train(), own, steps, progress, figures);
    progress.advance(1);
    return vote.map(v -> v.judge(split, figures));
  }
}
