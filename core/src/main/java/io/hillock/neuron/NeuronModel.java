package io.hillock.neuron;

import io.hillock.unit.Time;

/**
 * What a cell is: parameters and equations, no state. Its {@code toString} must tell all
 * parameters, since a snapshot recognises its network by it.
 */
public interface NeuronModel {
  /**
   * Makes a population at rest.
   *
   * @param n number of neurons, positive
   * @param dt the step
   * @return the running population
   */
  Neurons create(int n, Time dt);
}
