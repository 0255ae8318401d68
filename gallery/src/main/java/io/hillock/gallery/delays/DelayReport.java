package io.hillock.gallery.delays;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.Energy;
import io.hillock.ledger.QuantisedAnnBaseline;
import io.hillock.ledger.Technology;
import io.hillock.train.delay.Decoding;
import io.hillock.train.delay.SpikeResponse;
import io.hillock.train.delay.SpikeSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Plots, tables and costs of the experiment.
 *
 * @param result where they go
 * @param outcomes what was found
 * @param protocol sizes and lengths
 * @param real whether the digits are MNIST
 */
record DelayReport(Result result, DelayOutcomes outcomes, DelayProtocol protocol, boolean real) {
  private static final double PERCENT = 100;
  private static final double NANO = 1e-9;
  private static final double PRICED = 1000;
  private static final int INPUTS = 784;
  private static final int CLASSES = 10;

  void write() {
    bars();
    learning();
    delays();
    picture();
    sweep();
    result.table(decodings());
    result.table(costs());
    result.table(seeds());
    String images = real ? "MNIST" : "generated digits";
    for (DelayOutcome o : onDigits()) {
      result.rule(o.cost(images));
    }
    outcomes.fashion().ifPresent(f -> result.rule(f.cost("Fashion-MNIST")));
    result.ledger(outcomes.graded().training());
  }

  private List<DelayOutcome> onDigits() {
    return List.of(
        outcomes.graded(),
        outcomes.spared(),
        outcomes.earliest(),
        outcomes.spikeTimes(),
        outcomes.weights());
  }

  private void bars() {
    List<String> names = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    for (DelayOutcome o : onDigits()) {
      names.add(o.arm().label());
      values.add(o.accuracy());
    }
    names.add("delays as drawn");
    values.add(outcomes.untrained().accuracy());
    outcomes
        .fashion()
        .ifPresent(f -> {
          names.add("Fashion-MNIST, graded");
          values.add(f.accuracy());
        });
    outcomes
        .fashionEarliest()
        .ifPresent(f -> {
          names.add("Fashion-MNIST, earliest spike");
          values.add(f.accuracy());
        });
    result.plot(
        new Plot.Bars(
            "Test accuracy",
            Plot.Axis.of("%"),
            names,
            values.stream().mapToDouble(v -> PERCENT * Claim.mean(v)).toArray(),
            values.stream().mapToDouble(v -> PERCENT * (Claim.mean(v) - Claim.spread(v))).toArray(),
            values.stream()
                .mapToDouble(v -> PERCENT * (Claim.mean(v) + Claim.spread(v)))
                .toArray()));
  }

  private void learning() {
    List<Plot.Series> series = new ArrayList<>();
    for (DelayOutcome o : onDigits()) {
      double[] y = o.figures().getFirst().row(DelayLearning.VALIDATION);
      double[] x = new double[y.length];
      Arrays.setAll(x, k -> k + 1);
      series.add(
          new Plot.Series(
              o.arm().label(),
              Plot.Style.LINE,
              x,
              Arrays.stream(y).map(v -> PERCENT * v).toArray()));
    }
    result.plot(
        new Plot.Curves(
            "Validation accuracy, first seed", Plot.Axis.of("epochs"), Plot.Axis.of("%"), series));
  }

  private void delays() {
    Figures figures = outcomes.graded().figures().getFirst();
    for (int layer = 1; layer <= 2; layer++) {
      double[] before = figures.row(DelayLearning.DELAYS_BEFORE + layer);
      double[] after = figures.row(DelayLearning.DELAYS_AFTER + layer);
      double[] edges = new double[before.length + 1];
      Arrays.setAll(edges, k -> k / (double) DelayLearning.BINS_PER_STEP);
      result.plot(
          new Plot.Histogram(
              "Delays of layer " + layer + ", graded outputs, first seed",
              Plot.Axis.of("step"),
              Plot.Axis.of("synapses"),
              edges,
              List.of("as drawn", "trained"),
              new double[][] {before, after}));
    }
  }

