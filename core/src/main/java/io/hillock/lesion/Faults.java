package io.hillock.lesion;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults of one network: which sites of each group fail, and at what weight synapses are stuck.
 *
 * {@snippet lang=text :
 * dead           v = 0                                                              (1)
 * sign-flipped   v = -w                                                             (2)
 * noise          v = w + noise rms(w) g_i,   g_i standard normal                    (3)
 * stuck at max   v = sign(g_i) max |w|                                              (4)
 * }
 *
 * <p>w is what was learned; rms and max are over the group. Each site has one rank and one g_i, so
 * that under the same stream all kinds and fractions hit the same sites first.
 */
public final class Faults {
  private record UnitSites(int group, int[] units) {}

  private record SynapseSites(int group, int[] synapses, float[] weights) {}

  private final FaultPlan plan;
  private final List<UnitSites> units = new ArrayList<>();
  private final List<SynapseSites> synapses = new ArrayList<>();

  private Faults(FaultPlan plan) {
    this.plan = plan;
  }

  /**
   * Draws faults; the network is looked at and not changed.
   *
   * @param plan which faults
   * @param network the network that is to have them
   * @param random the stream of the draws
   * @return the faults
   */
  public static Faults draw(FaultPlan plan, Lesionable network, RandomStream random) {
    Faults faults = new Faults(plan);
    if (plan.kind().ofUnits()) {
      List<Lesionable.Group> groups = network.unitGroups();
      for (int g = 0; g < groups.size(); g++) {
        int[] sites = plan.law().draw(groups.get(g).count(), plan.fraction(), random);
        faults.units.add(new UnitSites(g, sites));
      }
    } else {
      for (int g = 0; g < network.synapseGroups().size(); g++) {
        faults.synapses.add(drawSynapses(plan, network, g, random));
      }
    }
    return faults;
  }

  private static SynapseSites drawSynapses(
      FaultPlan plan, Lesionable network, int group, RandomStream random) {
    int n = network.synapseGroups().get(group).count();
    int[] sites = plan.law().draw(n, plan.fraction(), random);
    float[] stuck = new float[sites.length];
    Weights all = Weights.of(network, group, n);
    int next = 0;
    for (int k = 0; k < n; k++) {
      double g = random.nextGaussian();
      if (next < sites.length && sites[next] == k) {
        stuck[next++] = all.stuck(plan, network.weight(group, k), g);
      }
    }
    return new SynapseSites(group, sites, stuck);
  }

  /** What (3) and (4) need to know of the weights of a group. */
  private record Weights(double rms, float most, boolean signed) {
    static Weights of(Lesionable network, int group, int n) {
      double squares = 0;
      float most = 0;
      boolean signed = false;
      for (int k = 0; k < n; k++) {
        float w = network.weight(group, k);
        squares += (double) w * w;
        most = Math.max(most, Math.abs(w));
        signed |= w < 0;
      }
      return new Weights(StrictMath.sqrt(squares / n), most, signed);
    }

    float stuck(FaultPlan plan, float w, double g) {
      return switch (plan.kind()) {
        case DEAD_SYNAPSE -> 0; // (1)
        case SIGN_FLIPPED_SYNAPSE -> -w; // (2)
        case WEIGHT_NOISE -> (float) (w + plan.noise() * rms * g); // (3)
        case STUCK_AT_MAX_WEIGHT -> g < 0 && signed ? -most : most; // (4)
        case DEAD_UNIT, STUCK_ON_UNIT ->
            throw new IllegalArgumentException(plan.kind() + " has no weight");
      };
    }
  }

  /**
   * The plan they were drawn by.
   *
   * @return the plan
   */
  public FaultPlan plan() {
    return plan;
  }

  /**
   * How many sites fail.
   *
   * @return their number over all groups
   */
  public int count() {
    return units.stream().mapToInt(s -> s.units.length).sum()
        + synapses.stream().mapToInt(s -> s.synapses.length).sum();
  }

  /**
   * The sites of a group that fail.
   *
   * @param group a group of units or of synapses, whichever the plan is about
   * @return their indices, ascending; a copy
   */
  public int[] sites(int group) {
    return plan.kind().ofUnits()
        ? units.get(group).units.clone()
        : synapses.get(group).synapses.clone();
  }

  /**
   * Does the faults to a network.
   *
   * @param network the network they were drawn for, or one of the same groups
   */
  public void inflictOn(Lesionable network) {
    Lesionable.UnitFault how =
        plan.kind() == FaultKind.STUCK_ON_UNIT
            ? Lesionable.UnitFault.STUCK_ON
            : Lesionable.UnitFault.DEAD;
    for (UnitSites group : units) {
      for (int unit : group.units) {
        network.fail(group.group, unit, how);
      }
    }
    for (SynapseSites group : synapses) {
      for (int s = 0; s < group.synapses.length; s++) {
        network.stick(group.group, group.synapses[s], group.weights[s]);
      }
    }
  }

  /**
   * Makes up for dead units on average: outgoing weights of all groups of units times 1 / (1 - q),
   * as in dropout.
   *
   * @param network a network with these faults
   * @throws ParameterException if it is not units that are dead, or all of them are
   */
  public void rescale(Lesionable network) {
    if (plan.kind() != FaultKind.DEAD_UNIT || plan.fraction() == 1) {
      throw new ParameterException(
          "faults", "plan", plan, "only dead units, and not all of them, can be made up for");
    }
    for (int g = 0; plan.fraction() > 0 && g < network.unitGroups().size(); g++) {
      network.scaleOutgoing(g, 1 / (1 - plan.fraction()));
    }
  }
}
