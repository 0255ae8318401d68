package io.hillock.device.fit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Maximum of a smooth log-likelihood within bounds, and profile-likelihood intervals.
 *
 * {@snippet lang=text :
 * l_p(x_j) = max over the other parameters of l(x_j, others)                            (1)
 * interval of x_j = { x_j : sqrt(2 (l_max - l_p(x_j))) <= q }                          (2)
 * }
 *
 * <p>q is a two-sided 95 % quantile: 1.96, or that of Student's t where few devices are compared.
 * Newton steps with numerical derivatives, the Hessian kept up by BFGS; eigenvalues of the wrong
 * sign are turned. An interval that meets a bound of its parameter ends there. All of it takes no
 * random number, and profiles that run side by side do not touch each other.
 *
 * @see "D. J. Venzon, S. H. Moolgavkar (1988), Appl. Stat. 37:87, doi:10.2307/2347496"
 */
final class MaximumLikelihood {
  private static final int MOST_STEPS = 60;
  private static final double ENOUGH = 1e-6; // predicted gain at which a search ends
  private static final double DIFFERENCE = 0.05; // step of differences, in units of the scale

  /** The log-likelihood; called by several threads. */
  @FunctionalInterface
  interface LogLikelihood {
    double at(double[] x);
  }

  /**
   * One parameter.
   *
   * @param start where the search begins
   * @param low lower bound
   * @param high upper bound
   * @param scale about how well the data determine it; &gt; 0
   */
  record Parameter(double start, double low, double high, double scale) {}

  /** The optimum, its log-likelihood, and standard errors where curvature gives them. */
  record Optimum(double[] x, double logLikelihood, double[][] covariance) {
    double standardError(int j) {
      return StrictMath.sqrt(covariance[j][j]);
    }
  }

  /** Ends of a profile interval; a bound of the parameter where the data reach no end. */
  record Interval(double low, double high) {}

  private final LogLikelihood f;
  private final int n;
  private final double[] low;
  private final double[] high;
  private final double[] scale;
  private Optimum optimum;

  MaximumLikelihood(LogLikelihood f, List<Parameter> parameters) {
    this.f = f;
    n = parameters.size();
    low = parameters.stream().mapToDouble(Parameter::low).toArray();
    high = parameters.stream().mapToDouble(Parameter::high).toArray();
    scale = parameters.stream().mapToDouble(Parameter::scale).toArray();
    double[] x = parameters.stream().mapToDouble(Parameter::start).toArray();
    for (int round = 0; round < 3; round++) {
      x = search(x, -1, null).x;
      double[][] h = hessian(x);
      for (int j = 0; j < n; j++) { // a scale that fits makes the next derivatives better
        double se = h[j][j] < 0 ? 1 / StrictMath.sqrt(-h[j][j]) * scale[j] : scale[j];
        scale[j] = Math.clamp(se, 0.02 * scale[j], 20 * scale[j]);
      }
    }
    settle(x);
  }

