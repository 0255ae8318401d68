package io.hillock.gallery.rewiring;

import io.hillock.data.DataSet;
import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.feedback.ImageTask;
import io.hillock.gallery.feedback.SparseImages;
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

/**
 * How well a network learns that has one connection in seventy-five, when it may choose which.
 *
 * <p>MNIST, 784-300-100-10 rectified linear units without bias, 1, 3 and 30 percent of the
 * connections of the three layers, plain gradient descent on batches of 10, 10 epochs, the rate
 * times 0.8 after each. Deep rewiring in its hard and its soft form against a random mask that
 * stays, each at its own best rate, and against the dense network; other connectivities; where the
 * connections go. Without data: generated strokes. Test images are scored after every epoch to draw
 * curves, and nothing is chosen by them.
 */
public final class RewiringExperiment implements Experiment {
  private static final String BAR = "bar of this project";
  private static final double[] RATES = {0.2, 0.3, 0.5, 0.7, 1.0};
  private static final Seed VALIDATION = Seed.of(11);

  /** The experiment. */
  public RewiringExperiment() {}

  @Override
  public String id() {
    return "deep-rewiring";
  }

  @Override
  public String title() {
    return "Learning with one connection in seventy-five: rewiring while learning against a mask"
        + " that stays";
  }

  @Override
  public String paper() {
    return "G. Bellec, D. Kappel, W. Maass, R. Legenstein 2018, ICLR, arXiv:1711.05136";
  }

  /** Everything that is trained, in its order. */
  private record Plan(
      RewiringArms arms, Map<Seed, ImageTask> tasks, List<Part> parts, Environment environment) {
    /** One network. */
    record Part(SparseArm arm, ImageTask task, Seed seed) {}

    static Plan of(Environment environment) {
      boolean real = ImageTask.present(environment, DataSet.MNIST);
      RewiringArms arms = new RewiringArms(real, environment.scale());
      Map<Seed, ImageTask> tasks = new HashMap<>();
      ImageTask read = real ? ImageTask.read(environment.data().get(), DataSet.MNIST) : null;
      for (Seed seed : environment.seeds()) {
        tasks.put(seed, real ? read : ImageTask.generated(seed));
      }
      List<Part> parts = new ArrayList<>();
      environment
          .seeds()
          .forEach(
              seed -> arms.main().forEach(arm -> parts.add(new Part(arm, tasks.get(seed), seed))));
      Seed first = environment.seeds().getFirst();
      for (double factor : arms.factors()) {
        arms.sweep(factor).forEach(arm -> parts.add(new Part(arm, tasks.get(first), first)));
      }
      if (environment.scale() == Scale.PAPER) {
        ImageTask validation =
            validation(real ? read : ImageTask.generated(VALIDATION), "validation");
        for (double rate : RATES) {
          rates(arms, rate).forEach(arm -> parts.add(new Part(arm, validation, VALIDATION)));
        }
      }
      return new Plan(arms, tasks, parts, environment);
    }

    /** The last sixth of the training images instead of the test images. */
    static ImageTask validation(ImageTask task, String name) {
      SparseImages all = task.training();
      int from = all.size() - all.size() / 6;
      return new ImageTask(task.key() + " " + name, all.part(0, from), all.part(from, all.size()));
    }

    static List<SparseArm> rates(RewiringArms arms, double rate) {
      return List.of(
          new SparseArm("rate.deepr", "DEEP R, hard", arms.deepr().settings().withEta(rate)),
          new SparseArm("rate.static", "static mask", arms.fixed().settings().withEta(rate)));
    }

    boolean real() {
      return arms.real();
    }

    List<KeptJobs.Job> jobs() {
      return parts.stream().map(p -> p.arm().job(environment, p.task(), 1, p.seed())).toList();
    }

    SparseOutcome outcome(SparseArm arm, List<Figures> figures) {
      return new SparseOutcome(
          arm,
          IntStream.range(0, parts.size())
              .filter(k -> parts.get(k).arm().equals(arm))
              .mapToObj(figures::get)
              .toList());
    }
  }

  @Override
  public Optional<Duration> expected(Environment environment) {
    Plan plan = Plan.of(environment);
    Map<SparseSettings, Double> measured = new HashMap<>();
    double seconds = 0;
    for (Plan.Part part : plan.parts()) {
      // Rates and seeds change nothing in how long it takes.
      seconds +=
          measured.computeIfAbsent(
              part.arm().settings().withEta(1), s -> part.arm().seconds(part.task(), part.seed()));
    }
    ForkJoinPool pool = ForkJoinTask.getPool();
    int threads = pool == null ? 1 : pool.getParallelism();
    return Optional.of(Duration.ofSeconds((long) Math.ceil(seconds / threads)));
  }

