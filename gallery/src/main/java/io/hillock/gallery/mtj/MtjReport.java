package io.hillock.gallery.mtj;

import io.hillock.device.mtj.Direction;
import io.hillock.device.mtj.Drive;
import io.hillock.device.mtj.WriteEnergy;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Pictures, tables and costs of the experiment. */
final class MtjReport {
  private MtjReport() {}

  static void fill(Result result, MtjFindings f, Seed first) {
    ClosedForms forms = new ClosedForms(f.table());
    List<double[]> shares = f.trajectoryFigures().stream().map(t -> t.row("share")).toList();
    forms.regimes(f.trajectories(), shares).forEach(result::plot);
    result
        .plot(forms.dwellTimes())
        .plot(stationary(f))
        .plot(purity(f))
        .plot(energy(f))
        .plot(robust(f))
        .plot(probabilities(f))
        .plot(traffic(f.traffic().getFirst(), first))
        .table(patterns(f))
        .table(writes(f))
        .table(lanes(f));
    for (PatternArm arm :
        List.of(PatternArm.PRESET, PatternArm.EQUAL, PatternArm.STUCK, PatternArm.SURE)) {
      List<Figures> figures = f.patterns(arm, 0);
      LedgerSummary ledger =
          figures.getFirst().priced(Technology.of(Technology.BuiltIn.DIGITAL_45NM));
      result.rule(
          RuleCost.of(
              arm.title() + ", 256-20, purity",
              Claim.mean(MtjSynapseExperiment.each(figures, "purity")),
              ledger,
              "1 ms",
              (double) f.shows() * PatternTask.STEPS,
              f.shows()));
    }
  }

  private static double mean(List<Figures> figures, String name) {
    return Claim.mean(MtjSynapseExperiment.each(figures, name));
  }

  private static Plot stationary(MtjFindings f) {
    List<Plot.Series> series = new ArrayList<>();
    StationaryChain[] cases = StationaryChain.cases();
    for (int k = 0; k < cases.length; k += 3) {
      StationaryChain c = cases[k];
      double[] a = new double[41];
      Arrays.setAll(a, n -> n / 40.0);
      double[] pi = Arrays.stream(a).map(c.rule()::stationaryOn).toArray();
      String name =
          String.format(Locale.ROOT, "p_LTP %.2g, p_LTD %.2g", c.rule().pLtp(), c.rule().pLtd());
      series.add(new Plot.Series(name + ", chain", Plot.Style.LINE, a, pi));
      double[] x = {cases[k].a(), cases[k + 1].a(), cases[k + 2].a()};
      double[] y = {
        mean(f.chains().get(k), "on"),
        mean(f.chains().get(k + 1), "on"),
        mean(f.chains().get(k + 2), "on")
      };
      series.add(new Plot.Series(name + ", junctions", Plot.Style.POINTS, x, y));
    }
    return new Plot.Curves(
        "How many junctions are ON under Poisson inputs of 10, 30 and 60 Hz",
        Plot.Axis.of("probability of an input within the window"),
        Plot.Axis.of("share of junctions that are ON"),
        series);
  }

  private static Plot purity(MtjFindings f) {
    List<Plot.Series> series = new ArrayList<>();
    double[] x = Arrays.stream(PatternRun.NOISE).map(n -> 100 * n).toArray();
    for (PatternArm arm : PatternArm.values()) {
      double[] y = new double[x.length];
      Arrays.setAll(y, n -> mean(f.patterns(arm, n), "purity"));
      series.add(new Plot.Series(arm.title(), Plot.Style.LINE, x, y));
    }
    return new Plot.Curves(
        "Ten patterns learned without labels",
        Plot.Axis.of("pixels that are wrong [%]"),
        Plot.Axis.of("purity on unseen showings"),
        series);
  }

