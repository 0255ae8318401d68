package io.hillock.ledger;

/** What the ledger counts. Every count belongs to one owner: a population, projection or rule. */
public enum CountKind {
  /** A sample that an encoder looked at. */
  SAMPLE,
  /** A simulated time step that was computed. */
  STEP,
  /** A time step that was skipped in closed form because nothing could happen in it. */
  IDLE_STEP,
  /** A spike fired by a neuron, or an event made by an encoder. */
  SPIKE,
  /** A synaptic operation: one spike read one present synapse and was added to one neuron. */
  SYNAPSE_READ,
  /** A graded read of one present synapse: multiply and accumulate. */
  MULTIPLY_ACCUMULATE,
  /** A weight that was written: its stored value was rewritten or a device was programmed. */
  SYNAPSE_WRITE,
  /** A membrane update of one neuron. */
  NEURON_UPDATE,
  /** An update of one trace, of inference or of learning. */
  TRACE_UPDATE,
  /** An error event above threshold that reached a rule. */
  ERROR_EVENT,
  /** A programming pulse sent to a device. */
  PROGRAMMING_PULSE,
  /** A spike that arrived while its array was blind because it was being written. */
  LOST_SPIKE,
  /** A write that ended at a bound of the weight or device. */
  SATURATION
}
