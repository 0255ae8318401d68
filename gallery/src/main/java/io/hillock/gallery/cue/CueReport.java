package io.hillock.gallery.cue;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Technology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Metrics, tables, plots and costs of the arms. */
final class CueReport {
  private static final double CHANCE = 0.5;

  private final Result result;
  private final CueOutcomes outcomes;

  CueReport(Result result, CueOutcomes outcomes) {
    this.result = result;
    this.outcomes = outcomes;
  }

  /** Adds everything. */
  void add() {
    metrics();
    result.plot(bars());
    result.table(comparison());
    result.table(ablations());
    result.table(costs());
    if (outcomes.seeds().size() > 1) {
      result.table(bySeed());
    }
    result.plot(hardwareCurves());
    for (CueArm arm : outcomes.figures().keySet()) {
      if (arm instanceof GradientArm taught && taught.adaptive() > 0) {
        result.plot(curve(taught));
      }
    }
    rules();
  }

  private void metrics() {
    for (CueArm arm : outcomes.figures().keySet()) {
      LedgerSummary learning = outcomes.learning(arm);
      result
          .metric("accuracy." + arm.key(), outcomes.accuracy(arm))
          .metric("rateHz." + arm.key(), outcomes.rateHz(arm))
          .metric("overheadPercent." + arm.key(), learning.overheadPercent());
      if (arm instanceof GradientArm taught && taught.adaptive() > 0) {
        result.metric(
            "iterationsToBar." + arm.key(),
            outcomes.figures().get(arm).stream()
                .mapToDouble(f -> iterationsToBar(f, taught.schedule().batch()))
                .toArray());
      }
    }
    LedgerSummary hardware = outcomes.learning(outcomes.arm(CueVariant.LONG_LEAK));
    result
        .metric("learningBits", 8 * hardware.learningBytes())
        .metric("overheadPercent", hardware.overheadPercent())
        .ledger(hardware);
  }

  /** Updates before the first validation that reached the bar, NaN if none did. */
  private static double iterationsToBar(Figures figures, int batch) {
    double[] validation = figures.row(GradientArm.VALIDATION);
    for (int k = 0; k < validation.length; k++) {
      if (validation[k] >= CueClaims.ALIF_BAR) {
        return figures.row(CueArm.TRIALS)[k] / batch;
      }
    }
    return Double.NaN;
  }

  /** The four of the argument, then what changes one thing of the last of them. */
  private List<CueArm> inOrder() {
    List<CueArm> order =
        new ArrayList<>(
            List.of(
                outcomes.arm("shortLeak.bptt"),
                outcomes.arm("alif.bptt"),
                outcomes.arm("alif"),
                outcomes.arm(CueVariant.LONG_LEAK)));
    for (CueVariant variant : CueVariant.values()) {
      if (variant != CueVariant.LONG_LEAK) {
        order.add(outcomes.arm(variant));
      }
    }
    order.add(outcomes.arm("shortLeak.eprop"));
    return order;
  }

  private static String label(CueArm arm) {
    return switch (arm) {
      case HardwareArm hardware when hardware.variant() == CueVariant.LONG_LEAK ->
          "LIF of 2 s, hardware e-prop";
      case HardwareArm hardware -> "hardware e-prop, " + hardware.title();
      case GradientArm taught -> taught.title();
    };
  }

  /** A label short enough to stand under a bar. */
  private static String shortLabel(CueArm arm) {
    return switch (arm) {
      case HardwareArm hardware -> "hw: " + hardware.title();
      case GradientArm taught ->
          (taught.adaptive() > 0 ? "ALIF" : "LIF")
              + " 20 ms, "
              + switch (taught.teacher()) {
                case E_PROP -> "e-prop";
                case THROUGH_TIME -> "BPTT";
              };
    };
  }

  private Plot bars() {
    List<CueArm> arms = inOrder();
    double[] mean = new double[arms.size() + 1];
    double[] low = new double[mean.length];
    double[] high = new double[mean.length];
    List<String> names = new ArrayList<>();
    for (int a = 0; a < arms.size(); a++) {
      double[] accuracy = outcomes.accuracy(arms.get(a));
      mean[a] = Claim.mean(accuracy);
      low[a] = mean[a] - Claim.spread(accuracy);
      high[a] = mean[a] + Claim.spread(accuracy);
      names.add(shortLabel(arms.get(a)));
    }
    names.add("chance");
    Arrays.fill(mean, arms.size(), mean.length, CHANCE);
    low[arms.size()] = CHANCE;
    high[arms.size()] = CHANCE;
    String spread = outcomes.seeds().size() > 1 ? "; mean and spread over seeds" : "";
    return new Plot.Bars(
        "Fraction right on unseen trials (hw: LIF, hardware e-prop)" + spread,
        Plot.Axis.of("fraction right"),
        names,
        mean,
        low,
        high);
  }

  private Table comparison() {
    List<List<String>> rows = new ArrayList<>();
    for (CueArm arm : inOrder().subList(0, 4)) {
      boolean learns = Claim.mean(outcomes.accuracy(arm)) > CHANCE + 0.08;
      rows.add(
          List.of(
              label(arm),
              CueOutcomes.figure(outcomes.accuracy(arm), 3),
              learns ? "learns" : "stays at chance",
              CueOutcomes.figure(outcomes.rateHz(arm), 1),
              String.format(Locale.ROOT, "%,.0f", outcomes.learning(arm).learningBytes()),
              String.format(Locale.ROOT, "%,d", arm.trainingTrials())));
    }
    return new Table(
        "What has to last over the delay: a long leak takes the place of adaptation, and then"
            + " traces per neuron suffice",
        List.of(
            "network and rule",
            "accuracy, unseen trials",
            "",
            "rate [Hz]",
            "learning state [byte]",
            "trials learned from"),
        rows);
  }

