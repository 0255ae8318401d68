package io.hillock.gallery.feedback;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far learning gets without sending errors backwards through the weights: backpropagation,
 * feedback alignment, direct feedback alignment with errors, signs and ternary errors, direct
 * random target projection, and hidden layers that do not learn, all on one engine.
 *
 * <p>MNIST, fully connected 784-500-10 and, for the first three, 784-500-500-10; tanh, logistic
 * outputs with cross-entropy, batch 1, plain gradient descent. Quick: 5 epochs, the rate times 0.6
 * after each; paper: 15 epochs, times 0.85. A convolutional network of 16 windows of 5 x 5 with
 * stride 3, 128 hidden and 10 outputs: 2 epochs, times 0.4, or 10, times 0.75. Fashion-MNIST with
 * the same settings where it is there. Without data: generated strokes, 784-100-10. All settings
 * were chosen on the last 10,000 training images of MNIST under another seed; test sets are scored
 * once, after the last epoch.
 */
public final class FeedbackExperiment implements Experiment {
  private static final String BAR = "bar of this project";
  private static final int HIDDEN = 500;
  private static final int HIDDEN_GENERATED = 100;
  private static final int UNLOCKING_SAMPLES = 1000;
  private static final int WIDE = 1000;
  private static final int EPOCH_SAMPLES = 60_000;
  private static final int SPEED_PASSES = 3;
  private static final int PROBE_SAMPLES = 500;
  private static final int PROBE_PASSES = 4;

  /** The experiment. */
  public FeedbackExperiment() {}

  @Override
  public String id() {
    return "feedback-alignment";
  }

  @Override
  public String title() {
    return "Learning without feedback: from backpropagation to fixed random targets, what each rule"
        + " needs and what it reaches";
  }

  @Override
  public String paper() {
    return "C. Frenkel, M. Lefebvre, D. Bol 2021, Front. Neurosci. 15:629892,"
        + " doi:10.3389/fnins.2021.629892; A. Nokland 2016, NeurIPS 29, arXiv:1609.01596";
  }

  @Override
  public Optional<Duration> expected(Environment environment) {
    Tasks tasks = Tasks.of(environment);
    Seed seed = environment.seeds().getFirst();
    double seconds = 0;
    for (FeedbackJob job : jobs(List.of(seed), tasks.fashion())) {
      ImageTask task = tasks.of(job.set(), seed);
      double each =
          LearningSpeed.secondsPerSample(
              task, job.network(task, tasks.hidden()), seed, PROBE_SAMPLES, PROBE_PASSES);
      int epochs = job.topology().schedule(environment.scale()).epochs();
      seconds += each * epochs * task.training().size();
    }
    ForkJoinPool pool = ForkJoinTask.getPool();
    int threads = pool == null ? 1 : pool.getParallelism();
    return Optional.of(
        Duration.ofSeconds((long) Math.ceil(seconds * environment.seeds().size() / threads)));
  }

  /** The data of a run. */
  private record Tasks(List<ImageTask> read, Map<Seed, ImageTask> generated) {
    static Tasks of(Environment environment) {
      List<ImageTask> read =
          Stream.of(DataSet.MNIST, DataSet.FASHION_MNIST)
              .takeWhile(set -> ImageTask.present(environment, set))
              .map(set -> ImageTask.read(environment.data().get(), set))
              .toList();
      Map<Seed, ImageTask> generated = new HashMap<>();
      if (read.isEmpty()) {
        environment.seeds().forEach(seed -> generated.put(seed, ImageTask.generated(seed)));
      }
      return new Tasks(read, generated);
    }

    boolean real() {
      return !read.isEmpty();
    }

    boolean fashion() {
      return read.size() > 1;
    }

    ImageTask of(DataSet set, Seed seed) {
      return real() ? read.get(set == DataSet.MNIST ? 0 : 1) : generated.get(seed);
    }

    int hidden() {
      return real() ? HIDDEN : HIDDEN_GENERATED;
    }
  }

