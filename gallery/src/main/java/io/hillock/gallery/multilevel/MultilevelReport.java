package io.hillock.gallery.multilevel;

import io.hillock.gallery.Claim;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.gallery.multilevel.Comparison.Outcome;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Metrics, claims, tables, plots and costs of {@link MultilevelExperiment}. */
final class MultilevelReport {
  private static final String POINTS = "points";
  private static final String BAR = "bar of this project";
  private static final double PERCENT = 100;

  private MultilevelReport() {}

  /** Everything of one task. */
  static void add(Result result, Comparison c) {
    metrics(result, c);
    claims(result, c);
    plots(result, c);
    result.table(table(c));
    for (Arm arm : Arm.headline(0)) {
      Outcome o = c.of(arm.metric());
      result.rule(
          RuleCost.of(
              c.task().title() + ", " + o.arm().label(),
              Claim.mean(o.accuracy()),
              o.learning(),
              "sample",
              o.samples(),
              o.samples()));
    }
  }

  private static void metrics(Result result, Comparison c) {
    String prefix = c.task().prefix();
    for (Outcome o : c.outcomes()) {
      String arm = o.arm().metric();
      result.metric(prefix + "accuracy." + arm, o.accuracy());
      result.metric(prefix + "rate." + arm, o.rate());
      result.metric(prefix + "writesPerSample." + arm, o.perSample(CountKind.SYNAPSE_WRITE));
      if (o.arm().storage() instanceof Storage.Cells) {
        result.metric(prefix + "pulsesPerSample." + arm, o.perSample(CountKind.PROGRAMMING_PULSE));
      }
      if (c.task() instanceof HeartbeatLearning) {
        result.metric(prefix + "macroF1." + arm, o.each(HeartbeatLearning.MACRO_F1));
      }
    }
  }

  private static void claims(Result result, Comparison c) {
    String task = c.task().title() + ": ";
    String naive = Arm.naive(Arm.BITS);
    boolean paper = result.environment().scale() == Scale.PAPER;
    String bar = paper ? BAR : "one seed and fewer samples bear less than the bar of this project";
    String gathered = Arm.behindRegister(Arm.COMPLIANCE);
    result.claim(
        Claim.of(
            task + "device alone less naive 4 bit, each at its best rate",
            c.pointsAbove(Arm.COMPLIANCE, naive),
            POINTS,
            Claim.Relation.AT_LEAST,
            3,
            BAR + "; spread of a SET " + Arm.SPREAD + " %"));
    result.claim(
        Claim.of(
            task + "float less device alone",
            c.pointsAbove(Arm.FLOAT, Arm.COMPLIANCE),
            POINTS,
            Claim.Relation.AT_MOST,
            paper ? 8 : 10,
            bar));
    result.claim(
        Claim.of(
            task + "float less device with accumulator",
            c.pointsAbove(Arm.FLOAT, gathered),
            POINTS,
            Claim.Relation.AT_MOST,
            paper ? 2 : 3,
            bar));
    result.claim(
        reported(
            task + "float less naive 4 bit with the same accumulator",
            c.pointsAbove(Arm.FLOAT, Arm.behindRegister(naive)),
            "the fair control of the line above"));
    result.claim(
        reported(
            task + "device alone less stochastic 4 bit",
            c.pointsAbove(Arm.COMPLIANCE, Arm.stochastic(Arm.BITS)),
            "a grid whose rounding keeps the mean"));
    if (c.has(Arm.fromZero(naive))) {
      result.claim(
          reported(
              task + "device alone less naive 4 bit, readouts that begin at zero",
              c.pointsAbove(Arm.fromZero(Arm.COMPLIANCE), Arm.fromZero(naive)),
              "what five minutes teach without a base"));
    }
  }

  private static Claim reported(String name, double[] samples, String source) {
    return Claim.of(name, samples, POINTS, Claim.Relation.REPORTED, Double.NaN, source);
  }

