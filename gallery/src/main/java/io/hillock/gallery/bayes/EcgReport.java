package io.hillock.gallery.bayes;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs the chains over heartbeats and reports accuracy, calibration and unseen kinds. */
final class EcgReport {
  /** Splits of persons for each seed. */
  static final int SPLITS = 20;

  private static final int BINS = 20;
  private static final int FEWEST = 5;

  private final String data;
  private final Map<BayesArm, List<Figures>> byArm;

  private EcgReport(String data, Map<BayesArm, List<Figures>> byArm) {
    this.data = data;
    this.byArm = byArm;
  }

  static EcgReport run(Environment environment, String data) {
    List<Seed> seeds = environment.seeds();
    List<AnnotatedRecording> records =
        EcgTask.isReal(environment) ? EcgTask.real(environment) : List.of();
    Map<Seed, EcgTask> tasks = new HashMap<>();
    for (Seed seed : seeds) {
      tasks.put(seed, records.isEmpty() ? EcgTask.generated(seed) : EcgTask.of(records, seed));
    }
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (BayesArm arm : EcgChain.ARMS) {
      for (Seed seed : seeds) {
        for (int k = 0; k < SPLITS; k++) {
          int split = k;
          jobs.add(
              new KeptJobs.Job(
                  "beats, " + data + ", " + arm + ", " + seed + ", split " + split,
                  1,
                  progress ->
                      EcgChain.run(
                          arm,
                          tasks.get(seed).split(split),
                          Seed.of(seed.value() * 1_000_003 + split),
                          Chain.STEPS,
                          progress)));
        }
      }
    }
    List<Figures> done = KeptJobs.run("device-bayes", "heartbeats", environment, jobs);
    Map<BayesArm, List<Figures>> byArm = new EnumMap<>(BayesArm.class);
    int each = done.size() / EcgChain.ARMS.size();
    for (int a = 0; a < EcgChain.ARMS.size(); a++) {
      byArm.put(EcgChain.ARMS.get(a), done.subList(a * each, (a + 1) * each));
    }
    return new EcgReport(data, byArm);
  }

  void fill(Result result) {
    double[] device = DeviceBayesExperiment.each(byArm.get(BayesArm.DEVICE), "accuracy");
    double[] software = DeviceBayesExperiment.each(byArm.get(BayesArm.SOFTWARE), "accuracy");
    double[] gap =
        IntStream.range(0, device.length)
            .mapToDouble(k -> 100 * (device[k] - software[k]))
            .toArray();
    result.metric("ecg.accuracy.gapPoints", gap);
    List<Figures> chains = byArm.get(BayesArm.DEVICE);
    result
        .metric("ecg.accuracy.point", DeviceBayesExperiment.each(chains, "accuracyPoint"))
        .metric("ecg.calibrationError.point", new Calibration(chains, "pPoint").error());
    byArm.forEach((arm, figures) -> {
      result
          .metric("ecg.accuracy." + arm.metric(), DeviceBayesExperiment.each(figures, "accuracy"))
          .metric("ecg.calibrationError." + arm.metric(), new Calibration(figures).error())
          .metric(
              "ecg.acceptance." + arm.metric(),
              figures.stream().mapToDouble(f -> f.get("accepted") / Chain.STEPS).toArray());
      for (EcgChain.Measure measure : EcgChain.Measure.values()) {
        String name = "ecg.unseen.auroc." + measure.key() + "." + arm.metric();
        for (EcgTask.Kind kind : EcgTask.Kind.UNSEEN) {
          result.metric(name + "." + kind, aurocs(figures, measure, List.of(kind)));
        }
        result.metric(name, aurocs(figures, measure, EcgTask.Kind.UNSEEN));
      }
      result.rule(
          RuleCost.of(
              "Metropolis-Hastings on heartbeats, " + arm,
              Claim.mean(DeviceBayesExperiment.each(figures, "accuracy")),
              DeviceBayesExperiment.ledger(figures.getFirst()),
              "a proposal",
              Chain.STEPS,
              Chain.STEPS));
    });
    claims(result, gap, device);
    result.plot(calibration()).plot(entropies()).table(table());
  }

