package io.hillock.gallery.mtj;

import io.hillock.device.mtj.Direction;
import io.hillock.device.mtj.JunctionArray;
import io.hillock.device.mtj.JunctionPulses;
import io.hillock.device.mtj.MtjModel;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.mtj.SwitchingTable;
import io.hillock.device.mtj.WriteEnergy;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;

/**
 * Junctions that are all written by the same two pulses.
 *
 * @param model what acts
 * @param ratio I / I_c0 of both pulses, or 0 for the cheapest of each
 */
record Junctions(MtjModel model, double ratio) {
  /** The junction of the preset with its non-idealities, written at the least energy. */
  static final Junctions PRESET = new Junctions(MtjPreset.PERPENDICULAR_40.model(), 0);

  /** Equal junctions: two states, random switching. */
  static final Junctions EQUAL =
      new Junctions(MtjModel.equal(MtjPreset.PERPENDICULAR_40.parameters()), 0);

  /** The pulses that write with p_LTP and p_LTD. */
  JunctionPulses pulses(SwitchingTable table, double pLtp, double pLtd) {
    return new JunctionPulses(
        model,
        table,
        write(table, Direction.TO_PARALLEL, pLtp),
        write(table, Direction.TO_ANTIPARALLEL, pLtd));
  }

  /** An array in random states. */
  static JunctionArray array(int n, JunctionPulses pulses, Seed seed) {
    JunctionArray array = new JunctionArray(n, pulses, seed.stream(Purpose.DEVICE));
    array.scatter(0.5);
    return array;
  }

  private WriteEnergy.Write write(SwitchingTable table, Direction direction, double p) {
    WriteEnergy energy = new WriteEnergy(table, direction);
    return (ratio == 0 ? energy.cheapest(p) : energy.at(ratio, p)).orElseThrow();
  }
}
