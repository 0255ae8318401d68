package io.hillock.gallery.trigger;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.learning.ErrorTrigger;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Learns noisy spike patterns once from the error of every step and then from error events at a set
 * rate: accuracy against weight writes.
 *
 * <p>Task: 5 classes of spike patterns on 40 channels over 100 ms; a trial loses 30 % of the
 * spikes, moves the others by 7 ms and adds noise of 20 Hz per channel. Network: {@link
 * PatternNetwork}. Hidden layer and readout have triggers of their own, whose thresholds are held
 * at 1 % or 5 % events per unit-step; the three forms of {@link ErrorTrigger} stand side by side.
 * All arms see the same 20,000 trials once; each has learning rates of its own, chosen on seeds
 * from 11 on.
 */
public final class ErrorTriggeredExperiment implements Experiment {
  private static final int TRAIN = 20_000;
  private static final int TEST = 2000;
  private static final int STEPS = 100;
  private static final String BAR = "bar of this project";

  /** The form that the claims are about, chosen on seeds from 11 on. */
  private static final ErrorTrigger.Form CLAIMED = ErrorTrigger.Form.ACCUMULATE_AND_FIRE;

  /** The experiment. */
  public ErrorTriggeredExperiment() {}

  @Override
  public String id() {
    return "error-triggered";
  }

  @Override
  public String title() {
    return "Learning from one error event in a hundred: a hundredth of the writes, within two"
        + " points of the accuracy";
  }

  @Override
  public String paper() {
    return "M. Payvand, M. E. Fouda, F. Kurdahi, A. M. Eltawil, E. O. Neftci 2020, IEEE JETCAS"
        + " 10:522, doi:10.1109/JETCAS.2020.3040248";
  }

  /** What all networks of one arm did, by seed, beside those that learned at every step. */
  private record Trained(
      Arm arm, List<PatternNetwork.Outcome> outcomes, List<PatternNetwork.Outcome> everyStep) {
    double[] accuracy() {
      return each(PatternNetwork.Outcome::accuracy);
    }

    double[] each(ToDoubleFunction<PatternNetwork.Outcome> figure) {
      return outcomes.stream().mapToDouble(figure).toArray();
    }

    double[] gained() {
      return IntStream.range(0, outcomes.size())
          .mapToDouble(s -> outcomes.get(s).accuracy() - everyStep.get(s).accuracy())
          .toArray();
    }

    double[] writesRatio() {
      return IntStream.range(0, outcomes.size())
          .mapToDouble(s -> (double) outcomes.get(s).writes() / everyStep.get(s).writes())
          .toArray();
    }
  }

  @Override
  public Result run(Environment environment) {
    List<Trained> all = train(environment, Arm.all());
    Result result = new Result(id(), environment, "generated");
    Trained everyStep = all.getFirst();
    Trained one = find(all, CLAIMED, Arm.Rate.ONE_PERCENT);
    Trained five = find(all, CLAIMED, Arm.Rate.FIVE_PERCENT);
    metrics(result, everyStep, one, five);
    for (Trained t : all) {
      t.arm().events().ifPresent(e -> metrics(result, e, t));
    }
    claimTask(result, everyStep);
    claimEvents(result, one, BAR + "; published: about a hundredth of the updates", 0.01);
    claimEvents(result, five, BAR, Double.NaN);
    plots(result, all, List.of(everyStep, one, five));
    result.table(table(all));
    result.ledger(one.outcomes().getFirst().training());
    all.forEach(t -> result.rule(cost(t)));
    environment.parts().done();
    return result;
  }

  private List<Trained> train(Environment environment, List<Arm> arms) {
    List<Seed> seeds = environment.seeds();
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (Seed seed : seeds) {
      for (Arm arm : arms) {
        jobs.add(
            new KeptJobs.Job(
                "seed " + seed.value() + ", trials " + TRAIN + " + " + TEST + ", " + arm,
                TRAIN + TEST,
                progress -> new PatternNetwork(task(seed), arm).learn(TRAIN, TEST, progress)));
      }
    }
    List<PatternNetwork.Outcome> outcomes =
        KeptJobs.run(id(), "trials", environment, jobs).stream()
            .map(PatternNetwork.Outcome::of)
            .toList();
    List<Trained> all = new ArrayList<>();
    for (int a = 0; a < arms.size(); a++) {
      int arm = a;
      List<PatternNetwork.Outcome> bySeed =
          IntStream.range(0, seeds.size())
              .mapToObj(s -> outcomes.get(s * arms.size() + arm))
              .toList();
      all.add(new Trained(arms.get(a), bySeed, a == 0 ? bySeed : all.getFirst().outcomes()));
    }
    return all;
  }

  private static PatternTask task(Seed seed) {
    return new PatternTask(seed, 40, 5, STEPS, 7, 0.3, 0.02);
  }

  private static RuleCost cost(Trained t) {
    return RuleCost.of(
        "hardware e-prop, " + t.arm().name(),
        Claim.mean(t.accuracy()),
        t.outcomes().getFirst().training(),
        "1 ms",
        (double) TRAIN * STEPS,
        TRAIN);
  }

