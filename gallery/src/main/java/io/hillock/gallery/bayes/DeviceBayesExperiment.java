package io.hillock.gallery.bayes;

import io.hillock.device.rram.MetropolisSampler.Ratio;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Bayesian logistic regression whose posterior is sampled by the spread of resistive cells, against
 * a sampler in software, and both acceptance ratios on a posterior that is known.
 *
 * <p>Tasks: {@link ClinicTask}, 20 splits for each seed, the same for every {@link BayesArm}, and
 * {@link EcgTask}, by device and software, on MIT-BIH DS1 where it is at hand. Known posterior:
 * {@link GaussianPosterior}. What breaks the sampler: {@link SwitchStudy}. Settings were chosen on
 * seeds from 11 on. Both scales are the same.
 */
public final class DeviceBayesExperiment implements Experiment {
  private static final int SPLITS = 20;
  private static final double SPREAD = 0.1;
  private static final String BAR = "bar of this project";

  /** The experiment. */
  public DeviceBayesExperiment() {}

  @Override
  public String id() {
    return "device-bayes";
  }

  @Override
  public String title() {
    return "A posterior sampled by the spread of resistive cells, as well as in software";
  }

  @Override
  public String paper() {
    return "T. Dalgaty, N. Castellani, C. Turck, K.-E. Harabi, D. Querlioz, E. Vianello 2021, Nat."
        + " Electron. 4:151, doi:10.1038/s41928-020-00523-3";
  }

  @Override
  public Result run(Environment environment) {
    List<Seed> seeds = environment.seeds();
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (BayesArm arm : BayesArm.values()) {
      for (Seed seed : seeds) {
        for (int k = 0; k < SPLITS; k++) {
          int split = k;
          jobs.add(
              new KeptJobs.Job(
                  arm + ", " + seed + ", split " + split + ", steps " + Chain.STEPS,
                  1,
                  progress -> arm.run(seed, split, Chain.STEPS, progress)));
        }
      }
    }
    for (Ratio ratio : Ratio.values()) {
      for (Seed seed : seeds) {
        GaussianPosterior known = new GaussianPosterior(SPREAD, ratio);
        jobs.add(
            new KeptJobs.Job(
                known + ", " + seed + ", steps " + GaussianPosterior.STEPS,
                1,
                progress -> known.chain(seed, progress)));
      }
    }
    List<Figures> done = KeptJobs.run(id(), "chains", environment, jobs);
    Map<BayesArm, List<Figures>> byArm = new EnumMap<>(BayesArm.class);
    int each = seeds.size() * SPLITS;
    for (BayesArm arm : BayesArm.values()) {
      byArm.put(arm, done.subList(arm.ordinal() * each, (arm.ordinal() + 1) * each));
    }
    Map<Ratio, List<Figures>> chains = new EnumMap<>(Ratio.class);
    int from = BayesArm.values().length * each;
    for (Ratio ratio : Ratio.values()) {
      int first = from + ratio.ordinal() * seeds.size();
      chains.put(ratio, done.subList(first, first + seeds.size()));
    }
    boolean real = EcgTask.isReal(environment);
    String data = real ? "mitdb DS1" : "generated";
    Map<SwitchStudy.Variant, List<Figures>> switches = SwitchStudy.run(environment);
    EcgReport heartbeats = EcgReport.run(environment, data);
    Result result = new Result(id(), environment, real ? "generated patients, " + data : data);
    if (real) {
      result.dataSha256(EcgTask.sha256(environment));
    }
    known(result, chains);
    task(result, byArm);
    BayesReport.fill(result, byArm);
    heartbeats.fill(result);
    SwitchStudy.fill(result, switches);
    result.ledger(ledger(byArm.get(BayesArm.DEVICE).getFirst()));
    environment.parts().done();
    return result;
  }

  static LedgerSummary ledger(Figures figures) {
    return figures.priced(Technology.of(Technology.BuiltIn.RRAM_130NM));
  }

  static double[] each(List<Figures> figures, String name) {
    return figures.stream().mapToDouble(f -> f.get(name)).toArray();
  }

