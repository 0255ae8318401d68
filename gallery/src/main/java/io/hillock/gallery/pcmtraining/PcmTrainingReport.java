package io.hillock.gallery.pcmtraining;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Metrics, tables, plots and costs of {@link PcmTrainingExperiment}. */
final class PcmTrainingReport {
  private PcmTrainingReport() {}

  static void metrics(Result result, Outcomes outcomes) {
    for (Arm arm : outcomes.arms()) {
      result.metric("mse." + arm.metric(), outcomes.mse(arm));
    }
    for (Arm arm : outcomes.arms()) {
      if (arm.onDevices()) {
        result.metric("mse." + arm.metric() + " / mse.float", outcomes.ratio(arm, Arm.FLOAT));
      }
    }
    result
        .metric("mse.zero", outcomes.each(Arm.FLOAT, f -> f.get("zero")))
        .metric("mse.untrained.float", outcomes.each(Arm.FLOAT, f -> f.get("untrained")))
        .metric("mse.untrained.pcm", outcomes.each(Arm.MIXED, f -> f.get("untrained")));
    for (Arm arm : outcomes.arms()) {
      result
          .metric("rateHz." + arm.metric(), outcomes.each(arm, f -> f.get("rate")))
          .metric(
              "mse." + arm.metric() + ".afterDay",
              outcomes.each(arm, f -> f.row("aged")[PatternGenerator.DAY]));
      if (arm.onDevices()) {
        result
            .metric(
                "pulsesPerTrial." + arm.metric(),
                outcomes.each(
                    arm,
                    perTrial(outcomes, f -> f.ledger().total().get(CountKind.PROGRAMMING_PULSE))))
            .metric(
                "writeNanojoulePerTrial." + arm.metric(),
                outcomes.each(
                    arm, perTrial(outcomes, f -> 1e9 * f.ledger().total().writeEnergyJ())));
      }
    }
  }

  private static ToDoubleFunction<Figures> perTrial(
      Outcomes outcomes, ToDoubleFunction<Figures> whole) {
    return f -> whole.applyAsDouble(f) / outcomes.protocol().trials();
  }

  /** What each scheme reached and cost. */
  static void rules(Result result, Outcomes outcomes) {
    double trials = outcomes.protocol().trials();
    for (Arm arm : outcomes.arms()) {
      double[] fit = outcomes.each(arm, f -> 1 - Outcomes.lastMse(f) / f.get("zero"));
      result.rule(
          RuleCost.of(
              "e-prop on "
                  + (arm.onDevices() ? "phase-change pairs, " + arm.name() : "float weights")
                  + "; 1 - error / that of zero for accuracy",
              Claim.mean(fit),
              outcomes.training(arm),
              "1 ms",
              trials * SineTask.STEPS,
              trials));
    }
  }

  static void pictures(Result result, Outcomes outcomes, Seed first) {
    result.plot(errors(outcomes));
    result.plot(curves(outcomes));
    if (outcomes.mse(Arm.FLOAT).length > 1) {
      result.plot(spread(outcomes));
    }
    double[] target = PatternGenerator.target(outcomes.protocol(), first);
    for (Arm arm : Arm.COMPARED) {
      result.plot(outputs(arm, target, outcomes.first(arm).row("output")));
    }
    result.plot(aged(outcomes));
    result.plot(weights(outcomes));
    result.plot(conductances(outcomes));
    result.plot(
        bars(
            "Programming pulses of a trial",
            new Plot.Axis("pulses per trial", true),
            outcomes,
            perTrial(outcomes, f -> f.ledger().total().get(CountKind.PROGRAMMING_PULSE))));
    result.plot(
        bars(
            "Energy of programming, of a trial",
            new Plot.Axis("nJ per trial", true),
            outcomes,
            perTrial(outcomes, f -> 1e9 * f.ledger().total().writeEnergyJ())));
    result.table(table(outcomes));
  }

