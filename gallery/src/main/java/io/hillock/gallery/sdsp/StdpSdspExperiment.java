package io.hillock.gallery.sdsp;

import io.hillock.data.DataSet;
import io.hillock.data.digits.GeneratedDigits;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Teaches ten neurons digits of 16 x 16 pixels in one pass of 6,000 images: by SDSP on 3-bit
 * weights as the ODIN processor computes it, by pair STDP and by triplet STDP on float weights;
 * accuracy, state and accesses to the weight memory side by side.
 *
 * <p>Digits come as {@link RankOrder}: the same spikes for every rule. The protocol is the same at
 * both scales, since it takes seconds. Without MNIST, {@link GeneratedDigits} are learned.
 */
public final class StdpSdspExperiment implements Experiment {
  private static final int TRAIN = 6000;
  private static final int BLOCKS = 20;
  private static final int BETWEEN_LOOKS = 500;
  private static final String CHIP =
      "the chip: 84.5 % on 16 x 16 deskewed MNIST, one pass of 6,000";

  /** The experiment. */
  public StdpSdspExperiment() {}

  @Override
  public String id() {
    return "stdp-sdsp";
  }

  @Override
  public String title() {
    return "Digits in one pass on 3-bit weights: spike-driven plasticity asks for no column of the"
        + " weight memory and no trace";
  }

  @Override
  public String paper() {
    return "C. Frenkel, M. Lefebvre, J.-D. Legat, D. Bol 2019, IEEE TBioCAS 13:145,"
        + " doi:10.1109/TBCAS.2018.2880425";
  }

