package io.hillock.learning;

import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.unit.Time;

/**
 * A trace of one bit that never decays and that nothing erases: the control that tells whether the
 * decay of another trace matters.
 */
public record LatchTrace() implements TraceModel {
  @Override
  public Eligibility create(int synapses, Time dt, RandomStream random, Counts counts) {
    return new StampedEligibility(synapses, 1, counts) {
      @Override
      double value(long age) {
        return 1;
      }
    };
  }
}
