package io.hillock.lesion;

import io.hillock.neuron.NeuronModel;
import io.hillock.neuron.Neurons;
import io.hillock.neuron.SpikingNeurons;
import io.hillock.unit.Time;

/** Neurons of a model that can fail; a readout that never fires is left as it is. */
record FaultyModel(NeuronModel base) implements NeuronModel {
  @Override
  public Neurons create(int n, Time dt) {
    Neurons made = base.create(n, dt);
    return made instanceof SpikingNeurons spiking ? new FaultyNeurons(spiking) : made;
  }
}
