package io.hillock.gallery.feedback;

import io.hillock.learning.layered.LayeredNetwork;
import io.hillock.learning.layered.LayeredParameters;
import io.hillock.random.Seed;

/** How long a network takes to learn, on one thread. */
final class LearningSpeed {
  private static final double NANO = 1e-9;

  private LearningSpeed() {}

  /**
   * Seconds per sample: the least of some passes over the first training images, so that neither
   * compilation nor somebody else's work is measured.
   */
  static double secondsPerSample(
      ImageTask task, LayeredParameters parameters, Seed seed, int samples, int passes) {
    LayeredNetwork network = new LayeredNetwork(parameters, seed);
    SparseImages images = task.training();
    int n = Math.min(samples, images.size());
    double least = Double.POSITIVE_INFINITY;
    for (int pass = 0; pass < passes; pass++) {
      long begun = System.nanoTime();
      for (int i = 0; i < n; i++) {
        images.learn(network, i);
      }
      least = Math.min(least, NANO * (System.nanoTime() - begun));
    }
    return least / n;
  }
}
