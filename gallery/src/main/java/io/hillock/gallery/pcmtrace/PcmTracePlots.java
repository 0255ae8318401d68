package io.hillock.gallery.pcmtrace;

import io.hillock.device.pcm.DriftParameters;
import io.hillock.device.pcm.DriftReadout;
import io.hillock.device.pcm.DriftTrace;
import io.hillock.device.pcm.DriftTraces;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Result;
import io.hillock.gallery.plot.Plot;
import io.hillock.learning.Eligibility;
import io.hillock.learning.TraceModel;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/** Pictures of the experiment; devices in them are drawn by the first seed. */
final class PcmTracePlots {
  private static final Time DT = Time.ms(1);
  private static final int FAN = 12;
  private static final int POINTS = 60;
  private static final double LAST_S = 1000;
  private static final int HALF_LIVES = 10_000;
  private static final int BINS = 40;

  private PcmTracePlots() {}

  static void fill(Result result, Outcomes easy, Outcomes hard) {
    RandomStream random = result.environment().seeds().getFirst().stream(Purpose.DEVICE, 1);
    result
        .plot(conductances("spread of nu 10 %", TraceArm.PCM, random))
        .plot(conductances("published fit after RESET, 45 %", TraceArm.IBM_RESET, random))
        .plot(traces(hard.task(), random))
        .plot(halfLives(random))
        .plot(bars(easy))
        .plot(bars(hard))
        .plot(spreads(easy, hard))
        .plot(devices(hard))
        .plot(curves(hard));
  }

  private static double[] times() {
    double[] t = new double[POINTS];
    Arrays.setAll(
        t,
        k ->
            Math.max(1, StrictMath.rint(StrictMath.pow(LAST_S / 1e-3, k / (POINTS - 1.0))))
                * DT.seconds());
    return t;
  }

  private static DriftTraces written(TraceModel model, RandomStream random) {
    DriftTraces traces = ((DriftTrace) model).create(FAN, DT, random, new Counts());
    for (int k = 0; k < FAN; k++) {
      traces.mark(k);
    }
    return traces;
  }

  private static Plot conductances(String what, TraceArm arm, RandomStream random) {
    double[] t = times();
    DriftTrace model =
        new DriftTrace(arm.device(), DriftReadout.single(new DriftReadout.Baseline.None()));
    DriftTraces traces = written(model, random);
    double[][] g = new double[FAN][POINTS];
    long now = 0;
    for (int n = 0; n < POINTS; n++) {
      long step = Time.s(t[n]).steps(DT);
      traces.pass(step - now);
      now = step;
      for (int k = 0; k < FAN; k++) {
        g[k][n] = traces.conductanceUS(k);
      }
    }
    List<Plot.Series> series = new ArrayList<>();
    for (int k = 0; k < FAN; k++) {
      series.add(new Plot.Series("device " + (k + 1), Plot.Style.LINE, t, g[k]));
    }
    return new Plot.Curves(
        "Conductance after a RESET, " + what,
        new Plot.Axis("time since the pulse [s]", true),
        new Plot.Axis("G [uS]", true),
        series);
  }

  private static Plot traces(RewardTask task, RandomStream random) {
    double[] t = times();
    List<Plot.Series> series = new ArrayList<>();
    for (TraceArm arm : List.of(TraceArm.PCM, TraceArm.EXPONENTIAL)) {
      double scaleS = ChosenSettings.of(arm, task).scaleS();
      Eligibility e = arm.trace(scaleS).create(FAN, DT, random, new Counts());
      int shown = arm == TraceArm.PCM ? FAN : 1;
      double[][] y = new double[shown][POINTS];
      for (int k = 0; k < shown; k++) {
        e.mark(k);
      }
      long now = 0;
      for (int n = 0; n < POINTS; n++) {
        long step = Time.s(t[n]).steps(DT);
        e.pass(step - now);
        now = step;
        for (int k = 0; k < shown; k++) {
          y[k][n] = e.read(k);
        }
      }
      for (int k = 0; k < shown; k++) {
        String name = arm == TraceArm.PCM ? "PCM " + (k + 1) : arm.title();
        series.add(new Plot.Series(name, Plot.Style.LINE, t, y[k]));
      }
    }
    return new Plot.Curves(
        "The trace that the rule reads, spread of nu 10 %, baseline taken off",
        new Plot.Axis("time since the coincidence [s]", true), Plot.Axis.of("e"), series);
  }

  private static Plot halfLives(RandomStream random) {
    List<TraceArm> arms = List.of(TraceArm.PCM, TraceArm.SPREAD_25, TraceArm.SPREAD_45);
    double[][] values = new double[arms.size()][];
    for (int a = 0; a < values.length; a++) {
      DriftParameters p = arms.get(a).device();
      DriftTraces traces =
          new DriftTrace(p, DriftReadout.single(new DriftReadout.Baseline.None()))
              .create(HALF_LIVES, DT, random, new Counts());
      values[a] = new double[HALF_LIVES];
      for (int k = 0; k < HALF_LIVES; k++) {
        traces.mark(k);
        double decades = StrictMath.log10(p.halfLifeS(traces.nu(k)));
        values[a][k] = decades <= 8 ? decades : Double.NaN; // beyond three years
      }
    }
    return Plot.Histogram.of(
        "Half-life of a trace, 10,000 RESETs each (those beyond 10^8 s not shown)",
        Plot.Axis.of("log10 of the half-life [s]"),
        BINS,
        arms.stream().map(TraceArm::title).toList(),
        values);
  }

