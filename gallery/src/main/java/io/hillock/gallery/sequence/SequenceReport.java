package io.hillock.gallery.sequence;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
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
final class SequenceReport {
  private static final int BINS = 20;
  private static final List<Arm> SHOWN =
      List.of(Arm.SELF_ORGANISED, Arm.STATIC, Arm.SHUFFLED, Arm.MATCHED, Arm.TUNED);

  private SequenceReport() {}

  static void fill(
      Result result, List<Figures> done, SequenceNetwork.Protocol protocol, Seed draws) {
    result
        .plot(distribution(done, "balanced", "Class-balanced recall over networks"))
        .plot(distribution(done, "position", "Position accuracy over networks"))
        .plot(byPosition(done, protocol))
        .plot(organising(done, protocol))
        .plot(raster(done.getFirst(), Arm.STATIC, "Spikes before, network 0"))
        .plot(raster(done.getFirst(), Arm.SELF_ORGANISED, "Spikes after, network 0"))
        .plot(rates(done))
        .table(arms(done))
        .table(gaps(done, draws))
        .table(references(protocol));
    double symbols = 1000.0 * protocol.learningS() / protocol.examination().symbolMs();
    for (Arm arm : List.of(Arm.SELF_ORGANISED, Arm.NO_HOMEOSTASIS, Arm.NO_PLASTICITY)) {
      result.rule(
          RuleCost.of(
              rule(arm) + ", resistive cells, class-balanced recall",
              Claim.mean(SequenceMemoryExperiment.each(done, "balanced", arm)),
              SequenceNetwork.cost(
                  done.getFirst(), arm, Technology.of(Technology.BuiltIn.RRAM_130NM)),
              "1 ms",
              1000.0 * protocol.learningS(),
              symbols));
    }
  }

  private static String rule(Arm arm) {
    return switch (arm) {
      case NO_HOMEOSTASIS -> "probabilistic SDSP";
      case NO_PLASTICITY -> "homeostasis";
      default -> "probabilistic SDSP and homeostasis";
    };
  }

  private static Plot distribution(List<Figures> done, String what, String title) {
    return Plot.Histogram.of(
        title,
        Plot.Axis.of("fraction"),
        BINS,
        SHOWN.stream().map(Arm::toString).toList(),
        SHOWN.stream()
            .map(arm -> SequenceMemoryExperiment.each(done, what, arm))
            .toArray(double[][]::new));
  }

  private static Plot byPosition(List<Figures> done, SequenceNetwork.Protocol protocol) {
    int word = CountingTask.wordLength(protocol.examination().n());
    double[] x = new double[word];
    Arrays.setAll(x, p -> p);
    List<Plot.Series> series = new ArrayList<>();
    for (Arm arm : SHOWN) {
      double[] y = new double[word];
      for (Figures f : done) {
        double[] row = f.row(SequenceNetwork.figure("byPosition", arm));
        for (int p = 0; p < word; p++) {
          y[p] += row[p] / done.size();
        }
      }
      series.add(new Plot.Series(arm.toString(), Plot.Style.LINE, x, y));
    }
    return new Plot.Curves(
        "Accuracy of the place in a word, mean over networks",
        Plot.Axis.of("position in the word"),
        Plot.Axis.of("fraction right"),
        series);
  }

  private static Plot organising(List<Figures> done, SequenceNetwork.Protocol protocol) {
    double[] density = mean(done, "densityOverTime");
    double[] inBand = mean(done, "inBandOverTime");
    double[] x = new double[density.length];
    Arrays.setAll(x, k -> (double) k * protocol.logS());
    return new Plot.Curves(
        "While it organises itself, mean over networks",
        Plot.Axis.of("time [s]"),
        Plot.Axis.of("fraction"),
        List.of(
            new Plot.Series("cells in the low-resistance state", Plot.Style.LINE, x, density),
            new Plot.Series(
                "neurons in the band of rates",
                Plot.Style.LINE,
                Arrays.copyOfRange(x, 1, x.length),
                inBand)));
  }

  private static double[] mean(List<Figures> done, String name) {
    double[] sum = new double[done.getFirst().row(name).length];
    for (Figures f : done) {
      double[] row = f.row(name);
      for (int k = 0; k < sum.length; k++) {
        sum[k] += row[k] / done.size();
      }
    }
    return sum;
  }

