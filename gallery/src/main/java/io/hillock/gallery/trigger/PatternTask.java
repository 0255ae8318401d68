package io.hillock.gallery.trigger;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.EventStream;

/**
 * Noisy spike patterns: every class has a template of spike times; a trial moves, drops and adds
 * spikes.
 *
 * @param seed seed of templates and trials
 * @param channels number of input channels
 * @param classes number of classes
 * @param steps length of a trial
 * @param jitter standard deviation of the displacement of a spike [steps]
 * @param drop probability that a spike is missing
 * @param noise rate of added spikes per channel and step
 */
record PatternTask(
    Seed seed, int channels, int classes, int steps, double jitter, double drop, double noise) {
  private static final int SPIKES_PER_CHANNEL = 2;

  /** The class of a trial. */
  int label(long trial) {
    return seed.stream(Purpose.DATA, 2, trial).nextInt(classes);
  }

  /** The spikes of a trial. */
  EventStream spikes(long trial) {
    RandomStream template = seed.stream(Purpose.DATA, 1, label(trial));
    RandomStream random = seed.stream(Purpose.DATA, 3, trial);
    EventStream.Builder events = new EventStream.Builder(channels);
    for (int c = 0; c < channels; c++) {
      for (int k = 0; k < SPIKES_PER_CHANNEL; k++) {
        double at = template.nextDouble(0, steps) + jitter * random.nextGaussian();
        if (!random.nextBoolean(drop) && at >= 0 && at < steps) {
          events.add((long) at, c);
        }
      }
      for (int t = 0; t < steps; t++) {
        if (random.nextBoolean(noise)) {
          events.add(t, c);
        }
      }
    }
    return events.build();
  }
}
