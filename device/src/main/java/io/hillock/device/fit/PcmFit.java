package io.hillock.device.fit;

import io.hillock.device.NonIdeality;
import io.hillock.device.pcm.PcmParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Fits phase-change devices: read noise, drift, the state after a RESET, SET pulses. */
final class PcmFit {
  private final PcmParameters base;
  private final FitReport report;

  PcmFit(PcmParameters base, FitReport report) {
    this.base = base;
    this.report = report;
  }

  void fit(PulseFile file) {
    PcmPulses pulses = new PcmPulses(file);
    if (file.rows() < 20) {
      throw file.tooFew("rows", file.rows(), "a fit needs at least 20 reads");
    }
    if (pulses.trains().stream()
        .flatMap(t -> t.states().stream())
        .flatMap(s -> s.ages().stream())
        .noneMatch(r -> r.repeats().mean() > 0)) {
      throw file.tooFew("rows that conduct", 0, "a fit needs at least 20");
    }
    boolean noisy = base.has(NonIdeality.READ_NOISE);
    List<Repeats> reads =
        pulses.trains().stream()
            .flatMap(t -> t.states().stream())
            .flatMap(s -> s.ages().stream())
            .map(PcmPulses.Reads::repeats)
            .toList();
    ReadNoiseFit read =
        new ReadNoiseFit(
            ReadNoiseFit.Law.LINEAR,
            reads,
            noisy ? base.read().relative() : 0,
            noisy ? base.read().offsetUS() : 0,
            report);
    PcmDriftFit drift = new PcmDriftFit(base, base.has(NonIdeality.DRIFT), read, pulses, report);
    PcmSetFit set = new PcmSetFit(base, read, drift, pulses, report);
    if (report.figures().stream().noneMatch(f -> f.how() == FittedFigure.How.FITTED)) {
      throw file.tooFew(
          "rows", file.rows(), "a fit needs 40 reads after pulses, or 5 trains read at two ages");
    }
    if (set.fitted()) {
      setPanels(set);
    }
    driftPanel(pulses, drift);
  }

  private void setPanels(PcmSetFit set) {
    List<double[]> measured = set.byPulse();
    List<double[]> predicted = set.predicted((int) measured.getLast()[0]);
    double[] k = Curve.column(measured, 0);
    double[] grid = Curve.column(predicted, 0);
    report.panel(
        new Panel(
            "Conductance after SET pulses",
            "pulses since RESET",
            false,
            "mean of G at t0 [uS]",
            false,
            List.of(
                new Panel.Series("measured", true, k, Curve.column(measured, 1)),
                new Panel.Series("fit", false, grid, Curve.column(predicted, 1)))));
    report.panel(
        new Panel(
            "Spread over devices and trains",
            "pulses since RESET",
            false,
            "sd of G at t0 [uS]",
            false,
            List.of(
                new Panel.Series("measured", true, k, Curve.column(measured, 2)),
                new Panel.Series("fit", false, grid, Curve.column(predicted, 2)))));
    report.panel(Curve.quantiles("Residuals of SET pulses", set.residuals()));
  }

  /** Each state over its reading nearest to t0, averaged over states, against age. */
  private void driftPanel(PcmPulses pulses, PcmDriftFit drift) {
    TreeMap<Double, double[]> ages = new TreeMap<>();
    for (PcmPulses.Train t : pulses.trains()) {
      for (PcmPulses.State s : t.states()) {
        PcmPulses.Reads near = s.ages().getFirst();
        for (PcmPulses.Reads r : s.ages()) {
          double closer = StrictMath.abs(drift.logAge(r.ageS()));
          near = closer < StrictMath.abs(drift.logAge(near.ageS())) ? r : near;
        }
        if (s.ages().size() < 2 || !(near.repeats().mean() > 0)) {
          continue;
        }
        double level =
            near.repeats().mean() * StrictMath.exp(drift.nu() * drift.logAge(near.ageS()));
        for (PcmPulses.Reads r : s.ages()) {
          double[] sum = ages.computeIfAbsent(r.ageS(), a -> new double[2]);
          sum[0] += r.repeats().mean();
          sum[1] += level;
        }
      }
    }
    List<double[]> points = new ArrayList<>();
    ages.forEach((age, sum) -> {
      if (age > 0) {
        points.add(new double[] {age, sum[0] / sum[1]});
      }
    });
    if (points.size() < 2) {
      return;
    }
    List<double[]> shown = Curve.thinned(points, 200);
    double[] x = Curve.column(shown, 0);
    double[] grid = new double[60];
    for (int k = 0; k < grid.length; k++) {
      grid[k] = x[0] * StrictMath.pow(x[x.length - 1] / x[0], k / (grid.length - 1.0));
    }
    report.panel(
        new Panel(
            "Drift",
            "age [s]",
            true,
            "G(age) / G(t0)",
            false,
            List.of(
                new Panel.Series("measured, mean", true, x, Curve.column(shown, 1)),
                new Panel.Series(
                    "fit",
                    false,
                    grid,
                    Curve.of(grid, a -> StrictMath.exp(-drift.nu() * drift.logAge(a)))))));
  }
}
