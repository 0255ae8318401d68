package io.hillock.gallery.sequence;

import io.hillock.gallery.Claim;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.Arrays;

/**
 * Mean with its percentile bootstrap interval of 95 %, over networks.
 *
 * @param mean of the samples
 * @param low 2.5 % quantile of the means of resamples
 * @param high 97.5 % quantile
 */
record Bootstrap(double mean, double low, double high) {
  private static final int RESAMPLES = 10_000;
  private static final double TAIL = 0.025;

  static Bootstrap of(double[] samples, Seed seed) {
    var random = seed.stream(Purpose.DATA, samples.length);
    double[] means = new double[RESAMPLES];
    for (int b = 0; b < RESAMPLES; b++) {
      double sum = 0;
      for (int k = 0; k < samples.length; k++) {
        sum += samples[random.nextInt(samples.length)];
      }
      means[b] = sum / samples.length;
    }
    Arrays.sort(means);
    return new Bootstrap(
        Claim.mean(samples),
        means[(int) (TAIL * RESAMPLES)],
        means[(int) ((1 - TAIL) * RESAMPLES) - 1]);
  }
}
