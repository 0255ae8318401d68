package io.hillock.gallery.multilevel;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.LedgerSummary;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All arms of a task: learning rates swept on validation samples under seeds of their own, then
 * each arm once for every reported seed at the rate that was best on average.
 *
 * @param task the task
 * @param outcomes what each arm reached
 */
record Comparison(LearningTask task, List<Outcome> outcomes) {
  /**
   * What an arm reached.
   *
   * @param arm the arm
   * @param rates the learning rates tried
   * @param validation mean accuracy on validation samples, by rate
   * @param tested figures on the test samples, by seed
   */
  record Outcome(Arm arm, double[] rates, double[] validation, List<Figures> tested) {
    /** The rate that was best on the validation samples, the least of equals. */
    double rate() {
      return rates[best(validation)];
    }

    double[] accuracy() {
      return each(LearningTask.ACCURACY);
    }

    double[] each(String figure) {
      return tested.stream().mapToDouble(f -> f.get(figure)).toArray();
    }

    /** Counts for each sample learned, by seed. */
    double[] perSample(CountKind kind) {
      return tested.stream()
          .mapToDouble(f -> f.ledger().total().get(kind) / f.get(LearningTask.SAMPLES))
          .toArray();
    }

    /** Energy that the device models computed for writing one sample [J], by seed. */
    double[] writeEnergy() {
      return tested.stream()
          .mapToDouble(f -> f.ledger().total().writeEnergyJ() / f.get(LearningTask.SAMPLES))
          .toArray();
    }

    /** Counts, energy and memory of learning with the first seed. */
    LedgerSummary learning() {
      return tested.getFirst().priced(Technology.of(Technology.BuiltIn.DIGITAL_45NM));
    }

    double samples() {
      return tested.getFirst().get(LearningTask.SAMPLES);
    }
  }

  static int best(double[] accuracy) {
    int best = 0;
    for (int k = 1; k < accuracy.length; k++) {
      best = accuracy[k] > accuracy[best] ? k : best;
    }
    return best;
  }

  /** Sweeps and tests. */
  static Comparison run(LearningTask task, Environment environment) {
    List<Arm> arms = task.arms();
    List<double[][]> swept = arms.stream().map(a -> new double[task.rates(a).length][]).toList();
    List<Seed> seeds = task.validationSeeds();
    for (int s = 0; s < seeds.size(); s++) {
      List<Point> points = new ArrayList<>();
      for (int a = 0; a < arms.size(); a++) {
        for (int r = 0; r < swept.get(a).length; r++) {
          points.add(new Point(a, r, task.rates(arms.get(a))[r]));
        }
      }
      List<Figures> found =
          trials(task, environment, seeds.get(s), LearningTask.Part.VALIDATION, points);
      for (int p = 0; p < points.size(); p++) {
        double[][] of = swept.get(points.get(p).arm());
        int r = points.get(p).index();
        of[r] = of[r] == null ? new double[seeds.size()] : of[r];
        of[r][s] = found.get(p).get(LearningTask.ACCURACY);
      }
    }
    List<double[]> validation =
        swept.stream().map(of -> Arrays.stream(of).mapToDouble(Claim::mean).toArray()).toList();
    List<Point> chosen =
        IntStream.range(0, arms.size())
            .mapToObj(a -> {
              int r = best(validation.get(a));
              return new Point(a, r, task.rates(arms.get(a))[r]);
            })
            .toList();
    List<List<Figures>> bySeed =
        environment.seeds().stream()
            .map(seed -> trials(task, environment, seed, LearningTask.Part.TEST, chosen))
            .toList();
    return new Comparison(
        task,
        IntStream.range(0, arms.size())
            .mapToObj(a ->
                new Outcome(
                    arms.get(a),
                    task.rates(arms.get(a)),
                    validation.get(a),
                    bySeed.stream().map(figures -> figures.get(a)).toList()))
            .toList());
  }

  /** An arm at a learning rate. */
  private record Point(int arm, int index, double rate) {}

  private static List<Figures> trials(
      LearningTask task,
      Environment environment,
      Seed seed,
      LearningTask.Part part,
      List<Point> points) {
    String common = task.key(seed) + "\n" + part + "\n" + seed + "\n";
    List<String> keys =
        points.stream().map(p -> common + task.arms().get(p.arm()) + "\n" + p.rate()).toList();
    boolean all = keys.stream().allMatch(key -> environment.parts().find(key).isPresent());
    LearningTask.Trial trial =
        all
            ? (arm, rate, progress) -> {
              throw new IllegalStateException("a kept part is gone");
            }
            : task.prepare(seed, part);
    return KeptJobs.run(
        MultilevelExperiment.ID,
        task.title() + ", " + what(part) + ", seed " + seed.value(),
        environment,
        IntStream.range(0, points.size())
            .mapToObj(p ->
                new KeptJobs.Job(
                    keys.get(p),
                    task.steps(),
                    progress ->
                        trial.run(
                            task.arms().get(points.get(p).arm()), points.get(p).rate(), progress)))
            .toList());
  }

  private static String what(LearningTask.Part part) {
    return switch (part) {
      case VALIDATION -> "learning rates";
      case TEST -> "scored";
    };
  }

  /** The outcome of the arm of that metric. */
  Outcome of(String metric) {
    return outcomes.stream()
        .filter(o -> o.arm().metric().equals(metric))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(task.title() + " has no arm " + metric));
  }

  boolean has(String metric) {
    return outcomes.stream().anyMatch(o -> o.arm().metric().equals(metric));
  }

  /** Accuracy of one arm less that of another, by seed [points]. */
  double[] pointsAbove(String metric, String other) {
    double[] a = of(metric).accuracy();
    double[] b = of(other).accuracy();
    return IntStream.range(0, a.length).mapToDouble(s -> 100 * (a[s] - b[s])).toArray();
  }
}
