package io.hillock.gallery.pcmtrace;

import io.hillock.device.pcm.TraceStorage;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rewards that come seconds late, learned by traces in the drift of phase-change devices, beside
 * exponential traces, traces that never decay, and none.
 *
 * <p>Two tasks ({@link RewardTask}), the same network and rule ({@link RewardLearner}) for every
 * {@link TraceArm}; nothing erases a trace. Settings were chosen on seeds from 11 on. The scales
 * differ in the number of networks for each seed.
 */
public final class PcmTraceExperiment implements Experiment {
  private static final String BAR = "bar of this project";
  private static final int QUICK_NETWORKS = 8;
  private static final int PAPER_NETWORKS = 40;

  /** Arms that bars stand on run so many times more networks. */
  private static final int MORE = 4;

  /** Times of the easy task, as multiples of its own. */
  private static final double[] TIMES = {0.1, 0.3, 3, 10, 30};

  static final List<TraceArm> LATE =
      List.of(TraceArm.PCM, TraceArm.EXPONENTIAL, TraceArm.LATCH, TraceArm.SPREAD_45);

  private final int quickNetworks;

  /** The experiment. */
  public PcmTraceExperiment() {
    this(QUICK_NETWORKS);
  }

  /** With another number of networks for each seed at quick scale. */
  PcmTraceExperiment(int quickNetworks) {
    this.quickNetworks = quickNetworks;
  }

  @Override
  public String id() {
    return "pcm-trace";
  }

  @Override
  public String title() {
    return "Rewards that come seconds late, learned by the drift of phase-change devices";
  }

  @Override
  public String paper() {
    return "Y. Demirag, F. Moro, T. Dalgaty, G. Navarro, C. Frenkel, G. Indiveri, E. Vianello,"
        + " M. Payvand 2021, ISCAS, arXiv:2102.07260";
  }

  /** By the time of the smallest share of networks on the hard task, which takes nearly all. */
  @Override
  public Optional<Duration> expected(Environment environment) {
    if (environment.scale() != Scale.PAPER) {
      return Optional.empty();
    }
    Seed seed = environment.seeds().getFirst();
    PcmTraceExperiment small = new PcmTraceExperiment(1);
    double seconds = 0;
    for (int pass = 0; pass < 2; pass++) { // the first warms up
      long begun = System.nanoTime();
      Arrays.stream(TraceArm.values())
          .parallel()
          .forEach(arm ->
              RewardLearner.networks(
                  small.networks(arm, Scale.QUICK), RewardTask.HARD, arm, seed, Progress.SILENT));
      seconds = (System.nanoTime() - begun) * 1e-9;
    }
    return Optional.of(
        Duration.ofSeconds(
            StrictMath.round(seconds * PAPER_NETWORKS * environment.seeds().size())));
  }

  @Override
  public Result run(Environment environment) {
    List<Seed> seeds = environment.seeds();
    List<RewardTask> tasks = new ArrayList<>(List.of(RewardTask.HARD, RewardTask.EASY));
    for (double times : TIMES) {
      tasks.add(RewardTask.EASY.slower(times));
    }
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (RewardTask task : tasks) {
      for (TraceArm arm : arms(task)) {
        int networks = networks(arm, environment.scale());
        for (Seed seed : seeds) {
          jobs.add(
              new KeptJobs.Job(
                  task
                      + ", "
                      + arm
                      + ", "
                      + ChosenSettings.of(arm, task)
                      + ", "
                      + networks
                      + ", "
                      + seed,
                  1,
                  progress -> RewardLearner.networks(networks, task, arm, seed, progress)));
        }
      }
    }
    Iterator<Figures> done = KeptJobs.run(id(), "seeds of arms", environment, jobs).iterator();
    List<Outcomes> all = new ArrayList<>();
    for (RewardTask task : tasks) {
      Map<TraceArm, List<Figures>> byArm = new EnumMap<>(TraceArm.class);
      for (TraceArm arm : arms(task)) {
        byArm.put(arm, seeds.stream().map(seed -> done.next()).toList());
      }
      all.add(new Outcomes(task, byArm));
    }
    Outcomes hard = all.get(0);
    Outcomes easy = all.get(1);
    List<Outcomes> slow = all.subList(2, all.size());
    Result result = new Result(id(), environment, "generated");
    for (TraceArm arm : TraceArm.values()) {
      result.metric("accuracy." + arm.metric(), easy.accuracy(arm));
    }
    for (TraceArm arm : TraceArm.values()) {
      result.metric("hard.accuracy." + arm.metric(), hard.accuracy(arm));
    }
    for (Outcomes late : slow) {
      for (TraceArm arm : LATE) {
        String delay = StrictMath.round(late.task().delayS().mean()) + "s";
        result.metric("late.accuracy." + arm.metric() + "." + delay, late.accuracy(arm));
      }
    }
    claims(result, easy, hard);
    PcmTraceReport.fill(result, easy, hard);
    result.plot(PcmTracePlots.late(slow, easy));
    result.ledger(
        hard.byArm()
            .get(TraceArm.PCM)
            .getFirst()
            .priced(Technology.of(Technology.BuiltIn.DIGITAL_45NM)));
    environment.parts().done();
    return result;
  }

