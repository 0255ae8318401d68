package io.hillock.device.fit;

import java.util.List;

/**
 * Reads of one state at one age.
 *
 * @param mean their mean [uS]
 * @param count how many
 * @param squares sum of the squares of their deviations from the mean [uS^2]
 * @param zeros how many read nothing, and so may have been below
 */
record Repeats(double mean, int count, double squares, int zeros) {
  static Repeats of(List<Double> reads) {
    double sum = 0;
    int zeros = 0;
    for (double g : reads) {
      sum += g;
      zeros += g == 0 ? 1 : 0;
    }
    double mean = sum / reads.size();
    double squares = 0;
    for (double g : reads) {
      squares += (g - mean) * (g - mean);
    }
    return new Repeats(mean, reads.size(), squares, zeros);
  }
}
