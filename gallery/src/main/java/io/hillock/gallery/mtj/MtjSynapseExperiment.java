package io.hillock.gallery.mtj;

import io.hillock.device.mtj.Drive;
import io.hillock.device.mtj.JunctionPulses;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.mtj.SwitchingTable;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * Magnetic junctions as stochastic binary synapses: how they switch, what the probabilistic rule
 * makes of them, patterns and traffic learned without labels, and what a run of learning costs by
 * the current of its writes.
 *
 * <p>Settings were chosen on seeds from 11 on.
 */
public final class MtjSynapseExperiment implements Experiment {
  private static final String OURS = "bar of this project";

  /** The experiment. */
  public MtjSynapseExperiment() {}

  @Override
  public String id() {
    return "mtj-synapse";
  }

  @Override
  public String title() {
    return "Magnetic junctions that switch by chance learn patterns and traffic without labels";
  }

  @Override
  public String paper() {
    return "A. F. Vincent et al. 2015, IEEE Trans. Biomed. Circuits Syst. 9:166,"
        + " doi:10.1109/TBCAS.2015.2414423";
  }

  /** A part of the work. */
  @FunctionalInterface
  private interface Work {
    Optional<Figures> run(Seed seed, SwitchingTable table, Progress progress);
  }

  /** Jobs of one kind, over seeds, and where their figures lie among all. */
  private static final class Plan {
    private final List<KeptJobs.Job> jobs = new ArrayList<>();
    private final SwitchingTable table;
    private final Map<String, JunctionPulses> pulses = new ConcurrentHashMap<>();

    Plan(SwitchingTable table) {
      this.table = table;
    }

    /** Junctions that differ are solved for once, by whoever comes first. */
    int add(PatternRun run, List<Seed> seeds) {
      return add(
          "patterns " + run,
          seeds,
          (seed, ignored, progress) -> run.run(seed, pulses(run), progress));
    }

    private JunctionPulses pulses(PatternRun run) {
      return pulses.computeIfAbsent(
          run.junctions() + ", " + run.p(), k -> run.junctions().pulses(table, run.p(), run.p()));
    }

    int add(String key, List<Seed> seeds, Work work) {
      int first = jobs.size();
      for (Seed seed : seeds) {
        String whole = "mtj-synapse, " + key + ", " + seed;
        jobs.add(new KeptJobs.Job(whole, 1, progress -> work.run(seed, table, progress)));
      }
      return first;
    }
  }

  @Override
  public Result run(Environment environment) {
    boolean paper = environment.scale() == Scale.PAPER;
    int shows = paper ? 10_000 : 3000;
    int traffic = paper ? 1800 : 600;
    List<Seed> seeds = environment.seeds();
    SwitchingTable table = SwitchingTable.of(MtjPreset.PERPENDICULAR_40.parameters());
    Plan plan = new Plan(table);
    List<Trajectories> trajectories = Trajectories.cases(environment.scale());
    for (Trajectories t : trajectories) {
      plan.add(t.toString(), seeds.subList(0, 1), t::run);
    }
    TrafficRun watching = new TrafficRun(Junctions.PRESET, traffic);
    final int atTraffic = plan.add("traffic " + watching, seeds, watching::run);
    final int atChains = plan.jobs.size();
    for (StationaryChain c : StationaryChain.cases()) {
      plan.add(c.toString(), seeds, c::run);
    }
    final int atPatterns = plan.jobs.size();
    PatternArm[] arms = PatternArm.values();
    for (PatternArm arm : arms) {
      for (double noise : PatternRun.NOISE) {
        plan.add(arm.run(noise, shows), seeds);
      }
    }
    final int atWrites = plan.jobs.size();
    List<WriteArm> writes = WriteArm.all();
    for (WriteArm arm : writes) {
      plan.add(arm.run(shows), seeds);
    }
    List<Figures> done = KeptJobs.run(id(), "parts", environment, plan.jobs);
    int each = seeds.size();
    MtjFindings findings =
        new MtjFindings(
            table,
            trajectories,
            done.subList(0, trajectories.size()),
            done.subList(atTraffic, atTraffic + each),
            groups(done, atChains, StationaryChain.cases().length, each),
            groups(done, atPatterns, arms.length * PatternRun.NOISE.length, each),
            writes,
            groups(done, atWrites, writes.size(), each),
            shows);
    Result result = new Result(id(), environment, "generated");
    fill(result, findings);
    MtjReport.fill(result, findings, seeds.getFirst());
    result.ledger(
        findings
            .patterns(PatternArm.PRESET, 0)
            .getFirst()
            .priced(Technology.of(Technology.BuiltIn.DIGITAL_45NM)));
    environment.parts().done();
    return result;
  }

