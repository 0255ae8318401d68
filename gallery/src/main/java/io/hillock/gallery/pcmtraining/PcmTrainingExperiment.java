package io.hillock.gallery.pcmtraining;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.random.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * Trains a recurrent spiking network on phase-change weights to draw curves, with four ways of
 * writing to the devices, against e-prop on float weights.
 *
 * <p>Task: {@link SineTask}, three patterns. Network and rule: {@link PatternGenerator}. Device:
 * the preset gst-nandakumar2018 with pulses, programming noise, spread of RESET, drift and its
 * spread, and read noise. The weights of all arms are drawn alike; learning rates, thresholds and
 * the weight of a full difference were chosen for each arm on seeds from 11 on.
 *
 * <p>The error is that of the trials while learning, each before its update, mean over all patterns
 * and the last ten epochs.
 */
public final class PcmTrainingExperiment implements Experiment {
  private static final String BAR = "bar of this project";
  private static final int QUICK_EPOCHS = 60;

  /** The experiment. */
  public PcmTrainingExperiment() {}

  @Override
  public String id() {
    return "pcm-training";
  }

  @Override
  public String title() {
    return "Phase-change weights under e-prop: of four ways to write them, only gradients gathered"
        + " in digital registers come near to float weights";
  }

  @Override
  public String paper() {
    return "Y. Demirag, C. Frenkel, M. Payvand, G. Indiveri 2021, arXiv:2108.01804";
  }

  private static Protocol protocol(Environment environment) {
    return switch (environment.scale()) {
      case QUICK -> Protocol.PUBLISHED.withEpochs(QUICK_EPOCHS);
      case PAPER -> Protocol.PUBLISHED;
    };
  }

  private static List<Arm> arms(Environment environment) {
    List<Arm> arms = new ArrayList<>(Arm.COMPARED);
    if (environment.scale() == Scale.PAPER) {
      arms.addAll(Arm.OTHER_CONDITIONS);
    }
    return arms;
  }

  @Override
  public Optional<Duration> expected(Environment environment) {
    if (environment.scale() != Scale.PAPER) {
      return Optional.empty();
    }
    int probed = Protocol.LAST_EPOCHS;
    double seconds = 0;
    for (Arm arm : arms(environment)) {
      long from = System.nanoTime();
      new PatternGenerator(
              arm, Protocol.PUBLISHED.withEpochs(probed), environment.seeds().getFirst())
          .train(Progress.SILENT);
      seconds += (System.nanoTime() - from) * 1e-9;
    }
    double all = seconds * Protocol.PUBLISHED.epochs() / probed * environment.seeds().size();
    return Optional.of(Duration.ofSeconds(Math.round(all / threads())));
  }

  private static int threads() {
    ForkJoinPool pool = ForkJoinTask.getPool();
    return pool == null ? ForkJoinPool.getCommonPoolParallelism() + 1 : pool.getParallelism();
  }

  @Override
  public Result run(Environment environment) {
    Outcomes outcomes = train(environment);
    Result result = new Result(id(), environment, "generated");
    PcmTrainingReport.metrics(result, outcomes);
    claims(result, environment.scale(), outcomes);
    PcmTrainingReport.pictures(result, outcomes, environment.seeds().getFirst());
    PcmTrainingReport.rules(result, outcomes);
    result.ledger(outcomes.training(Arm.MIXED));
    environment.parts().done();
    return result;
  }

  private Outcomes train(Environment environment) {
    Protocol protocol = protocol(environment);
    List<Seed> seeds = environment.seeds();
    List<KeptJobs.Job> jobs = new ArrayList<>();
    List<Arm> arms = arms(environment);
    List<Arm> longestFirst = arms.reversed();
    for (Arm arm : longestFirst) {
      for (Seed seed : seeds) {
        jobs.add(
            new KeptJobs.Job(
                "seed " + seed.value() + ", " + protocol + ", " + arm,
                protocol.trials(),
                progress -> new PatternGenerator(arm, protocol, seed).train(progress)));
      }
    }
    List<Figures> done = KeptJobs.run(id(), "trials", environment, jobs);
    Map<Arm, Figures[]> byArm = new LinkedHashMap<>();
    for (Arm arm : arms) {
      int from = longestFirst.indexOf(arm) * seeds.size();
      byArm.put(arm, done.subList(from, from + seeds.size()).toArray(Figures[]::new));
    }
    return Outcomes.of(protocol, byArm);
  }

  private static void claims(Result result, Scale scale, Outcomes outcomes) {
    double[] explained = outcomes.each(Arm.FLOAT, f -> Outcomes.lastMse(f) / f.get("zero"));
    boolean paper = scale == Scale.PAPER;
    result.claim(
        Claim.of(
            "mse.float, relative to an output of zero (learned)",
            explained,
            "fraction",
            Claim.Relation.AT_MOST,
            paper ? 0.1 : 0.3,
            "so that the ratios below mean something"));
    result.claim(
        Claim.of(
            "mse.mixed / mse.float",
            outcomes.ratio(Arm.MIXED, Arm.FLOAT),
            "ratio",
            Claim.Relation.AT_MOST,
            2,
            BAR));
    result.claim(
        Claim.of(
            "mse.sign / mse.mixed",
            outcomes.ratio(Arm.SIGN, Arm.MIXED),
            "ratio",
            Claim.Relation.AT_LEAST,
            1,
            BAR + "; published: only accumulated gradients train well"));
  }
}