  private static Plot energy(MtjFindings f) {
    double[] runs = new double[WriteArm.RATIOS.length];
    for (int k = 0; k < runs.length; k++) {
      runs[k] = 1e6 * mean(f.written(new WriteArm(WriteArm.RATIOS[k], 0, Drive.CURRENT)), "writeJ");
    }
    double[] i = new double[71];
    Arrays.setAll(i, k -> 0.5 + 0.05 * k);
    // a pulse of the rule meets either state: the mean of both directions at the share of pulses
    // of the run nearest to the optimum
    int near = 0;
    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < runs.length; k++) {
      if (runs[k] < best) {
        best = runs[k];
        near = k;
      }
    }
    WriteEnergy on = new WriteEnergy(f.table(), Direction.TO_PARALLEL);
    double scale = best / on.at(WriteArm.RATIOS[near], PatternRun.P).orElseThrow().energyFJ();
    double[] law =
        Arrays.stream(i)
            .map(r -> scale * on.at(r, PatternRun.P).orElseThrow().energyFJ())
            .toArray();
    return new Plot.Curves(
        "Energy of all writes of a run of learning",
        Plot.Axis.of("I / I_c0"),
        new Plot.Axis("energy [uJ]", true),
        List.of(
            new Plot.Series("I^2 R t of a pulse of P = 0.35, scaled", Plot.Style.LINE, i, law),
            new Plot.Series("runs", Plot.Style.POINTS, WriteArm.RATIOS, runs)));
  }

  private static Plot robust(MtjFindings f) {
    return byCurrent(
        f,
        "Purity where junctions differ, 20 % of pixels wrong",
        Plot.Axis.of("purity on unseen showings"),
        "purity");
  }

  private static Plot probabilities(MtjFindings f) {
    return byCurrent(
        f,
        "Spread of the switching probability between junctions, P = 0.35",
        Plot.Axis.of("standard deviation of P over 0.35"),
        "pSpread");
  }

  private static Plot byCurrent(MtjFindings f, String title, Plot.Axis y, String figure) {
    List<Plot.Series> series = new ArrayList<>();
    for (double spread : WriteArm.SPREADS) {
      series.add(byCurrent(f, spread, Drive.CURRENT, figure));
    }
    series.add(byCurrent(f, WriteArm.WIDE, Drive.VOLTAGE, figure));
    return new Plot.Curves(title, Plot.Axis.of("I / I_c0"), y, series);
  }

  private static Plot.Series byCurrent(MtjFindings f, double spread, Drive drive, String figure) {
    double[] y =
        Arrays.stream(WriteArm.RATIOS)
            .map(r -> mean(f.written(new WriteArm(r, spread, drive)), figure))
            .toArray();
    String name =
        String.format(
            Locale.ROOT,
            "spread %.0f %%, constant %s",
            100 * spread,
            drive.name().toLowerCase(Locale.ROOT));
    return new Plot.Series(name, Plot.Style.LINE, WriteArm.RATIOS, y);
  }

  private static Plot traffic(Figures figures, Seed seed) {
    Traffic traffic = Traffic.record(seed, 2, TrafficRun.UNSEEN_S);
    List<Plot.Series> series = new ArrayList<>();
    for (int lane = 0; lane < Traffic.LANES; lane++) {
      int on = lane;
      double[] passed =
          traffic.vehicles().stream()
              .filter(v -> v.lane() == on)
              .mapToDouble(v -> 0.5e-3 * (v.from() + v.to()))
              .sorted()
              .toArray();
      double[] counted = TrafficRun.counts(figures.row("spikes" + lane));
      String name = "lane " + (lane + 1);
      series.add(new Plot.Series(name + ", passed", Plot.Style.LINE, passed, steps(passed)));
      series.add(new Plot.Series(name + ", counted", Plot.Style.POINTS, counted, steps(counted)));
    }
    return new Plot.Curves(
        "Vehicles that passed, and the counts of one neuron for each lane, first seed",
        Plot.Axis.of("time [s]"),
        Plot.Axis.of("vehicles so far"),
        series);
  }

  private static double[] steps(double[] times) {
    double[] so = new double[times.length];
    Arrays.setAll(so, k -> k + 1);
    return so;
  }

  private static String number(String format, double x) {
    return String.format(Locale.ROOT, format, x);
  }

  private static Table patterns(MtjFindings f) {
    List<List<String>> rows = new ArrayList<>();
    for (PatternArm arm : PatternArm.values()) {
      for (int n = 0; n < PatternRun.NOISE.length; n++) {
        List<Figures> figures = f.patterns(arm, n);
        rows.add(
            List.of(
                arm.title(),
                MtjSynapseExperiment.percent(PatternRun.NOISE[n]),
                number("%.3f", mean(figures, "purity")),
                number("%.1f", mean(figures, "covered")),
                number("%.2f", mean(figures, "onActive")),
                number("%.2f", mean(figures, "onOthers")),
                number("%.3f", 1e6 * mean(figures, "writeJ"))));
      }
    }
    return new Table(
        "Patterns, mean over seeds; ON: share of a neuron's junctions, by pixel of its pattern",
        List.of(
            "rule and junctions",
            "input noise [%]",
            "purity",
            "covered of 10",
            "ON, active pixels",
            "ON, other pixels",
            "writes [uJ]"),
        rows);
  }

  private static Table writes(MtjFindings f) {
    List<List<String>> rows = new ArrayList<>();
    for (WriteArm arm : f.writes()) {
      List<Figures> figures = f.written(arm);
      rows.add(
          List.of(
              MtjSynapseExperiment.number(arm.ratio()),
              MtjSynapseExperiment.percent(arm.spread()),
              arm.drive().name().toLowerCase(Locale.ROOT),
              number("%.3g", 1e6 * mean(figures, "writeJ")),
              number("%.2f", mean(figures, "pMean")),
              number("%.2f", mean(figures, "pSpread")),
              number("%.3f", mean(figures, "purity")),
              number("%.1f", mean(figures, "covered"))));
    }
    return new Table(
        "A run of learning by the current of its writes, P = 0.35 in the nominal junction",
        List.of(
            "I / I_c0",
            "spread [%]",
            "constant",
            "writes [uJ]",
            "mean P",
            "sd of P over 0.35",
            "purity",
            "covered of 10"),
        rows);
  }

  private static Table lanes(MtjFindings f) {
    List<List<String>> rows = new ArrayList<>();
    List<Figures> runs = f.traffic();
    for (int s = 0; s < runs.size(); s++) {
      Figures run = runs.get(s);
      List<String> row = new ArrayList<>();
      row.add("" + (s + 1));
      for (double lane : run.row("byLane")) {
        row.add(number("%.2f", lane));
      }
      row.add(number("%.2f", run.get("detected")));
      row.add(number("%.3f", run.get("falsePerVehicle")));
      row.add(number("%.0f", run.get("vehicles")));
      rows.add(row);
    }
    return new Table(
        "Traffic: share of vehicles counted, by seed in their order",
        List.of("run", "lane 1", "lane 2", "lane 3", "lane 4", "all", "false for each", "vehicles"),
        rows);
  }
}
