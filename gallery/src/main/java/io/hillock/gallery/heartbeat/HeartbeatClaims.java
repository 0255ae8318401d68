package io.hillock.gallery.heartbeat;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What is claimed of the heartbeat experiment, each figure once, with its bar at either scale. */
final class HeartbeatClaims {
  private static final String PAPER = "bar of this project, on records at hand of DS2";
  private static final String QUICK =
      "bar of this project for a quick run, on records at hand of DS2";
  private static final String GENERATED = "bar of this project, generated persons";

  private static final String GAIN = "macro-F1 gained by personalisation";
  private static final String WRITES = "weight writes, of one update per labelled beat";

  /** At most that fraction of weights is written, at paper scale and quickly. */
  private static final double[] MOST_WRITES = {0.02, 0.04};

  /** The accuracy of Mao et al. 2022. */
  private static final double PUBLISHED_ACCURACY = 0.9736;

  private static final String PUBLISHED_BY = "; published: Mao et al. 2022";

  /**
   * What was measured on recorded persons, one value for each seed.
   *
   * @param figures scores of each way
   * @param rrMacro macro-F1 of RR intervals alone
   * @param realTime speed while learning, in times of the recording
   * @param overhead memory that exists only for learning [% of inference]
   */
  record Measured(HeartbeatFigures figures, double[] rrMacro, double[] realTime, double overhead) {}

  /**
   * One figure and its bars.
   *
   * @param paper bar at paper scale
   * @param quick bar of a quick run: what a single seed can bear, between the paper's bar and the
   *     worst seed seen while developing; NaN where a quick run does not claim it
   */
  private record Bar(
      String name,
      String unit,
      Claim.Relation relation,
      double paper,
      double quick,
      Function<Measured, double[]> samples) {
    static Bar atLeast(
        String name, double paper, double quick, Function<Measured, double[]> samples) {
      return new Bar(name, "fraction", Claim.Relation.AT_LEAST, paper, quick, samples);
    }
  }

  private static final double NOT_QUICK = Double.NaN;

  private static final List<Bar> BARS =
      List.of(
          Bar.atLeast(
              "accuracy, personalised, annotation-timed", 0.975, 0.95, HeartbeatClaims::accuracy),
          Bar.atLeast("macro-F1 (N, S, V), personalised", 0.92, 0.85, HeartbeatClaims::macroF1),
          Bar.atLeast(
              "V sensitivity", 0.90, NOT_QUICK, m -> personalised(m, s -> s.sensitivity(2))),
          Bar.atLeast(
              "V positive predictivity", 0.85, NOT_QUICK, m -> personalised(m, s -> s.ppv(2))),
          Bar.atLeast(
              "S sensitivity", 0.86, NOT_QUICK, m -> personalised(m, s -> s.sensitivity(1))),
          Bar.atLeast(
              "S positive predictivity", 0.90, NOT_QUICK, m -> personalised(m, s -> s.ppv(1))),
          Bar.atLeast(
              "beat detection, sensitivity",
              0.995,
              0.99,
              m -> m.figures.of(HeartbeatWay.END_TO_END, BeatScore::detectionSensitivity)),
          Bar.atLeast(
              "beat detection, positive predictivity",
              0.995,
              0.98,
              m -> m.figures.of(HeartbeatWay.END_TO_END, BeatScore::detectionPpv)),
          Bar.atLeast(
              "record 105, detection sensitivity",
              0.985,
              NOT_QUICK,
              m -> m.figures.only("105", BeatScore::detectionSensitivity)),
          Bar.atLeast(
              "record 105, detection positive predictivity",
              0.97,
              NOT_QUICK,
              m -> m.figures.only("105", BeatScore::detectionPpv)),
          Bar.atLeast(
              "end to end less annotation-timed accuracy",
              -0.02,
              -0.03,
              m -> minus(accuracy(m, HeartbeatWay.END_TO_END), accuracy(m))),
          Bar.atLeast(
              GAIN,
              0.15,
              0.15,
              m -> minus(macroF1(m), m.figures.of(HeartbeatWay.BASE, BeatScore::macroF1))),
          Bar.atLeast(
              "macro-F1 above RR intervals alone",
              0.08,
              NOT_QUICK,
              m -> minus(macroF1(m), m.rrMacro)),
          Bar.atLeast(
              "accuracy above a read-out from zero",
              0.002,
              NOT_QUICK,
              m -> minus(accuracy(m), accuracy(m, HeartbeatWay.ZERO))),
          Bar.atLeast(
              "8-bit digital less ideal accuracy",
              -0.01,
              -0.02,
              m -> minus(accuracy(m, HeartbeatWay.DIGITAL), accuracy(m))),
          Bar.atLeast(
              "RRAM less ideal accuracy",
              -0.01,
              -0.02,
              m -> minus(accuracy(m, HeartbeatWay.RRAM), accuracy(m))),
          Bar.atLeast(
              "triggered less every-error accuracy",
              -0.01,
              NOT_QUICK,
              m -> minus(accuracy(m), accuracy(m, HeartbeatWay.EVERY_ERROR))),
          new Bar(
              WRITES,
              "fraction",
              Claim.Relation.AT_MOST,
              MOST_WRITES[0],
              MOST_WRITES[1],
              m -> m.figures.writes(HeartbeatWay.PERSONALISED)),
          new Bar(
              "speed while learning, one core",
              "x real time",
              Claim.Relation.AT_LEAST,
              1000,
              1000,
              m -> m.realTime),
          new Bar(
              "memory that exists only for learning",
              "% of inference",
              Claim.Relation.AT_MOST,
              2,
              NOT_QUICK,
              m -> new double[] {m.overhead}));

  private HeartbeatClaims() {}

  /** Claims what recorded persons must show at the scale of the result. */
  static void recorded(Result result, Measured measured) {
    boolean paper = result.environment().scale() == Scale.PAPER;
    for (Bar bar : BARS) {
      double required = paper ? bar.paper : bar.quick;
      if (!Double.isNaN(required)) {
        boolean published = paper && bar == BARS.getFirst();
        String source = (paper ? PAPER : QUICK) + (published ? PUBLISHED_BY : "");
        result.claim(
            Claim.of(
                    bar.name, bar.samples.apply(measured), bar.unit, bar.relation, required, source)
                .published(published ? PUBLISHED_ACCURACY : Double.NaN));
      }
    }
  }

  /** Claims what generated persons must show. */
  static void generated(Result result, double[] macro, double[] baseMacro, double[] writes) {
    result.claim(
        Claim.of(GAIN, minus(macro, baseMacro), "fraction", Claim.Relation.AT_LEAST, 0, GENERATED));
    result.claim(
        Claim.of(
            WRITES,
            writes,
            "fraction",
            Claim.Relation.AT_MOST,
            MOST_WRITES[result.environment().scale() == Scale.PAPER ? 0 : 1],
            GENERATED));
  }

  private static double[] personalised(Measured m, ToDoubleFunction<BeatScore> s) {
    return m.figures.of(HeartbeatWay.PERSONALISED, s);
  }

  private static double[] accuracy(Measured m) {
    return accuracy(m, HeartbeatWay.PERSONALISED);
  }

  private static double[] accuracy(Measured m, HeartbeatWay way) {
    return m.figures.of(way, BeatScore::accuracy);
  }

  private static double[] macroF1(Measured m) {
    return personalised(m, BeatScore::macroF1);
  }

  private static double[] minus(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }
}
