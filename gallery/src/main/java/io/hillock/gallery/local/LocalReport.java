package io.hillock.gallery.local;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Metrics, tables, plots and costs of {@link LocalClassifiersExperiment}. */
final class LocalReport {
  private LocalReport() {}

  /** Metrics of all arms under a prefix. */
  static void metrics(Result result, String prefix, LocalOutcomes outcomes) {
    for (LocalArm arm : outcomes.arms()) {
      result.metric(prefix + "accuracy." + arm.metric(), outcomes.accuracy(arm));
      result.metric(prefix + "accuracy.firstLayer." + arm.metric(), outcomes.firstLayer(arm));
      if (arm.form().isPresent()) {
        result.metric(prefix + "writes.ratio." + arm.metric(), outcomes.writesRatio(arm));
      }
    }
  }

  /** What each rule reached and cost. */
  static void rules(Result result, LocalOutcomes outcomes) {
    double samples = outcomes.protocol().samples();
    int steps = outcomes.protocol().task().grid().steps();
    for (LocalArm arm : outcomes.arms()) {
      result.rule(
          RuleCost.of(
              "local classifiers, " + arm.text(),
              Claim.mean(outcomes.accuracy(arm)),
              outcomes.training(arm),
              "tick of 12.5 ms",
              samples * steps,
              samples));
    }
  }

  /** All arms side by side. */
  static Table table(String title, LocalOutcomes outcomes) {
    List<List<String>> rows = new ArrayList<>();
    for (LocalArm arm : outcomes.arms()) {
      double all = outcomes.synapseWrites(arm.everyStep());
      rows.add(
          List.of(
              arm.text(),
              percent(outcomes.firstLayer(arm)),
              percent(outcomes.accuracy(arm)),
              percent(outcomes.each(arm, f -> f.get(LocalRun.BOXED))),
              percent(outcomes.writesRatio(arm)),
              String.format(Locale.ROOT, "%.2f", 100 * outcomes.synapseWrites(arm) / all),
              arm.rates().stream()
                  .map(rate -> String.format(Locale.ROOT, "%.2g", rate))
                  .collect(Collectors.joining(", "))));
    }
    return new Table(
        title + "; percent, mean over seeds and deviation",
        List.of(
            "learns from",
            "accuracy, first layer",
            "accuracy, last layer",
            "unit-steps in box",
            "of these written",
            "values written, of the same network at every step",
            "learning rates"),
        rows);
  }

  private static String percent(double[] samples) {
    double mean = 100 * Claim.mean(samples);
    return samples.length == 1
        ? String.format(Locale.ROOT, "%.2f", mean)
        : String.format(Locale.ROOT, "%.2f ± %.2f", mean, 100 * Claim.spread(samples));
  }

  /** The pictures of a task. */
  static void plots(Result result, LocalOutcomes outcomes) {
    List<LocalArm> arms = List.copyOf(outcomes.arms());
    double[][] accuracy = arms.stream().map(outcomes::accuracy).toArray(double[][]::new);
    result.plot(
        new Plot.Bars(
            "Accuracy of the last layer on unseen digits",
            Plot.Axis.of("fraction right"),
            arms.stream().map(LocalArm::text).toList(),
            Arrays.stream(accuracy).mapToDouble(Claim::mean).toArray(),
            Arrays.stream(accuracy).mapToDouble(a -> Claim.mean(a) - Claim.spread(a)).toArray(),
            Arrays.stream(accuracy).mapToDouble(a -> Claim.mean(a) + Claim.spread(a)).toArray()));
    List<Plot.Series> writes = new ArrayList<>();
    for (LocalArm arm : arms) {
      double[] ratio = Arrays.stream(outcomes.writesRatio(arm)).map(r -> 100 * r).toArray();
      writes.add(new Plot.Series(arm.text(), Plot.Style.POINTS, ratio, outcomes.accuracy(arm)));
    }
    result.plot(
        new Plot.Curves(
            "Accuracy against writes, last layer, a point for each seed",
            new Plot.Axis("unit-steps written, percent of those inside the box", true),
            Plot.Axis.of("fraction right"),
            writes));
  }
}
