package io.hillock.gallery.pcmtrace;

import io.hillock.device.pcm.TraceStorage;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

  /** The experiment. */
  public PcmTraceExperiment() {}

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

  @Override
  public Result run(Environment environment) {
    int networks = environment.scale() == Scale.PAPER ? PAPER_NETWORKS : QUICK_NETWORKS;
    List<Seed> seeds = environment.seeds();
    List<RewardTask> tasks = List.of(RewardTask.HARD, RewardTask.EASY);
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (RewardTask task : tasks) {
      for (TraceArm arm : TraceArm.values()) {
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
    List<Figures> done = KeptJobs.run(id(), "seeds of arms", environment, jobs);
    Outcomes hard = outcomes(tasks.get(0), done.subList(0, done.size() / 2), seeds.size());
    Outcomes easy =
        outcomes(tasks.get(1), done.subList(done.size() / 2, done.size()), seeds.size());
    Result result = new Result(id(), environment, "generated");
    for (TraceArm arm : TraceArm.values()) {
      result.metric("accuracy." + arm.metric(), easy.accuracy(arm));
    }
    for (TraceArm arm : TraceArm.values()) {
      result.metric("hard.accuracy." + arm.metric(), hard.accuracy(arm));
    }
    claims(result, easy, hard, networks);
    PcmTraceReport.fill(result, easy, hard, networks);
    result.ledger(
        hard.byArm()
            .get(TraceArm.PCM)
            .getFirst()
            .priced(Technology.of(Technology.BuiltIn.DIGITAL_45NM)));
    environment.parts().done();
    return result;
  }

  private static Outcomes outcomes(RewardTask task, List<Figures> done, int seeds) {
    Map<TraceArm, List<Figures>> byArm = new EnumMap<>(TraceArm.class);
    for (TraceArm arm : TraceArm.values()) {
      byArm.put(arm, done.subList(arm.ordinal() * seeds, (arm.ordinal() + 1) * seeds));
    }
    return new Outcomes(task, byArm);
  }

  private static void claims(Result result, Outcomes easy, Outcomes hard, int networks) {
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
        .claim(chance(result, easy, networks))
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
        TraceStorage.capacitorUm2(tauS, PcmTraceReport.LEAK_FA) / TraceStorage.cellsUm2(1);
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
                    "computed, leak of 100 fA assumed; published for whole circuits")
                .published(TraceStorage.publishedReduction().value()));
  }

  /** Ties are broken by lot each time a pattern is judged, so that guesses are binomial. */
  private static Claim chance(Result result, Outcomes easy, int networks) {
    double[] accuracy = easy.accuracy(TraceArm.NONE);
    double chance = easy.task().chance();
    double judged =
        (double) accuracy.length * networks * RewardLearner.JUDGED * easy.task().patterns();
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