  @Override
  public Result run(Environment environment) {
    Digits digits = Digits.find(environment.data());
    Map<Rule, List<Outcome>> all = train(environment, digits);
    Result result =
        new Result(id(), environment, digits.recorded() ? DataSet.MNIST.title() : "generated");
    digits.sha256().ifPresent(result::dataSha256);
    all.forEach((rule, outcomes) -> metrics(result, rule, outcomes));
    claims(result, digits.recorded(), all);
    plots(result, all);
    RulePictures.all().forEach(result::plot);
    result.table(table(all));
    all.forEach((rule, outcomes) -> result.rule(cost(rule, outcomes)));
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_28NM);
    result.ledger(all.get(Rule.SDSP).getFirst().figures().priced(technology));
    environment.parts().done();
    return result;
  }

  private Map<Rule, List<Outcome>> train(Environment environment, Digits digits) {
    String data = digits.sha256().orElse("generated");
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (Seed seed : environment.seeds()) {
      for (Rule rule : Rule.values()) {
        jobs.add(
            new KeptJobs.Job(
                id() + " " + rule + " " + seed + " " + TRAIN + " of " + data,
                2L * TRAIN,
                progress -> learn(rule, seed, digits, progress)));
      }
    }
    List<Figures> figures = KeptJobs.run(id(), "images learned", environment, jobs);
    Map<Rule, List<Outcome>> all = new EnumMap<>(Rule.class);
    for (int k = 0; k < figures.size(); k++) {
      Rule rule = Rule.values()[k % Rule.values().length];
      all.computeIfAbsent(rule, r -> new ArrayList<>()).add(new Outcome(figures.get(k)));
    }
    return all;
  }

  /** Learns once, then scores; a second network tells how it went on the way. */
  private static Optional<Figures> learn(Rule rule, Seed seed, Digits digits, Progress progress) {
    RankOrder training = digits.training().apply(seed);
    RankOrder test = digits.test().apply(seed);
    int[] shown = Digits.presentation(seed, training, TRAIN);
    Learner learner = rule.start(seed);
    Learner watched = rule.start(seed);
    double[] curve = new double[BLOCKS];
    for (int k = 0; k < shown.length; k++) {
      if (k % BETWEEN_LOOKS == 0 && progress.stopRequested()) {
        return Optional.empty();
      }
      int[] order = training.order(shown[k]);
      int label = training.label(shown[k]);
      learner.learn(order, label);
      int block = (int) ((long) k * BLOCKS / shown.length);
      curve[block] += watched.classify(order) == label ? (double) BLOCKS / shown.length : 0;
      watched.learn(order, label);
      progress.advance(2);
    }
    Outcome outcome = new Outcome();
    learner.account(outcome);
    outcome.scored(accuracy(learner, test), curve);
    return Optional.of(outcome.figures());
  }

  private static double accuracy(Learner learner, RankOrder test) {
    int right = 0;
    for (int k = 0; k < test.size(); k++) {
      right += learner.classify(test.order(k)) == test.label(k) ? 1 : 0;
    }
    return (double) right / test.size();
  }

  /** Cost of learning by the ledgers of all seeds; a step is a tick. */
  private static RuleCost cost(Rule rule, List<Outcome> outcomes) {
    Ledger sum = new Ledger();
    for (Outcome outcome : outcomes) {
      outcome.figures().ledger().owners().forEach((name, counts) -> sum.of(name).addAll(counts));
    }
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_28NM);
    LedgerSummary one = outcomes.getFirst().figures().priced(technology);
    LedgerSummary learning =
        new LedgerSummary(
            sum.total(), technology.price(sum), one.inferenceBytes(), one.learningBytes());
    return RuleCost.of(
        rule.title() + ", 256-10",
        Claim.mean(accuracies(outcomes)),
        learning,
        "tick of the protocol",
        outcomes.stream().mapToDouble(Outcome::ticks).sum(),
        (double) TRAIN * outcomes.size());
  }

  private static double[] each(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
    return outcomes.stream().mapToDouble(figure).toArray();
  }

  private static double[] accuracies(List<Outcome> outcomes) {
    return each(outcomes, Outcome::accuracy);
  }

  private static void metrics(Result result, Rule rule, List<Outcome> outcomes) {
    result
        .metric("accuracy." + rule.metric(), accuracies(outcomes))
        .metric("accessesPerEvent." + rule.metric(), each(outcomes, Outcome::accessesPerEvent))
        .metric("columnAccessesPerEvent." + rule.metric(), each(outcomes, Outcome::columnsPerEvent))
        .metric("bitsPerSynapse." + rule.metric(), each(outcomes, Outcome::bitsPerSynapse))
        .metric(
            "learningBitsPerSynapse." + rule.metric(),
            each(outcomes, Outcome::learningBitsPerSynapse));
  }

  private static void claims(Result result, boolean recorded, Map<Rule, List<Outcome>> all) {
    double[] sdsp = accuracies(all.get(Rule.SDSP));
    Claim accuracy =
        recorded
            ? Claim.of(
                    "accuracy of SDSP, 10,000 test images",
                    sdsp,
                    "fraction",
                    Claim.Relation.AT_LEAST,
                    0.80,
                    CHIP)
                .published(0.845)
            : Claim.of(
                "accuracy of SDSP, generated digits",
                sdsp,
                "fraction",
                Claim.Relation.AT_LEAST,
                0.9,
                "bar of this project; chance is 0.1");
    result.claim(accuracy);
    result.claim(
        Claim.of(
            "column accesses of SDSP per synaptic event",
            each(all.get(Rule.SDSP), Outcome::columnsPerEvent),
            "accesses",
            Claim.Relation.AT_MOST,
            0,
            "by construction: presynaptic events only"));
    for (Rule rule : List.of(Rule.PAIR, Rule.TRIPLET)) {
      result.claim(
          Claim.of(
              "accuracy of " + rule.title(),
              accuracies(all.get(rule)),
              "fraction",
              Claim.Relation.REPORTED,
              Double.NaN,
              "nothing published on this task"));
    }
  }

  private static void plots(Result result, Map<Rule, List<Outcome>> all) {
    List<String> names = all.keySet().stream().map(Rule::title).toList();
    double[][] accuracy = all.values().stream().map(o -> accuracies(o)).toArray(double[][]::new);
    double[] mean = new double[accuracy.length];
    double[] low = new double[accuracy.length];
    double[] high = new double[accuracy.length];
    for (int r = 0; r < accuracy.length; r++) {
      mean[r] = Claim.mean(accuracy[r]);
      low[r] = mean[r] - Claim.spread(accuracy[r]);
      high[r] = mean[r] + Claim.spread(accuracy[r]);
    }
    result.plot(
        new Plot.Bars(
            "Accuracy on unseen images", Plot.Axis.of("fraction right"), names, mean, low, high));
    List<Plot.Series> curves = new ArrayList<>();
    all.forEach((rule, outcomes) -> {
      double[] curve = outcomes.getFirst().curve();
      double[] images = new double[curve.length];
      java.util.Arrays.setAll(images, b -> (b + 1.0) * TRAIN / curve.length);
      curves.add(new Plot.Series(rule.title(), Plot.Style.LINE, images, curve));
    });
    result.plot(
        new Plot.Curves(
            "Fraction right before each lesson, first seed",
            Plot.Axis.of("images"),
            Plot.Axis.of("fraction right"),
            curves));
  }

  private static Table table(Map<Rule, List<Outcome>> all) {
    List<List<String>> rows = new ArrayList<>();
    all.forEach((rule, outcomes) ->
        rows.add(
            List.of(
                rule.title(),
                text("%.2f", scaled(accuracies(outcomes), 100)),
                text("%.0f", each(outcomes, Outcome::weightBits)),
                text("%.2f", each(outcomes, Outcome::learningBitsPerSynapse)),
                text("%.3f", each(outcomes, Outcome::writesPerEvent)),
                text("%.3f", each(outcomes, Outcome::columnsPerEvent)),
                text("%.3f", each(outcomes, Outcome::accessesPerEvent)))));
    return new Table(
        "State and accesses to the weight memory while learning, mean over seeds",
        List.of(
            "rule",
            "accuracy [%]",
            "bits per weight",
            "learning bits per synapse",
            "writes per synaptic event",
            "column reads per synaptic event",
            "all accesses per synaptic event"),
        rows);
  }

  private static double[] scaled(double[] samples, double factor) {
    return java.util.Arrays.stream(samples).map(x -> factor * x).toArray();
  }

  private static String text(String format, double[] samples) {
    return String.format(Locale.ROOT, format, Claim.mean(samples));
  }
}
