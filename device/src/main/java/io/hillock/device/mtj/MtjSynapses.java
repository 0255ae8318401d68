package io.hillock.device.mtj;

import io.hillock.device.ConductanceRange;
import io.hillock.device.NonIdeality;
import io.hillock.device.crossbar.BlindScope;
import io.hillock.device.crossbar.PairedSynapses;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.state.Stateful;
import io.hillock.synapse.Wiring;

/** The synapses of one projection on an {@link MtjSubstrate}; equations there. */
public final class MtjSynapses extends PairedSynapses {
  /** Slack, so that a change of a whole number of junctions, rounded to float, counts as whole. */
  private static final double WHOLE = 1e-6;

  private final MtjSubstrate substrate;
  private final ConductanceRange one; // of one junction
  private final double relativeNoise;
  private final int perSide;
  private final boolean binary;
  private final boolean chance;
  private final boolean spread;
  private final double currentUA;
  private final double gap; // weight of one junction
  private final Counts mapping = new Counts();
  private final JunctionSides sides;

  MtjSynapses(
      MtjSubstrate substrate, Wiring wiring, float[] weights, RandomStream random, Counts counts) {
    super(physics(substrate), wiring, random, counts);
    this.substrate = substrate;
    MtjModel model = substrate.model();
    one = model.range();
    relativeNoise = model.read().noise();
    perSide = model.write().perSide();
    binary = model.has(NonIdeality.QUANTISATION);
    chance = model.has(NonIdeality.CYCLE_TO_CYCLE);
    spread = model.has(NonIdeality.DEVICE_TO_DEVICE);
    currentUA = model.write().ratio() * model.junction().criticalCurrentUA();
    gap = pair.wMax() / perSide;
    sides = new JunctionSides(model, 2 * wiring.size(), random);
    for (int k = 0; k < wiring.size(); k++) {
      double junctions = clip(weights[k]) / gap;
      if (binary) {
        junctions = StrictMath.rint(junctions);
      }
      map(2 * k, junctions > 0 ? junctions : 0);
      map(2 * k + 1, junctions < 0 ? -junctions : 0);
    }
    build(weights);
  }

  private static Physics physics(MtjSubstrate s) {
    MtjModel model = s.model();
    return new Physics(
        model,
        s.pair(),
        model.wires(),
        s.range().gMaxUS(),
        model.read().perUsJ(),
        model.write().blindNs(),
        BlindScope.PER_ROW,
        false,
        s.dt());
  }

  /** A sure pulse to OFF for every junction, then one to ON for those that shall be. */
  private void map(int d, double on) {
    for (int j = 0; j < perSide; j++) {
      account(d, j, false, MtjSubstrate.LONGEST_NS, mapping);
      if (j < on) {
        account(d, j, true, MtjSubstrate.LONGEST_NS, mapping);
      }
    }
    sides.put(d, on);
  }

  private void account(int d, int j, boolean toOn, double ns, Counts to) {
    Direction direction = toOn ? Direction.TO_PARALLEL : Direction.TO_ANTIPARALLEL;
    int k = d * perSide + j;
    to.add(CountKind.PROGRAMMING_PULSE, 1);
    to.addWriteEnergy(
        1e-15 * sides.traits().energyFJ(k, sides.isOn(d, j), currentUA, ns, direction));
  }

  @Override
  protected double g(int device) {
    return sides.g(device);
  }

  /** Noise of each junction is its own: r^2 (n G_P^2 + (K - n) G_AP^2). */
  @Override
  protected double noiseUS2(double gUS) {
    double low = one.gMinUS();
    double high = one.gMaxUS();
    double n = (gUS - perSide * low) / one.widthUS();
    double square = n * high * high + (perSide - n) * low * low;
    return relativeNoise * relativeNoise * (square > 0 ? square : 0);
  }

  @Override
  protected double programmed(int k) {
    return pair.value(sides.g(2 * k), sides.g(2 * k + 1));
  }

  @Override
  protected int program(int k, double value, double wanted) {
    double left = StrictMath.abs(wanted - value) / gap; // (2)
    boolean up = wanted > value;
    if (binary && !chance) {
      left = StrictMath.rint(left);
    }
    int pulses = 0;
    while (left > 0) {
      boolean sure = left >= 1 - WHOLE;
      if (!pulse(k, up, sure ? 1 : left)) {
        break;
      }
      pulses++;
      left = sure ? left - 1 : 0;
      if (left < WHOLE && pulses > 0) {
        break;
      }
    }
    return pulses;
  }

  /** One pulse on one junction; false when there is none left to switch. */
  private boolean pulse(int k, boolean up, double p) {
    int lowered = up ? 2 * k + 1 : 2 * k;
    int raised = up ? 2 * k : 2 * k + 1;
    int which = sides.pick(lowered, raised, random);
    if (which < 0) {
      return false;
    }
    int d = which / perSide;
    int j = which % perSide;
    boolean toOn = d == raised;
    boolean sure = p == 1;
    double ns = sure ? MtjSubstrate.LONGEST_NS : substrate.widths().ns(p);
    account(d, j, toOn, ns, counts);
    double own = p;
    if (spread) {
      Direction direction = toOn ? Direction.TO_PARALLEL : Direction.TO_ANTIPARALLEL;
      double nominal = sure ? substrate.widths().greatest() : p;
      own = substrate.probability(sides.traits(), d * perSide + j, direction, nominal, ns);
    }
    boolean alive = sides.pulse(d, j);
    double part = chance ? random.nextBoolean(own) ? 1 : 0 : binary ? own >= 0.5 ? 1 : 0 : own;
    if (alive && part > 0) {
      double moved = sides.move(d, j, toOn, part); // (3)
      changed(d);
      if (!binary && moved < part && !toOn) {
        sides.move(raised, 0, true, part - moved);
        changed(raised);
      }
    }
    return true;
  }

  @Override
  protected void pass(long steps) {
    // a state lasts for years
  }

  @Override
  protected Stateful devices() {
    return sides;
  }

  /**
   * What the initial mapping of the weights cost, counted apart from learning.
   *
   * @return a copy of its counters
   */
  public Counts mapping() {
    return mapping.copy();
  }

  /**
   * The pulses that the most used junction has seen.
   *
   * @return pulses; 0 where wear is switched off
   */
  public int mostWorn() {
    return sides.mostWorn();
  }
}