  @Override
  public Result run(Environment environment) {
    Tasks tasks = Tasks.of(environment);
    Result result =
        new Result(id(), environment, tasks.real() ? DataSet.MNIST.title() : "generated");
    if (tasks.real()) {
      result.dataSha256(
          LabelledImages.sha256(environment.data().get().resolve(DataSet.MNIST.folder())));
    }
    List<FeedbackJob> jobs = jobs(environment.seeds(), tasks.fashion());
    List<Figures> figures = train(environment, jobs, tasks);
    List<Trained> shallow =
        gather(jobs, figures, FeedbackArm.ALL, DataSet.MNIST, Topology.ONE_LAYER);
    List<Trained> deep =
        gather(jobs, figures, FeedbackArm.DEEP, DataSet.MNIST, Topology.TWO_LAYERS);
    List<Trained> convolutional =
        gather(jobs, figures, FeedbackArm.CONVOLUTIONAL, DataSet.MNIST, Topology.CONVOLUTION);
    List<Trained> dressed =
        tasks.fashion()
            ? gather(jobs, figures, FeedbackArm.ALL, DataSet.FASHION_MNIST, Topology.ONE_LAYER)
            : List.of();
    metrics(result, "error.", shallow);
    metrics(result, "error.twoLayers.", deep);
    metrics(result, "error.conv.", convolutional);
    metrics(result, "error.fashion.", dressed);
    claimErrors(result, shallow, FeedbackBars.of(environment.scale(), tasks.real()));
    report(
        result,
        "two hidden layers",
        deep,
        "no bound: with one hidden layer both alignments are the same algorithm");
    report(
        result,
        "convolutional network",
        convolutional,
        "no bound: a small network, to set the rules side by side");
    claimAngles(result, Trained.find(shallow, FeedbackArm.DFA));
    claimUnlocking(result, environment, tasks);
    if (environment.scale() == Scale.PAPER) {
      reportSpeed(result, tasks, environment.seeds().getFirst());
    }
    FeedbackReport.plots(result, shallow, deep, convolutional);
    FeedbackReport.tables(result, shallow, deep, convolutional, dressed);
    Seed seed = environment.seeds().getFirst();
    result.table(FeedbackReport.order(tasks.of(DataSet.MNIST, seed), tasks.hidden(), seed));
    shallow.forEach(t -> result.rule(t.cost("one hidden layer")));
    convolutional.forEach(t -> result.rule(t.cost("convolutional")));
    result.ledger(Trained.find(shallow, FeedbackArm.DFA).training());
    environment.parts().done();
    return result;
  }

  /** Long ones first, so that threads end together. */
  private static List<FeedbackJob> jobs(List<Seed> seeds, boolean fashion) {
    List<FeedbackJob> jobs = new ArrayList<>();
    for (Seed seed : seeds) {
      FeedbackArm.DEEP.forEach(
          arm -> jobs.add(new FeedbackJob(arm, DataSet.MNIST, Topology.TWO_LAYERS, seed)));
    }
    for (Seed seed : seeds) {
      FeedbackArm.ALL.forEach(
          arm -> jobs.add(new FeedbackJob(arm, DataSet.MNIST, Topology.ONE_LAYER, seed)));
      FeedbackArm.CONVOLUTIONAL.forEach(
          arm -> jobs.add(new FeedbackJob(arm, DataSet.MNIST, Topology.CONVOLUTION, seed)));
      if (fashion) {
        FeedbackArm.ALL.forEach(
            arm -> jobs.add(new FeedbackJob(arm, DataSet.FASHION_MNIST, Topology.ONE_LAYER, seed)));
      }
    }
    return jobs;
  }

  private List<Figures> train(Environment environment, List<FeedbackJob> jobs, Tasks tasks) {
    return KeptJobs.run(
        id(),
        "thousands of samples",
        environment,
        jobs.stream()
            .map(job ->
                job.kept(
                    tasks.of(job.set(), job.seed()),
                    tasks.hidden(),
                    job.topology().schedule(environment.scale())))
            .toList());
  }

  private static List<Trained> gather(
      List<FeedbackJob> jobs,
      List<Figures> figures,
      List<FeedbackArm> arms,
      DataSet set,
      Topology topology) {
    return arms.stream()
        .map(arm ->
            new Trained(
                arm,
                IntStream.range(0, jobs.size())
                    .filter(k ->
                        jobs.get(k).arm() == arm
                            && jobs.get(k).set() == set
                            && jobs.get(k).topology() == topology)
                    .mapToObj(figures::get)
                    .toList()))
        .toList();
  }

