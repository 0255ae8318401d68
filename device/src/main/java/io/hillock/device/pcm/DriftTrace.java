package io.hillock.device.pcm;

import io.hillock.learning.TraceModel;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.unit.Time;

/**
 * Eligibility traces held in the drift of amorphous phase-change devices: a coincidence writes a
 * device by RESET, and how far its conductance has fallen since tells how long ago that was.
 *
 * <p>Equations in {@link DriftParameters} (device) and {@link DriftReadout} (trace). The trace
 * falls with the logarithm of time, not exponentially, over the scale that t0 and nu set; a RESET
 * of a device that still holds a trace sets it anew.
 *
 * @param device statistics of the devices
 * @param readout how many there are and how they are read
 * @see "Y. Demirag, F. Moro, T. Dalgaty, G. Navarro, C. Frenkel, G. Indiveri, E. Vianello, M.
 *     Payvand (2021), ISCAS, arXiv:2102.07260"
 */
public record DriftTrace(DriftParameters device, DriftReadout readout) implements TraceModel {
  @Override
  public DriftTraces create(int synapses, Time dt, RandomStream random, Counts counts) {
    return new DriftTraces(this, synapses, dt, random, counts);
  }
}
