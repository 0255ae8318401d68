package io.hillock.gallery.sequential;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.Energy;
import io.hillock.ledger.Technology;
import io.hillock.train.Signals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Claims, metrics, plots and tables of the experiment. */
final class SequentialReport {
  private static final String BAR = "bar of this project";
  private static final String BEST_OF_RUNS =
      "Bellec et al. 2018, figure: best of the runs; 36,000 batches of 256";
  private static final double NANO = 1e9;

  private static final Map<SequentialArm, Double> PUBLISHED =
      new EnumMap<>(
          Map.of(
              SequentialArm.LSNN, 0.937,
              SequentialArm.LIF, 0.633,
              SequentialArm.REWIRED, 0.964,
              SequentialArm.LSTM, 0.985));

  private final Result result;
  private final Scale scale;
  private final SequentialTask task;
  private final List<SequentialMnistExperiment.Part> parts;
  private final List<Figures> figures;

  SequentialReport(
      Result result,
      Scale scale,
      SequentialTask task,
      List<SequentialMnistExperiment.Part> parts,
      List<Figures> figures) {
    this.result = result;
    this.scale = scale;
    this.task = task;
    this.parts = parts;
    this.figures = figures;
  }

  void add() {
    List<SequentialSettings> kinds =
        parts.stream().map(SequentialMnistExperiment.Part::settings).distinct().toList();
    for (SequentialSettings settings : kinds.reversed()) { // row by row first
      boolean pixel = settings == SequentialSettings.PIXEL;
      String prefix = pixel ? "pixel." : "";
      for (SequentialArm arm : SequentialArm.values()) {
        result.metric(prefix + "accuracy." + arm.key(), row(settings, arm, SequentialRun.ACCURACY));
        result.metric(
            prefix + "operations." + arm.key(), row(settings, arm, SequentialRun.OPERATIONS));
        result.metric(
            prefix + "secondsPerBatch." + arm.key(), row(settings, arm, SequentialRun.SECONDS));
      }
      result.metric(
          prefix + "bptt.bytesPerUnitStep", row(settings, SequentialArm.LSNN, SequentialRun.TAPE));
      if (pixel) {
        pixelClaims(settings);
      } else {
        rowClaims(settings);
      }
      result.plot(curves(settings));
      result.plot(sparsity(settings));
      result.table(accuracies(settings));
      result.table(costs(settings));
    }
    result.plot(raster(kinds.getFirst()));
    result.ledger(
        figure(kinds.getFirst(), SequentialArm.LSNN)
            .priced(Technology.of(Technology.BuiltIn.DIGITAL_28NM)));
  }

  private double[] row(SequentialSettings settings, SequentialArm arm, String name) {
    return IntStream.range(0, parts.size())
        .filter(k -> parts.get(k).settings() == settings && parts.get(k).arm() == arm)
        .mapToDouble(k -> figures.get(k).get(name))
        .toArray();
  }

  private Figures figure(SequentialSettings settings, SequentialArm arm) {
    int k =
        IntStream.range(0, parts.size())
            .filter(i -> parts.get(i).settings() == settings && parts.get(i).arm() == arm)
            .findFirst()
            .orElseThrow();
    return figures.get(k);
  }

  private double[] above(SequentialSettings settings) {
    double[] lsnn = row(settings, SequentialArm.LSNN, SequentialRun.ACCURACY);
    double[] lif = row(settings, SequentialArm.LIF, SequentialRun.ACCURACY);
    return IntStream.range(0, lsnn.length).mapToDouble(s -> lsnn[s] - lif[s]).toArray();
  }

  private void rowClaims(SequentialSettings settings) {
    SequentialBars bars = SequentialBars.of(scale, task.generated());
    result.claim(
        Claim.of(
            "row by row, accuracy of the LSNN",
            row(settings, SequentialArm.LSNN, SequentialRun.ACCURACY),
            "fraction",
            Claim.Relation.AT_LEAST,
            bars.lsnn(),
            BAR));
    result.claim(
        Claim.of(
            "row by row, LSNN above LIF units",
            above(settings),
            "fraction",
            Claim.Relation.AT_LEAST,
            bars.aboveLif(),
            BAR));
    for (SequentialArm arm : SequentialArm.values()) {
      if (arm != SequentialArm.LSNN) {
        result.claim(reported("row by row, accuracy of the " + arm.label(), settings, arm, BAR));
      }
    }
  }

  private void pixelClaims(SequentialSettings settings) {
    for (SequentialArm arm : SequentialArm.values()) {
      String name = "pixel by pixel, accuracy of the " + arm.label();
      Claim claim =
          arm == SequentialArm.LSNN
              ? Claim.of(
                  name,
                  row(settings, arm, SequentialRun.ACCURACY),
                  "fraction",
                  Claim.Relation.AT_LEAST,
                  SequentialBars.PIXEL,
                  BEST_OF_RUNS)
              : reported(name, settings, arm, BEST_OF_RUNS);
      result.claim(claim.published(PUBLISHED.get(arm)));
    }
    result.claim(
        Claim.of(
            "pixel by pixel, LSNN above LIF units",
            above(settings),
            "fraction",
            Claim.Relation.AT_LEAST,
            SequentialBars.PIXEL_ABOVE_LIF,
            BAR));
  }

