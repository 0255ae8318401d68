package io.hillock.learning.local;

import io.hillock.ledger.Counts;
import io.hillock.signal.SpikeList;
import io.hillock.state.Stateful;

/** Weights, biases and input traces of a layer: (1), the first terms of (3), and (6). */
sealed interface LocalSynapses extends Stateful permits DenseSynapses, ConvolutionalSynapses {
  /** Forgets traces. */
  void reset();

  /**
   * One step: traces and W P + b.
   *
   * @param in the spikes of the inputs
   * @param u receives W P + b, shape (units)
   * @param counts where it counts
   */
  void step(SpikeList in, float[] u, Counts counts);

  /**
   * Adds factor_s P to the weights and factor_s to the bias of each unit_s.
   *
   * @param unit which units, ascending
   * @param factor their factors
   * @param n how many of both
   * @return how many values were written
   */
  long learn(int[] unit, float[] factor, int n);

  /** The weights themselves. */
  float[] weights();

  /** The biases themselves. */
  float[] biases();
}
