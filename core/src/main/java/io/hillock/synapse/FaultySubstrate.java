package io.hillock.synapse;

import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;

/**
 * A substrate whose synapses can fail: it makes {@link FaultySynapses} around those of another one.
 *
 * @param base the substrate of the weights
 */
public record FaultySubstrate(Substrate base) implements Substrate {
  @Override
  public Synapses create(Wiring wiring, float[] weights, RandomStream device, Counts counts) {
    return new FaultySynapses(base.create(wiring, weights, device, counts));
  }
}