  private Claim reported(
      String name, SequentialSettings settings, SequentialArm arm, String source) {
    return Claim.of(
        name,
        row(settings, arm, SequentialRun.ACCURACY),
        "fraction",
        Claim.Relation.REPORTED,
        Double.NaN,
        source.equals(BAR) ? "for comparison" : source);
  }

  private Plot curves(SequentialSettings settings) {
    List<Plot.Series> series = new ArrayList<>();
    for (SequentialArm arm : SequentialArm.values()) {
      series.add(line(arm.label(), settings, arm, SequentialRun.VALIDATION));
    }
    return new Plot.Curves(
        "Accuracy on held-out training images, " + settings.name() + " by " + settings.name(),
        Plot.Axis.of("batches of 128 images"),
        Plot.Axis.of("accuracy"),
        series);
  }

  private Plot sparsity(SequentialSettings settings) {
    List<Plot.Series> series = new ArrayList<>();
    for (SequentialArm arm : List.of(SequentialArm.LSNN, SequentialArm.LIF)) {
      series.add(line(arm.label() + ", spikes", settings, arm, SequentialRun.RATE));
      series.add(
          line(arm.label() + ", visited on the way back", settings, arm, SequentialRun.VISITED));
    }
    return new Plot.Curves(
        "Share of units and steps at work, " + settings.name() + " by " + settings.name(),
        Plot.Axis.of("batches of 128 images"),
        Plot.Axis.of("fraction"),
        series);
  }

  private Plot.Series line(
      String name, SequentialSettings settings, SequentialArm arm, String row) {
    Figures f = figure(settings, arm);
    return new Plot.Series(name, Plot.Style.LINE, f.row(SequentialRun.BATCHES), f.row(row));
  }

  /** What the network sees of one digit. */
  private Plot raster(SequentialSettings settings) {
    int lines = settings.code().inputs(task.test());
    List<double[]> events = new ArrayList<>();
    Signals in = new Signals(1, lines, settings.code().binary());
    for (int t = 0; t < settings.steps(task.test()); t++) {
      in.clear();
      settings.code().events(task.test(), 0, t, in, 0);
      for (int k = 0; k < in.count[0]; k++) {
        events.add(new double[] {t, in.index[k]});
      }
    }
    double[] time = events.stream().mapToDouble(e -> e[0]).toArray();
    int[] row = events.stream().mapToInt(e -> (int) e[1]).toArray();
    return new Plot.Raster(
        "Events of the first test image, a " + task.test().label(0),
        Plot.Axis.of("step"),
        lines,
        time,
        row);
  }

  private Table accuracies(SequentialSettings settings) {
    List<List<String>> rows = new ArrayList<>();
    for (SequentialArm arm : SequentialArm.values()) {
      double[] accuracy = row(settings, arm, SequentialRun.ACCURACY);
      Figures f = figure(settings, arm);
      double[] training = f.row(SequentialRun.TRAINING);
      rows.add(
          List.of(
              arm.label(),
              text("%.2f", 100 * Claim.mean(accuracy)),
              text("%.2f", 100 * Claim.spread(accuracy)),
              text("%.2f", 100 * Arrays.stream(accuracy).max().orElse(Double.NaN)),
              text("%.2f", 100 * training[training.length - 1]),
              text("%,.0f", f.get(SequentialRun.PARAMETERS)),
              text("%,.0f", f.get(SequentialRun.CONNECTIONS)),
              text("%,d", settings.course(arm).batches())));
    }
    return new Table(
        "Accuracy on the test images in percent, " + settings.name() + " by " + settings.name(),
        List.of(
            "network",
            "mean over seeds",
            "spread",
            "best",
            "training at the end, first seed",
            "parameters",
            "in use",
            "batches"),
        rows);
  }

  private Table costs(SequentialSettings settings) {
    List<List<String>> rows = new ArrayList<>();
    for (SequentialArm arm : SequentialArm.values()) {
      Figures f = figure(settings, arm);
      double images = task.test().size();
      rows.add(
          List.of(
              arm.label(),
              arm == SequentialArm.LSTM ? "-" : text("%,.0f", f.get(SequentialRun.SPIKES)),
              text("%,.0f", f.get(SequentialRun.OPERATIONS)),
              energy(f, Technology.BuiltIn.DIGITAL_28NM, images),
              energy(f, Technology.BuiltIn.DIGITAL_45NM, images),
              text("%.1f", 1000 * f.get(SequentialRun.SECONDS)),
              arm == SequentialArm.LSTM ? "-" : text("%.2f", f.get(SequentialRun.TAPE))));
    }
    return new Table(
        "Costs, " + settings.name() + " by " + settings.name() + ", first seed",
        List.of(
            "network",
            "spikes per image",
            "synaptic operations per image",
            "energy per image, 28 nm [nJ]",
            "energy per image, 45 nm [nJ]",
            "wall clock per batch, networks side by side [ms]",
            "kept for the way back [byte per unit and step]"),
        rows);
  }

  private static String energy(Figures f, Technology.BuiltIn builtIn, double images) {
    Energy energy = Technology.of(builtIn).price(f.ledger().total());
    return text(
        "%,.0f (%,.0f to %,.0f)",
        NANO * energy.value() / images,
        NANO * energy.low() / images,
        NANO * energy.high() / images);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