  private static List<List<Figures>> groups(List<Figures> done, int from, int groups, int each) {
    List<List<Figures>> all = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      all.add(done.subList(from + g * each, from + (g + 1) * each));
    }
    return all;
  }

  static double[] each(List<Figures> figures, ToDoubleFunction<Figures> figure) {
    return figures.stream().mapToDouble(figure).toArray();
  }

  static double[] each(List<Figures> figures, String name) {
    return each(figures, f -> f.get(name));
  }

  private static void fill(Result result, MtjFindings findings) {
    switching(result, findings);
    stationary(result, findings);
    patterns(result, findings);
    traffic(result, findings);
    writing(result, findings);
  }

  private static void switching(Result result, MtjFindings findings) {
    ClosedForms forms = new ClosedForms(findings.table());
    double worst =
        findings.trajectoryFigures().stream()
            .flatMapToDouble(f -> Arrays.stream(f.row("errors")))
            .max()
            .orElse(Double.NaN);
    result
        .metric("switching.thermal.worst", forms.thermalWorst())
        .metric("switching.precessional.worstInOrders", forms.precessionalWorstInOrders())
        .metric("switching.precessional.worst.current1.5", forms.precessionalWorst(1.5))
        .metric("switching.intermediate.leastWorst", forms.intermediateWorst())
        .metric("switching.trajectories.worstSe", worst);
    result
        .claim(
            claim(
                "switching rate by the table, I / I_c0 0.3-0.6, from the exact dwell time",
                "relative",
                Claim.Relation.AT_MOST,
                0.015,
                "returns from beyond the barrier: 3 % x 0.5 at 0.3",
                forms.thermalWorst()))
        .claim(
            claim(
                "P by the table, I / I_c0 2-4, from the precessional law, over 1/(Delta (i - 1))",
                "",
                Claim.Relation.AT_MOST,
                1,
                "the order of the noise that the law leaves out: 0.025 in P at 2",
                forms.precessionalWorstInOrders()))
        .claim(
            claim(
                "P by the table, I / I_c0 0.95 and 1.05, from the law on its side, the lesser",
                "",
                Claim.Relation.AT_LEAST,
                0.1,
                "what makes the regime intermediate: no law holds",
                forms.intermediateWorst()))
        .claim(
            claim(
                "P by the table against trajectories, worst of 18",
                "standard errors",
                Claim.Relation.AT_MOST,
                4,
                "0.1 % of right models fail",
                worst));
  }

  private static void stationary(Result result, MtjFindings findings) {
    int seeds = findings.chains().getFirst().size();
    double[] worst = new double[seeds];
    for (List<Figures> chain : findings.chains()) {
      for (int s = 0; s < seeds; s++) {
        worst[s] = StrictMath.max(worst[s], chain.get(s).get("se"));
      }
    }
    result.metric("stationary.worstSe", worst);
    result.metric("stationary.worstSe.anySeed", Arrays.stream(worst).max().orElseThrow());
    result.claim(
        claim(
            "stationary ON probability from the two-state chain, worst of 9 cases",
            "standard errors",
            Claim.Relation.AT_MOST,
            3,
            "10,000 junctions each; the worst of 9 lies below 3 in 98 % of seeds",
            worst));
  }

  private static void patterns(Result result, MtjFindings findings) {
    for (PatternArm arm : PatternArm.values()) {
      for (int n = 0; n < PatternRun.NOISE.length; n++) {
        List<Figures> figures = findings.patterns(arm, n);
        String at = arm.metric() + (n == 0 ? "" : ".noise" + percent(PatternRun.NOISE[n]));
        result.metric("purity" + at, each(figures, "purity"));
        result.metric("covered" + at, each(figures, "covered"));
      }
    }
    List<Figures> first = findings.patterns(PatternArm.PRESET, 0);
    result
        .claim(
            claim(
                "purity, 10 % input noise",
                "fraction",
                Claim.Relation.AT_LEAST,
                0.9,
                OURS + "; 1,000 unseen showings, chance 0.1",
                each(first, "purity")))
        .claim(
            claim(
                "patterns covered, 10 % input noise",
                "patterns",
                Claim.Relation.EQUAL,
                PatternTask.PATTERNS,
                "all of them, on every seed",
                each(first, "covered")));
    for (int n = 1; n < PatternRun.NOISE.length; n++) {
      result.claim(
          claim(
              "purity, " + percent(PatternRun.NOISE[n]) + " % input noise",
              "fraction",
              Claim.Relation.REPORTED,
              Double.NaN,
              "the same settings",
              each(findings.patterns(PatternArm.PRESET, n), "purity")));
    }
  }

  private static void traffic(Result result, MtjFindings findings) {
    double[] detected = each(findings.traffic(), "detected");
    double[] extra = each(findings.traffic(), "falsePerVehicle");
    result
        .metric("traffic.detected", detected)
        .metric("traffic.falsePerVehicle", extra)
        .metric("traffic.worstLane", each(findings.traffic(), MtjSynapseExperiment::worstLane));
    String paper = "generated traffic, not the recording of the paper";
    result
        .claim(
            claim(
                "vehicles counted on their lane, four lanes",
                "fraction",
                Claim.Relation.REPORTED,
                Double.NaN,
                paper,
                detected))
        .claim(
            claim(
                "false counts for each vehicle",
                "",
                Claim.Relation.REPORTED,
                Double.NaN,
                paper,
                extra));
  }

  static double worstLane(Figures f) {
    return Arrays.stream(f.row("byLane")).min().orElseThrow();
  }

  private static void writing(Result result, MtjFindings findings) {
    List<Figures> best = findings.patterns(PatternArm.EQUAL, WriteArm.NOISE);
    double[] least = each(best, "writeJ");
    double optimum = findings.optimum();
    result.metric("write.optimumRatio", optimum).metric("write.optimumJ", least);
    double low = WriteArm.RATIOS[0];
    double high = WriteArm.RATIOS[WriteArm.RATIOS.length - 1];
    for (WriteArm arm : findings.writes()) {
      List<Figures> figures = findings.written(arm);
      result.metric("purity.write" + arm.metric(), each(figures, "purity"));
      if (arm.spread() == 0) {
        double[] energy = each(figures, "writeJ");
        double[] times = new double[energy.length];
        Arrays.setAll(times, s -> energy[s] / least[s]);
        result.metric("write.times" + arm.metric(), times);
        if (arm.ratio() == low || arm.ratio() == high) {
          result.claim(
              claim(
                  "energy of all writes at I / I_c0 " + number(arm.ratio()) + " over the optimum",
                  "times",
                  Claim.Relation.AT_LEAST,
                  1.5,
                  "an optimum between the regimes, as the paper finds",
                  times));
        }
      }
    }
    for (Drive drive : Drive.values()) {
      double[] ratios = {low, optimumNear(optimum), high};
      for (double ratio : ratios) {
        List<Figures> figures = findings.written(new WriteArm(ratio, WriteArm.WIDE, drive));
        result.claim(
            claim(
                String.format(
                    Locale.ROOT,
                    "purity, spread %.0f %%, constant %s, I / I_c0 %s",
                    100 * WriteArm.WIDE,
                    drive.name().toLowerCase(Locale.ROOT),
                    number(ratio)),
                "fraction",
                Claim.Relation.REPORTED,
                Double.NaN,
                "Delta, I_c0 and R of each junction; 20 % input noise",
                each(figures, "purity")));
      }
    }
  }

  /** The current of the comparison nearest to the optimum. */
  static double optimumNear(double optimum) {
    double nearest = WriteArm.RATIOS[0];
    for (double r : WriteArm.RATIOS) {
      nearest = StrictMath.abs(r - optimum) < StrictMath.abs(nearest - optimum) ? r : nearest;
    }
    return nearest;
  }

  static String number(double x) {
    return String.format(Locale.ROOT, "%.2g", x);
  }

  static String percent(double x) {
    return String.format(Locale.ROOT, "%.0f", 100 * x);
  }

  private static Claim claim(
      String name,
      String unit,
      Claim.Relation relation,
      double required,
      String source,
      double... samples) {
    return Claim.of(name, samples, unit, relation, required, source);
  }
}
