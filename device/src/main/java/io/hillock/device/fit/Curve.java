package io.hillock.device.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** Points of pictures. */
final class Curve {
  private Curve() {}

  static double[] column(List<double[]> points, int c) {
    return points.stream().mapToDouble(p -> p[c]).toArray();
  }

  static double[] between(double low, double high, int points) {
    double[] x = new double[points];
    for (int k = 0; k < points; k++) {
      x[k] = low + (high - low) * k / (points - 1);
    }
    return x;
  }

  static double[] of(double[] x, DoubleUnaryOperator f) {
    return Arrays.stream(x).map(f).toArray();
  }

  /** At most so many of them, evenly spread, the last among them. */
  static <T> List<T> thinned(List<T> points, int most) {
    if (points.size() <= most) {
      return points;
    }
    List<T> some = new ArrayList<>();
    for (int k = 0; k < most; k++) {
      some.add(points.get((int) ((long) k * (points.size() - 1) / (most - 1))));
    }
    return some;
  }

  /** Sorted residuals against the quantiles of the normal law. */
  static Panel quantiles(String title, double... residuals) {
    double[] z = residuals.clone();
    Arrays.sort(z);
    NormalDistribution normal = new NormalDistribution(0, 1);
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k < z.length; k++) {
      points.add(new double[] {normal.inverseCumulativeProbability((k + 0.5) / z.length), z[k]});
    }
    List<double[]> shown = thinned(points, 200);
    double[] ends = {-4, 4};
    return new Panel(
        title + " against the normal law",
        "quantile of the normal law",
        false,
        "standardised residual",
        false,
        List.of(
            new Panel.Series("measured", true, column(shown, 0), column(shown, 1)),
            new Panel.Series("normal law", false, ends, ends)));
  }
}