  private static Plot errors(Outcomes outcomes) {
    List<String> names = new ArrayList<>(outcomes.arms().stream().map(Arm::name).toList());
    List<double[]> samples = new ArrayList<>(outcomes.arms().stream().map(outcomes::mse).toList());
    names.add("output zero");
    samples.add(outcomes.each(Arm.FLOAT, f -> f.get("zero")));
    return bars(
        "Mean squared error of the last "
            + Protocol.LAST_EPOCHS
            + " epochs, mean and deviation over seeds",
        Plot.Axis.of("mean squared error"),
        names,
        samples);
  }

  private static Plot bars(
      String title, Plot.Axis y, Outcomes outcomes, ToDoubleFunction<Figures> figure) {
    List<Arm> arms = outcomes.arms().stream().filter(Arm::onDevices).toList();
    return bars(
        title,
        y,
        arms.stream().map(Arm::name).toList(),
        arms.stream().map(arm -> outcomes.each(arm, figure)).toList());
  }

  private static Plot bars(String title, Plot.Axis y, List<String> names, List<double[]> samples) {
    return new Plot.Bars(
        title,
        y,
        names,
        samples.stream().mapToDouble(Claim::mean).toArray(),
        samples.stream().mapToDouble(s -> Claim.mean(s) - Claim.spread(s)).toArray(),
        samples.stream().mapToDouble(s -> Claim.mean(s) + Claim.spread(s)).toArray());
  }

  private static double[] epochs(Outcomes outcomes) {
    double[] x = new double[outcomes.protocol().epochs()];
    Arrays.setAll(x, e -> e + 1);
    return x;
  }

  private static Plot curves(Outcomes outcomes) {
    double[] x = epochs(outcomes);
    List<Plot.Series> series = new ArrayList<>();
    for (Arm arm : Arm.COMPARED) {
      series.add(new Plot.Series(arm.name(), Plot.Style.LINE, x, outcomes.curve(arm)[0]));
    }
    return error("Error while learning, mean over seeds", series);
  }

  private static Plot spread(Outcomes outcomes) {
    double[] x = epochs(outcomes);
    List<Plot.Series> series = new ArrayList<>();
    for (Arm arm : List.of(Arm.FLOAT, Arm.MIXED)) {
      for (boolean greatest : new boolean[] {false, true}) {
        double[] y = new double[x.length];
        for (int e = 0; e < y.length; e++) {
          int epoch = e;
          double[] all = outcomes.each(arm, f -> f.row("curve")[epoch]);
          y[e] = Arrays.stream(all).reduce(greatest ? Math::max : Math::min).orElseThrow();
        }
        String which = greatest ? ", worst seed" : ", best seed";
        series.add(new Plot.Series(arm.name() + which, Plot.Style.LINE, x, y));
      }
    }
    return error("Error while learning, best and worst seed of each epoch", series);
  }

  private static Plot error(String title, List<Plot.Series> series) {
    return new Plot.Curves(
        title, Plot.Axis.of("epoch"), new Plot.Axis("mean squared error", true), series);
  }

  private static Plot outputs(Arm arm, double[] target, double[] output) {
    double[] ms = new double[target.length];
    Arrays.setAll(ms, t -> t);
    return new Plot.Curves(
        "Target and output in the last epoch, " + arm.name() + ", first seed",
        Plot.Axis.of("ms"),
        Plot.Axis.of("output"),
        List.of(
            new Plot.Series("target", Plot.Style.LINE, ms, target),
            new Plot.Series("output", Plot.Style.LINE, ms, output)));
  }

  private static Plot aged(Outcomes outcomes) {
    double[] hours = Arrays.stream(PatternGenerator.AGES_S).map(s -> (s + 1) / 3600).toArray();
    List<Plot.Series> series = new ArrayList<>();
    for (Arm arm : Arm.COMPARED) {
      double[] mse = new double[hours.length];
      Arrays.setAll(mse, a -> Claim.mean(outcomes.each(arm, f -> f.row("aged")[a])));
      series.add(new Plot.Series(arm.name(), Plot.Style.LINE, hours, mse));
    }
    return new Plot.Curves(
        "Error after the last write, without learning, mean over seeds",
        new Plot.Axis("age of the last write, h", true),
        new Plot.Axis("mean squared error", true),
        series);
  }

