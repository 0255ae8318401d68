package io.hillock.gallery.pruning;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.gallery.rewiring.SparseOutcome;
import io.hillock.gallery.rewiring.SparseRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Claims, plots and tables of the experiment.
 *
 * @param result where they go
 * @param dense the network that keeps all connections
 * @param all the ways to each number of connections
 */
record PruningReport(Result result, SparseOutcome dense, List<List<SparseOutcome>> all) {
  private static final String BAR = "bar of this project";
  private static final double THOUSAND = 1000;
  private static final double MILLI = 1e-3;
  private static final double NANO = 1e-9;

  static SparseOutcome find(List<SparseOutcome> ways, String id) {
    return ways.stream().filter(o -> o.arm().id().startsWith(id + ".")).findFirst().orElseThrow();
  }

  /** The ways to 1.33 % of the connections. */
  List<SparseOutcome> standard() {
    return all.stream()
        .filter(ways -> ways.getFirst().arm().id().endsWith(".x1.0"))
        .findFirst()
        .orElseThrow();
  }

  private static double[] difference(SparseOutcome a, SparseOutcome b) {
    double[] x = a.accuracies();
    double[] y = b.accuracies();
    return IntStream.range(0, x.length).mapToDouble(s -> 100 * (x[s] - y[s])).toArray();
  }

  private static double[] ratio(SparseOutcome a, SparseOutcome b, String row) {
    double[] x = a.last(row);
    double[] y = b.last(row);
    return IntStream.range(0, x.length).mapToDouble(s -> x[s] / y[s]).toArray();
  }

  void claims(PruningBars bars) {
    List<SparseOutcome> ways = standard();
    SparseOutcome full = find(ways, PruningArms.FULL);
    SparseOutcome deepr = find(ways, PruningArms.DEEPR);
    SparseOutcome fixed = find(ways, PruningArms.STATIC);
    result.metric("accuracy.dense", dense.accuracies());
    for (List<SparseOutcome> at : all) {
      for (SparseOutcome o : at) {
        String id = at == ways ? o.arm().id().replace(".x1.0", "") : o.arm().id();
        result.metric("accuracy." + id, o.accuracies());
        result.metric("energyJ.learning." + id, o.last(SparseRun.ENERGY));
        result.metric("energyJ.inference." + id, o.last(SparseRun.INFERENCE_ENERGY));
      }
    }
    result.claim(
        Claim.of(
            "test accuracy, pruned from dense to 1.33 %",
            full.accuracies(), "fraction", Claim.Relation.AT_LEAST, bars.pruned(), BAR));
    require(
        "accuracy, pruned from dense above sparse from the start",
        difference(full, fixed),
        "points",
        bars.aboveStatic());
    require(
        "accuracy, DEEP R above sparse from the start",
        difference(deepr, fixed),
        "points",
        bars.aboveStatic());
    report("accuracy, pruned from dense above DEEP R", difference(full, deepr), "points");
    report(
        "accuracy, pruned from 5 times above DEEP R",
        difference(find(ways, PruningArms.FIVE), deepr),
        "points");
    report(
        "accuracy, what regrowth adds to pruning from 5 times",
        difference(find(ways, PruningArms.REGROW), find(ways, PruningArms.FIVE)),
        "points");
    report(
        "accuracy, what pruning little by little adds to pruning at once",
        difference(full, find(ways, PruningArms.AT_ONCE)),
        "points");
    require(
        "energy of learning, pruned from dense over DEEP R",
        ratio(full, deepr, SparseRun.ENERGY),
        "times",
        bars.energyRatio());
    report(
        "accuracy of the network to be pruned from dense, still denser, at DEEP R's whole energy",
        atEnergy(full, deepr),
        "fraction");
    report(
        "energy of learning, pruned from 5 times over DEEP R",
        ratio(find(ways, PruningArms.FIVE), deepr, SparseRun.ENERGY),
        "times");
    report(
        "energy of an inference, pruned from dense over DEEP R",
        ratio(full, deepr, SparseRun.INFERENCE_ENERGY),
        "times");
    double[] wrong =
        ways.stream()
            .mapToDouble(o ->
                Arrays.stream(o.last(SparseRun.CONNECTIONS))
                    .map(k -> Math.abs(k - fixed.last(SparseRun.CONNECTIONS)[0]))
                    .sum())
            .toArray();
    result.claim(
        Claim.of(
            "connections at the end by which any way differs from the others",
            new double[] {Arrays.stream(wrong).sum()},
            "connections",
            Claim.Relation.EQUAL,
            0,
            "compared at equal number"));
  }

  /** The last accuracy seen before a network had used as much energy as another in the end. */
  private static double[] atEnergy(SparseOutcome outcome, SparseOutcome other) {
    double[] most = other.last(SparseRun.ENERGY);
    return IntStream.range(0, most.length)
        .mapToDouble(s -> {
          double[] energy = outcome.figures().get(s).row(SparseRun.ENERGY);
          double[] accuracy = outcome.figures().get(s).row(SparseRun.ACCURACIES);
          int k = 0;
          while (k + 1 < energy.length && energy[k + 1] <= most[s]) {
            k++;
          }
          return energy[k] <= most[s] ? accuracy[k] : Double.NaN;
        })
        .toArray();
  }

  private void require(String name, double[] samples, String unit, double bar) {
    result.claim(Claim.of(name, samples, unit, Claim.Relation.AT_LEAST, bar, BAR));
  }