  @Override
  public Result run(Environment environment) {
    Plan plan = Plan.of(environment);
    Result result =
        new Result(id(), environment, plan.real() ? DataSet.MNIST.title() : "generated");
    if (plan.real()) {
      result.dataSha256(
          LabelledImages.sha256(environment.data().get().resolve(DataSet.MNIST.folder())));
    }
    List<Figures> figures = KeptJobs.run(id(), "thousands of images", environment, plan.jobs());
    List<SparseOutcome> main =
        plan.arms().main().stream().map(arm -> plan.outcome(arm, figures)).toList();
    claims(result, plan, main);
    List<List<SparseOutcome>> sweep =
        plan.arms().factors().stream()
            .map(f -> plan.arms().sweep(f).stream().map(a -> plan.outcome(a, figures)).toList())
            .toList();
    for (List<SparseOutcome> pair : sweep) {
      pair.forEach(o -> result.metric("accuracy." + o.arm().id(), o.accuracies()));
    }
    RewiringReport report = new RewiringReport(result, main);
    report.accuracies();
    report.sweep(sweep);
    if (environment.scale() == Scale.PAPER) {
      report.rates(
          RATES,
          IntStream.range(0, 2)
              .mapToObj(which ->
                  java.util.Arrays.stream(RATES)
                      .mapToObj(r -> plan.outcome(Plan.rates(plan.arms(), r).get(which), figures))
                      .toList())
              .toList());
    }
    report.wiring(
        plan.tasks().get(environment.seeds().getFirst()).training(),
        RewiringBars.of(environment.scale(), plan.real()).dark());
    report.cost();
    main.forEach(o -> result.rule(o.cost()));
    result.ledger(find(main, RewiringArms.DEEPR).training());
    environment.parts().done();
    return result;
  }

  static SparseOutcome find(List<SparseOutcome> all, String id) {
    return all.stream().filter(o -> o.arm().id().equals(id)).findFirst().orElseThrow();
  }

  private static void claims(Result result, Plan plan, List<SparseOutcome> main) {
    RewiringBars bars = RewiringBars.of(plan.arms().scale(), plan.real());
    SparseOutcome deepr = find(main, RewiringArms.DEEPR);
    SparseOutcome fixed = find(main, RewiringArms.STATIC);
    double[] gap =
        IntStream.range(0, deepr.figures().size())
            .mapToDouble(s -> 100 * (deepr.accuracies()[s] - fixed.accuracies()[s]))
            .toArray();
    for (SparseOutcome o : main) {
      result.metric("accuracy." + o.arm().id(), o.accuracies());
      result.metric("connections." + o.arm().id(), o.last(SparseRun.CONNECTIONS));
    }
    result.metric("gap.static", gap);
    result.claim(accuracy(deepr, Claim.Relation.AT_LEAST, bars.deepr(), BAR));
    result.claim(
        accuracy(
            fixed,
            Claim.Relation.REPORTED,
            Double.NaN,
            "its best rate by validation, 0.5, is also the best of DEEP R"));
    result.claim(
        Claim.of(
            "accuracy, DEEP R above the static mask, each at its own best rate",
            gap,
            "points",
            Claim.Relation.AT_LEAST,
            bars.gap(),
            BAR));
    result.claim(
        accuracy(find(main, RewiringArms.SOFT), Claim.Relation.AT_LEAST, bars.soft(), BAR));
    result.claim(
        accuracy(
            find(main, RewiringArms.DENSE),
            Claim.Relation.REPORTED,
            Double.NaN,
            "upper reference"));
    double[] violations = deepr.each(f -> f.get(SparseRun.VIOLATIONS));
    result.metric("violations", violations);
    result.claim(
        Claim.of(
            "steps after which DEEP R had not exactly as many connections as at the start",
            violations,
            "steps",
            Claim.Relation.EQUAL,
            0,
            "by construction"));
    result.claim(
        Claim.of(
            "connections of the static mask less those of DEEP R",
            IntStream.range(0, gap.length)
                .mapToDouble(s ->
                    fixed.last(SparseRun.CONNECTIONS)[s] - deepr.last(SparseRun.CONNECTIONS)[s])
                .toArray(),
            "connections",
            Claim.Relation.EQUAL,
            0,
            "compared at equal number"));
  }

  private static Claim accuracy(
      SparseOutcome outcome, Claim.Relation relation, double bar, String source) {
    return Claim.of(
        "test accuracy, " + outcome.arm().label(),
        outcome.accuracies(),
        "fraction",
        relation,
        bar,
        source);
  }
}