  private static Plot bars(Outcomes outcomes) {
    List<TraceArm> arms =
        List.of(
            TraceArm.EXPONENTIAL,
            TraceArm.SPREAD_0,
            TraceArm.PCM,
            TraceArm.CALIBRATED,
            TraceArm.TOGETHER_8,
            TraceArm.SPREAD_25,
            TraceArm.SPREAD_45,
            TraceArm.IBM_RESET,
            TraceArm.NO_BASELINE,
            TraceArm.LATCH,
            TraceArm.NONE);
    double[] mean = arms.stream().mapToDouble(a -> Claim.mean(outcomes.accuracy(a))).toArray();
    double[] spread = arms.stream().mapToDouble(a -> Claim.spread(outcomes.accuracy(a))).toArray();
    double[] low = new double[mean.length];
    double[] high = new double[mean.length];
    Arrays.setAll(low, k -> mean[k] - spread[k]);
    Arrays.setAll(high, k -> mean[k] + spread[k]);
    return new Plot.Bars(
        "Accuracy, " + outcomes.task().name() + " task (deviation over seeds)",
        Plot.Axis.of("fraction right"),
        arms.stream().map(TraceArm::title).toList(),
        mean,
        low,
        high);
  }

  private static Plot spreads(Outcomes easy, Outcomes hard) {
    List<TraceArm> raw =
        List.of(TraceArm.SPREAD_0, TraceArm.PCM, TraceArm.SPREAD_25, TraceArm.SPREAD_45);
    double[] percent = {0, 10, 25, 45};
    List<Plot.Series> series = new ArrayList<>();
    for (Outcomes outcomes : List.of(easy, hard)) {
      series.add(
          new Plot.Series(
              outcomes.task().name() + ", one baseline",
              Plot.Style.LINE,
              percent,
              means(outcomes, raw)));
    }
    series.add(
        new Plot.Series(
            "hard, calibrated each",
            Plot.Style.POINTS,
            new double[] {10, 25},
            means(hard, List.of(TraceArm.CALIBRATED, TraceArm.CALIBRATED_25))));
    double exponential = Claim.mean(hard.accuracy(TraceArm.EXPONENTIAL));
    series.add(
        new Plot.Series(
            "hard, exponential",
            Plot.Style.LINE,
            new double[] {0, 45},
            new double[] {exponential, exponential}));
    return new Plot.Curves(
        "Accuracy against the spread of nu",
        Plot.Axis.of("spread of nu [%]"),
        Plot.Axis.of("fraction right"),
        series);
  }

  private static double[] means(Outcomes outcomes, List<TraceArm> arms) {
    return arms.stream()
        .flatMapToDouble(a -> DoubleStream.of(Claim.mean(outcomes.accuracy(a))))
        .toArray();
  }

  private static Plot devices(Outcomes hard) {
    double[] k = {1, 2, 4, 8};
    return new Plot.Curves(
        "Devices of a trace, hard task, spread of nu 10 %",
        Plot.Axis.of("devices"),
        Plot.Axis.of("fraction right"),
        List.of(
            new Plot.Series(
                "in turn, one for each coincidence",
                Plot.Style.LINE,
                k,
                means(
                    hard,
                    List.of(TraceArm.PCM, TraceArm.TURNS_2, TraceArm.TURNS_4, TraceArm.TURNS_8))),
            new Plot.Series(
                "written together, averaged",
                Plot.Style.LINE,
                k,
                means(
                    hard,
                    List.of(
                        TraceArm.PCM,
                        TraceArm.TOGETHER_2,
                        TraceArm.TOGETHER_4,
                        TraceArm.TOGETHER_8)))));
  }

  /** How late a reward may come, nothing set anew. */
  static Plot late(List<Outcomes> slow, Outcomes easy) {
    List<Outcomes> all = new ArrayList<>(slow);
    all.add(easy);
    all.sort(Comparator.comparingDouble(o -> o.task().delayS().mean()));
    double[] delay = all.stream().mapToDouble(o -> o.task().delayS().mean()).toArray();
    List<Plot.Series> series = new ArrayList<>();
    for (TraceArm arm : PcmTraceExperiment.LATE) {
      series.add(
          new Plot.Series(
              arm.title(),
              Plot.Style.LINE,
              delay,
              all.stream().mapToDouble(o -> Claim.mean(o.accuracy(arm))).toArray()));
    }
    return new Plot.Curves(
        "How late the reward may come, easy task with all times longer or shorter, same settings",
        new Plot.Axis("mean delay of the reward [s]", true),
        Plot.Axis.of("fraction right"),
        series);
  }

  private static Plot curves(Outcomes hard) {
    List<Plot.Series> series = new ArrayList<>();
    for (TraceArm arm :
        List.of(
            TraceArm.EXPONENTIAL,
            TraceArm.PCM,
            TraceArm.SPREAD_45,
            TraceArm.LATCH,
            TraceArm.NONE)) {
      List<Figures> bySeed = hard.byArm().get(arm);
      double[] y = new double[bySeed.getFirst().row("curve").length];
      for (Figures f : bySeed) {
        double[] own = f.row("curve");
        for (int b = 0; b < y.length; b++) {
          y[b] += own[b] / bySeed.size();
        }
      }
      double[] x = new double[y.length];
      Arrays.setAll(x, b -> (b + 0.5) * hard.task().events() / y.length);
      series.add(new Plot.Series(arm.title(), Plot.Style.LINE, x, y));
    }
    return new Plot.Curves(
        "Right actions while learning (with exploration), hard task",
        Plot.Axis.of("patterns shown"),
        Plot.Axis.of("fraction right"),
        series);
  }
}