  private void report(String name, double[] samples, String unit) {
    result.claim(
        Claim.of(name, samples, unit, Claim.Relation.REPORTED, Double.NaN, "which way wins where"));
  }

  void plots() {
    // Pruning at the end is the dense network until then: a row of the table says all of it.
    List<SparseOutcome> ways =
        new ArrayList<>(
            standard().stream().filter(o -> !o.arm().id().startsWith(PruningArms.AT_END)).toList());
    ways.add(dense);
    result.plot(
        new Plot.Curves(
            "Test error against energy of learning, to 1.33 % of the connections, mean over seeds",
            new Plot.Axis("energy of learning so far [mJ], 45 nm prices", true),
            new Plot.Axis("%", true),
            ways.stream()
                .map(o -> series(o, scaled(o.mean(SparseRun.ENERGY), 1 / MILLI), errors(o)))
                .toList()));
    result.plot(
        new Plot.Curves(
            "Test error against images learned",
            Plot.Axis.of("thousands of images learned"),
            new Plot.Axis("%", true),
            ways.stream().map(o -> series(o, thousands(o), errors(o))).toList()));
    result.plot(
        new Plot.Curves(
            "Connections while learning",
            Plot.Axis.of("thousands of images learned"),
            new Plot.Axis("connections", true),
            ways.stream()
                .map(o -> series(o, thousands(o), o.mean(SparseRun.CONNECTIONS)))
                .toList()));
    result.plot(
        new Plot.Curves(
            "Energy of an inference while learning",
            Plot.Axis.of("thousands of images learned"),
            new Plot.Axis("nJ, 45 nm prices", true),
            ways.stream()
                .map(o ->
                    series(o, thousands(o), scaled(o.mean(SparseRun.INFERENCE_ENERGY), 1 / NANO)))
                .toList()));
    if (all.size() > 1) {
      result.plot(byDensity());
    }
  }

  private static Plot.Series series(SparseOutcome outcome, double[] x, double[] y) {
    return new Plot.Series(outcome.arm().label(), Plot.Style.LINE, x, y);
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }

  private static double[] errors(SparseOutcome outcome) {
    return Arrays.stream(outcome.mean(SparseRun.ACCURACIES)).map(a -> 100 * (1 - a)).toArray();
  }

  private static double[] thousands(SparseOutcome outcome) {
    return scaled(outcome.mean(SparseRun.SAMPLES), 1 / THOUSAND);
  }

  /** The ways that all numbers of connections have come first. */
  private Plot byDensity() {
    List<List<SparseOutcome>> rising =
        all.stream()
            .sorted(Comparator.comparingDouble(at -> at.getFirst().last(SparseRun.CONNECTIONS)[0]))
            .toList();
    int common = all.stream().mapToInt(List::size).min().orElse(0);
    List<Plot.Series> series = new ArrayList<>();
    for (int way = 0; way < common; way++) {
      int w = way;
      series.add(
          series(
              all.getFirst().get(w),
              rising.stream()
                  .mapToDouble(at -> Claim.mean(at.get(w).last(SparseRun.CONNECTIONS)))
                  .toArray(),
              rising.stream()
                  .mapToDouble(at -> 100 * (1 - Claim.mean(at.get(w).accuracies())))
                  .toArray()));
    }
    return new Plot.Curves(
        "Test error against the number of connections at the end",
        new Plot.Axis("connections", true),
        new Plot.Axis("%", true),
        series);
  }

  void tables() {
    for (List<SparseOutcome> at : all) {
      List<List<String>> rows = new ArrayList<>();
      at.forEach(o -> rows.add(row(o)));
      rows.add(row(dense));
      result.table(
          new Table(
              String.format(
                  Locale.ROOT,
                  "Ways to %,.0f connections (energies by 45 nm prices, %s)",
                  at.getFirst().last(SparseRun.CONNECTIONS)[0],
                  at == standard() ? "mean over seeds" : "first seed, the dense network all seeds"),
              List.of(
                  "way",
                  "test accuracy (spread)",
                  "accesses of learning, millions",
                  "learning [mJ]",
                  "greatest inference on the way [nJ]",
                  "inference at the end [nJ]",
                  "greatest number of connections"),
              rows));
    }
  }

  private static List<String> row(SparseOutcome o) {
    LedgerSummary training = o.training();
    assert training.energy().uncovered().isEmpty();
    return List.of(
        o.arm().label(),
        accuracy(o.accuracies()),
        String.format(Locale.ROOT, "%,.0f", Claim.mean(o.last(SparseRun.ACCESSES)) / 1e6),
        String.format(Locale.ROOT, "%.2f", Claim.mean(o.last(SparseRun.ENERGY)) / MILLI),
        String.format(Locale.ROOT, "%.1f", greatest(o, SparseRun.INFERENCE_ENERGY) / NANO),
        String.format(Locale.ROOT, "%.1f", Claim.mean(o.last(SparseRun.INFERENCE_ENERGY)) / NANO),
        String.format(Locale.ROOT, "%,.0f", greatest(o, SparseRun.CONNECTIONS)));
  }

  private static String accuracy(double[] values) {
    return values.length == 1
        ? String.format(Locale.ROOT, "%.4f", values[0])
        : String.format(Locale.ROOT, "%.4f (%.4f)", Claim.mean(values), Claim.spread(values));
  }

  private static double greatest(SparseOutcome outcome, String row) {
    double greatest = 0;
    for (Figures f : outcome.figures()) {
      greatest = Math.max(greatest, Arrays.stream(f.row(row)).max().orElse(0));
    }
    return greatest;
  }
}