  private void picture() {
    DelayPicture picture = DelayPicture.from(outcomes.earliest().figures().getFirst());
    int[] all = Arrays.copyOf(picture.inputs(), picture.inputs().length + picture.hidden().length);
    int[] row = new int[all.length];
    for (int k = 0; k < all.length; k++) {
      boolean input = k < picture.inputs().length;
      if (!input) {
        all[k] = picture.hidden()[k - picture.inputs().length];
      }
      row[k] = SpikeSamples.source(all[k]) + (input ? 0 : INPUTS);
    }
    result.plot(
        new Plot.Raster(
            "Spikes for the first test image, a "
                + picture.label()
                + ": pixels below, hidden neurons above",
            Plot.Axis.of("step"),
            INPUTS + protocol.hidden(),
            Arrays.stream(all).mapToDouble(SpikeSamples::step).toArray(),
            row));
    List<Plot.Series> series = new ArrayList<>();
    double[] time = new double[picture.outputs().length / CLASSES];
    Arrays.setAll(time, t -> t);
    for (int c = 0; c < CLASSES; c++) {
      double[] u = new double[time.length];
      for (int t = 0; t < u.length; t++) {
        u[t] = picture.outputs()[t * CLASSES + c];
      }
      series.add(new Plot.Series("output " + c, Plot.Style.LINE, time, u));
    }
    double theta = SpikeResponse.STANDARD.theta();
    series.add(
        new Plot.Series(
            "threshold",
            Plot.Style.LINE,
            new double[] {0, time.length - 1},
            new double[] {theta, theta}));
    result.plot(
        new Plot.Curves(
            "Potentials of the outputs for that image, earliest spike",
            Plot.Axis.of("step"),
            Plot.Axis.of("u"),
            series));
  }

  private void sweep() {
    String size = ", " + protocol.sweepHidden() + " hidden neurons";
    result.plot(
        new Plot.Curves(
            "Accuracy against activity, from short to long delays" + size,
            Plot.Axis.of("spikes of a hidden neuron for an image"),
            Plot.Axis.of("%"),
            windows(o -> o.mean(DelayScore.SPIKES) / protocol.sweepHidden())));
    result.plot(
        new Plot.Curves(
            "Accuracy against the longest delay" + size,
            Plot.Axis.of("longest delay [step]"),
            Plot.Axis.of("%"),
            windows(o -> o.arm().longest())));
    result.table(
        new Table(
            "Longer delays" + size,
            List.of("longest delay", "T", "accuracy [%]", "hidden spikes", "synaptic reads"),
            outcomes.sweep().stream()
                .map(o ->
                    List.of(
                        String.valueOf(o.arm().longest()),
                        String.valueOf(o.arm().steps()),
                        percent(o.accuracy()),
                        whole(o.mean(DelayScore.SPIKES)),
                        whole(o.mean(DelayScore.READS))))
                .toList()));
  }

  /** Accuracy over something else, a curve for each window. */
  private List<Plot.Series> windows(ToDoubleFunction<DelayOutcome> x) {
    return outcomes.sweep().stream()
        .map(o -> o.arm().steps())
        .distinct()
        .map(steps -> {
          List<DelayOutcome> of =
              outcomes.sweep().stream().filter(o -> o.arm().steps() == steps).toList();
          return new Plot.Series(
              "T = " + steps,
              Plot.Style.LINE,
              of.stream().mapToDouble(x).toArray(),
              of.stream().mapToDouble(o -> PERCENT * Claim.mean(o.accuracy())).toArray());
        })
        .toList();
  }