  private Table ablations() {
    List<List<String>> rows = new ArrayList<>();
    for (CueVariant variant : CueVariant.values()) {
      CueArm arm = outcomes.arm(variant);
      double[] writes =
          outcomes.figures().get(arm).stream()
              .mapToDouble(f -> f.ledger().total().get(CountKind.SYNAPSE_WRITE))
              .toArray();
      rows.add(
          List.of(
              variant.title(),
              CueOutcomes.figure(outcomes.accuracy(arm), 3),
              CueOutcomes.figure(outcomes.rateHz(arm), 1),
              String.format(Locale.ROOT, "%,.0f", Claim.mean(writes) / arm.trainingTrials())));
    }
    return new Table(
        "What the hardware rule needs: one thing changed at a time",
        List.of("network", "accuracy, unseen trials", "rate [Hz]", "weights written per trial"),
        rows);
  }

  private Table bySeed() {
    List<String> header = new ArrayList<>(List.of("network and rule"));
    outcomes.seeds().forEach(seed -> header.add("seed " + seed.value()));
    List<List<String>> rows = new ArrayList<>();
    for (CueArm arm : inOrder()) {
      List<String> row = new ArrayList<>(List.of(label(arm)));
      for (double accuracy : outcomes.accuracy(arm)) {
        row.add(String.format(Locale.ROOT, "%.3f", accuracy));
      }
      rows.add(row);
    }
    return new Table("Accuracy on unseen trials, seed by seed", header, rows);
  }

  private Plot hardwareCurves() {
    List<Plot.Series> series = new ArrayList<>();
    for (CueVariant variant : CueVariant.values()) {
      Figures first = outcomes.first(outcomes.arm(variant));
      series.add(line(variant.title(), first, CueArm.TRAINING));
    }
    return new Plot.Curves(
        "Hardware rule: fraction right over each 100 training trials, first seed",
        Plot.Axis.of("trials"),
        Plot.Axis.of("fraction right"),
        series);
  }

  private Plot curve(GradientArm arm) {
    Figures first = outcomes.first(arm);
    return new Plot.Curves(
        arm.title() + ": fraction right, first seed",
        Plot.Axis.of("trials"),
        Plot.Axis.of("fraction right"),
        List.of(
            line("validation", first, GradientArm.VALIDATION),
            line("training, since the last", first, CueArm.TRAINING)));
  }

  private static Plot.Series line(String name, Figures figures, String row) {
    return new Plot.Series(name, Plot.Style.LINE, figures.row(CueArm.TRIALS), figures.row(row));
  }

  /** The rules that are compared, with what they are called. */
  private Map<CueArm, String> compared() {
    Map<CueArm, String> rules = new LinkedHashMap<>();
    rules.put(outcomes.arm(CueVariant.LONG_LEAK), "hardware e-prop, LIF of 2 s");
    rules.put(outcomes.arm(CueVariant.LONG_LEAK_8_BIT), "the same, 8-bit weights");
    rules.put(outcomes.arm("shortLeak.eprop"), "published e-prop, LIF of 20 ms");
    rules.put(outcomes.arm("alif"), "published e-prop, adaptive LIF");
    rules.put(outcomes.arm("alif.bptt"), "back-propagation through time, adaptive LIF");
    return rules;
  }

  private void rules() {
    compared().forEach((arm, name) -> result.rule(outcomes.cost(arm, name)));
  }

  private Table costs() {
    List<List<String>> rows = new ArrayList<>();
    compared()
        .forEach((arm, name) -> {
          Counts counts = outcomes.learning(arm).counts();
          double trials = arm.trainingTrials();
          rows.add(
              List.of(
                  name,
                  thousands(counts.get(CountKind.SYNAPSE_READ) / trials),
                  thousands(counts.get(CountKind.MULTIPLY_ACCUMULATE) / trials),
                  thousands(counts.get(CountKind.SYNAPSE_WRITE) / trials),
                  thousands(counts.get(CountKind.TRACE_UPDATE) / trials),
                  microjoule(arm, Technology.BuiltIn.DIGITAL_28NM),
                  microjoule(arm, Technology.BuiltIn.DIGITAL_45NM)));
        });
    return new Table(
        "What learning a trial takes, first seed. The price of a synaptic operation at 28 nm is"
            + " that of a whole core whose rule keeps no trace per synapse, and has none for a"
            + " trace; at 45 nm every trace is a word of memory.",
        List.of(
            "rule",
            "weights read",
            "graded reads",
            "weights written",
            "traces and sums updated",
            "28 nm [uJ]",
            "45 nm [uJ]"),
        rows);
  }

  private static String thousands(double count) {
    return String.format(Locale.ROOT, "%,.0f", count);
  }

  private String microjoule(CueArm arm, Technology.BuiltIn technology) {
    double joule = outcomes.learning(arm, technology).energy().total().value();
    return String.format(Locale.ROOT, "%.1f", 1e6 * joule / arm.trainingTrials());
  }
}
