package io.hillock.gallery.bayes;

import io.hillock.gallery.Figures;
import java.util.Arrays;
import java.util.List;

/**
 * How often predicted probabilities come true, over the test parts of all splits.
 *
 * {@snippet lang=text :
 * error = sum_b n_b / n |f_b - p_b|,      ten bins of equal width                        (1)
 * }
 *
 * <p>p_b mean prediction in bin b, f_b fraction of positives there, n_b how many there are.
 */
final class Calibration {
  private static final int BINS = 10;

  private final double[] predicted = new double[BINS];
  private final double[] positive = new double[BINS];
  private final long[] count = new long[BINS];

  Calibration(List<Figures> splits) {
    this(splits, "p");
  }

  /** By predictions of another name. */
  Calibration(List<Figures> splits, String predictions) {
    for (Figures f : splits) {
      double[] p = f.row(predictions);
      double[] y = f.row("y");
      for (int n = 0; n < p.length; n++) {
        int b = (int) StrictMath.min(BINS - 1, p[n] * BINS);
        predicted[b] += p[n];
        positive[b] += y[n];
        count[b]++;
      }
    }
  }

  double error() {
    long n = 0;
    double sum = 0;
    for (int b = 0; b < BINS; b++) {
      n += count[b];
      sum += StrictMath.abs(positive[b] - predicted[b]);
    }
    return sum / n; // (1)
  }

  /** Mean predictions and fractions of the bins that are not empty. */
  double[][] curve() {
    int filled = 0;
    double[][] xy = new double[2][BINS];
    for (int b = 0; b < BINS; b++) {
      if (count[b] > 0) {
        xy[0][filled] = predicted[b] / count[b];
        xy[1][filled++] = positive[b] / count[b];
      }
    }
    return new double[][] {Arrays.copyOf(xy[0], filled), Arrays.copyOf(xy[1], filled)};
  }

  /** Probability that a value of the first kind lies above one of the second, ties by half. */
  static double above(double[] first, double[] second) {
    double wins = 0;
    for (double a : first) {
      for (double b : second) {
        wins += a > b ? 1 : a == b ? 0.5 : 0;
      }
    }
    return wins / first.length / second.length;
  }
}
