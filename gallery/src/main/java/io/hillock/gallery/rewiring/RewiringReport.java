package io.hillock.gallery.rewiring;

import io.hillock.gallery.Claim;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.feedback.SparseImages;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.Energy;
import io.hillock.ledger.QuantisedAnnBaseline;
import io.hillock.ledger.Technology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Plots and tables of the experiment.
 *
 * @param result where they go
 * @param main the arms that are compared
 */
record RewiringReport(Result result, List<SparseOutcome> main) {
  private static final double NANO = 1e-9;
  private static final double PLACES = 784 * 300 + 300 * 100 + 100 * 10;

  void accuracies() {
    double[][] values = main.stream().map(SparseOutcome::accuracies).toArray(double[][]::new);
    result.plot(
        new Plot.Bars(
            "Test error",
            Plot.Axis.of("%"),
            main.stream().map(o -> o.arm().label()).toList(),
            Arrays.stream(values).mapToDouble(v -> 100 * (1 - Claim.mean(v))).toArray(),
            Arrays.stream(values)
                .mapToDouble(v -> 100 * (1 - Claim.mean(v) - Claim.spread(v)))
                .toArray(),
            Arrays.stream(values)
                .mapToDouble(v -> 100 * (1 - Claim.mean(v) + Claim.spread(v)))
                .toArray()));
    result.plot(
        new Plot.Curves(
            "Test error while learning, mean over seeds",
            Plot.Axis.of("thousands of images learned"),
            new Plot.Axis("%", true),
            main.stream()
                .map(o ->
                    new Plot.Series(
                        o.arm().label(),
                        Plot.Style.LINE,
                        thousands(o),
                        Arrays.stream(o.mean(SparseRun.ACCURACIES))
                            .map(a -> 100 * (1 - a))
                            .toArray()))
                .toList()));
    result.plot(
        new Plot.Curves(
            "Connections born in a batch, mean over each epoch",
            Plot.Axis.of("thousands of images learned"),
            new Plot.Axis("births", true),
            List.of(
                births(RewiringExperiment.find(main, RewiringArms.DEEPR)),
                births(RewiringExperiment.find(main, RewiringArms.SOFT)))));
  }

  private static double[] thousands(SparseOutcome outcome) {
    return Arrays.stream(outcome.mean(SparseRun.SAMPLES)).map(n -> n / 1000).toArray();
  }

  private static Plot.Series births(SparseOutcome outcome) {
    double[] samples = outcome.mean(SparseRun.SAMPLES);
    double[] births = outcome.mean(SparseRun.BIRTHS);
    double[] rate = new double[births.length];
    for (int k = 0; k < rate.length; k++) {
      double before = k == 0 ? 0 : births[k - 1];
      double from = k == 0 ? 0 : samples[k - 1];
      rate[k] = (births[k] - before) / (samples[k] - from) * SparseSettings.BATCH;
    }
    return new Plot.Series(outcome.arm().label(), Plot.Style.LINE, thousands(outcome), rate);
  }

  void sweep(List<List<SparseOutcome>> sweep) {
    List<Plot.Series> series = new ArrayList<>();
    for (int which = 0; which < 2; which++) {
      int w = which;
      series.add(
          new Plot.Series(
              sweep.getFirst().get(w).arm().label(),
              Plot.Style.LINE,
              sweep.stream().mapToDouble(pair -> percent(pair.get(w))).toArray(),
              sweep.stream()
                  .mapToDouble(pair -> 100 * (1 - Claim.mean(pair.get(w).accuracies())))
                  .toArray()));
    }
    result.plot(
        new Plot.Curves(
            "Test error against connectivity, after "
                + sweep.getFirst().getFirst().arm().settings().epochs()
                + " epochs, first seed, settings as chosen at 1.33 %",
            new Plot.Axis("connections [% of all places]", true),
            new Plot.Axis("%", true),
            series));
    result.table(
        new Table(
            "Accuracy by connectivity, first seed",
            List.of("connections", "of all places [%]", "DEEP R, hard", "static mask"),
            sweep.stream()
                .map(pair ->
                    List.of(
                        count(pair.get(0).last(SparseRun.CONNECTIONS)[0]),
                        String.format(Locale.ROOT, "%.2f", percent(pair.get(0))),
                        spread(pair.get(0).accuracies()),
                        spread(pair.get(1).accuracies())))
                .toList()));
  }

  private static double percent(SparseOutcome outcome) {
    return 100 * Claim.mean(outcome.last(SparseRun.CONNECTIONS)) / PLACES;
  }

  void rates(double[] rates, List<List<SparseOutcome>> arms) {
    result.plot(
        new Plot.Curves(
            "Error on validation images against the learning rate, seed 11",
            new Plot.Axis("learning rate of the first epoch", true),
            new Plot.Axis("%", true),
            arms.stream()
                .map(arm ->
                    new Plot.Series(
                        arm.getFirst().arm().label(),
                        Plot.Style.LINE,
                        rates,
                        arm.stream().mapToDouble(o -> 100 * (1 - o.accuracies()[0])).toArray()))
                .toList()));
  }

