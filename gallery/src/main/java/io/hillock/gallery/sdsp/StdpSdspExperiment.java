package io.hillock.gallery.sdsp;

import io.hillock.data.DataSet;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Result;
import io.hillock.gallery.StoppedException;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

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

  /** What one network did: fraction right on unseen images, right before each lesson, cost. */
  private record Outcome(double accuracy, double[] curve, Learner.Cost cost) {}

  @Override
  public Result run(Environment environment) {
    Digits digits = Digits.find(environment.data());
    Map<Rule, List<Outcome>> all = train(environment, digits);
    Result result =
        new Result(id(), environment, digits.recorded() ? DataSet.MNIST.title() : "generated");
    digits.sha256().ifPresent(result::dataSha256);
    for (Map.Entry<Rule, List<Outcome>> entry : all.entrySet()) {
      metrics(result, entry.getKey(), entry.getValue());
    }
    claims(result, digits.recorded(), all);
    plots(result, all);
    result.table(table(all));
    result.ledger(all.get(Rule.SDSP).getFirst().cost().ledger());
    return result;
  }

  private Map<Rule, List<Outcome>> train(Environment environment, Digits digits) {
    List<Seed> seeds = environment.seeds();
    Rule[] rules = Rule.values();
    int runs = rules.length * seeds.size();
    environment.progress().begin(id(), runs);
    List<Outcome> outcomes =
        IntStream.range(0, runs)
            .parallel()
            .mapToObj(k -> {
              if (environment.progress().stopRequested()) {
                throw new StoppedException(id(), 0, runs);
              }
              Outcome outcome = learn(rules[k % rules.length], seeds.get(k / rules.length), digits);
              environment.progress().advance(1);
              return outcome;
            })
            .toList();
    Map<Rule, List<Outcome>> all = new EnumMap<>(Rule.class);
    for (Rule rule : rules) {
      all.put(
          rule,
          IntStream.range(0, seeds.size())
              .mapToObj(s -> outcomes.get(s * rules.length + rule.ordinal()))
              .toList());
    }
    return all;
  }

  private static Outcome learn(Rule rule, Seed seed, Digits digits) {
    RankOrder training = digits.training().apply(seed);
    RankOrder test = digits.test().apply(seed);
    int[] shown = Digits.presentation(seed, training, TRAIN);
    Learner learner = rule.start(seed);
    for (int image : shown) {
      learner.learn(training.order(image), training.label(image));
    }
    Learner.Cost cost = learner.cost();
    return new Outcome(accuracy(learner, test), curve(rule, seed, training, shown), cost);
  }

  private static double accuracy(Learner learner, RankOrder test) {
    int right = 0;
    for (int k = 0; k < test.size(); k++) {
      right += learner.classify(test.order(k)) == test.label(k) ? 1 : 0;
    }
    return (double) right / test.size();
  }

  /** Fraction of images that a second learner got right just before it learned them. */
  private static double[] curve(Rule rule, Seed seed, RankOrder training, int[] shown) {
    Learner learner = rule.start(seed);
    double[] curve = new double[BLOCKS];
    for (int k = 0; k < shown.length; k++) {
      int[] order = training.order(shown[k]);
      int label = training.label(shown[k]);
      int block = (int) ((long) k * BLOCKS / shown.length);
      curve[block] += learner.classify(order) == label ? (double) BLOCKS / shown.length : 0;
      learner.learn(order, label);
    }
    return curve;
  }

  private static double[] each(List<Outcome> outcomes, ToDoubleFunction<Learner.Cost> figure) {
    return outcomes.stream().map(Outcome::cost).mapToDouble(figure).toArray();
  }

  private static double[] accuracies(List<Outcome> outcomes) {
    return outcomes.stream().mapToDouble(Outcome::accuracy).toArray();
  }

  private static void metrics(Result result, Rule rule, List<Outcome> outcomes) {
    result
        .metric("accuracy." + rule.metric(), accuracies(outcomes))
        .metric("accessesPerEvent." + rule.metric(), each(outcomes, Learner.Cost::accessesPerEvent))
        .metric(
            "columnAccessesPerEvent." + rule.metric(),
            each(outcomes, Learner.Cost::columnsPerEvent))
        .metric("bitsPerSynapse." + rule.metric(), each(outcomes, Learner.Cost::bitsPerSynapse))
        .metric(
            "learningBitsPerSynapse." + rule.metric(),
            each(outcomes, Learner.Cost::learningBitsPerSynapse));
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
                0.85,
                "bar of this project; chance is 0.1");
    result.claim(accuracy);
    result.claim(
        Claim.of(
            "column accesses of SDSP per synaptic event",
            each(all.get(Rule.SDSP), Learner.Cost::columnsPerEvent),
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
                text("%.0f", each(outcomes, Learner.Cost::weightBits)),
                text("%.2f", each(outcomes, Learner.Cost::learningBitsPerSynapse)),
                text("%.3f", each(outcomes, Learner.Cost::writesPerEvent)),
                text("%.3f", each(outcomes, Learner.Cost::columnsPerEvent)),
                text("%.3f", each(outcomes, Learner.Cost::accessesPerEvent)))));
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
