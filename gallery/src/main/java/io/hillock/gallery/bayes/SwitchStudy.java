package io.hillock.gallery.bayes;

import io.hillock.device.NonIdeality;
import io.hillock.device.rram.MetropolisSampler.Ratio;
import io.hillock.device.rram.MetropolisSampler.Sampling;
import io.hillock.device.rram.RramParameters;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which non-ideality breaks the sampler on the patients: each beside the cycle-to-cycle spread that
 * is the proposal, and all of the preset but one. Corrected ratio, a few splits for each seed.
 *
 * <p>Endurance and blind time are left out: no cell sees as many pulses as it stands, and the array
 * hears no input.
 */
final class SwitchStudy {
  /** Splits for each seed. */
  static final int SPLITS = 3;

  private static final RramParameters ALL = Chain.HFO2;
  private static final NonIdeality PROPOSAL = NonIdeality.CYCLE_TO_CYCLE;

  /**
   * A set of switches.
   *
   * @param metric its name in metrics
   * @param text its name in words
   * @param on what acts
   */
  record Variant(String metric, String text, Set<NonIdeality> on) {
    Chain chain() {
      return Chain.of(new Sampling(ALL.withOnly(on), Chain.ROWS, Ratio.CORRECTED));
    }
  }

  private SwitchStudy() {}

  /** The switches of the preset that can do something to the sampler. */
  static List<NonIdeality> switches() {
    EnumSet<NonIdeality> set = EnumSet.copyOf(ALL.active());
    set.removeAll(List.of(PROPOSAL, NonIdeality.ENDURANCE, NonIdeality.BLIND_TIME));
    return List.copyOf(set);
  }

  static List<Variant> variants() {
    List<Variant> all = new ArrayList<>();
    all.add(new Variant("none", "proposal alone", EnumSet.of(PROPOSAL)));
    for (NonIdeality n : switches()) {
      all.add(new Variant("only." + key(n), "only " + n.label(), EnumSet.of(PROPOSAL, n)));
    }
    all.add(new Variant("all", "all", ALL.active()));
    for (NonIdeality n : switches()) {
      all.add(new Variant("without." + key(n), "all but " + n.label(), without(n)));
    }
    all.add(
        new Variant(
            "without.both",
            "all but device to device and stuck cells",
            without(NonIdeality.DEVICE_TO_DEVICE, NonIdeality.STUCK_CELLS)));
    return all;
  }

  private static Set<NonIdeality> without(NonIdeality... off) {
    return ALL.without(off).active();
  }

  private static String key(NonIdeality n) {
    return n.name().toLowerCase(Locale.ROOT);
  }

  static Map<Variant, List<Figures>> run(Environment environment) {
    List<Variant> variants = variants();
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (Variant variant : variants) {
      for (Seed seed : environment.seeds()) {
        for (int k = 0; k < SPLITS; k++) {
          int split = k;
          jobs.add(
              new KeptJobs.Job(
                  variant.on() + ", " + seed + ", split " + split + ", steps " + Chain.STEPS,
                  1,
                  p -> BayesArm.run(variant.chain(), seed, split, Chain.STEPS, p)));
        }
      }
    }
    List<Figures> done = KeptJobs.run("device-bayes", "switches", environment, jobs);
    Map<Variant, List<Figures>> by = new LinkedHashMap<>();
    int each = done.size() / variants.size();
    for (int v = 0; v < variants.size(); v++) {
      by.put(variants.get(v), done.subList(v * each, (v + 1) * each));
    }
    return by;
  }

  static void fill(Result result, Map<Variant, List<Figures>> by) {
    List<List<String>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    double[] accuracy = new double[by.size()];
    double[] accepted = new double[by.size()];
    int v = 0;
    for (Map.Entry<Variant, List<Figures>> e : by.entrySet()) {
      double[] right = DeviceBayesExperiment.each(e.getValue(), "accuracy");
      double[] taken = DeviceBayesExperiment.each(e.getValue(), "accepted");
      double[] rate = Arrays.stream(taken).map(t -> t / Chain.STEPS).toArray();
      result.metric("switch.accuracy." + e.getKey().metric(), right);
      result.metric("switch.acceptance." + e.getKey().metric(), rate);
      names.add(e.getKey().text());
      accuracy[v] = Claim.mean(right);
      accepted[v] = 100 * Claim.mean(rate);
      rows.add(
          List.of(
              e.getKey().text(),
              String.format(Locale.ROOT, "%.1f", 100 * accuracy[v]),
              String.format(Locale.ROOT, "%.1f", 100 * Claim.spread(right)),
              String.format(Locale.ROOT, "%.2f", accepted[v]),
              String.format(Locale.ROOT, "%.3f", new Calibration(e.getValue()).error())));
      v++;
    }
    result.table(
        new Table(
            "Which non-ideality breaks the sampler (beside the spread that is the proposal)",
            List.of(
                "what acts", "accuracy [%]", "sd over splits", "accepted [%]", "calibration error"),
            rows));
    result.plot(
        new Plot.Bars(
            "Which non-ideality breaks the sampler: accepted proposals",
            Plot.Axis.of("accepted [%]"),
            names,
            accepted,
            new double[0],
            new double[0]));
  }
}
