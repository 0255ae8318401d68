package io.hillock.device.mtj;

import io.hillock.device.Bounds;
import io.hillock.device.ConductanceRange;
import io.hillock.device.NonIdeality;
import io.hillock.device.Wear;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * Binary synapses that are written by pulses whose success is drawn from the switching table.
 *
 * {@snippet lang=text :
 * pulse of (I, t) to a state that a junction is not in:  it gets there with P_k(I, t) (1)
 * pulse to the state that it is in:                      nothing changes              (2)
 * every pulse costs E = I^2 R t, R of the state before                                (3)
 * w_k = (G_k - G_AP) / (G_P - G_AP),   G_AP, G_P of the nominal junction              (4)
 * }
 *
 * <p>A pulse is applied without looking first, so (2) costs its energy too, at the resistance of
 * the state that the junction is in. Every pulse takes one draw.
 *
 * <p>Junctions have two states whatever the switches say. {@link NonIdeality#CYCLE_TO_CYCLE} off: a
 * pulse switches where P_k is a half or more. {@link NonIdeality#DEVICE_TO_DEVICE}: each junction
 * has its own P_k, R_P and R_AP by {@link MtjSpread}, else P_k = P of the table. {@link
 * NonIdeality#READ_NOISE}: {@link #addTo} sees each conductance with noise of its own. {@link
 * NonIdeality#STUCK_CELLS} and {@link NonIdeality#ENDURANCE} leave a junction in its state.
 */
public final class JunctionArray implements Stateful {
  private final MtjModel model;
  private final ConductanceRange range;

  /** 1 where a junction is parallel, that is ON; shape (n). */
  private final int[] on;

  private final JunctionTraits traits;
  private final Wear wear;
  private final RandomStream random;
  private final JunctionPulses.Pulse toOn;
  private final JunctionPulses.Pulse toOff;

  /** P_k of the two pulses, shape (n), or P of all. */
  private final double[] probabilityOn;

  private final double[] probabilityOff;
  private final boolean chance;
  private final boolean spread;
  private final boolean noisy;
  private long pulses;
  private double energyFJ;

  /**
   * Equal junctions, all OFF: random switching between two states and nothing else.
   *
   * @param n how many, &gt; 0
   * @param table switching probability
   * @param toOn the pulse that switches ON, see {@link WriteEnergy}
   * @param toOff the pulse that switches OFF
   * @param random draws of the devices
   */
  public JunctionArray(
      int n,
      SwitchingTable table,
      WriteEnergy.Write toOn,
      WriteEnergy.Write toOff,
      RandomStream random) {
    this(n, new JunctionPulses(MtjModel.equal(table.parameters()), table, toOn, toOff), random);
  }

  /**
   * Junctions, all OFF but those that are stuck.
   *
   * @param n how many, &gt; 0
   * @param pulses how they are written, how they differ, what acts
   * @param random draws of the devices
   */
  public JunctionArray(int n, JunctionPulses pulses, RandomStream random) {
    Bounds.MTJ.that(n > 0, "junctions", n, "", "it must be > 0");
    model = pulses.model();
    this.random = random;
    range = model.range();
    on = new int[n];
    chance = model.has(NonIdeality.CYCLE_TO_CYCLE);
    spread = model.has(NonIdeality.DEVICE_TO_DEVICE);
    noisy = model.has(NonIdeality.READ_NOISE);
    traits = new JunctionTraits(model, n, random);
    wear = new Wear(model, model.wear(), n, random, (k, stuckOn) -> on[k] = stuckOn ? 1 : 0);
    toOn = pulses.to(true);
    toOff = pulses.to(false);
    probabilityOn = spread ? new double[n] : new double[] {toOn.nominal()};
    probabilityOff = spread ? new double[n] : new double[] {toOff.nominal()};
    derive();
  }

  /** Probabilities of the junctions from what they are. */
  private void derive() {
    for (int k = 0; spread && k < on.length; k++) {
      probabilityOn[k] = own(toOn, k);
      probabilityOff[k] = own(toOff, k);
    }
  }

  private double own(JunctionPulses.Pulse to, int k) {
    double ratio = traits.ratio(k, to.ratio(), to.direction());
    return to.family().probability(to.nominal(), traits.delta(k), ratio, to.pulseNs());
  }

  /**
   * Applies the rule to one junction at a postsynaptic spike: a pulse to ON when its presynaptic
   * neuron fired within the window, else a pulse to OFF.
   *
   * @param k index of the junction
   * @param preWithinWindow whether the presynaptic neuron fired within the window
   * @return whether the junction switched
   */
  public boolean learn(int k, boolean preWithinWindow) {
    JunctionPulses.Pulse pulse = preWithinWindow ? toOn : toOff;
    boolean is = on[k] != 0;
    energyFJ += // (3)
        traits.energyFJ(k, is, pulse.currentUA(), pulse.pulseNs(), pulse.direction());
    pulses++;
    double p = (preWithinWindow ? probabilityOn : probabilityOff)[spread ? k : 0];
    boolean success = chance ? random.nextBoolean(p) : p >= 0.5; // (1)
    boolean alive = wear.pulse(k);
    if (is == preWithinWindow || !success || !alive) {
      return false; // (2)
    }
    on[k] = preWithinWindow ? 1 : 0;
    return true;
  }

  /**
   * Leaves every junction that switches at all in a random state, as before the first use. Nothing
   * is counted.
   *
   * @param share probability of ON, in [0, 1]
   */
  public void scatter(double share) {
    Bounds.MTJ.probability("share of ON", share);
    for (int k = 0; k < on.length; k++) {
      boolean parallel = random.nextBoolean(share);
      if (wear.alive(k)) {
        on[k] = parallel ? 1 : 0;
      }
    }
  }

  /**
   * Reads junctions as weights (4) against a reference, and adds them to sums.
   *
   * @param first index of the first junction
   * @param count how many follow one another
   * @param reference weight of the reference junction
   * @param sums receives w_k - reference, shape (count)
   * @return energy of the read, {@link MtjModel.Read#perUsJ} for each conductance [J]
   */
  public double addTo(int first, int count, double reference, double[] sums) {
    double us = 0;
    if (!spread && !noisy) {
      int parallel = 0;
      for (int j = 0; j < count; j++) {
        sums[j] += on[first + j] - reference;
        parallel += on[first + j];
      }
      us = count * range.gMinUS() + parallel * range.widthUS();
    } else {
      for (int j = 0; j < count; j++) {
        double g = conductanceUS(first + j);
        us += g;
        if (noisy) {
          g *= 1 + model.read().noise() * random.nextGaussian();
        }
        sums[j] += (g - range.gMinUS()) / range.widthUS() - reference; // (4)
      }
    }
    return model.read().perUsJ() * us;
  }

  /**
   * Whether a junction is ON.
   *
   * @param k index of the junction
   * @return true when it is parallel
   */
  public boolean isOn(int k) {
    return on[k] != 0;
  }

  /**
   * The conductance of a junction, without read noise.
   *
   * @param k index of the junction
   * @return G [uS]
   */
  public double conductanceUS(int k) {
    return traits.conductanceUS(k, on[k] != 0);
  }

  /**
   * The probability with which a pulse switches a junction that is in the other state.
   *
   * @param k index of the junction
   * @param direction which of the two pulses
   * @return P_k
   */
  public double probability(int k, Direction direction) {
    boolean parallel = direction == Direction.TO_PARALLEL;
    return (parallel ? probabilityOn : probabilityOff)[spread ? k : 0];
  }

  /**
   * Pulses so far.
   *
   * @return how many
   */
  public long pulses() {
    return pulses;
  }

  /**
   * The pulses that the most used junction has seen.
   *
   * @return pulses; 0 where wear is not modelled
   */
  public int mostWorn() {
    return wear.most();
  }

  /**
   * Energy of all pulses so far, (3).
   *
   * @return E [fJ]
   */
  public double energyFJ() {
    return energyFJ;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.ints("on", StateRole.INFERENCE, 1, on);
    visitor.part("traits", traits);
    visitor.part("wear", wear);
    pulses = visitor.scalar("pulses", StateRole.BOOKKEEPING, Long.SIZE, pulses);
    energyFJ = visitor.scalar("energy", StateRole.BOOKKEEPING, Double.SIZE, energyFJ);
    visitor.part("draws", random);
    derive();
  }
}
