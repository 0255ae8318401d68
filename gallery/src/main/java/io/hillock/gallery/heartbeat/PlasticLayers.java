package io.hillock.gallery.heartbeat;

/** Which layers of the heartbeat network learn on line. */
public enum PlasticLayers {
  /** The readout: no state per neuron or synapse is needed. */
  READOUT,
  /** The synapses onto the hidden neurons: traces of input channels and neurons are needed. */
  HIDDEN,
  /** Both. */
  BOTH;

  boolean readout() {
    return this != HIDDEN;
  }

  boolean hidden() {
    return this != READOUT;
  }
}