  private void settle(double[] from) {
    Found found = search(from, -1, null);
    double[][] h = hessian(found.x);
    double[][] c = covariance(h, found.x);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        c[i][j] *= scale[i] * scale[j];
      }
    }
    optimum = new Optimum(found.x, found.value, c);
  }

  Optimum optimum() {
    return optimum;
  }

  /** Intervals (2) of all parameters; q one quantile for each. */
  Interval[] intervals(double... q) {
    for (int attempt = 0; ; attempt++) {
      Profile[] ends =
          IntStream.range(0, 2 * n)
              .parallel()
              .mapToObj(k -> profile(k / 2, k % 2 == 0 ? -1 : 1, q[k / 2]))
              .toArray(Profile[]::new);
      Profile best = ends[0];
      for (Profile e : ends) {
        best = e.best > best.best ? e : best;
      }
      if (attempt < 3 && best.best > optimum.logLikelihood + 1e-3) {
        settle(best.where); // a profile has climbed higher than the search
        continue;
      }
      Interval[] result = new Interval[n];
      for (int j = 0; j < n; j++) {
        result[j] = new Interval(ends[2 * j].end, ends[2 * j + 1].end);
      }
      return result;
    }
  }

  private record Profile(double end, double best, double[] where) {}

  private record Found(double[] x, double value) {}

  private Profile profile(int j, int side, double q) {
    double[] hat = optimum.x;
    double bound = side < 0 ? low[j] : high[j];
    double se = StrictMath.sqrt(optimum.covariance[j][j]);
    if (!(se > 0 && se < 1e3 * scale[j])) {
      se = scale[j];
    }
    double best = optimum.logLikelihood;
    double[] where = hat;
    double inner = 0; // offsets with r below q, and at or above it
    double innerR = 0;
    double outer = Double.NaN;
    double outerR = Double.NaN;
    double offset = q * se;
    double[] warm = hat;
    double warmOffset = 0;
    for (int k = 0; k < 40; k++) {
      double room = StrictMath.abs(bound - hat[j]);
      boolean atBound = offset >= room;
      offset = Math.min(offset, room);
      double[] start = warm.clone();
      double cjj = optimum.covariance[j][j];
      for (int i = 0; i < n; i++) { // along the ridge
        double slope = cjj > 0 ? optimum.covariance[i][j] / cjj : 0;
        start[i] = clamp(i, warm[i] + side * slope * (offset - warmOffset));
      }
      start[j] = atBound ? bound : hat[j] + side * offset;
      Found found = search(start, j, optimum.covariance);
      if (found.value > best) {
        best = found.value;
        where = found.x;
      }
      double loss = optimum.logLikelihood - found.value;
      double r = loss > 0 ? StrictMath.sqrt(2 * loss) : 0;
      warm = found.x;
      warmOffset = offset;
      if (StrictMath.abs(r - q) < 0.01) {
        return new Profile(hat[j] + side * offset, best, where);
      }
      if (r < q) {
        if (atBound) {
          return new Profile(bound, best, where);
        }
        inner = offset;
        innerR = r;
      } else {
        outer = offset;
        outerR = r;
      }
      if (Double.isNaN(outer)) {
        offset *= r > 0.4 * q ? Math.min(2.5, 1.02 * q / r) : 2.5;
      } else if (outer - inner < 1e-9 * se) {
        break;
      } else {
        double u = (q - innerR) / (outerR - innerR);
        offset = inner + Math.clamp(u, 0.05, 0.95) * (outer - inner);
      }
    }
    return new Profile(hat[j] + side * offset, best, where);
  }

  private double value(double... x) {
    double l = f.at(x);
    return l < Double.POSITIVE_INFINITY ? l : Double.NEGATIVE_INFINITY; // NaN too
  }

  private double clamp(int i, double x) {
    return Math.clamp(x, low[i], high[i]);
  }

  /** Climbs from x; one parameter may be held. */
  private Found search(double[] from, int held, double[][] covariance) {
    double[] x = from.clone();
    for (int i = 0; i < n; i++) {
      x[i] = clamp(i, x[i]);
    }
    double value = value(x);
    if (value == Double.NEGATIVE_INFINITY) {
      return new Found(x, value);
    }
    double[][] h = covariance == null ? hessian(x) : inverse(covariance);
    double[] g = gradient(x);
    for (int k = 0; k < MOST_STEPS; k++) {
      boolean[] free = new boolean[n];
      for (int i = 0; i < n; i++) {
        boolean out = x[i] <= low[i] && g[i] < 0 || x[i] >= high[i] && g[i] > 0;
        free[i] = i != held && !out;
      }
      double[] p = newton(h, g, free);
      double gain = 0;
      for (int i = 0; i < n; i++) {
        gain += g[i] * p[i];
      }
      if (!(gain > 2 * ENOUGH)) {
        break;
      }
      double t = 1;
      double[] y = x;
      double reached = value;
      for (; t > 1e-6; t *= 0.4) {
        y = x.clone();
        for (int i = 0; i < n; i++) {
          if (free[i]) {
            y[i] = clamp(i, x[i] + t * p[i] * scale[i]);
          }
        }
        reached = value(y);
        if (reached > value + 1e-4 * t * gain) {
          break;
        }
      }
      if (!(reached > value)) {
        break;
      }
      double[] gy = gradient(y);
      update(h, x, y, g, gy);
      x = y;
      value = reached;
      g = gy;
    }
    return new Found(x, value);
  }

  /** BFGS of the Hessian in scaled coordinates. */
  private void update(double[][] h, double[] x, double[] y, double[] gx, double[] gy) {
    double[] s = new double[n];
    double[] d = new double[n];
    double sd = 0;
    double ss = 0;
    for (int i = 0; i < n; i++) {
      s[i] = (y[i] - x[i]) / scale[i];
      d[i] = gx[i] - gy[i]; // of minus the log-likelihood
      sd += s[i] * d[i];
      ss += s[i] * s[i];
    }
    if (!(sd > 1e-8 * ss)) {
      return;
    }
    double[] bs = new double[n];
    double sbs = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        bs[i] -= h[i][j] * s[j];
      }
      sbs += s[i] * bs[i];
    }
    if (!(sbs > 0)) {
      return;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        h[i][j] -= d[i] * d[j] / sd - bs[i] * bs[j] / sbs;
      }
    }
  }

  /** Newton step in scaled coordinates over the free parameters, no longer than 20 scales. */
  private double[] newton(double[][] h, double[] g, boolean[] free) {
    int[] index = IntStream.range(0, n).filter(i -> free[i]).toArray();
    double[] p = new double[n];
    if (index.length == 0) {
      return p;
    }
    double[][] a = new double[index.length][index.length];
    for (int i = 0; i < index.length; i++) {
      for (int j = 0; j < index.length; j++) {
        a[i][j] = -0.5 * (h[index[i]][index[j]] + h[index[j]][index[i]]);
      }
    }
    EigenDecompositionSymmetric e =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(a));
    double largest = Arrays.stream(e.getEigenvalues()).map(StrictMath::abs).max().orElse(1);
    for (int m = 0; m < index.length; m++) {
      double lambda = Math.max(StrictMath.abs(e.getEigenvalue(m)), Math.max(1e-9 * largest, 1e-12));
      double along = 0;
      for (int i = 0; i < index.length; i++) {
        along += e.getEigenvector(m).getEntry(i) * g[index[i]];
      }
      for (int i = 0; i < index.length; i++) {
        p[index[i]] += along / lambda * e.getEigenvector(m).getEntry(i);
      }
    }
    double longest = Arrays.stream(p).map(StrictMath::abs).max().orElse(0);
    if (longest > 20) {
      for (int i = 0; i < n; i++) {
        p[i] *= 20 / longest;
      }
    }
    return p;
  }

  /** In units of the scale; one-sided at a bound. */
  private double[] gradient(double[] x) {
    double[] g = new double[n];
    for (int i = 0; i < n; i++) {
      double[] y = x.clone();
      double up = clamp(i, x[i] + DIFFERENCE * scale[i]);
      double down = clamp(i, x[i] - DIFFERENCE * scale[i]);
      y[i] = up;
      double above = value(y);
      y[i] = down;
      double slope = (above - value(y)) / ((up - down) / scale[i]);
      g[i] = Double.isFinite(slope) ? slope : 0;
    }
    return g;
  }

  /** In units of the scale, about a point that is moved inside the bounds. */
  private double[][] hessian(double[] at) {
    double[] x = at.clone();
    double[] step = new double[n];
    for (int i = 0; i < n; i++) {
      step[i] = Math.min(DIFFERENCE * scale[i], 0.25 * (high[i] - low[i]));
      x[i] = Math.clamp(x[i], low[i] + step[i], high[i] - step[i]);
    }
    double middle = value(x);
    double[] up = new double[n];
    double[] down = new double[n];
    for (int i = 0; i < n; i++) {
      up[i] = shifted(x, step, i, i, 0.5);
      down[i] = shifted(x, step, i, i, -0.5);
    }
    double[][] h = new double[n][n];
    for (int i = 0; i < n; i++) {
      h[i][i] = (up[i] - 2 * middle + down[i]) / (step[i] * step[i]) * scale[i] * scale[i];
      for (int j = 0; j < i; j++) {
        double both = shifted(x, step, i, j, 1) + shifted(x, step, i, j, -1);
        h[i][j] =
            (both - up[i] - up[j] - down[i] - down[j] + 2 * middle)
                / (2 * step[i] * step[j])
                * scale[i]
                * scale[j];
        h[j][i] = h[i][j];
      }
    }
    for (int i = 0; i < n; i++) { // beside a point that is impossible
      for (int j = 0; j < n; j++) {
        h[i][j] = Double.isFinite(h[i][j]) ? h[i][j] : i == j ? -1 : 0;
      }
    }
    return h;
  }

  private double shifted(double[] x, double[] step, int i, int j, double by) {
    double[] y = x.clone();
    y[i] += by * step[i];
    y[j] += by * step[j];
    return value(y);
  }

  /** Inverse of minus the Hessian over the parameters that lie inside their bounds, scaled. */
  private double[][] covariance(double[][] h, double[] x) {
    int[] index = IntStream.range(0, n).filter(i -> x[i] > low[i] && x[i] < high[i]).toArray();
    double[][] c = new double[n][n];
    for (int i = 0; i < n; i++) {
      c[i][i] = 1; // a parameter at its bound: one scale
    }
    if (index.length > 0) {
      double[][] a = new double[index.length][index.length];
      for (int i = 0; i < index.length; i++) {
        for (int j = 0; j < index.length; j++) {
          a[i][j] = -h[index[i]][index[j]];
        }
      }
      RealMatrix inverse = positiveInverse(a);
      for (int i = 0; i < index.length; i++) {
        for (int j = 0; j < index.length; j++) {
          c[index[i]][index[j]] = inverse.getEntry(i, j);
        }
      }
    }
    return c;
  }

  private static RealMatrix positiveInverse(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        a[i][j] = 0.5 * (a[i][j] + a[j][i]);
        a[j][i] = a[i][j];
      }
    }
    EigenDecompositionSymmetric e =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(a));
    int m = a.length;
    double largest = Arrays.stream(e.getEigenvalues()).map(StrictMath::abs).max().orElse(1);
    double[] inverse = new double[m];
    for (int k = 0; k < m; k++) {
      inverse[k] = 1 / Math.max(StrictMath.abs(e.getEigenvalue(k)), 1e-9 * largest);
    }
    RealMatrix v = e.getV();
    return v.multiply(MatrixUtils.createRealDiagonalMatrix(inverse)).multiply(v.transpose());
  }

  /** The scaled Hessian that belongs to an unscaled covariance. */
  private double[][] inverse(double[][] covariance) {
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = covariance[i][j] / (scale[i] * scale[j]);
      }
    }
    double[][] h = positiveInverse(a).getData();
    for (double[] row : h) {
      for (int j = 0; j < n; j++) {
        row[j] = -row[j];
      }
    }
    return h;
  }
}