  /** Where connections of inputs go. */
  void wiring(SparseImages images, double mostDark) {
    double[] grey = new double[images.grid().units()];
    for (int n = 0; n < images.size(); n++) {
      for (int k = 0; k < images.index()[n].length; k++) {
        grey[images.index()[n][k]] += images.value()[n][k] / images.size();
      }
    }
    SparseOutcome deepr = RewiringExperiment.find(main, RewiringArms.DEEPR);
    SparseOutcome fixed = RewiringExperiment.find(main, RewiringArms.STATIC);
    double[] chosen = deepr.figures().getFirst().row(SparseRun.FAN_OUT);
    double[] drawn = fixed.figures().getFirst().row(SparseRun.FAN_OUT);
    int rows = images.grid().rows();
    int columns = images.grid().columns();
    result.plot(
        new Plot.Pictures(
            "Connections of each pixel at the end, first seed",
            "connections",
            rows,
            columns,
            List.of("DEEP R, hard", "static mask"),
            new double[][] {chosen, drawn}));
    result.plot(
        new Plot.Pictures(
            "The same beside the mean image, each relative to its greatest value",
            "relative to the greatest",
            rows,
            columns,
            List.of("DEEP R, hard", "mean training image"),
            new double[][] {relative(chosen), relative(grey)}));
    double[] dark = dark(deepr, grey);
    double[] darkDrawn = dark(fixed, grey);
    result.metric("inputs.darkShare.deepr", dark).metric("inputs.darkShare.static", darkDrawn);
    result.claim(
        Claim.of(
            "share of DEEP R's input connections on the darker half of the pixels",
            dark,
            "fraction",
            Claim.Relation.AT_MOST,
            mostDark,
            "half of them would be there by chance"));
  }

  /** Share of connections on the half of the pixels that are darkest on average. */
  private static double[] dark(SparseOutcome outcome, double[] grey) {
    int[] order =
        IntStream.range(0, grey.length)
            .boxed()
            .sorted((a, b) -> Double.compare(grey[a], grey[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    return outcome.each(f -> {
      double[] fan = f.row(SparseRun.FAN_OUT);
      double dark = 0;
      for (int k = 0; k < order.length / 2; k++) {
        dark += fan[order[k]];
      }
      return dark / Arrays.stream(fan).sum();
    });
  }

  private static double[] relative(double[] values) {
    double greatest = Arrays.stream(values).max().orElse(1);
    return Arrays.stream(values).map(v -> v / greatest).toArray();
  }

  /** What each network needs, beside the dense one with 8-bit weights. */
  void cost() {
    List<List<String>> rows = new ArrayList<>();
    for (SparseOutcome o : main) {
      LedgerSummary training = o.training();
      rows.add(
          List.of(
              o.arm().label(),
              count(Claim.mean(o.last(SparseRun.CONNECTIONS))),
              count(Claim.mean(o.last(SparseRun.PRODUCTS))),
              String.format(
                  Locale.ROOT, "%.1f", Claim.mean(o.last(SparseRun.INFERENCE_ENERGY)) / NANO),
              count(training.inferenceBytes()),
              count(training.learningBytes()),
              String.format(
                  Locale.ROOT, "%.1f", training.energy().total().value() / o.samples() / NANO)));
      result.metric("inference.energyJ." + o.arm().id(), o.last(SparseRun.INFERENCE_ENERGY));
      result.metric("inference.bytes." + o.arm().id(), training.inferenceBytes());
    }
    QuantisedAnnBaseline ann = QuantisedAnnBaseline.int8(784, 300, 100, 10);
    Energy energy = ann.energy(Technology.of(Technology.BuiltIn.DIGITAL_45NM));
    rows.add(
        List.of(
            "dense, 8-bit weights, every product computed",
            count(ann.macs()),
            count(ann.macs()),
            String.format(Locale.ROOT, "%.1f", energy.value() / NANO),
            count(ann.footprintBits() / 8.0),
            "-",
            "-"));
    result.table(
        new Table(
            "What an image costs, 45 nm prices (memory: weights of 32 bits and where they are;"
                + " products of inputs and units that are not zero)",
            List.of(
                "network",
                "connections",
                "products",
                "inference [nJ]",
                "inference [bytes]",
                "learning [bytes]",
                "learning [nJ]"),
            rows));
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String spread(double[] values) {
    return values.length == 1
        ? String.format(Locale.ROOT, "%.4f", values[0])
        : String.format(Locale.ROOT, "%.4f (%.4f)", Claim.mean(values), Claim.spread(values));
  }
}
