package io.hillock.gallery.pruning;

import io.hillock.data.DataSet;
import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.feedback.ImageTask;
import io.hillock.gallery.rewiring.SparseArm;
import io.hillock.gallery.rewiring.SparseOutcome;
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
 * Brains grow more synapses than they keep. Is that a good way to a sparse network, by what it
 * reaches and by what it costs?
 *
 * <p>The network of {@code deep-rewiring}, trained with as many images each time, reaches the same
 * number of connections by different ways: sparse from the start, rewired while it learns, pruned
 * by magnitude along a schedule from five times, twenty times or all connections, with and without
 * regrowth, and dense to the end and then pruned at once. Accuracy against operations and energy of
 * learning, for several numbers of connections.
 */
public final class PruningExperiment implements Experiment {
  static final int LOOKS = 4;

  /** The experiment. */
  public PruningExperiment() {}

  @Override
  public String id() {
    return "pruning";
  }

  @Override
  public String title() {
    return "Overgrow, then prune: accuracy and energy on the way to a sparse network, against"
        + " training it sparse and against rewiring";
  }

  @Override
  public String paper() {
    return "P. R. Huttenlocher 1979, Brain Res. 163:195, doi:10.1016/0006-8993(79)90349-4;"
        + " M. Zhu, S. Gupta 2017, arXiv:1710.01878; D. C. Mocanu et al. 2018, Nat. Commun. 9:2383,"
        + " doi:10.1038/s41467-018-04316-3; G. Bellec et al. 2018, ICLR, arXiv:1711.05136";
  }

  /** Everything that is trained, in its order. */
  private record Plan(
      boolean real, PruningArms arms, Map<Seed, ImageTask> tasks, List<Part> parts) {
    /** One network. */
    record Part(SparseArm arm, Seed seed) {}

    static Plan of(Environment environment) {
      boolean real = ImageTask.present(environment, DataSet.MNIST);
      ImageTask read = real ? ImageTask.read(environment.data().get(), DataSet.MNIST) : null;
      Map<Seed, ImageTask> tasks = new HashMap<>();
      for (Seed seed : environment.seeds()) {
        tasks.put(seed, real ? read : ImageTask.generated(seed));
      }
      int images = tasks.get(environment.seeds().getFirst()).training().size();
      PruningArms arms = new PruningArms(real, environment.scale(), images);
      List<Part> parts = new ArrayList<>();
      for (Seed seed : environment.seeds()) {
        parts.add(new Part(arms.dense(), seed));
        arms.at(1).forEach(arm -> parts.add(new Part(arm, seed)));
      }
      Seed first = environment.seeds().getFirst();
      for (double factor : arms.factors()) {
        if (factor != 1) {
          arms.at(factor).forEach(arm -> parts.add(new Part(arm, first)));
        }
      }
      return new Plan(real, arms, tasks, parts);
    }

    List<KeptJobs.Job> jobs(Environment environment) {
      return parts.stream()
          .map(p -> p.arm().job(environment, tasks.get(p.seed()), LOOKS, p.seed()))
          .toList();
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
    Seed seed = environment.seeds().getFirst();
    // A network that is pruned soon is much faster than at its start: half of that on average.
    double seconds =
        plan.parts().stream()
            .filter(p -> p.seed().equals(seed))
            .mapToDouble(p -> {
              boolean again =
                  p.arm().equals(plan.arms().dense()) || plan.arms().at(1).contains(p.arm());
              int times = again ? environment.seeds().size() : 1;
              return 0.5 * times * p.arm().seconds(plan.tasks().get(seed), seed);
            })
            .sum();
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
    List<Figures> figures =
        KeptJobs.run(id(), "thousands of images", environment, plan.jobs(environment));
    SparseOutcome dense = plan.outcome(plan.arms().dense(), figures);
    List<List<SparseOutcome>> all =
        plan.arms().factors().stream()
            .map(f -> plan.arms().at(f).stream().map(a -> plan.outcome(a, figures)).toList())
            .toList();
    PruningReport report = new PruningReport(result, dense, all);
    report.claims(PruningBars.of(environment.scale(), plan.real()));
    report.plots();
    report.tables();
    List<SparseOutcome> standard = report.standard();
    standard.forEach(o -> result.rule(o.cost()));
    result.rule(dense.cost());
    result.ledger(PruningReport.find(standard, PruningArms.FULL).training());
    environment.parts().done();
    return result;
  }
}
