package io.hillock.device.rram;

import io.hillock.device.ConductanceRange;
import io.hillock.device.crossbar.PairLaw;
import io.hillock.device.crossbar.PairedSynapses;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.state.Stateful;
import io.hillock.synapse.Wiring;

/** The synapses of one projection on an {@link RramCrossbar}; equations there. */
public final class RramSynapses extends PairedSynapses {
  private static final double WHOLE = 1e-9; // slack so that n steps, rounded, count as n

  private final Counts mapping = new Counts();
  private final int unverified;
  private final RramArray array;
  private final ReadLaw read;
  private final Programming programming;
  private final SetLaw setLaw;
  private final ConductanceRange range;

  RramSynapses(
      RramCrossbar crossbar, Wiring wiring, float[] weights, RandomStream random, Counts counts) {
    super(physics(crossbar), wiring, random, counts);
    RramParameters p = crossbar.parameters();
    range = p.range();
    read = p.read();
    setLaw = p.set();
    programming = p.programming();
    array = new RramArray(p, 2 * wiring.size(), random, crossbar.dt().seconds(), this::changed);
    double[] goal = new double[array.devices()];
    for (int k = 0; k < wiring.size(); k++) {
      double wanted = clip(weights[k]);
      goal[2 * k] = pair.plusLevel(wanted);
      goal[2 * k + 1] = pair.minusLevel(wanted);
    }
    unverified = array.map(goal, mapping);
    build(weights);
  }

  private static Physics physics(RramCrossbar crossbar) {
    RramParameters p = crossbar.parameters();
    return new Physics(
        p,
        new PairLaw(p.range(), crossbar.wMax(), crossbar.pairRead()),
        p.wires(),
        p.range().gMaxUS(),
        p.read().energyJ(1),
        p.programming().pulse().blindNs(),
        p.programming().pulse().blindScope(),
        false,
        crossbar.dt());
  }

  @Override
  protected double g(int device) {
    return array.g(device);
  }

  @Override
  protected double noiseUS2(double gUS) {
    return read.varianceUS2(gUS);
  }

  @Override
  protected double programmed(int k) {
    return pair.value(array.g(2 * k), array.g(2 * k + 1));
  }

  /** Potentiation is a SET on Gp, depression a SET on Gm, relative to the present conductance. */
  @Override
  protected int program(int k, double value, double wanted) {
    boolean up = wanted > value;
    int plus = 2 * k;
    int d = up ? plus : plus + 1;
    double goal = up ? pair.plusFor(wanted, array.g(d + 1)) : pair.minusFor(wanted, array.g(plus));
    double present = setLaw.complianceUA(array.g(d));
    double rise = setLaw.complianceUA(goal) - present;
    double step = array.stepUA();
    if (step > 0) {
      double steps = rise / step;
      steps =
          switch (programming.online().rounding()) {
            case FLOOR -> StrictMath.floor(steps + WHOLE);
            case STOCHASTIC -> StrictMath.floor(steps + random.nextDouble());
          };
      if (steps <= 0) {
        return 0; // below the resolution of the compliance current
      }
      rise = steps * step;
      goal = setLaw.meanUS(present + rise);
    }
    int maxSets = programming.online().maxSets();
    if (goal > range.gMaxUS() * (1 + WHOLE)) {
      return rewrite(k, wanted, maxSets); // at its ceiling
    }
    int pulses = array.raise(d, present + rise, goal, counts);
    double smaller = StrictMath.min(array.g(plus), array.g(plus + 1));
    if (smaller - range.gMinUS() > programming.online().refreshAt() * range.widthUS()) {
      counts.addWriteEnergy(read.energyJ(array.g(plus) + array.g(plus + 1)));
      pulses += rewrite(k, pair.clip(programmed(k)), maxSets);
    }
    return pulses;
  }

  /** Refresh: RESET both devices and SET them to the same weight from the base level. */
  private int rewrite(int k, double value, int maxSets) {
    int a = array.program(2 * k, pair.plusLevel(value), maxSets, counts);
    int b = array.program(2 * k + 1, pair.minusLevel(value), maxSets, counts);
    return programming.pulse().blindScope().turns(StrictMath.abs(a), StrictMath.abs(b));
  }

  @Override
  protected void pass(long steps) {
    array.pass(steps);
  }

  @Override
  protected Stateful devices() {
    return array;
  }

  /**
   * What the initial mapping of the weights cost: pulses and energy, counted apart from learning.
   *
   * @return a copy of its counters
   */
  public Counts mapping() {
    return mapping.copy();
  }

  /**
   * How many devices did not reach their target within the tolerance during the mapping.
   *
   * @return the number of devices
   */
  public int unverified() {
    return unverified;
  }

  /**
   * The pulses that the most used device has seen.
   *
   * @return pulses; 0 where endurance is switched off
   */
  public int mostWorn() {
    return array.mostWorn();
  }
}