  private static void metrics(Result result, String prefix, List<Trained> all) {
    for (Trained t : all) {
      result.metric(prefix + t.arm().metric(), t.errors());
    }
  }

  private static void claimErrors(Result result, List<Trained> all, FeedbackBars bars) {
    for (Trained t : all) {
      if (t.arm() == FeedbackArm.SHALLOW) {
        continue;
      }
      String name = "test error, " + t.arm().rule().label();
      double bar = bars.mostError(t.arm());
      result.claim(
          Double.isNaN(bar)
              ? reported(name, t.errors(), "sign(e) says no more than the label")
              : Claim.of(name, t.errors(), "%", Claim.Relation.AT_MOST, bar, BAR));
    }
    double[] drtp = Trained.find(all, FeedbackArm.DRTP).errors();
    double[] frozen = Trained.find(all, FeedbackArm.SHALLOW).errors();
    result.claim(
        Claim.of(
            "test error, frozen hidden layer less random target projection",
            IntStream.range(0, drtp.length).mapToDouble(s -> frozen[s] - drtp[s]).toArray(),
            "points",
            Claim.Relation.AT_LEAST,
            bars.frozenAboveTargets(),
            BAR));
  }

  private static Claim reported(String name, double[] errors, String source) {
    return Claim.of(name, errors, "%", Claim.Relation.REPORTED, Double.NaN, source);
  }

  private static void report(Result result, String network, List<Trained> all, String source) {
    for (Trained t : all) {
      result.claim(
          reported("test error, " + network + ", " + t.arm().rule().label(), t.errors(), source));
    }
  }

  private static void claimAngles(Result result, Trained dfa) {
    double[] first = dfa.firstEpochAngles();
    double[] last = dfa.finalAngles();
    result.metric("angle.dfa.firstEpoch", first).metric("angle.dfa.final", last);
    result.claim(
        Claim.of(
            "angle of direct feedback alignment to backpropagation after the first epoch",
            first,
            "degree",
            Claim.Relation.AT_MOST,
            90,
            BAR));
    result.claim(Claim.of("the same at the end", last, "degree", Claim.Relation.AT_MOST, 65, BAR));
  }

  private static void claimUnlocking(Result result, Environment environment, Tasks tasks) {
    List<UpdateUnlocking> runs =
        environment.seeds().stream()
            .map(seed -> {
              FeedbackJob job =
                  new FeedbackJob(FeedbackArm.DRTP, DataSet.MNIST, Topology.TWO_LAYERS, seed);
              ImageTask task = tasks.of(DataSet.MNIST, seed);
              return UpdateUnlocking.run(
                  task, job.network(task, tasks.hidden()), seed, UNLOCKING_SAMPLES);
            })
            .toList();
    double[] mismatches = runs.stream().mapToDouble(UpdateUnlocking::mismatches).toArray();
    double[] upper = runs.stream().mapToDouble(UpdateUnlocking::upper).toArray();
    result.metric("unlocking.mismatches", mismatches).metric("unlocking.upper", upper);
    result.claim(
        Claim.of(
            "random target projection, first layer learned alone: weights that differ from the"
                + " whole network's",
            mismatches,
            "weights",
            Claim.Relation.EQUAL,
            0,
            "update unlocking"));
    result.claim(
        Claim.of(
            "the same: evaluations and writes of the layers above",
            upper,
            "operations",
            Claim.Relation.EQUAL,
            0,
            "update unlocking"));
  }

  /** One core, this machine, the wide network: no bound, since it depends on who else computes. */
  private static void reportSpeed(Result result, Tasks tasks, Seed seed) {
    ImageTask task = tasks.of(DataSet.MNIST, seed);
    FeedbackJob job = new FeedbackJob(FeedbackArm.DFA, DataSet.MNIST, Topology.ONE_LAYER, seed);
    double epoch =
        EPOCH_SAMPLES
            * LearningSpeed.secondsPerSample(
                task, job.network(task, WIDE), seed, EPOCH_SAMPLES, SPEED_PASSES);
    result.metric("secondsPerEpoch.dfa1000", epoch);
    result.claim(
        Claim.of(
            "an epoch of 60,000 samples, direct feedback alignment, 784-1000-10, one core",
            new double[] {epoch},
            "s",
            Claim.Relation.REPORTED,
            Double.NaN,
            "this machine, least of " + SPEED_PASSES + " passes"));
  }
}
