package io.hillock.gallery.scaling;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Claim.Relation;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * What an inference costs when networks grow, in wires and in the ledger of networks trained here,
 * and from which batch on a dense device is cheaper than one that pays for events.
 *
 * <p>Quick: event cells of 16 to 256 units, 2,000 spirals each, wires of up to 2,500 neurons.
 * Paper: up to 1,024 units, 4,000 spirals, 6,000 neurons. Settings were chosen on seed 11.
 */
public final class EnergyScalingExperiment implements Experiment {
  static final String ID = "energy-scaling";
  private static final String BAR = "bar of this project";
  private static final String DERIVED =
      "N^2 synapses times wires of N^(2/d); derived here, not the paper's exponent, which is"
          + " unverified";
  private static final double LARGE_BATCH = 1e6;
  private static final int PROBED = 40;

  /** The experiment. */
  public EnergyScalingExperiment() {}

  /**
   * How much is grown.
   *
   * @param sizes units
   * @param sequences spirals learned
   * @param tests spirals scored
   * @param neurons most neurons whose wires are added up
   */
  record Extent(int[] sizes, int sequences, int tests, int neurons) {
    static Extent of(Scale scale) {
      return switch (scale) {
        case QUICK -> new Extent(new int[] {16, 32, 64, 128, 256}, 2000, 500, 2500);
        case PAPER -> new Extent(new int[] {16, 32, 64, 128, 256, 512, 1024}, 4000, 2000, 6000);
      };
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Energy of an inference against size: wires in a square and a cube, networks of events"
        + " trained here, and the batch at which a dense device overtakes them";
  }

  @Override
  public String paper() {
    return "K. Boahen 2022, Dendrocentric learning for synthetic intelligence, Nature 612:43,"
        + " doi:10.1038/s41586-022-05340-6; M. Davies et al. 2021, Proc. IEEE 109:911,"
        + " doi:10.1109/JPROC.2021.3067593";
  }

  @Override
  public Optional<Duration> expected(Environment environment) {
    if (environment.scale() != Scale.PAPER) {
      return Optional.empty();
    }
    Extent extent = Extent.of(environment.scale());
    double seconds = 0;
    for (Family family : Family.values()) {
      int largest = extent.sizes()[extent.sizes().length - 1];
      GrownNetwork.Plan plan =
          new GrownNetwork.Plan(family, largest / 4, extent.sequences(), extent.tests());
      GrownNetwork network = new GrownNetwork(plan, environment.seeds().getFirst());
      double one = network.secondsPerSequence(PROBED) * extent.sequences();
      // Work grows with connections: sizes 1/4, 1/2 and 1 of the largest, smaller ones add little.
      seconds += one * (family == Family.DENSE ? 1.3 + 4 + 16 : 2 + 2 + 4);
    }
    ForkJoinPool pool = ForkJoinTask.getPool();
    int threads = pool == null ? 1 : pool.getParallelism();
    return Optional.of(
        Duration.ofSeconds((long) Math.ceil(seconds * environment.seeds().size() / threads)));
  }

  @Override
  public Result run(Environment environment) {
    Result result = result(environment, grow(environment, Extent.of(environment.scale())));
    environment.parts().done();
    return result;
  }

  static Result result(Environment environment, Grown grown) {
    Result result = new Result(ID, environment, "generated");
    wires(result, grown);
    networks(result, grown);
    crossovers(result, grown);
    ScalingReport.fill(result, grown);
    Figures largest = grown.largest(Family.FEW_EVENTS).getFirst();
    LedgerSummary ledger = largest.priced(Technology.of(Technology.BuiltIn.DIGITAL_45NM));
    result.ledger(ledger);
    return result;
  }

  /** Everything that can be kept. */
  static Grown grow(Environment environment, Extent extent) {
    List<KeptJobs.Job> jobs = new ArrayList<>();
    int[] sizes = extent.sizes();
    for (Family family : Family.values()) {
      for (int k = sizes.length - 1; k >= 0; k--) {
        for (Seed seed : environment.seeds()) {
          jobs.add(
              job(
                  new GrownNetwork.Plan(family, sizes[k], extent.sequences(), extent.tests()),
                  seed,
                  environment.parts()));
        }
      }
    }
    Seed first = environment.seeds().getFirst();
    for (Wires wires : Wires.values()) {
      jobs.add(
          new KeptJobs.Job(
              ID + " wires " + wires + " " + extent.neurons() + " " + first,
              1,
              progress -> Optional.of(wires.sum(extent.neurons(), first))));
    }
    List<Figures> found = KeptJobs.run(ID, "fifties of spirals", environment, jobs);
    Map<Family, List<List<Figures>>> networks = new EnumMap<>(Family.class);
    int seeds = environment.seeds().size();
    int at = 0;
    for (Family family : Family.values()) {
      List<List<Figures>> bySize = new ArrayList<>();
      for (int k = 0; k < sizes.length; k++) {
        bySize.addFirst(found.subList(at, at + seeds));
        at += seeds;
      }
      networks.put(family, bySize);
    }
    Map<Wires, Figures> wires = new EnumMap<>(Wires.class);
    for (Wires w : Wires.values()) {
      wires.put(w, found.get(at++));
    }
    return new Grown(sizes, extent.tests(), networks, wires);
  }

