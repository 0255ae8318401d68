package io.hillock.app.report;

import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import java.util.List;
import java.util.Locale;

/** The rules of all experiments of a page side by side. */
final class RuleTable {
  private static final double MICRO = 1e-6;

  private RuleTable() {}

  /** All of them as one table; without rows where no experiment compares rules. */
  static Table table(List<Result> results) {
    return new Table(
        "What each rule reaches and costs. Accesses are words of weights, neurons and traces read"
            + " or written while learning; accuracies are each on its own task.",
        List.of(
            "experiment",
            "rule",
            "accuracy",
            "learning state [byte]",
            "memory accesses per step",
            "step",
            "energy per sample [uJ]",
            "its band [uJ]"),
        results.stream()
            .flatMap(result -> result.rules().stream().map(rule -> row(result.id(), rule)))
            .toList());
  }

  private static List<String> row(String id, RuleCost rule) {
    return List.of(
        id,
        rule.rule(),
        String.format(Locale.ROOT, "%.3f", rule.accuracy()),
        String.format(Locale.ROOT, "%,.0f", rule.learningBytes()),
        String.format(Locale.ROOT, "%,.0f", rule.accessesPerStep()),
        rule.step(),
        HtmlReport.figure(rule.energyPerSample().value() / MICRO),
        HtmlReport.figure(rule.energyPerSample().low() / MICRO)
            + " to "
            + HtmlReport.figure(rule.energyPerSample().high() / MICRO));
  }

  /** Energy of learning against the state that learning needs, a point for each rule. */
  static Plot plot(List<Result> results) {
    return new Plot.Curves(
        "Energy per sample against the state that exists for learning only",
        new Plot.Axis("learning state [byte]", true),
        new Plot.Axis("energy per sample [uJ]", true),
        results.stream()
            .filter(result -> !result.rules().isEmpty())
            .map(RuleTable::points)
            .toList());
  }

  private static Plot.Series points(Result result) {
    return new Plot.Series(
        result.id(),
        Plot.Style.POINTS,
        result.rules().stream().mapToDouble(RuleCost::learningBytes).toArray(),
        result.rules().stream().mapToDouble(r -> r.energyPerSample().value() / MICRO).toArray());
  }
}
