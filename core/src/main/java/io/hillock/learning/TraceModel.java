package io.hillock.learning;

import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.unit.Time;

/**
 * What remembers a coincidence at a synapse until a third factor comes, as a description. Its
 * {@code toString} must tell all parameters.
 */
public interface TraceModel {
  /**
   * Makes the traces of a projection, none of them marked.
   *
   * @param synapses number of traces
   * @param dt the step
   * @param random draws of the traces; they keep it and visit its state
   * @param counts where they account for what they do
   * @return the running traces
   */
  Eligibility create(int synapses, Time dt, RandomStream random, Counts counts);
}
