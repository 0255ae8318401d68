package io.hillock.gallery.scaling;

import java.util.Arrays;

/**
 * y = factor x^exponent, by least squares of the logarithms.
 *
 * @param exponent the exponent
 * @param factor the factor
 */
record PowerLaw(double exponent, double factor) {
  static PowerLaw fit(double[] x, double[] y) {
    double mx = Arrays.stream(x).map(StrictMath::log).average().orElseThrow();
    double my = Arrays.stream(y).map(StrictMath::log).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (int k = 0; k < x.length; k++) {
      double dx = StrictMath.log(x[k]) - mx;
      xx += dx * dx;
      xy += dx * (StrictMath.log(y[k]) - my);
    }
    double exponent = xy / xx;
    return new PowerLaw(exponent, StrictMath.exp(my - exponent * mx));
  }

  /** The law of the last points alone. */
  static PowerLaw fitLast(int points, double[] x, double[] y) {
    int from = Math.max(0, x.length - points);
    return fit(Arrays.copyOfRange(x, from, x.length), Arrays.copyOfRange(y, from, y.length));
  }

  double at(double x) {
    return factor * StrictMath.pow(x, exponent);
  }
}
