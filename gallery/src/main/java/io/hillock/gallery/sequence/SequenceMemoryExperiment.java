package io.hillock.gallery.sequence;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A recurrent network on resistive memory that organises itself by local rules, examined on
 * counting, against static random networks and against what it learned, shuffled.
 *
 * <p>Task: {@link CountingTask}, n = 10. Network: {@link SelfOrganisingNetwork} in each {@link
 * Arm}. Settings were chosen on run seeds from 1000 on. The scales differ in the number of
 * networks.
 */
public final class SequenceMemoryExperiment implements Experiment {
  private static final int N = 10;
  private static final String BAR = "bar of this project";
  private static final double PUBLISHED_SELF_ORGANISED = 0.756;
  private static final double PUBLISHED_STATIC = 0.596;

  /** The experiment. */
  public SequenceMemoryExperiment() {}

  @Override
  public String id() {
    return "sequence-memory";
  }

  @Override
  public String title() {
    return "A recurrent network that organises itself on resistive memory, and counts";
  }

  @Override
  public String paper() {
    return "M. Payvand, F. Moro, K. Nomura, T. Dalgaty, E. Vianello, Y. Nishi, G. Indiveri 2022,"
        + " Nat. Commun. 13:5793";
  }

  static int networks(Scale scale) {
    return switch (scale) {
      case QUICK -> 10;
      case PAPER -> 100;
    };
  }

  /** How every network learns and is examined, at both scales. */
  static SequenceNetwork.Protocol protocol() {
    return new SequenceNetwork.Protocol(480, 10, 0.06, new Examination(N, 20, 4, 400, 200, 0.01));
  }

  @Override
  public Result run(Environment environment) {
    int networks = networks(environment.scale());
    NetworkSettings settings = NetworkSettings.chosen();
    SequenceNetwork.Protocol protocol = protocol();
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (Seed seed : environment.seeds()) {
      for (int k = 0; k < networks; k++) {
        SequenceNetwork network = new SequenceNetwork(settings, protocol, seed, k);
        jobs.add(
            new KeptJobs.Job(
                seed + ", network " + k + ", " + protocol + ", " + settings, 1, network::run));
      }
    }
    List<Figures> done = KeptJobs.run(id(), "networks", environment, jobs);
    Result result = new Result(id(), environment, "generated");
    Seed draws = environment.seeds().getFirst();
    metrics(result, done, draws);
    claims(result, done, draws);
    SequenceReport.fill(result, done, protocol, draws);
    Technology rram = Technology.of(Technology.BuiltIn.RRAM_130NM);
    result.ledger(SequenceNetwork.cost(done.getFirst(), Arm.SELF_ORGANISED, rram));
    environment.parts().done();
    return result;
  }

  static double[] each(List<Figures> figures, String what, Arm arm) {
    return figures.stream().mapToDouble(f -> f.get(SequenceNetwork.figure(what, arm))).toArray();
  }

  static double[] gap(List<Figures> figures, String what, Arm arm) {
    double[] own = each(figures, what, Arm.SELF_ORGANISED);
    double[] other = each(figures, what, arm);
    return IntStream.range(0, own.length).mapToDouble(k -> own[k] - other[k]).toArray();
  }

  private static void metrics(Result result, List<Figures> done, Seed draws) {
    for (Arm arm : Arm.values()) {
      for (String what :
          List.of("balanced", "position", "wordEnd", "next", "rate", "inBand", "low")) {
        result.metric(SequenceNetwork.figure(what, arm), each(done, what, arm));
      }
    }
    for (Arm arm : List.of(Arm.STATIC, Arm.SHUFFLED, Arm.MATCHED, Arm.TUNED)) {
      for (String what : List.of("balanced", "position", "wordEnd")) {
        Bootstrap b = Bootstrap.of(gap(done, what, arm), draws);
        String key = what + ".gap." + arm.metric();
        result.metric(key, b.mean()).metric(key + ".low", b.low()).metric(key + ".high", b.high());
      }
    }
    result
        .metric("networks", done.size())
        .metric("balanced.memoryless", CountingTask.memorylessBalanced(N))
        .metric("balanced.ceiling", CountingTask.ceilingBalanced())
        .metric("position.memoryless", CountingTask.memorylessPlace(N))
        .metric("next.memoryless", CountingTask.memorylessNext(N))
        .metric("next.ceiling", CountingTask.ceilingNext(N));
    Counts cells =
        done.getFirst().ledger().of(SequenceNetwork.figure("E to E cells", Arm.SELF_ORGANISED));
    Counts neurons =
        done.getFirst().ledger().of(SequenceNetwork.figure("homeostasis", Arm.SELF_ORGANISED));
    result
        .metric("pulses.synapses", cells.get(CountKind.PROGRAMMING_PULSE))
        .metric("pulses.neurons", neurons.get(CountKind.PROGRAMMING_PULSE))
        .metric("energy.writeSynapses", cells.writeEnergyJ())
        .metric("energy.writeNeurons", neurons.writeEnergyJ())
        .metric("energy.readSynapses", cells.readEnergyJ());
  }

  private static void claims(Result result, List<Figures> done, Seed draws) {
    double[] balanced = gap(done, "balanced", Arm.STATIC);
    double[] position = gap(done, "position", Arm.STATIC);
    String over = ", self-organised over static";
    result
        .claim(
            Claim.of(
                "class-balanced recall" + over,
                balanced,
                "fraction",
                Claim.Relation.AT_LEAST,
                0.10,
                BAR + "; memoryless 0.533, ceiling 0.833"))
        .claim(
            Claim.of(
                "position accuracy" + over,
                position,
                "fraction",
                Claim.Relation.AT_LEAST,
                0.15,
                BAR + "; memoryless 0.25"))
        .claim(lowEnd("class-balanced recall" + over, balanced, draws, Claim.Relation.AT_LEAST, 0))
        .claim(lowEnd("position accuracy" + over, position, draws, Claim.Relation.AT_LEAST, 0));
    for (Arm arm : List.of(Arm.SHUFFLED, Arm.MATCHED, Arm.TUNED)) {
      double[] gap = gap(done, "balanced", arm);
      String name = "class-balanced recall, self-organised over " + arm;
      result
          .claim(reported(name, gap, "a control"))
          .claim(lowEnd(name, gap, draws, Claim.Relation.REPORTED, Double.NaN));
    }
    String unknown = "published in a measure that is not known";
    result
        .claim(
            reported(
                    "class-balanced recall, self-organised",
                    each(done, "balanced", Arm.SELF_ORGANISED),
                    unknown)
                .published(PUBLISHED_SELF_ORGANISED))
        .claim(
            reported("class-balanced recall, static", each(done, "balanced", Arm.STATIC), unknown)
                .published(PUBLISHED_STATIC));
  }

  private static Claim reported(String name, double[] samples, String source) {
    return Claim.of(name, samples, "fraction", Claim.Relation.REPORTED, Double.NaN, source);
  }

  private static Claim lowEnd(
      String name, double[] gaps, Seed draws, Claim.Relation relation, double required) {
    return Claim.of(
        name + ", lower end of the 95 % interval",
        new double[] {Bootstrap.of(gaps, draws).low()},
        "fraction",
        relation,
        required,
        "bootstrap over " + gaps.length + " networks");
  }
}