  private static Plot weights(Outcomes outcomes) {
    List<Arm> arms = List.of(Arm.FLOAT, Arm.MIXED);
    double range = Arm.MIXED.range().hidden();
    return histogram(
        "Weights from the input after learning, first seed",
        "weight, beyond the range in the outer bins",
        "count",
        -range,
        range,
        arms,
        arms.stream().map(arm -> outcomes.first(arm).row("weights")).toList());
  }

  private static Plot conductances(Outcomes outcomes) {
    List<Arm> arms = Arm.COMPARED.stream().filter(Arm::onDevices).toList();
    return histogram(
        "Conductances of the devices behind them, first seed",
        "uS just after the last write",
        "fraction",
        0,
        Conditions.PUBLISHED.devices().range().gMaxUS(),
        arms,
        arms.stream().map(arm -> fraction(outcomes.first(arm).row("conductances"))).toList());
  }

  private static double[] fraction(double[] counts) {
    double sum = Arrays.stream(counts).sum();
    return Arrays.stream(counts).map(c -> c / sum).toArray();
  }

  private static Plot histogram(
      String title,
      String x,
      String y,
      double low,
      double high,
      List<Arm> arms,
      List<double[]> counts) {
    double[] edges = new double[PatternGenerator.BINS + 1];
    Arrays.setAll(edges, b -> low + (high - low) * b / PatternGenerator.BINS);
    return new Plot.Histogram(
        title,
        Plot.Axis.of(x),
        Plot.Axis.of(y),
        edges,
        arms.stream().map(Arm::name).toList(),
        counts.toArray(double[][]::new));
  }

  private static Table table(Outcomes outcomes) {
    List<List<String>> rows = new ArrayList<>();
    for (Arm arm : outcomes.arms()) {
      LedgerSummary training = outcomes.training(arm);
      rows.add(
          List.of(
              arm.name(),
              text(outcomes.mse(arm), "%.4f"),
              arm.onDevices() ? text(outcomes.ratio(arm, Arm.FLOAT), "%.2f") : "1",
              text(outcomes.each(arm, f -> f.row("aged")[PatternGenerator.DAY]), "%.4f"),
              text(outcomes.each(arm, f -> f.get("rate")), "%.1f"),
              arm.onDevices()
                  ? text(
                      outcomes.each(
                          arm,
                          perTrial(
                              outcomes, f -> f.ledger().total().get(CountKind.PROGRAMMING_PULSE))),
                      "%.0f")
                  : "",
              arm.onDevices()
                  ? text(
                      outcomes.each(
                          arm, perTrial(outcomes, f -> 1e9 * f.ledger().total().writeEnergyJ())),
                      "%.1f")
                  : "",
              arm.onDevices()
                  ? text(
                      outcomes.each(
                          arm, perTrial(outcomes, f -> 1e9 * f.ledger().total().readEnergyJ())),
                      "%.1f")
                  : "",
              String.format(Locale.ROOT, "%.0f", training.learningBytes())));
    }
    return new Table(
        "Schemes, mean over seeds and deviation",
        List.of(
            "scheme",
            "mean squared error",
            "of float",
            "a day after the last write",
            "rate, Hz",
            "pulses per trial",
            "writing, nJ per trial",
            "reading, nJ per trial",
            "learning memory, byte"),
        rows);
  }

  private static String text(double[] samples, String format) {
    String mean = String.format(Locale.ROOT, format, Claim.mean(samples));
    return samples.length == 1
        ? mean
        : mean + " ± " + String.format(Locale.ROOT, format, Claim.spread(samples));
  }
}
