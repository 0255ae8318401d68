package io.hillock.synapse;

import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;

/**
 * A substrate on which each proposal of a rule is first made into what the device is asked for: one
 * step by the sign of the proposal, or one step with a probability. Nothing is remembered between
 * proposals. Reads see the inner weights.
 *
 * @param inner what the weight physically is
 * @param shape what becomes of a proposal
 */
public record ShapedSubstrate(Substrate inner, ProposalShape shape) implements Substrate {
  @Override
  public ShapedSynapses create(Wiring wiring, float[] weights, RandomStream device, Counts counts) {
    return new ShapedSynapses(inner.create(wiring, weights, device, counts), shape, device);
  }
}