  private int networks(TraceArm arm, Scale scale) {
    int networks = scale == Scale.PAPER ? PAPER_NETWORKS : quickNetworks;
    return switch (arm) {
      case PCM, EXPONENTIAL, LATCH, NONE -> MORE * networks;
      default -> networks;
    };
  }

  /** All arms on the two tasks, few on those that only tell how late a reward may come. */
  private static List<TraceArm> arms(RewardTask task) {
    return task.equals(RewardTask.HARD) || task.equals(RewardTask.EASY)
        ? List.of(TraceArm.values())
        : LATE;
  }

  private static void claims(Result result, Outcomes easy, Outcomes hard) {
    result
        .claim(
            atLeast(
                "easy: PCM trace less exponential",
                easy.points(TraceArm.PCM, TraceArm.EXPONENTIAL),
                -3,
                BAR))
        .claim(
            atLeast(
                "easy: PCM trace less a latch that never decays",
                easy.points(TraceArm.PCM, TraceArm.LATCH),
                5,
                BAR + ": else the drift would do nothing"))
        .claim(chance(result, easy))
        .claim(
            atLeast(
                "hard: PCM trace less exponential",
                hard.points(TraceArm.PCM, TraceArm.EXPONENTIAL),
                -10,
                BAR))
        .claim(
            atLeast(
                "hard: PCM trace less a latch that never decays",
                hard.points(TraceArm.PCM, TraceArm.LATCH),
                5,
                BAR))
        .claim(
            reported(
                "hard: what a spread of nu of 10 % costs",
                hard.points(TraceArm.SPREAD_0, TraceArm.PCM)))
        .claim(
            reported(
                "hard: what a spread of nu of 45 % costs",
                hard.points(TraceArm.SPREAD_0, TraceArm.SPREAD_45)));
    double tauS = ChosenSettings.of(TraceArm.EXPONENTIAL, hard.task()).scaleS();
    double reduction =
        TraceStorage.capacitorUm2(tauS, PcmTraceReport.LEAST_LEAK_FA) / TraceStorage.cellsUm2(1);
    result
        .metric("area.capacitorOverCell", reduction)
        .metric("area.wordOverCell", TraceStorage.wordUm2(8) / TraceStorage.cellsUm2(1))
        .claim(
            Claim.of(
                    "area of a capacitor over that of a cell, storage alone",
                    new double[] {reduction},
                    "",
                    Claim.Relation.REPORTED,
                    Double.NaN,
                    "computed, leak of 1 fA assumed; published: at least, for whole circuits")
                .published(TraceStorage.publishedReduction().value()));
  }

  /** Ties are broken by lot each time a pattern is judged, so that guesses are binomial. */
  private static Claim chance(Result result, Outcomes easy) {
    double[] accuracy = easy.accuracy(TraceArm.NONE);
    double chance = easy.task().chance();
    double judged =
        (double) accuracy.length
            * easy.networks(TraceArm.NONE)
            * RewardLearner.JUDGED
            * easy.task().patterns();
    double se = StrictMath.sqrt(chance * (1 - chance) / judged);
    double off = StrictMath.abs(Claim.mean(accuracy) - chance) / se;
    result.metric("none.offChanceInSe", off);
    return Claim.of(
        "easy: no trace, off chance",
        new double[] {off},
        "SE",
        Claim.Relation.AT_MOST,
        3,
        "binomial error of all judged decisions");
  }

  private static Claim atLeast(String name, double[] points, double bound, String why) {
    return Claim.of(name, points, "points", Claim.Relation.AT_LEAST, bound, why);
  }

  private static Claim reported(String name, double[] points) {
    return Claim.of(
        name, points, "points", Claim.Relation.REPORTED, Double.NaN, "same grid of settings");
  }
}
