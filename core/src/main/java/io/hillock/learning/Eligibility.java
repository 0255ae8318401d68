package io.hillock.learning;

import io.hillock.state.Stateful;

/** Running eligibility traces, one for each synapse, in the order of the wiring. */
public interface Eligibility extends Stateful {
  /**
   * Number of traces.
   *
   * @return as many as there are synapses
   */
  int size();

  /**
   * A coincidence happens at a synapse in the present step.
   *
   * @param k the synapse
   */
  void mark(int k);

  /**
   * Reads a trace in the present step.
   *
   * @param k the synapse
   * @return e, 1 for a coincidence of this step (without noise), 0 for none
   */
  double read(int k);

  /**
   * Lets time pass.
   *
   * @param steps how many steps, not negative
   */
  void pass(long steps);

  /** Forgets all coincidences; devices stay the devices that they are. */
  void reset();
}
