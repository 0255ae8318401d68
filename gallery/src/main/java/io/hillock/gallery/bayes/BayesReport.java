package io.hillock.gallery.bayes;

import io.hillock.device.rram.MetropolisSampler.Ratio;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pictures, tables and costs of the experiment. */
final class BayesReport {
  private static final double[] SPREADS = {0.05, 0.1, 0.2};
  private static final int BINS = 24;

  private BayesReport() {}

  static void fill(Result result, Map<BayesArm, List<Figures>> byArm) {
    result
        .plot(calibration(byArm))
        .plot(unlike(byArm.get(BayesArm.DEVICE)))
        .plot(stationary())
        .table(arms(byArm))
        .table(ratios());
    byArm.forEach((arm, figures) -> {
      LedgerSummary ledger = DeviceBayesExperiment.ledger(figures.getFirst());
      result.rule(
          RuleCost.of(
              "Metropolis-Hastings, " + arm,
              Claim.mean(DeviceBayesExperiment.each(figures, "accuracy")),
              ledger,
              "a proposal",
              Chain.STEPS,
              Chain.STEPS));
    });
  }

  private static Plot calibration(Map<BayesArm, List<Figures>> byArm) {
    List<Plot.Series> series = new ArrayList<>();
    series.add(new Plot.Series("ideal", Plot.Style.LINE, new double[] {0, 1}, new double[] {0, 1}));
    for (BayesArm arm :
        List.of(BayesArm.DEVICE, BayesArm.SOFTWARE, BayesArm.ALL_ON, BayesArm.PASSING)) {
      double[][] xy = new Calibration(byArm.get(arm)).curve();
      series.add(new Plot.Series(arm.toString(), Plot.Style.POINTS, xy[0], xy[1]));
    }
    return new Plot.Curves(
        "Calibration on unseen patients, all splits",
        Plot.Axis.of("predicted probability"),
        Plot.Axis.of("fraction positive"),
        series);
  }

  private static Plot unlike(List<Figures> device) {
    return Plot.Histogram.of(
        "What the samples disagree about, device, first split",
        Plot.Axis.of("mutual information of label and weights [nat]"),
        BINS,
        List.of("unseen patients", "inputs of another kind"),
        device.getFirst().row("information"),
        device.getFirst().row("informationUnlike"));
  }

  private static Plot stationary() {
    List<Plot.Series> series = new ArrayList<>();
    double[] target = GaussianPosterior.target(0);
    double[] x = new double[target.length];
    Arrays.setAll(x, GaussianPosterior::state);
    series.add(new Plot.Series("posterior", Plot.Style.LINE, x, target));
    for (Ratio ratio : Ratio.values()) {
      series.add(
          new Plot.Series(
              ratio.name().toLowerCase(Locale.ROOT) + " ratio",
              ratio == Ratio.SIMPLE ? Plot.Style.LINE : Plot.Style.POINTS,
              x,
              new GaussianPosterior(0.1, ratio).stationary()));
    }
    return new Plot.Curves(
        "What the chain samples, spread 10 % of G, by transition matrix",
        Plot.Axis.of("conductance [uS]"), Plot.Axis.of("probability per 0.5 uS"), series);
  }

  private static Table arms(Map<BayesArm, List<Figures>> byArm) {
    List<List<String>> rows = new ArrayList<>();
    byArm.forEach((arm, figures) -> {
      LedgerSummary ledger = DeviceBayesExperiment.ledger(figures.getFirst());
      double accepted = Claim.mean(DeviceBayesExperiment.each(figures, "accepted"));
      boolean device = arm != BayesArm.SOFTWARE;
      double write = 1e9 * ledger.counts().writeEnergyJ();
      double read = 1e9 * ledger.counts().readEnergyJ();
      double taken = figures.getFirst().get("accepted");
      rows.add(
          List.of(
              arm.toString(),
              number("%.2f", 100 * Claim.mean(DeviceBayesExperiment.each(figures, "accuracy"))),
              number("%.1f", 100 * accepted / Chain.STEPS),
              number("%.3f", new Calibration(figures).error()),
              device ? number("%.2f", write / Chain.STEPS) : "-",
              device ? number("%.2f", read / Chain.STEPS) : "-",
              device ? number("%.1f", (write + read) / taken) : "-"));
    });
    return new Table(
        "Who draws the samples; energy of cells on the first split",
        List.of(
            "sampler",
            "accuracy [%]",
            "accepted [%]",
            "calibration error",
            "write, per proposal [nJ]",
            "read, per proposal [nJ]",
            "per stored sample [nJ]"),
        rows);
  }

  private static Table ratios() {
    List<List<String>> rows = new ArrayList<>();
    for (double cv : SPREADS) {
      List<String> row = new ArrayList<>(List.of(number("%.0f", 100 * cv)));
      for (Ratio ratio : Ratio.values()) {
        double[] m = GaussianPosterior.moments(new GaussianPosterior(cv, ratio).stationary());
        row.add(number("%.4f", (m[0] - GaussianPosterior.MEAN_US) / GaussianPosterior.SD_US));
        row.add(number("%.4f", m[1] / GaussianPosterior.SD_US / GaussianPosterior.SD_US));
      }
      rows.add(row);
    }
    return new Table(
        "N(50, 10^2) by transition matrix",
        List.of(
            "spread [%]",
            "simple: bias [sd]",
            "variance, relative",
            "corrected: bias [sd]",
            "variance, relative"),
        rows);
  }

  /** A figure, or a dash where there is none, as of a sampler that stored no sample. */
  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
  }
}
