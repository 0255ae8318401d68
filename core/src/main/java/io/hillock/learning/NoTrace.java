package io.hillock.learning;

import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.unit.Time;

/** No memory: a coincidence is eligible in its own step only. Two factors and a reward at once. */
public record NoTrace() implements TraceModel {
  @Override
  public Eligibility create(int synapses, Time dt, RandomStream random, Counts counts) {
    return new StampedEligibility(synapses, 0, counts) {
      @Override
      double value(long age) {
        return age == 0 ? 1 : 0;
      }
    };
  }
}
