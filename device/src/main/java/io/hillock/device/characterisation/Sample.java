package io.hillock.device.characterisation;

import java.util.List;

/** Sums over samples of devices. */
public final class Sample {
  private static final int BINS = 40;

  private Sample() {}

  /**
   * The mean.
   *
   * @param x a sample, not empty
   * @return its mean
   */
  public static double mean(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    return sum / x.length;
  }

  /**
   * The standard deviation.
   *
   * @param x a sample of at least two
   * @return its standard deviation, with n - 1
   */
  public static double sd(double[] x) {
    double m = mean(x);
    double sum = 0;
    for (double v : x) {
      sum += (v - m) * (v - m);
    }
    return StrictMath.sqrt(sum / (x.length - 1));
  }

  /**
   * A mean with its band.
   *
   * @param name what it is
   * @param xLabel quantity and unit of x
   * @param x abscissae
   * @param yLabel quantity and unit of y
   * @param mean means
   * @param sd standard deviations
   * @return the mean, the mean less one standard deviation, the mean and one
   */
  public static List<Series> band(
      String name, String xLabel, double[] x, String yLabel, double[] mean, double[] sd) {
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int n = 0; n < x.length; n++) {
      low[n] = mean[n] - sd[n];
      high[n] = mean[n] + sd[n];
    }
    return List.of(
        new Series(name + ", mean", xLabel, x, yLabel, mean),
        new Series(name + ", mean - sd", xLabel, x, yLabel, low),
        new Series(name + ", mean + sd", xLabel, x, yLabel, high));
  }

  /**
   * Counts over 40 equal bins; what lies beyond counts in the last one.
   *
   * @param name what it is
   * @param xLabel quantity and unit
   * @param x a sample of numbers that are not negative
   * @param top upper end of the last bin
   * @return the counts over the middles of the bins
   */
  public static Series histogram(String name, String xLabel, double[] x, double top) {
    double width = top / BINS;
    double[] middle = new double[BINS];
    double[] count = new double[BINS];
    for (int b = 0; b < BINS; b++) {
      middle[b] = (b + 0.5) * width;
    }
    for (double value : x) {
      count[StrictMath.min(BINS - 1, (int) (value / width))]++;
    }
    return new Series(name, xLabel, middle, "cells", count);
  }

  /**
   * A cumulative law.
   *
   * @param name what it is
   * @param xLabel quantity and unit
   * @param x a sample; sorted in place
   * @return the share of the sample up to each of its numbers
   */
  public static Series cumulative(String name, String xLabel, double[] x) {
    java.util.Arrays.sort(x);
    double[] share = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      share[d] = (d + 0.5) / x.length;
    }
    return new Series(name, xLabel, x, "share of cells", share);
  }
}