  private static KeptJobs.Job job(GrownNetwork.Plan plan, Seed seed, Parts parts) {
    String key = String.join("\n", ID, plan.toString(), GrownNetwork.TASK.toString(), "" + seed);
    return new KeptJobs.Job(
        key,
        plan.steps(),
        progress -> new GrownNetwork(plan, seed).learn(progress, parts, key + "\ncheckpoint"));
  }

  private static void wires(Result result, Grown grown) {
    grown
        .wires()
        .forEach((wires, figures) -> {
          double exponent = Wires.law(figures, Wires.LENGTH).exponent();
          double heat = Wires.law(figures, Wires.DENSITY).exponent();
          result
              .metric("exponent.wires." + wires.metric(), exponent)
              .metric("exponent.heat." + wires.metric(), heat);
          result.claim(
              Claim.of(
                  "exponent of wires added up one by one less the derived one, " + wires.text(),
                  new double[] {Math.abs(exponent - wires.derived())},
                  "",
                  Relation.AT_MOST,
                  0.05,
                  DERIVED));
        });
  }

  private static void networks(Result result, Grown grown) {
    for (Family family : Family.values()) {
      result
          .metric("exponent.reads." + family.metric(), grown.readExponents(family))
          .metric("activity." + family.metric(), grown.activity(family));
    }
    result.metric("accuracy.least", grown.leastAccuracy());
    result.claim(
        Claim.of(
            "least accuracy of all networks of 32 units and more",
            grown.leastAccuracy(),
            "fraction",
            Relation.AT_LEAST,
            0.9,
            BAR + ": energies of networks that cannot do the task would say nothing"));
    double[] dense = grown.readExponents(Family.DENSE);
    double[] sparse = grown.readExponents(Family.SPARSE);
    double[] few = grown.readExponents(Family.FEW_EVENTS);
    result.claim(
        bounded("exponent of reads, " + Family.DENSE.text(), dense, Relation.AT_MOST, 2.1, "2"));
    result.claim(
        bounded("exponent of reads, " + Family.SPARSE.text(), sparse, Relation.AT_MOST, 1.1, "1"));
    result.claim(
        bounded("exponent of reads, " + Family.FEW_EVENTS.text(), few, Relation.AT_MOST, 0.5, "0"));
    result.metric("ledger.inconsistency", grown.inconsistency());
    result.claim(
        Claim.of(
            "energy by the ledger against the energy model term by term, all networks",
            new double[] {grown.inconsistency()},
            "fraction",
            Relation.AT_MOST,
            1e-9,
            "the same counts and prices by two ways"));
    double[] advantage = grown.advantage(Family.FEW_EVENTS, Devices.Weights.SRAM, 1);
    result.metric("advantage.batch1.fewEvents", advantage);
    result.claim(
        Claim.of(
            "dense device with its weights on the chip, batch 1, over the largest sparse network",
            advantage,
            "times",
            Relation.AT_LEAST,
            2,
            BAR + ", 45 nm; updates of units, the same on both, are most of what is left"));
  }

  private static Claim bounded(
      String name, double[] samples, Relation relation, double bound, String derived) {
    return Claim.of(
        name, samples, "", relation, bound, "derived " + derived + " where activity does not fall");
  }

  private static void crossovers(Result result, Grown grown) {
    for (ActivityCrossover crossover : ActivityCrossover.values()) {
      double found = crossover.found();
      result.metric("crossover.activity." + crossover.metric(), found);
      result.claim(
          Claim.of(
              "events per synapse below which events win, " + crossover.text(),
              new double[] {found},
              "events",
              Relation.REPORTED,
              Double.NaN,
              "found by halving on the energy model; (E_mac + E_mem) / (E_ac + E_mem) = "
                  + crossover.formula()));
    }
    result.claim(
        Claim.of(
            "the four found by halving against the formula, greatest relative difference",
            new double[] {ActivityCrossover.worst()},
            "fraction",
            Relation.AT_MOST,
            1e-9,
            BAR));
    double batch = grown.crossover(Family.DENSE, Devices.Weights.DRAM);
    result.metric("crossover.batch.dense", batch);
    result.claim(
        Claim.of(
            "batch from which a dense device with DRAM costs less than events at all connections",
            new double[] {batch},
            "inferences",
            Relation.REPORTED,
            Double.NaN,
            "largest network, 45 nm, mean energy over seeds; infinite where it never does"));
    double[] always = grown.advantage(Family.FEW_EVENTS, Devices.Weights.DRAM, LARGE_BATCH);
    result.metric("advantage.anyBatch.fewEvents", always);
    result.claim(
        Claim.of(
            "dense device at a batch of a million over the largest sparse network",
            always,
            "times",
            Relation.AT_LEAST,
            1,
            BAR + ": few connections and few events win at every batch"));
  }
}
