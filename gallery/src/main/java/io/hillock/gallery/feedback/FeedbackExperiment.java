package io.hillock.gallery.feedback;

import io.hillock.data.DataSet;
import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StoppedException;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * How far learning gets without sending errors backwards through the weights: backpropagation,
 * feedback alignment, direct feedback alignment with errors, signs and ternary errors, direct
 * random target projection, and hidden layers that do not learn, all on one engine.
 *
 * <p>MNIST, fully connected 784-500-10 and, for the first three, 784-500-500-10; tanh, logistic
 * outputs with cross-entropy, batch 1, plain gradient descent. Quick: 5 epochs, the rate times 0.6
 * after each; paper: 15 epochs, times 0.85. Fashion-MNIST with the same settings where it is there.
 * Without data: generated strokes, 784-100-10. All settings were chosen on the last 10,000 training
 * images of MNIST under another seed; test sets are scored once, after the last epoch.
 */
public final class FeedbackExperiment implements Experiment {
  private static final String BAR = "bar of this project";
  private static final int HIDDEN = 500;
  private static final int HIDDEN_GENERATED = 100;
  private static final int UNLOCKING_SAMPLES = 1000;

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

  /** One arm on one task. */
  private record Job(FeedbackArm arm, DataSet set, int layers, Seed seed) {}

  /**
   * All outcomes of one arm on one task.
   *
   * @param arm the arm
   * @param outcomes what it did, by seed
   */
  record Trained(FeedbackArm arm, List<FeedbackRun.Outcome> outcomes) {
    double[] errors() {
      return outcomes.stream().mapToDouble(FeedbackRun.Outcome::errorPercent).toArray();
    }
  }

  @Override
  public Result run(Environment environment) {
    boolean real = ImageTask.present(environment, DataSet.MNIST);
    boolean fashion = real && ImageTask.present(environment, DataSet.FASHION_MNIST);
    List<ImageTask> tasks = new ArrayList<>();
    if (real) {
      tasks.add(ImageTask.read(environment.data().get(), DataSet.MNIST));
      if (fashion) {
        tasks.add(ImageTask.read(environment.data().get(), DataSet.FASHION_MNIST));
      }
    }
    Result result = new Result(id(), environment, real ? DataSet.MNIST.title() : "generated");
    if (real) {
      result.dataSha256(
          LabelledImages.sha256(environment.data().get().resolve(DataSet.MNIST.folder())));
    }
    List<Job> jobs = jobs(environment.seeds(), fashion);
    List<FeedbackRun.Outcome> outcomes = train(environment, jobs, tasks);
    List<Trained> shallow = gather(jobs, outcomes, FeedbackArm.ALL, DataSet.MNIST, 1);
    List<Trained> deep = gather(jobs, outcomes, FeedbackArm.DEEP, DataSet.MNIST, 2);
    List<Trained> dressed =
        fashion ? gather(jobs, outcomes, FeedbackArm.ALL, DataSet.FASHION_MNIST, 1) : List.of();
    metrics(result, "error.", shallow);
    metrics(result, "error.twoLayers.", deep);
    metrics(result, "error.fashion.", dressed);
    claimErrors(result, shallow, FeedbackBars.of(environment.scale(), real));
    claimDeep(result, deep);
    claimAngles(result, find(shallow, FeedbackArm.DFA));
    claimUnlocking(result, environment, tasks);
    FeedbackReport.plots(result, shallow, deep);
    result.table(FeedbackReport.rules(shallow));
    result.table(FeedbackReport.errors(shallow, deep, dressed));
    Seed seed = environment.seeds().getFirst();
    result.table(FeedbackReport.order(task(tasks, DataSet.MNIST, seed), hidden(real), seed));
    result.ledger(find(shallow, FeedbackArm.DFA).outcomes().getFirst().training());
    return result;
  }

  private static int hidden(boolean real) {
    return real ? HIDDEN : HIDDEN_GENERATED;
  }

  /** Long ones first, so that threads end together. */
  private static List<Job> jobs(List<Seed> seeds, boolean fashion) {
    List<Job> jobs = new ArrayList<>();
    for (Seed seed : seeds) {
      FeedbackArm.DEEP.forEach(arm -> jobs.add(new Job(arm, DataSet.MNIST, 2, seed)));
    }
    for (Seed seed : seeds) {
      FeedbackArm.ALL.forEach(arm -> jobs.add(new Job(arm, DataSet.MNIST, 1, seed)));
      if (fashion) {
        FeedbackArm.ALL.forEach(arm -> jobs.add(new Job(arm, DataSet.FASHION_MNIST, 1, seed)));
      }
    }
    return jobs;
  }