  private static void plots(Result result, Comparison c) {
    String task = c.task().title() + ": ";
    if (c.has(Arm.naive(2))) {
      List<Plot.Series> bits = new ArrayList<>();
      double[] x = Arrays.stream(Arm.ALL_BITS).asDoubleStream().toArray();
      bits.add(over("naive", c, x, Arm.ALL_BITS, Arm::naive));
      bits.add(over("stochastic", c, x, Arm.ALL_BITS, Arm::stochastic));
      bits.add(
          over("naive, accumulator", c, x, Arm.ALL_BITS, b -> Arm.behindRegister(Arm.naive(b))));
      if (c.has(Arm.source(2))) {
        bits.add(over("current source of so many bits", c, x, Arm.ALL_BITS, Arm::source));
      }
      bits.add(over("compliance", c, x, Arm.ALL_BITS, b -> Arm.COMPLIANCE));
      bits.add(
          over(
              "compliance, accumulator",
              c,
              x,
              Arm.ALL_BITS,
              b -> Arm.behindRegister(Arm.COMPLIANCE)));
      bits.add(over("float", c, x, Arm.ALL_BITS, b -> Arm.FLOAT));
      result.plot(
          new Plot.Curves(
              task + "accuracy against bits",
              Plot.Axis.of("bits of a grid, or of a current source"),
              Plot.Axis.of("fraction right"),
              bits));
    }
    int[] spreads = Arrays.stream(Arm.ALL_SPREADS).filter(s -> c.has(Arm.compliance(s))).toArray();
    if (spreads.length > 1) {
      double[] x = Arrays.stream(spreads).asDoubleStream().toArray();
      result.plot(
          new Plot.Curves(
              task + "accuracy against the spread of a SET",
              Plot.Axis.of("spread from cycle to cycle [% of the conductance]"),
              Plot.Axis.of("fraction right"),
              List.of(
                  over("device alone", c, x, spreads, Arm::compliance),
                  over(
                      "device with accumulator",
                      c,
                      x,
                      spreads,
                      s -> Arm.behindRegister(Arm.compliance(s))),
                  over("naive 4 bit", c, x, spreads, s -> Arm.naive(Arm.BITS)),
                  over("float", c, x, spreads, s -> Arm.FLOAT))));
    }
    result.plot(
        new Plot.Curves(
            task + "sweep of the learning rate on validation samples",
            new Plot.Axis("learning rate", true),
            Plot.Axis.of("fraction right"),
            Arm.headline(0).stream()
                .map(arm -> c.of(arm.metric()))
                .map(o ->
                    new Plot.Series(o.arm().label(), Plot.Style.LINE, o.rates(), o.validation()))
                .toList()));
    Set<String> inCurves =
        Stream.of(Arm.otherBits(), Arm.otherSpreads(0), Arm.sources())
            .flatMap(List::stream)
            .map(Arm::metric)
            .collect(Collectors.toSet());
    List<Outcome> all =
        c.outcomes().stream().filter(o -> !inCurves.contains(o.arm().metric())).toList();
    double[][] accuracy = all.stream().map(Outcome::accuracy).toArray(double[][]::new);
    result.plot(
        new Plot.Bars(
            task + "accuracy on unseen samples",
            Plot.Axis.of("fraction right"),
            all.stream().map(o -> o.arm().label()).toList(),
            Arrays.stream(accuracy).mapToDouble(Claim::mean).toArray(),
            Arrays.stream(accuracy).mapToDouble(a -> Claim.mean(a) - Claim.spread(a)).toArray(),
            Arrays.stream(accuracy).mapToDouble(a -> Claim.mean(a) + Claim.spread(a)).toArray()));
  }

  private static Plot.Series over(
      String name, Comparison c, double[] x, int[] of, IntFunction<String> metric) {
    double[] y =
        IntStream.range(0, of.length)
            .mapToDouble(k -> Claim.mean(c.of(metric.apply(of[k])).accuracy()))
            .toArray();
    return new Plot.Series(name, Plot.Style.LINE, x, y);
  }

  private static Table table(Comparison c) {
    List<List<String>> rows = new ArrayList<>();
    for (Outcome o : c.outcomes()) {
      LedgerSummary learning = o.learning();
      boolean cells = o.arm().storage() instanceof Storage.Cells;
      rows.add(
          List.of(
              o.arm().label(),
              percent(o.accuracy()),
              String.format(Locale.ROOT, "%.3g", o.rate()),
              String.format(Locale.ROOT, "%.3g", Claim.mean(o.perSample(CountKind.SYNAPSE_WRITE))),
              cells
                  ? String.format(
                      Locale.ROOT, "%.3g", Claim.mean(o.perSample(CountKind.PROGRAMMING_PULSE)))
                  : "",
              cells ? String.format(Locale.ROOT, "%.3g", 1e12 * Claim.mean(o.writeEnergy())) : "",
              cells
                  ? "two cells a weight"
                  : String.format(Locale.ROOT, "%.0f", learning.inferenceBytes()),
              String.format(Locale.ROOT, "%.0f", learning.learningBytes())));
    }
    return new Table(
        c.task().title() + ": accuracy [%], mean and deviation over seeds; counts of learning",
        List.of(
            "stored as",
            "accuracy",
            "learning rate",
            "writes per sample",
            "pulses per sample",
            "write energy per sample [pJ]",
            "weights [byte]",
            "only for learning [byte]"),
        rows);
  }

  private static String percent(double[] samples) {
    double mean = PERCENT * Claim.mean(samples);
    return samples.length == 1
        ? String.format(Locale.ROOT, "%.2f", mean)
        : String.format(Locale.ROOT, "%.2f ± %.2f", mean, PERCENT * Claim.spread(samples));
  }
}
