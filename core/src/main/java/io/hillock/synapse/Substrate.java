package io.hillock.synapse;

import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;

/**
 * What a weight physically is: makes the synapses of one projection. Its {@code toString} must tell
 * all parameters, since a snapshot recognises its network by it.
 */
public interface Substrate {
  /**
   * Makes the synapses of one projection.
   *
   * @param wiring which synapses are present
   * @param weights initial weights in the order of the wiring, shape (wiring.size()); what the
   *     substrate cannot hold exactly becomes what it can
   * @param device random draws of the devices
   * @param counts where reads and writes are counted
   * @return the synapses
   */
  Synapses create(Wiring wiring, float[] weights, RandomStream device, Counts counts);
}