  private Table decodings() {
    List<String> header = new ArrayList<>(List.of("network"));
    for (Decoding decoding : Decoding.values()) {
      header.add(decoding.label());
    }
    header.addAll(
        List.of(
            "no output fires [%]",
            "first output spike [step]", "hidden spikes", "of these before it"));
    List<List<String>> rows = new ArrayList<>();
    List<DelayOutcome> all = new ArrayList<>(onDigits());
    all.add(outcomes.untrained());
    outcomes.fashion().ifPresent(all::add);
    outcomes.fashionEarliest().ifPresent(all::add);
    for (DelayOutcome o : all) {
      List<String> row = new ArrayList<>(List.of(name(o)));
      for (Decoding decoding : Decoding.values()) {
        row.add(percent(o.accuracy(decoding)));
      }
      row.add(number(PERCENT * o.mean(DelayScore.SILENT)));
      row.add(number(o.mean(DelayScore.DECISION)));
      row.add(whole(o.mean(DelayScore.SPIKES)));
      row.add(whole(o.mean(DelayScore.SPIKES_BEFORE)));
      rows.add(row);
    }
    return new Table("Test accuracy by decoding [%]", header, rows);
  }

  private String name(DelayOutcome o) {
    boolean dressed =
        outcomes.fashion().filter(f -> f == o).isPresent()
            || outcomes.fashionEarliest().filter(f -> f == o).isPresent();
    String what = o == outcomes.untrained() ? "delays as drawn" : o.arm().label();
    return dressed ? what + ", Fashion-MNIST" : what;
  }

  private Table costs() {
    Technology core = Technology.of(Technology.BuiltIn.DIGITAL_28NM);
    Technology words = Technology.of(Technology.BuiltIn.DIGITAL_45NM);
    List<List<String>> rows = new ArrayList<>();
    List<DelayOutcome> all = new ArrayList<>(onDigits());
    outcomes.fashion().ifPresent(all::add);
    for (DelayOutcome o : all) {
      rows.add(
          List.of(
              name(o),
              whole(o.mean(DelayLearning.SYNAPSES)),
              whole(o.mean(DelayScore.SPIKES)),
              whole(o.mean(DelayScore.READS)),
              whole(o.mean(DelayScore.UPDATES)),
              joules(o.inference(core), PRICED),
              joules(o.inference(words), PRICED)));
    }
    QuantisedAnnBaseline dense = QuantisedAnnBaseline.int8(INPUTS, protocol.hidden(), CLASSES);
    rows.add(
        List.of(
            "dense network of 8 bits, same size",
            whole(dense.macs()),
            "",
            whole(dense.macs()),
            whole(protocol.hidden() + CLASSES),
            joules(dense.energy(core), 1),
            joules(dense.energy(words), 1)));
    return new Table(
        "One inference, mean over test images (energy: first seed)",
        List.of(
            "network",
            "synapses",
            "hidden spikes",
            "synaptic reads",
            "neuron updates",
            core.name() + " [nJ]",
            words.name() + " [nJ]"),
        rows);
  }

  private Table seeds() {
    List<List<String>> rows = new ArrayList<>();
    List<DelayOutcome> all = new ArrayList<>(onDigits());
    outcomes.fashion().ifPresent(all::add);
    outcomes.fashionEarliest().ifPresent(all::add);
    for (DelayOutcome o : all) {
      StringBuilder each = new StringBuilder();
      for (double a : o.accuracy()) {
        each.append(each.isEmpty() ? "" : ", ").append(number(PERCENT * a));
      }
      double[] last =
          o.figures().stream()
              .map(f -> f.row(DelayLearning.VALIDATION))
              .mapToDouble(v -> v[v.length - 1])
              .toArray();
      rows.add(
          List.of(
              name(o), each.toString(), percent(last), percent(o.all(DelayScore.WHOLE_DELAYS))));
    }
    return new Table(
        "Test accuracy by seed, validation, and delays rounded to whole steps [%]",
        List.of("network", "by seed", "validation", "whole delays"), rows);
  }

  private static String joules(Energy energy, double inferences) {
    return number(energy.value() / inferences / NANO);
  }

  private static String percent(double[] fractions) {
    double spread = Claim.spread(fractions);
    String mean = number(PERCENT * Claim.mean(fractions));
    return spread > 0 ? mean + " ± " + number(PERCENT * spread) : mean;
  }

  private static String whole(double x) {
    return String.format(Locale.ROOT, "%,.0f", x);
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.2f", x);
  }
}