  private void claims(Result result, double[] gap, double[] device) {
    List<Figures> chains = byArm.get(BayesArm.DEVICE);
    double[] known = means(chains, EcgChain.Measure.ENTROPY.known());
    double[] unseen =
        chains.stream()
            .mapToDouble(f -> Claim.mean(all(f, EcgChain.Measure.ENTROPY, EcgTask.Kind.UNSEEN)))
            .toArray();
    result
        .claim(
            Claim.of(
                "heartbeats: accuracy, device from software, absolute mean of paired gaps",
                new double[] {StrictMath.abs(Claim.mean(gap))},
                "points",
                Claim.Relation.AT_MOST,
                1,
                "bar of this project; " + gap.length + " paired splits of persons, " + data))
        .claim(
            Claim.of(
                "heartbeats: accuracy, device",
                device,
                "fraction",
                Claim.Relation.AT_LEAST,
                0.85,
                "chance is 0.5"))
        .claim(
            Claim.of(
                "heartbeats: predictive entropy on unseen kinds less that on known ones, device",
                IntStream.range(0, known.length).mapToDouble(k -> unseen[k] - known[k]).toArray(),
                "nat",
                Claim.Relation.AT_LEAST,
                0.05,
                "half of what known generated beats have"))
        .claim(
            Claim.of(
                "heartbeats: noise told by the entropy of the samples, less by that of the mean"
                    + " weights, area under the curve",
                difference(
                    aurocs(chains, EcgChain.Measure.ENTROPY, List.of(EcgTask.Kind.NOISE)),
                    aurocs(chains, EcgChain.Measure.POINT, List.of(EcgTask.Kind.NOISE))),
                "",
                Claim.Relation.AT_LEAST,
                0,
                "what the samples are for"));
  }

  private static double[] difference(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(k -> a[k] - b[k]).toArray();
  }

  private static double[] means(List<Figures> figures, String row) {
    return figures.stream().mapToDouble(f -> Claim.mean(f.row(row))).toArray();
  }

  private static double[] all(Figures f, EcgChain.Measure measure, List<EcgTask.Kind> kinds) {
    return kinds.stream().flatMapToDouble(k -> Arrays.stream(f.row(measure.row(k)))).toArray();
  }

  /** Area under the curve for each split that has at least a few inputs of these kinds. */
  private static double[] aurocs(
      List<Figures> figures, EcgChain.Measure measure, List<EcgTask.Kind> kinds) {
    return figures.stream()
        .filter(f -> all(f, measure, kinds).length >= FEWEST)
        .mapToDouble(f -> Calibration.above(all(f, measure, kinds), f.row(measure.known())))
        .toArray();
  }

  private Plot calibration() {
    List<Plot.Series> series = new ArrayList<>();
    series.add(new Plot.Series("ideal", Plot.Style.LINE, new double[] {0, 1}, new double[] {0, 1}));
    byArm.forEach((arm, figures) -> {
      double[][] xy = new Calibration(figures).curve();
      series.add(new Plot.Series(arm.toString(), Plot.Style.POINTS, xy[0], xy[1]));
    });
    double[][] point = new Calibration(byArm.get(BayesArm.DEVICE), "pPoint").curve();
    series.add(new Plot.Series("device, mean weights", Plot.Style.POINTS, point[0], point[1]));
    return new Plot.Curves(
        "Calibration on heartbeats of unseen persons, all splits",
        Plot.Axis.of("predicted probability"),
        Plot.Axis.of("fraction ventricular"),
        series);
  }

  private Plot entropies() {
    List<String> names = new ArrayList<>(List.of("known beats"));
    List<double[]> values = new ArrayList<>();
    List<Figures> chains = byArm.get(BayesArm.DEVICE);
    values.add(
        chains.stream()
            .flatMapToDouble(f -> Arrays.stream(f.row(EcgChain.Measure.ENTROPY.known())))
            .toArray());
    for (EcgTask.Kind kind : EcgTask.Kind.UNSEEN) {
      names.add(kind.toString());
      values.add(
          chains.stream()
              .flatMapToDouble(f -> Arrays.stream(f.row(EcgChain.Measure.ENTROPY.row(kind))))
              .toArray());
    }
    return Plot.Histogram.of(
        "Predictive entropy of heartbeats, device, all splits",
        Plot.Axis.of("entropy [nat]"),
        BINS,
        names,
        values.toArray(double[][]::new));
  }

  private Table table() {
    List<List<String>> rows = new ArrayList<>();
    byArm.forEach((arm, figures) -> {
      for (EcgChain.Measure measure : EcgChain.Measure.values()) {
        List<String> row = new ArrayList<>(List.of(arm.toString(), measure.toString()));
        row.add(number(Claim.mean(means(figures, measure.known()))));
        for (EcgTask.Kind kind : EcgTask.Kind.UNSEEN) {
          double[] each =
              figures.stream()
                  .flatMapToDouble(f -> Arrays.stream(f.row(measure.row(kind))))
                  .toArray();
          row.add(number(Claim.mean(each)));
          row.add(number(Claim.mean(aurocs(figures, measure, List.of(kind)))));
        }
        rows.add(row);
      }
    });
    List<String> header = new ArrayList<>(List.of("sampler", "uncertainty [nat]", "known, mean"));
    for (EcgTask.Kind kind : EcgTask.Kind.UNSEEN) {
      header.add(kind + ", mean");
      header.add(kind + ", AUROC");
    }
    return new Table(
        "Heartbeats: uncertainty about kinds that nobody was trained on (" + data + ")",
        header,
        rows);
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "-";
  }
}