  private static Trained find(List<Trained> all, ErrorTrigger.Form form, Arm.Rate rate) {
    Arm.Events wanted = new Arm.Events(form, rate);
    return all.stream()
        .filter(t -> t.arm().events().filter(wanted::equals).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static void metrics(Result result, Trained everyStep, Trained one, Trained five) {
    result
        .metric("accuracy.everyStep", everyStep.accuracy())
        .metric("accuracy.onePercent", one.accuracy())
        .metric("accuracy.fivePercent", five.accuracy())
        .metric("writes.ratio", one.writesRatio())
        .metric("writes.ratio.fivePercent", five.writesRatio());
  }

  private static void metrics(Result result, Arm.Events events, Trained t) {
    String which = events.rate().metric() + "." + Arm.metric(events.form());
    result
        .metric("accuracy." + which, t.accuracy())
        .metric("writes.ratio." + which, t.writesRatio())
        .metric("events.hidden." + which, t.each(PatternNetwork.Outcome::hiddenEvents))
        .metric("events.readout." + which, t.each(PatternNetwork.Outcome::readoutEvents));
  }

  private static void claimTask(Result result, Trained everyStep) {
    double[] accuracy = everyStep.accuracy();
    result.claim(
        Claim.of(
            "accuracy, every step (learned)",
            accuracy,
            "fraction",
            Claim.Relation.AT_LEAST,
            0.90,
            BAR));
    result.claim(
        Claim.of(
            "accuracy, every step (not too easy)",
            accuracy,
            "fraction",
            Claim.Relation.AT_MOST,
            0.97,
            BAR));
  }

  private static void claimEvents(Result result, Trained t, String why, double published) {
    double wanted = t.arm().events().orElseThrow().rate().perUnitStep();
    String at = " at " + t.arm().events().orElseThrow().rate() + " events";
    result.claim(
        Claim.of(
            "accuracy" + at + " less every step",
            t.gained(),
            "fraction",
            Claim.Relation.AT_LEAST,
            -0.02,
            BAR));
    result.claim(
        Claim.of(
                "weight writes" + at + ", of every step",
                t.writesRatio(),
                "fraction",
                Claim.Relation.AT_MOST,
                0.02,
                why)
            .published(published));
    double[] off =
        t.each(o ->
            Math.max(Math.abs(o.hiddenEvents() - wanted), Math.abs(o.readoutEvents() - wanted))
                / wanted);
    result.claim(
        Claim.of(
            "event rate" + at + " off the wanted one",
            off,
            "fraction",
            Claim.Relation.AT_MOST,
            0.3,
            "hidden layer or readout, whichever is worse; over the whole training"));
  }

  private static void plots(Result result, List<Trained> all, List<Trained> main) {
    double[][] accuracy = all.stream().map(Trained::accuracy).toArray(double[][]::new);
    result.plot(
        new Plot.Bars(
            "Accuracy on unseen trials",
            Plot.Axis.of("fraction right"),
            all.stream().map(t -> t.arm().name()).toList(),
            Arrays.stream(accuracy).mapToDouble(Claim::mean).toArray(),
            Arrays.stream(accuracy).mapToDouble(a -> Claim.mean(a) - Claim.spread(a)).toArray(),
            Arrays.stream(accuracy).mapToDouble(a -> Claim.mean(a) + Claim.spread(a)).toArray()));
    List<Plot.Series> curves = new ArrayList<>();
    for (Trained t : main) {
      double[] curve = t.outcomes().getFirst().curve();
      double[] trials = new double[curve.length];
      Arrays.setAll(trials, b -> (b + 1.0) * TRAIN / curve.length);
      curves.add(new Plot.Series(t.arm().name(), Plot.Style.LINE, trials, curve));
    }
    result.plot(
        new Plot.Curves(
            "Fraction right while training, first seed",
            Plot.Axis.of("trials"),
            Plot.Axis.of("fraction right"),
            curves));
  }

  private static Table table(List<Trained> all) {
    List<List<String>> rows = new ArrayList<>();
    for (Trained t : all) {
      boolean events = t.arm().events().isPresent();
      rows.add(
          List.of(
              t.arm().name(),
              percent(t.accuracy()),
              events ? percent(t.writesRatio()) : "100",
              events ? percent(t.each(PatternNetwork.Outcome::hiddenEvents)) : "every",
              events ? percent(t.each(PatternNetwork.Outcome::readoutEvents)) : "every",
              String.format(Locale.ROOT, "%.2g, %.2g", t.arm().etaIn(), t.arm().etaOut())));
    }
    return new Table(
        "Forms of the trigger, in percent, mean over seeds",
        List.of(
            "learns from",
            "accuracy",
            "writes",
            "hidden events",
            "readout events",
            "learning rates in, out"),
        rows);
  }

  private static String percent(double[] samples) {
    return String.format(Locale.ROOT, "%.2f", 100 * Claim.mean(samples));
  }
}
