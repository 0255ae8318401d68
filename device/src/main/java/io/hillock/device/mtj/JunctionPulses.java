package io.hillock.device.mtj;

import io.hillock.device.NonIdeality;

/**
 * The two pulses of a binary synapse, with what is needed to know how junctions that differ answer
 * them. Solved for once, some tenths of a second where junctions differ, and then shared by any
 * number of arrays; never changes.
 */
public final class JunctionPulses {
  private final MtjModel model;
  private final Pulse toOn;
  private final Pulse toOff;

  /**
   * A pulse.
   *
   * @param nominal P of the nominal junction
   * @param family what P becomes in others, or null where all are equal
   */
  record Pulse(
      Direction direction,
      double ratio,
      double pulseNs,
      double currentUA,
      double nominal,
      SwitchingFamily family) {}

  /**
   * Two pulses.
   *
   * @param model how junctions differ, what acts
   * @param table switching probability of the nominal junction
   * @param toOn the pulse that switches ON, see {@link WriteEnergy}
   * @param toOff the pulse that switches OFF
   */
  public JunctionPulses(
      MtjModel model, SwitchingTable table, WriteEnergy.Write toOn, WriteEnergy.Write toOff) {
    this.model = model;
    this.toOn = pulse(table, toOn, Direction.TO_PARALLEL);
    this.toOff = pulse(table, toOff, Direction.TO_ANTIPARALLEL);
  }

  private Pulse pulse(SwitchingTable table, WriteEnergy.Write write, Direction direction) {
    double ratio = write.ratio();
    double ns = write.pulseNs();
    boolean spread = model.has(NonIdeality.DEVICE_TO_DEVICE);
    return new Pulse(
        direction,
        ratio,
        ns,
        ratio * table.parameters().criticalCurrentUA(),
        table.probability(ratio, ns),
        spread ? new SwitchingFamily(model, ratio, 0.1 * ns, ns) : null);
  }

  /**
   * The junctions.
   *
   * @return the model
   */
  public MtjModel model() {
    return model;
  }

  Pulse to(boolean on) {
    return on ? toOn : toOff;
  }
}
