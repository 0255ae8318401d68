package io.hillock.train;

import io.hillock.fault.ParameterException;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.Optimiser;
import io.hillock.train.optimise.Schedule;

/**
 * How a network is trained.
 *
 * @param samples samples of a batch
 * @param steps greatest number of steps of a window
 * @param slice how many samples go side by side; 1 keeps the tape of one sample in the cache, more
 *     share the weights of dense layers
 * @param chunks into how many parts a batch is divided, each with a gradient of its own; they are
 *     added in their order, so the number of threads does not matter, but this number does
 * @param carry whether state goes on from batch to batch; then each chunk is one slice
 * @param optimiser how gradients change parameters
 * @param schedule the learning rate
 * @param clipping how gradients are kept small
 */
public record Plan(
    int samples,
    int steps,
    int slice,
    int chunks,
    boolean carry,
    Optimiser optimiser,
    Schedule schedule,
    Clipping clipping) {
  /** Checks that the parts fit. */
  public Plan {
    if (samples <= 0 || steps <= 0 || slice <= 0 || chunks <= 0) {
      throw new ParameterException(
          "training",
          "samples, steps, slice, chunks",
          samples + ", " + steps + ", " + slice + ", " + chunks,
          "all must be > 0");
    }
    if (samples % (slice * chunks) != 0) {
      throw new ParameterException(
          "training",
          "samples",
          samples,
          "it must be a multiple of slice x chunks = " + slice + " x " + chunks);
    }
    if (carry && samples != slice * chunks) {
      throw new ParameterException(
          "training",
          "samples",
          samples,
          "to carry state it must be slice x chunks = " + slice + " x " + chunks);
    }
  }
}
