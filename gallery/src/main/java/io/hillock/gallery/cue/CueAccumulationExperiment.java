package io.hillock.gallery.cue;

import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.random.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Function;

/**
 * Learns to decide which side had more cues, one second after the last one, with the hardware form
 * of e-prop: 100 LIF neurons whose leak spans the delay learn it, the same neurons with a leak of
 * 20 ms do not.
 *
 * <p>Task: {@link io.hillock.data.cue.CueAccumulation}. Network: {@link CueNetwork}. The rates are
 * multiplied by 0.9 per 100 trials.
 *
 * <p>Beside it, the published network and rule: adaptive LIF neurons of 20 ms, taught in batches by
 * e-prop with traces per synapse ({@link io.hillock.learning.EProp}); the same by back-propagation
 * through time ({@link io.hillock.learning.BackPropagation}), with adaptation and without.
 */
public final class CueAccumulationExperiment implements Experiment {
  private static final String ID = "cue-accumulation";

  private final Function<Scale, List<CueArm>> arms;

  /** The experiment. */
  public CueAccumulationExperiment() {
    this(CueOutcomes::arms);
  }

  /** The experiment with other schedules. */
  CueAccumulationExperiment(Function<Scale, List<CueArm>> arms) {
    this.arms = arms;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Evidence over seconds, learned with traces per neuron only: a long leak replaces"
        + " adaptation";
  }

  @Override
  public String paper() {
    return "C. Frenkel, G. Indiveri 2022, ISSCC, arXiv:2208.09759; task: G. Bellec et al. 2020,"
        + " Nat. Commun. 11:3625, doi:10.1038/s41467-020-17236-y";
  }

  @Override
  public Optional<Duration> expected(Environment environment) {
    if (environment.scale() == Scale.QUICK) {
      return Optional.empty();
    }
    ForkJoinPool pool = ForkJoinTask.getPool();
    int threads = pool == null ? 1 : pool.getParallelism();
    double perSeed = 0;
    for (GradientArm arm : GradientArm.of(environment.scale())) {
      perSeed += seconds(arm, environment.seeds().getFirst(), threads);
    }
    // The arms of the hardware rule take a twentieth of all; measured.
    double all = 1.05 * perSeed * environment.seeds().size();
    return Optional.of(Duration.ofSeconds((long) Math.ceil(all)));
  }

  /** Seconds of an arm on all threads, by a few of its batches and tests. */
  private static double seconds(GradientArm arm, Seed seed, int threads) {
    AdaptiveCueNetwork network =
        new AdaptiveCueNetwork(arm.teacher(), arm.adaptive(), seed, Progress.SILENT);
    int batch = 32 * threads;
    double learning = 0;
    double test = 0;
    for (int round = 0; round < 3; round++) { // the last one counts: until then it is compiled
      long begin = System.nanoTime();
      network.learn(0, batch, 0);
      long between = System.nanoTime();
      network.accuracy(0, batch);
      learning = 1e-9 * (between - begin) / batch;
      test = 1e-9 * (System.nanoTime() - between) / batch;
    }
    return learning * arm.trainingTrials() + test * (arm.allTrials() - arm.trainingTrials());
  }

  @Override
  public Result run(Environment environment) {
    CueOutcomes outcomes = CueOutcomes.of(ID, environment, arms.apply(environment.scale()));
    Result result = new Result(ID, environment, "generated");
    CueClaims.add(result, outcomes, environment.scale());
    new CueReport(result, outcomes).add();
    outcomes.forget(environment.parts());
    return result;
  }
}