  private static ImageTask task(List<ImageTask> tasks, DataSet set, Seed seed) {
    return tasks.isEmpty()
        ? ImageTask.generated(seed)
        : tasks.get(set == DataSet.FASHION_MNIST ? 1 : 0);
  }

  private List<FeedbackRun.Outcome> train(
      Environment environment, List<Job> jobs, List<ImageTask> tasks) {
    boolean quick = environment.scale() == Scale.QUICK;
    int epochs = quick ? 5 : 15;
    double decay = quick ? 0.6 : 0.85;
    FeedbackRun.Outcome[] outcomes = new FeedbackRun.Outcome[jobs.size()];
    AtomicInteger next = new AtomicInteger();
    environment.progress().begin(id(), jobs.size());
    // Each worker takes the next job, so that the long ones at the front do not share a thread.
    IntStream.range(0, jobs.size())
        .parallel()
        .forEach(ignored -> {
          int k = next.getAndIncrement();
          Job job = jobs.get(k);
          ImageTask task = task(tasks, job.set(), job.seed());
          int width = hidden(!tasks.isEmpty());
          outcomes[k] =
              new FeedbackRun(
                      task,
                      job.arm()
                          .network(
                              task.training().inputs(),
                              width,
                              job.layers(),
                              task.training().classes()),
                      job.seed())
                  .learn(epochs, decay, environment.progress()::stopRequested);
          environment.progress().advance(1);
        });
    for (FeedbackRun.Outcome outcome : outcomes) {
      if (outcome == null) {
        throw new StoppedException(id(), 0, jobs.size());
      }
    }
    return List.of(outcomes);
  }

  private static List<Trained> gather(
      List<Job> jobs,
      List<FeedbackRun.Outcome> outcomes,
      List<FeedbackArm> arms,
      DataSet set,
      int layers) {
    return arms.stream()
        .map(arm ->
            new Trained(
                arm,
                IntStream.range(0, jobs.size())
                    .filter(k ->
                        jobs.get(k).arm().metric().equals(arm.metric())
                            && jobs.get(k).set() == set
                            && jobs.get(k).layers() == layers)
                    .mapToObj(outcomes::get)
                    .toList()))
        .toList();
  }

  static Trained find(List<Trained> all, FeedbackArm arm) {
    return all.stream()
        .filter(t -> t.arm().metric().equals(arm.metric()))
        .findFirst()
        .orElseThrow();
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
      double bar = bars.mostError(t.arm());
      result.claim(
          Claim.of(
              "test error, " + t.arm().rule().label(),
              t.errors(),
              "%",
              Double.isNaN(bar) ? Claim.Relation.REPORTED : Claim.Relation.AT_MOST,
              bar,
              BAR));
    }
    double[] drtp = find(all, FeedbackArm.DRTP).errors();
    double[] frozen = find(all, FeedbackArm.SHALLOW).errors();
    result.claim(
        Claim.of(
            "test error, frozen hidden layer less random target projection",
            IntStream.range(0, drtp.length).mapToDouble(s -> frozen[s] - drtp[s]).toArray(),
            "points",
            Claim.Relation.AT_LEAST,
            bars.frozenAboveTargets(),
            BAR));
  }

  private static void claimDeep(Result result, List<Trained> deep) {
    for (Trained t : deep) {
      result.claim(
          Claim.of(
              "test error, two hidden layers, " + t.arm().rule().label(),
              t.errors(),
              "%",
              Claim.Relation.REPORTED,
              Double.NaN,
              "with one hidden layer the two alignments are the same algorithm"));
    }
  }

  private static void claimAngles(Result result, Trained dfa) {
    double[] first =
        dfa.outcomes().stream().mapToDouble(FeedbackRun.Outcome::firstEpochAngle).toArray();
    double[] last = dfa.outcomes().stream().mapToDouble(FeedbackRun.Outcome::finalAngle).toArray();
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

  private static void claimUnlocking(
      Result result, Environment environment, List<ImageTask> tasks) {
    int hidden = hidden(!tasks.isEmpty());
    List<UpdateUnlocking> runs =
        environment.seeds().stream()
            .map(seed -> {
              ImageTask task = task(tasks, DataSet.MNIST, seed);
              return UpdateUnlocking.run(
                  task,
                  FeedbackArm.DRTP.network(
                      task.training().inputs(), hidden, 2, task.training().classes()),
                  seed,
                  UNLOCKING_SAMPLES);
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
            Claim.Relation.AT_MOST,
            0,
            "update unlocking"));
    result.claim(
        Claim.of(
            "the same: evaluations and writes of the layers above",
            upper,
            "",
            Claim.Relation.AT_MOST,
            0,
            "update unlocking"));
  }
}
