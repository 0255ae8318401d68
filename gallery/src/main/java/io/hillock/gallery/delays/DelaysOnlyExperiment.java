package io.hillock.gallery.delays;

import io.hillock.data.DataSet;
import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.random.Seed;
import io.hillock.train.delay.Decoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * What delays alone can learn: a network of spike-response neurons with ternary weights that stay
 * as they were drawn, and fractional delays that are trained.
 *
 * <p>Pixels spike once, the brighter the earlier, in steps 0 to 3 of 10; 784-256-10 neurons and 3
 * epochs at quick scale, 784-800-10 and 10 epochs at paper scale, batches of 32, Adam at 0.2
 * falling to 0 along half a cosine. 48,000 images are learned, 12,000 watch (and all settings were
 * chosen on them under other seeds), test images are scored once, after the last epoch.
 *
 * <p>Decisions: {@code accuracy.mnist} and {@code accuracy.fashion} by the highest mean potential
 * of outputs that do not reset; {@code accuracy.earliestSpike}, from a network of its own, by the
 * earliest crossing of the threshold, interpolated within a step. Controls: the same network with
 * its delays as drawn; the weights of the same synapses trained instead; the published loss and
 * decoding.
 *
 * <p>Without data: generated strokes in place of MNIST ({@code accuracy.generated}), no second set.
 */
public final class DelaysOnlyExperiment implements Experiment {
  private static final String BAR = "bar of this project";
  private static final int PROBE_BATCHES = 12;

  private final BiFunction<Scale, Boolean, DelayProtocol> protocols;

  /** The experiment. */
  public DelaysOnlyExperiment() {
    this(DelayProtocol::of);
  }

  /** The experiment with other sizes, by scale and by whether there is a data set. */
  DelaysOnlyExperiment(BiFunction<Scale, Boolean, DelayProtocol> protocols) {
    this.protocols = protocols;
  }

  @Override
  public String id() {
    return "delays-only";
  }

  @Override
  public String title() {
    return "Learning with delays alone: frozen ternary weights, trained fractional delays,"
        + " decisions by graded outputs and by the earliest spike";
  }

  @Override
  public String paper() {
    return "E. Grappolini, A. Subramoney 2023, Beyond Weights: Deep learning in Spiking Neural"
        + " Networks with pure synaptic-delay training, ICONS, arXiv:2306.06237";
  }

  @Override
  public Optional<Duration> expected(Environment environment) {
    if (environment.scale() == Scale.QUICK) {
      return Optional.empty();
    }
    Tasks tasks = Tasks.of(environment);
    Seed seed = environment.seeds().getFirst();
    double seconds = 0;
    for (DelayJob job : jobs(List.of(seed), tasks, environment.scale())) {
      DelayTask task = tasks.of(job.place(), seed);
      seconds +=
          job.epochs()
              * (task.training().size() / (double) DelayLearning.BATCH)
              * new DelayLearning(task, job).secondsPerBatch(PROBE_BATCHES);
    }
    ForkJoinPool pool = ForkJoinTask.getPool();
    int threads = pool == null ? 1 : pool.getParallelism();
    return Optional.of(
        Duration.ofSeconds((long) Math.ceil(seconds * environment.seeds().size() / threads)));
  }

  /** The data of a run. */
  private record Tasks(
      Optional<DelayTask> digits, Optional<DelayTask> fashion, Map<Seed, DelayTask> drawn) {
    static Tasks of(Environment environment) {
      Optional<DelayTask> digits = read(environment, DataSet.MNIST);
      Optional<DelayTask> fashion =
          digits.flatMap(ignored -> read(environment, DataSet.FASHION_MNIST));
      Map<Seed, DelayTask> drawn = new HashMap<>();
      if (digits.isEmpty()) {
        environment.seeds().forEach(seed -> drawn.put(seed, DelayTask.generated(seed)));
      }
      return new Tasks(digits, fashion, drawn);
    }

    private static Optional<DelayTask> read(Environment environment, DataSet set) {
      return environment
          .data()
          .filter(data -> LabelledImages.present(data, set))
          .map(data -> DelayTask.read(data, set));
    }

    DelayTask of(DelayJob.Place place, Seed seed) {
      return switch (place) {
        case DIGITS -> digits.orElseGet(() -> drawn.get(seed));
        case FASHION -> fashion.orElseThrow();
      };
    }
  }

  @Override
  public Result run(Environment environment) {
    Tasks tasks = Tasks.of(environment);
    boolean real = tasks.digits().isPresent();
    Result result = new Result(id(), environment, real ? DataSet.MNIST.title() : "generated");
    if (real) {
      result.dataSha256(
          LabelledImages.sha256(environment.data().get().resolve(DataSet.MNIST.folder())));
    }
    List<DelayJob> jobs = jobs(environment.seeds(), tasks, environment.scale());
    List<Figures> figures =
        KeptJobs.run(
            id(),
            DelayJob.BATCHES_PER_STEP + " batches",
            environment,
            jobs.stream()
                .map(job -> job.kept(tasks.of(job.place(), job.seed()), environment.parts()))
                .toList());
    DelayOutcomes outcomes = DelayOutcomes.of(jobs, figures);
    metrics(result, outcomes, real);
    claims(result, outcomes, environment.scale(), real);
    new DelayReport(result, outcomes, protocols.apply(environment.scale(), real), real).write();
    environment.parts().done();
    return result;
  }

