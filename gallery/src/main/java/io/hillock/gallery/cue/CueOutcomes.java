package io.hillock.gallery.cue;

import io.hillock.data.cue.CueAccumulation;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Parts;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of all arms, one for each seed. */
record CueOutcomes(List<Seed> seeds, Map<CueArm, List<Figures>> figures) {
  private static final int HARDWARE_TRIALS = 2000;

  /** All arms, the longest first. */
  static List<CueArm> arms(Scale scale) {
    List<CueArm> arms = new ArrayList<>(GradientArm.of(scale));
    for (CueVariant variant : CueVariant.values()) {
      arms.add(new HardwareArm(variant, HARDWARE_TRIALS));
    }
    return arms;
  }

  /** Runs arms on all seeds, or takes up what is kept. */
  static CueOutcomes of(String id, Environment environment, List<CueArm> arms) {
    List<KeptJobs.Job> jobs =
        arms.stream()
            .flatMap(arm -> environment.seeds().stream().map(seed -> arm.job(seed, environment)))
            .toList();
    List<Figures> all = KeptJobs.run(id, "trials", environment, jobs);
    int seeds = environment.seeds().size();
    Map<CueArm, List<Figures>> figures = new LinkedHashMap<>();
    for (int a = 0; a < arms.size(); a++) {
      figures.put(arms.get(a), all.subList(a * seeds, (a + 1) * seeds));
    }
    return new CueOutcomes(environment.seeds(), figures);
  }

  /** Forgets what was kept, also on the way to parts that an earlier run has finished. */
  void forget(Parts parts) {
    for (CueArm arm : figures.keySet()) {
      seeds.forEach(seed -> parts.find(CueArm.underWay(arm.keyOf(seed)))); // what is found is ours
    }
    parts.done();
  }

  /** The arm of a name. */
  CueArm arm(String key) {
    return figures.keySet().stream().filter(a -> a.key().equals(key)).findFirst().orElseThrow();
  }

  /** The arm of a variant of the hardware rule. */
  CueArm arm(CueVariant variant) {
    return arm(variant.key());
  }

  private double[] each(CueArm arm, String figure) {
    return figures.get(arm).stream().mapToDouble(f -> f.get(figure)).toArray();
  }

  /** Accuracy on each seed. */
  double[] accuracy(CueArm arm) {
    return each(arm, CueArm.ACCURACY);
  }

  /** How far the accuracy is from chance, on each seed. */
  double[] fromChance(CueArm arm) {
    return Arrays.stream(accuracy(arm)).map(a -> Math.abs(a - 0.5)).toArray();
  }

  /** Rate of the hidden neurons on each seed [Hz]. */
  double[] rateHz(CueArm arm) {
    return each(arm, CueArm.RATE);
  }

  /** The figures of the first seed. */
  Figures first(CueArm arm) {
    return figures.get(arm).getFirst();
  }

  /** Counts, energy and memory of learning on the first seed. */
  LedgerSummary learning(CueArm arm) {
    return learning(arm, Technology.BuiltIn.DIGITAL_28NM);
  }

  /** The same at the prices of a technology. */
  LedgerSummary learning(CueArm arm, Technology.BuiltIn technology) {
    return first(arm).priced(Technology.of(technology));
  }

  /** What a rule reached and cost. */
  RuleCost cost(CueArm arm, String rule) {
    double trials = arm.trainingTrials();
    return RuleCost.of(
        rule,
        Claim.mean(accuracy(arm)),
        learning(arm),
        "tick of 1 ms",
        trials * CueAccumulation.PUBLISHED.steps(),
        trials);
  }

  /** A mean, with the spread over seeds where there are several. */
  static String figure(double[] samples, int digits) {
    String format = "%." + digits + "f";
    String mean = String.format(Locale.ROOT, format, Claim.mean(samples));
    return samples.length < 2
        ? mean
        : mean + " +- " + String.format(Locale.ROOT, format, Claim.spread(samples));
  }
}
