/**
 * The core of Hillock: signals, neurons, synapses, learning rules, networks and the ledger. It has
 * no third-party dependency.
 */
module io.hillock.core {
  requires static jdk.incubator.vector;

  exports io.hillock.fault;
  exports io.hillock.ledger;
  exports io.hillock.learning;
  exports io.hillock.learning.local;
  exports io.hillock.learning.layered;
  exports io.hillock.lesion;
  exports io.hillock.network;
  exports io.hillock.neuron;
  exports io.hillock.random;
  exports io.hillock.signal;
  exports io.hillock.state;
  exports io.hillock.synapse;
  exports io.hillock.unit;
}