  /** Seed by seed, so that an interrupted run has whole seeds; of each the long ones first. */
  private List<DelayJob> jobs(List<Seed> seeds, Tasks tasks, Scale scale) {
    DelayProtocol protocol = protocols.apply(scale, tasks.digits().isPresent());
    List<DelayJob> jobs = new ArrayList<>();
    for (Seed seed : seeds) {
      if (tasks.fashion().isPresent()) {
        for (DelayArm arm : List.of(DelayArm.GRADED, DelayArm.EARLIEST)) {
          jobs.add(
              new DelayJob(
                  arm, DelayJob.Place.FASHION, protocol.hidden(), protocol.epochs(), seed));
        }
      }
      for (DelayArm arm : DelayOutcomes.ON_DIGITS) {
        jobs.add(
            new DelayJob(arm, DelayJob.Place.DIGITS, protocol.hidden(), protocol.epochs(), seed));
      }
      for (DelayArm arm : DelayOutcomes.SWEEP.reversed()) {
        jobs.add(
            new DelayJob(
                arm, DelayJob.Place.DIGITS, protocol.sweepHidden(), protocol.sweepEpochs(), seed));
      }
      jobs.add(new DelayJob(DelayArm.GRADED, DelayJob.Place.DIGITS, protocol.hidden(), 0, seed));
    }
    return jobs;
  }

  private static void metrics(Result result, DelayOutcomes o, boolean real) {
    result.metric(real ? "accuracy.mnist" : "accuracy.generated", o.graded().accuracy());
    o.fashion().ifPresent(f -> result.metric("accuracy.fashion", f.accuracy()));
    result.metric("accuracy.randomDelays", o.untrained().accuracy());
    result.metric("accuracy.earliestSpike", o.earliest().accuracy());
    result.metric(
        "accuracy.earliestSpike.stepsAlone", o.earliest().accuracy(Decoding.EARLIEST_STEP));
    result.metric("accuracy.earliestSpike.ofGraded", o.graded().accuracy(Decoding.EARLIEST_SPIKE));
    o.fashionEarliest()
        .ifPresent(f -> result.metric("accuracy.earliestSpike.fashion", f.accuracy()));
    result.metric("accuracy.spikeTimes", o.spikeTimes().accuracy());
    result.metric("accuracy.trainedWeights", o.weights().accuracy());
    result.metric("accuracy.spared", o.spared().accuracy());
    result.metric("learningReads.graded", o.graded().learningReads());
    result.metric("learningReads.spared", o.spared().learningReads());
    result.metric("accuracy.wholeDelays", o.graded().all(DelayScore.WHOLE_DELAYS));
    result.metric("earliestSpike.silent", o.earliest().all(DelayScore.SILENT));
    result.metric("earliestSpike.step", o.earliest().all(DelayScore.DECISION));
    result.metric("spikes.graded", o.graded().all(DelayScore.SPIKES));
    result.metric("spikes.earliestSpike", o.earliest().all(DelayScore.SPIKES));
    result.metric("spikes.earliestSpike.before", o.earliest().all(DelayScore.SPIKES_BEFORE));
    result.metric("synapticReads.graded", o.graded().all(DelayScore.READS));
    for (DelayOutcome sweep : o.sweep()) {
      String key = "longestDelay." + sweep.arm().longest() + ".steps." + sweep.arm().steps();
      result.metric(key + ".accuracy", sweep.accuracy());
      result.metric(key + ".spikes", sweep.all(DelayScore.SPIKES));
    }
  }

  private static void claims(Result result, DelayOutcomes o, Scale scale, boolean real) {
    DelayBars bars = DelayBars.of(scale, real);
    String digits = real ? "MNIST" : "generated digits";
    result.claim(
        atLeast(
            "accuracy, " + digits + ", trained delays, highest mean potential",
            o.graded().accuracy(),
            bars.digits()));
    o.fashion()
        .ifPresent(f ->
            result.claim(
                atLeast(
                    "accuracy, Fashion-MNIST, trained delays, highest mean potential",
                    f.accuracy(),
                    bars.fashion())));
    result.claim(
        atLeast(
            "accuracy, " + digits + ", trained delays, earliest spike",
            o.earliest().accuracy(),
            bars.earliest()));
    o.fashionEarliest()
        .ifPresent(f ->
            result.claim(
                reported(
                    "accuracy, Fashion-MNIST, trained delays, earliest spike",
                    f.accuracy(),
                    "the settings of the digits")));
    result.claim(
        reported(
            "accuracy, " + digits + ", delays as drawn",
            o.untrained().accuracy(),
            "control: nothing is trained"));
    result.claim(
        reported(
            "accuracy, " + digits + ", weights of the same synapses trained, delays as drawn",
            o.weights().accuracy(),
            "reference of the same size"));
    result.claim(
        reported(
            "accuracy, " + digits + ", nothing carried back from learned samples",
            o.spared().accuracy(),
            "highest mean potential, as the first claim"));
    result.claim(
        reported(
            "accuracy, " + digits + ", published loss and decoding",
            o.spikeTimes().accuracy(),
            "distance of spike trains; earliest step, ties by spike count"));
    double[] gap =
        IntStream.range(0, o.graded().figures().size())
            .mapToDouble(s -> o.graded().accuracy()[s] - o.untrained().accuracy()[s])
            .toArray();
    result.claim(
        atLeast("accuracy, " + digits + ", trained delays less delays as drawn", gap, bars.gap()));
  }

  private static Claim atLeast(String name, double[] samples, double bar) {
    return Claim.of(name, samples, "fraction", Claim.Relation.AT_LEAST, bar, BAR);
  }

  private static Claim reported(String name, double[] samples, String source) {
    return Claim.of(name, samples, "fraction", Claim.Relation.REPORTED, Double.NaN, source);
  }
}
