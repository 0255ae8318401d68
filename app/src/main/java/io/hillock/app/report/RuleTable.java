package io.hillock.app.report;

import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.EnergyEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rules of all experiments of a page side by side. */
final class RuleTable {
  private static final double MICRO = 1e-6;

  private RuleTable() {}

  /** All of them as one table; without rows where no experiment compares rules. */
  static Table table(List<Result> results) {
    List<String> technologies = technologies(results);
    List<String> header =
        new ArrayList<>(
            List.of(
                "experiment",
                "rule",
                "accuracy",
                "learning state [byte]",
                "memory accesses per step",
                "step"));
    technologies.forEach(t -> header.add("energy per sample, " + t + " [uJ]"));
    List<List<String>> rows = new ArrayList<>();
    for (Result result : results) {
      result.rules().forEach(rule -> rows.add(row(result.id(), rule, technologies)));
    }
    return new Table(
        "What each rule reaches and costs. Accesses are words of weights, neurons and traces read"
            + " or written while learning; accuracies are each on its own task; energies stand"
            + " with their bands. Prices of 28 nm are those of a whole core for a synaptic"
            + " operation, and none for a trace; at 45 nm every trace is a word of memory.",
        header,
        rows);
  }

  private static List<String> technologies(List<Result> results) {
    return results.stream()
        .flatMap(result -> result.rules().stream())
        .flatMap(rule -> rule.energyPerSample().keySet().stream())
        .distinct()
        .toList();
  }

  private static List<String> row(String id, RuleCost rule, List<String> technologies) {
    List<String> row =
        new ArrayList<>(
            List.of(
                id,
                rule.rule(),
                String.format(Locale.ROOT, "%.3f", rule.accuracy()),
                String.format(Locale.ROOT, "%,.0f", rule.learningBytes()),
                String.format(Locale.ROOT, "%,.0f", rule.accessesPerStep()),
                rule.step()));
    for (String technology : technologies) {
      EnergyEstimate energy = rule.energyPerSample().get(technology);
      row.add(energy == null ? HtmlReport.DASH : band(energy));
    }
    return row;
  }

  private static String band(EnergyEstimate e) {
    return micro(e.value()) + " (" + micro(e.low()) + " to " + micro(e.high()) + ")";
  }

  /** Microjoules with about three digits: so many rules stand side by side. */
  private static String micro(double joule) {
    double x = joule / MICRO;
    String format = x >= 100 ? "%.0f" : x >= 10 ? "%.1f" : x >= 1 ? "%.2f" : "%.2g";
    return String.format(Locale.ROOT, format, x);
  }

  /** Energy of learning against the state that learning needs, a point for each rule. */
  static Plot plot(List<Result> results) {
    String technology = technologies(results).getLast();
    return new Plot.Curves(
        "Energy per sample after " + technology + " against the state for learning only",
        new Plot.Axis("learning state [byte]", true),
        new Plot.Axis("energy per sample [uJ]", true),
        results.stream()
            .filter(result -> !result.rules().isEmpty())
            .map(result -> points(result, technology))
            .toList());
  }

  private static Plot.Series points(Result result, String technology) {
    return new Plot.Series(
        result.id(),
        Plot.Style.POINTS,
        result.rules().stream().mapToDouble(RuleCost::learningBytes).toArray(),
        result.rules().stream()
            .map(rule -> rule.energyPerSample().get(technology))
            .mapToDouble(e -> e == null ? Double.NaN : e.value() / MICRO)
            .toArray());
  }
}
