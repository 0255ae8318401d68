package io.hillock.neuron;

import io.hillock.signal.SpikeList;
import io.hillock.state.Stateful;

/** How a population runs: its state and its step. */
public interface Neurons extends Stateful {
  /**
   * The number of neurons n.
   *
   * @return n
   */
  int size();

  /**
   * The input of the present step, shape (n). Synapses add to it; {@link #step} consumes it and
   * leaves zeros.
   *
   * @return the array itself
   */
  float[] current();

  /**
   * Integrates one step, fires and resets.
   *
   * @param spiked receives the indices of the neurons that fired, in ascending order; it is cleared
   *     first. Neurons that cannot fire leave it empty.
   */
  void step(SpikeList spiked);

  /**
   * The membrane potential, shape (n); for a readout its output.
   *
   * @return the array itself
   */
  float[] v();

  /**
   * Whether the neurons can fire at all; a readout cannot.
   *
   * @return true unless spikes never come
   */
  default boolean fires() {
    return true;
  }

  /**
   * Whether no neuron can fire in any later step unless input arrives.
   *
   * @return true when a stretch without input may be skipped
   */
  boolean silentWithoutInput();

  /**
   * Passes over a stretch without input in closed form; only called when {@link
   * #silentWithoutInput()} holds.
   *
   * @param steps length of the stretch, positive
   */
  void skip(long steps);

  /** Puts the population back to rest. */
  void reset();
}