  private static void known(Result result, Map<Ratio, List<Figures>> chains) {
    double[] exact =
        GaussianPosterior.moments(new GaussianPosterior(SPREAD, Ratio.CORRECTED).stationary());
    double[] biased =
        GaussianPosterior.moments(new GaussianPosterior(SPREAD, Ratio.SIMPLE).stationary());
    double sd = GaussianPosterior.SD_US;
    double mean = GaussianPosterior.MEAN_US;
    List<Figures> corrected = chains.get(Ratio.CORRECTED);
    double[] errors =
        corrected.stream()
            .mapToDouble(f -> StrictMath.abs(f.get("mean") - mean) / f.get("standardError"))
            .toArray();
    double[] variance =
        corrected.stream()
            .mapToDouble(f -> StrictMath.abs(f.get("variance") / (sd * sd) - 1))
            .toArray();
    double[] simple =
        chains.get(Ratio.SIMPLE).stream().mapToDouble(f -> (f.get("mean") - mean) / sd).toArray();
    result
        .metric("gaussian.corrected.meanErrorInSe", errors)
        .metric("gaussian.corrected.varianceError", variance)
        .metric("gaussian.corrected.matrixBias", (exact[0] - mean) / sd)
        .metric("gaussian.corrected.matrixVariance", exact[1] / (sd * sd))
        .metric("gaussian.simple.bias", simple)
        .metric("gaussian.simple.matrixBias", (biased[0] - mean) / sd)
        .metric("gaussian.simple.matrixVariance", biased[1] / (sd * sd));
    String of = " of N(50, 10^2), ";
    result
        .claim(
            atMost(
                "bias" + of + "corrected, by matrix, absolute [sd]",
                1e-3,
                "exact but for the ends of the grid",
                StrictMath.abs(exact[0] - mean) / sd))
        .claim(
            atMost(
                "mean" + of + "corrected chain, worst seed [standard errors]",
                3,
                "Monte Carlo error by batch means",
                max(errors)))
        .claim(
            atMost(
                "variance" + of + "corrected chain, worst seed, relative error",
                0.05,
                BAR,
                max(variance)))
        .claim(
            atMost(
                "bias" + of + "simple chain [sd]",
                -0.3,
                "the matrix of the same chain says -0.37",
                simple));
  }

  private static void task(Result result, Map<BayesArm, List<Figures>> byArm) {
    double[] software = each(byArm.get(BayesArm.SOFTWARE), "accuracy");
    byArm.forEach((arm, figures) -> {
      result.metric("accuracy." + arm.metric(), each(figures, "accuracy"));
      result.metric(
          "acceptance." + arm.metric(),
          figures.stream().mapToDouble(f -> f.get("accepted") / Chain.STEPS).toArray());
      result.metric("calibrationError." + arm.metric(), new Calibration(figures).error());
      result.metric("confidence.test." + arm.metric(), each(figures, "confidence"));
      result.metric("confidence.unlike." + arm.metric(), each(figures, "confidenceUnlike"));
      result.metric(
          "unlike.auroc." + arm.metric(),
          figures.stream()
              .mapToDouble(f -> Calibration.above(f.row("informationUnlike"), f.row("information")))
              .toArray());
    });
    List<Figures> device = byArm.get(BayesArm.DEVICE);
    double[] accuracy = each(device, "accuracy");
    double[] gap =
        IntStream.range(0, accuracy.length)
            .mapToDouble(k -> 100 * (accuracy[k] - software[k]))
            .toArray();
    double gapMean = Claim.mean(gap);
    result.metric("accuracy.gapPoints", gap);
    result.metric("confidence.unlike.point", each(device, "confidenceUnlikePoint"));
    List<Figures> passing = byArm.get(BayesArm.PASSING);
    double[] passed = each(passing, "accuracy");
    double[] gain =
        IntStream.range(0, passed.length)
            .mapToDouble(k -> 100 * (passed[k] - software[k]))
            .toArray();
    result
        .metric("accuracy.passing.gapPoints", gain)
        .claim(
            atMost(
                "accuracy, everything on and rows passed over, from software, absolute mean of"
                    + " paired gaps [points]",
                2,
                BAR,
                StrictMath.abs(Claim.mean(gain))));
    LedgerSummary ledger = ledger(device.getFirst());
    double write = ledger.counts().writeEnergyJ() / Chain.STEPS;
    double read = ledger.counts().readEnergyJ() / Chain.STEPS;
    result.metric("energy.writePerProposal", write).metric("energy.readPerProposal", read);
    double perSample = Chain.STEPS / device.getFirst().get("accepted");
    result.metric("energy.perStoredSample", (write + read) * perSample);
    result
        .claim(
            atMost(
                "accuracy, device from software, absolute mean of paired gaps [points]",
                1,
                BAR + "; " + gap.length + " paired splits",
                StrictMath.abs(gapMean)))
        .claim(
            Claim.of(
                "accuracy, device",
                accuracy,
                "fraction",
                Claim.Relation.AT_LEAST,
                0.8,
                "the larger class has 0.63"))
        .claim(
            Claim.of(
                "confidence on unlike inputs, mean weights less samples",
                IntStream.range(0, accuracy.length)
                    .mapToDouble(k ->
                        device.get(k).get("confidenceUnlikePoint")
                            - device.get(k).get("confidenceUnlike"))
                    .toArray(),
                "fraction",
                Claim.Relation.REPORTED,
                Double.NaN,
                "uncertainty about the weights"));
  }

  private static Claim atMost(String name, double bound, String why, double... samples) {
    return Claim.of(name, samples, "", Claim.Relation.AT_MOST, bound, why);
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }
}