  private static Plot raster(Figures figures, Arm arm, String title) {
    double[] time = figures.row(SequenceNetwork.figure("rasterTime", arm));
    double[] row = figures.row(SequenceNetwork.figure("rasterRow", arm));
    NetworkSettings.Shape shape = NetworkSettings.chosen().shape();
    return new Plot.Raster(
        title
            + " (the lowest rows hear the symbols A to F, the last "
            + shape.inhibitory()
            + " inhibit)",
        Plot.Axis.of("time [s]"),
        shape.excitatory() + shape.inhibitory(),
        time,
        Arrays.stream(row).mapToInt(r -> (int) r).toArray());
  }

  private static Plot rates(List<Figures> done) {
    List<Arm> arms = List.of(Arm.STATIC, Arm.SELF_ORGANISED);
    return Plot.Histogram.of(
        "Rates of excitatory neurons, all networks",
        Plot.Axis.of("rate [Hz]"),
        2 * BINS,
        List.of("before", "after"),
        arms.stream()
            .map(arm ->
                done.stream()
                    .flatMapToDouble(
                        f -> Arrays.stream(f.row(SequenceNetwork.figure("rates", arm))))
                    .toArray())
            .toArray(double[][]::new));
  }

  private static Table arms(List<Figures> done) {
    List<List<String>> rows = new ArrayList<>();
    int cellsPerNeuron = NetworkSettings.chosen().shape().ee();
    for (Arm arm : Arm.values()) {
      double low = Claim.mean(SequenceMemoryExperiment.each(done, "low", arm));
      rows.add(
          List.of(
              arm.toString(),
              spread(done, "balanced", arm),
              spread(done, "position", arm),
              spread(done, "wordEnd", arm),
              spread(done, "next", arm),
              number("%.1f", Claim.mean(SequenceMemoryExperiment.each(done, "rate", arm))),
              number("%.1f", 100 * Claim.mean(SequenceMemoryExperiment.each(done, "inBand", arm))),
              number("%.2f", low * cellsPerNeuron)));
    }
    return new Table(
        "Arms, mean (standard deviation) over " + done.size() + " networks",
        List.of(
            "network",
            "class-balanced recall",
            "position accuracy",
            "word ends",
            "next symbol",
            "rate [Hz]",
            "in the band [%]",
            "low-resistance cells per neuron"),
        rows);
  }

  private static Table gaps(List<Figures> done, Seed draws) {
    List<List<String>> rows = new ArrayList<>();
    for (Arm arm : Arm.values()) {
      if (arm != Arm.SELF_ORGANISED) {
        List<String> row = new ArrayList<>(List.of(arm.toString()));
        for (String what : List.of("balanced", "position", "wordEnd")) {
          Bootstrap b = Bootstrap.of(SequenceMemoryExperiment.gap(done, what, arm), draws);
          row.add(String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", b.mean(), b.low(), b.high()));
        }
        rows.add(row);
      }
    }
    return new Table(
        "Self-organised less others, paired, 95 % bootstrap interval over networks",
        List.of("less", "class-balanced recall", "position accuracy", "word ends"), rows);
  }

  private static Table references(SequenceNetwork.Protocol protocol) {
    int n = protocol.examination().n();
    return new Table(
        "What can be reached",
        List.of("who", "class-balanced recall", "position accuracy", "word ends", "next symbol"),
        List.of(
            List.of(
                "knows the present symbol only",
                number("%.3f", CountingTask.memorylessBalanced(n)),
                number("%.3f", CountingTask.memorylessPlace(n)),
                "0",
                number("%.3f", CountingTask.memorylessNext(n))),
            List.of(
                "knows the place",
                number("%.3f", CountingTask.ceilingBalanced()),
                "1",
                "1",
                number("%.3f", CountingTask.ceilingNext(n)))));
  }

  private static String spread(List<Figures> done, String what, Arm arm) {
    double[] samples = SequenceMemoryExperiment.each(done, what, arm);
    return String.format(Locale.ROOT, "%.3f (%.3f)", Claim.mean(samples), Claim.spread(samples));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
