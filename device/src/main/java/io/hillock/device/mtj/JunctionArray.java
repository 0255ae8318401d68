package io.hillock.device.mtj;

import io.hillock.device.Bounds;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * Binary synapses that are written by pulses whose success is drawn from the switching table.
 *
 * {@snippet lang=text :
 * pulse of (I, t) to a state that a junction is not in:  it gets there with P(I, t) (1)
 * pulse to the state that it is in:                      nothing changes            (2)
 * every pulse costs E = I^2 R t, R of the state before                              (3)
 * }
 *
 * <p>A pulse is applied without looking first, so (2) costs its energy too, at the resistance of
 * the state that the junction is in. Every pulse takes one draw. Junctions are equal; the spread
 * between them is not modelled here.
 */
public final class JunctionArray implements Stateful {
  private final MtjParameters parameters;

  /** 1 where a junction is parallel, that is ON; shape (n). */
  private final int[] on;

  private final RandomStream random;
  private final Pulse toOn;
  private final Pulse toOff;
  private long pulses;
  private double energyFJ;

  private record Pulse(double currentUA, double pulseNs, double probability) {}

  /**
   * Junctions, all OFF.
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
    Bounds.MTJ.that(n > 0, "junctions", n, "", "it must be > 0");
    parameters = table.parameters();
    on = new int[n];
    this.random = random;
    this.toOn = pulse(table, toOn);
    this.toOff = pulse(table, toOff);
  }

  private static Pulse pulse(SwitchingTable table, WriteEnergy.Write write) {
    return new Pulse(
        write.ratio() * table.parameters().criticalCurrentUA(),
        write.pulseNs(),
        table.probability(write.ratio(), write.pulseNs()));
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
    Pulse pulse = preWithinWindow ? toOn : toOff;
    boolean is = on[k] != 0;
    // (3): a parallel junction has the resistance that a write to antiparallel meets
    Direction from = is ? Direction.TO_ANTIPARALLEL : Direction.TO_PARALLEL;
    energyFJ += parameters.pulseEnergyFJ(pulse.currentUA, pulse.pulseNs, from);
    pulses++;
    boolean success = random.nextBoolean(pulse.probability); // (1)
    if (is == preWithinWindow || !success) {
      return false; // (2)
    }
    on[k] = preWithinWindow ? 1 : 0;
    return true;
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
   * The conductance of a junction.
   *
   * @param k index of the junction
   * @return G [uS]
   */
  public double conductanceUS(int k) {
    double r = parameters.rParallelKOhm();
    return 1e3 / (on[k] != 0 ? r : r * (1 + parameters.tmr()));
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
    pulses = visitor.scalar("pulses", StateRole.BOOKKEEPING, Long.SIZE, pulses);
    energyFJ = visitor.scalar("energy", StateRole.BOOKKEEPING, Double.SIZE, energyFJ);
    visitor.part("draws", random);
  }
}
