package io.hillock.device.fit;

import io.hillock.device.fit.MaximumLikelihood.Interval;
import io.hillock.device.fit.MaximumLikelihood.Parameter;
import io.hillock.device.pcm.PcmParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * RESET state and SET pulses of phase-change devices by maximum likelihood.
 *
 * {@snippet lang=text :
 * P_k = exp(-k / n) at pulse k after a RESET                                            (1)
 * G_k = clip(G + a G + b + c P_k + (d G + e + f P_k) xi_k),   G = G_(k-1)               (2)
 * G_0 = max(0, G_min + sigma_r xi_0),   y_k = G_k + noise of known variance            (3)
 * }
 *
 * <p>clip holds between G_min and G_max; y_k is the mean of the reads, brought to the age t0. After
 * each read the law of G_k, a normal one cut at both ends whose tails stand at the ends, is matched
 * by its first two moments, so that the likelihood of a train is a product of closed forms. Where
 * the reads are good, their spread small against that of a pulse, this is nearly exact.
 */
final class PcmSetFit {
  private static final int LEAST_PULSES = 40;
  private static final int LEAST_RESETS = 20;
  private static final double[] NORMAL = normal(40); // quantiles of xi

  private static double[] normal(int parts) {
    NormalDistribution normal = new NormalDistribution(0, 1);
    double[] x = new double[parts];
    for (int k = 0; k < parts; k++) {
      x[k] = normal.inverseCumulativeProbability((k + 0.5) / parts);
    }
    return x;
  }

  /** One train: pulses since RESET, y and its variance, ascending. */
  private record Train(int[] pulse, double[] y, double[] variance) {}

  private final List<Train> trains = new ArrayList<>();
  private final double gMax;
  private double gMin;
  private double resetSigma;
  private double[] x; // n, a, b, c, d, e, f

  PcmSetFit(
      PcmParameters base,
      ReadNoiseFit read,
      PcmDriftFit drift,
      PcmPulses pulses,
      FitReport report) {
    gMin = base.range().gMinUS();
    resetSigma = base.resetSigmaUS();
    for (PcmPulses.Train t : pulses.trains()) {
      trains.add(train(t, read, drift));
    }
    double top = 0;
    for (Train t : trains) {
      for (int k = 0; k < t.y.length; k++) {
        top = Math.max(top, t.y[k] - 3 * StrictMath.sqrt(t.variance[k]));
      }
    }
    gMax = Math.max(base.range().gMaxUS(), top);
    if (gMax > base.range().gMaxUS()) {
      report.derived("G_max", "uS", gMax);
      report.derived("refresh level", "uS", base.refreshAtUS() * gMax / base.range().gMaxUS());
    }
    reset(base, read, drift, pulses, report);
    set(base, report);
  }

  private static Train train(PcmPulses.Train t, ReadNoiseFit read, PcmDriftFit drift) {
    double[] nu = drift.exponent(t);
    int n = t.states().size();
    Train result = new Train(new int[n], new double[n], new double[n]);
    for (int k = 0; k < n; k++) {
      PcmPulses.State s = t.states().get(k);
      double w = 0;
      double wy = 0;
      for (PcmPulses.Reads r : s.ages()) {
        double l = drift.logAge(r.ageS());
        double factor = StrictMath.exp(nu[0] * l);
        double[] level = level(r.repeats(), read);
        double g = level[0];
        double spread = nu[1] * l * l * g * g;
        double v = factor * factor * (level[1] + spread);
        double weight = 1 / Math.max(v, 1e-8);
        w += weight;
        wy += weight * g * factor;
      }
      result.pulse[k] = s.pulse();
      result.y[k] = wy / w;
      result.variance[k] = 1 / w;
    }
    return result;
  }

  /**
   * The most likely level of reads of which some may have been cut off at zero, and its variance
   * from the curvature there. Where all were cut off, mean and variance of what a single such read
   * leaves of the levels above zero.
   */
  private static double[] level(Repeats r, ReadNoiseFit read) {
    if (r.zeros() == 0) {
      return new double[] {r.mean(), read.variance(r.mean()) / r.count()};
    }
    if (r.zeros() == r.count()) {
      return new double[] {0.63 * read.sigma(0), 0.27 * read.variance(0)};
    }
    int seen = r.count() - r.zeros();
    double g = r.mean();
    double hidden = 0;
    double sigma = read.sigma(g);
    for (int k = 0; k < 100; k++) { // expectation-maximisation of the cut reads
      sigma = read.sigma(Math.max(g, 0));
      double z = g / sigma;
      double lambda = CutNormal.density(z) / Math.max(CutNormal.below(-z), 1e-300);
      hidden = r.zeros() * lambda * (lambda - z);
      double next = (r.mean() * r.count() + r.zeros() * (g - sigma * lambda)) / r.count();
      if (StrictMath.abs(next - g) < 1e-9) {
        break;
      }
      g = next;
    }
    return new double[] {g, sigma * sigma / (seen + hidden)};
  }

  private void reset(
      PcmParameters base,
      ReadNoiseFit read,
      PcmDriftFit drift,
      PcmPulses pulses,
      FitReport report) {
    List<double[]> first = new ArrayList<>();
    List<List<double[]>> raw = new ArrayList<>();
    for (int k = 0; k < trains.size(); k++) {
      Train t = trains.get(k);
      if (t.pulse[0] == 0) {
        first.add(new double[] {t.y[0], t.variance[0]});
        raw.add(raw(pulses.trains().get(k), drift));
      }
    }
    if (first.size() < LEAST_RESETS) {
      report.base("state after a RESET", "fewer than 20 trains begin with pulse 0");
      return;
    }
    double mean = first.stream().mapToDouble(f -> f[0]).average().orElseThrow();
    double squares = first.stream().mapToDouble(f -> (f[0] - mean) * (f[0] - mean)).sum();
    double sd = StrictMath.sqrt(squares / first.size()) + 1e-9;
    double width = sd / StrictMath.sqrt(first.size());
    double lowest = 1e-6;
    MaximumLikelihood search =
        new MaximumLikelihood(
            z -> resetLikelihood(raw, read, z),
            List.of(
                new Parameter(Math.max(mean, 0.1 * sd), lowest, 0.99 * gMax, width),
                new Parameter(0.5 * sd, 0, 1e6, width)));
    double[] z = search.optimum().x();
    Interval[] i = search.intervals(FitReport.Q, FitReport.Q);
    gMin = report.fitted("G_min", "uS", z[0], i[0]);
    resetSigma = report.spread("sigma of a RESET", "uS", z[1], i[1], base.resetSigmaUS());
  }

  /** What the likelihood of a level needs of its reads: factor to their age, and their sums. */
  private static List<double[]> raw(PcmPulses.Train t, PcmDriftFit drift) {
    double nu = drift.exponent(t)[0];
    List<double[]> ages = new ArrayList<>();
    for (PcmPulses.Reads reads : t.states().getFirst().ages()) {
      Repeats r = reads.repeats();
      double factor = StrictMath.exp(-nu * drift.logAge(reads.ageS()));
      double seen = r.count() - r.zeros();
      double sum = r.mean() * r.count();
      double squares = r.squares() + r.count() * r.mean() * r.mean();
      ages.add(new double[] {factor, r.zeros(), seen, sum, squares});
    }
    return ages;
  }

  /** Over the law of RESETs in equal parts. */
  private static double resetLikelihood(List<List<double[]>> raw, ReadNoiseFit read, double... z) {
    double sum = 0;
    for (List<double[]> train : raw) {
      double[] l = new double[NORMAL.length];
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < l.length; k++) {
        double x = Math.max(0, z[0] + z[1] * NORMAL[k]); // (3)
        l[k] = reads(train, read, x) - StrictMath.log(l.length);
        most = Math.max(most, l[k]);
      }
      double total = 0;
      for (double one : l) {
        total += StrictMath.exp(one - most);
      }
      sum += most + StrictMath.log(total);
    }
    return sum;
  }

  /** Log-likelihood of the reads of one level, cut off at zero. */
  private static double reads(List<double[]> ages, ReadNoiseFit read, double x) {
    double sum = 0;
    for (double[] a : ages) {
      double g = a[0] * x;
      double v = Math.max(read.variance(g), 1e-18);
      double sigma = StrictMath.sqrt(v);
      double cut = a[1] == 0 ? 0 : a[1] * StrictMath.log(CutNormal.below(-g / sigma) + 1e-300);
      sum += cut - 0.5 * (a[2] * StrictMath.log(v) + (a[4] - 2 * g * a[3] + a[2] * g * g) / v);
    }
    return sum;
  }

  private void set(PcmParameters base, FitReport report) {
    int pulses = 0;
    for (Train t : trains) {
      pulses += t.y.length - 1;
    }
    if (pulses < LEAST_PULSES) {
      report.base("SET pulses", "fewer than " + LEAST_PULSES + " reads after pulses");
      return;
    }
    PcmParameters.SetPulse s = base.set();
    double[] start = start(s);
    double sd = start[7];
    double n = pulses;
    double level = StrictMath.sqrt(1 / n);
    MaximumLikelihood search =
        new MaximumLikelihood(
            this::logLikelihood,
            List.of(
                new Parameter(start[0], 0.2, 1e3, 10 * start[0] * level),
                new Parameter(start[1], -1, 1, 0.3 * level),
                new Parameter(start[2], -1e6, 1e6, sd * level),
                new Parameter(start[3], -1e6, 1e6, 3 * sd * level),
                new Parameter(start[4], 0, 2, 0.5 * level),
                new Parameter(start[5], 0, 1e6, 2 * sd * level),
                new Parameter(start[6], 0, 1e6, 6 * sd * level)));
    Interval[] i =
        search.intervals(
            FitReport.Q,
            FitReport.Q,
            FitReport.Q,
            FitReport.Q,
            FitReport.Q,
            FitReport.Q,
            FitReport.Q);
    x = search.optimum().x().clone();
    report.fitted("n", "pulses", x[0], i[0]);
    report.fitted("a", "", x[1], i[1]);
    report.fitted("b", "uS", x[2], i[2]);
    report.fitted("c", "uS", x[3], i[3]);
    report.fitted("d", "", x[4], i[4]);
    report.fitted("e", "uS", x[5], i[5]);
    report.fitted("f", "uS", x[6], i[6]);
    report.residuals("SET pulses", innovations());
  }

  /** Least squares for the mean at the n of the base, its residuals for the spread. */
  private double[] start(PcmParameters.SetPulse s) {
    double[][] a = new double[3][4];
    List<double[]> rows = new ArrayList<>();
    for (Train t : trains) {
      for (int k = 1; k < t.y.length; k++) {
        int steps = t.pulse[k] - t.pulse[k - 1];
        double p = StrictMath.exp(-(t.pulse[k - 1] + 0.5 * (steps + 1)) / s.memoryPulses());
        rows.add(new double[] {t.y[k - 1], 1, p, (t.y[k] - t.y[k - 1]) / steps});
      }
    }
    for (double[] r : rows) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
          a[i][j] += r[i] * r[j];
        }
      }
    }
    double[] w = solve(a);
    double squares = 0;
    for (double[] r : rows) {
      double e = r[3] - w[0] * r[0] - w[1] * r[1] - w[2] * r[2];
      squares += e * e / rows.size();
    }
    double sd = StrictMath.sqrt(squares) + 1e-6;
    return new double[] {
      s.memoryPulses(), Math.clamp(w[0], -0.9, 0.9), w[1], w[2], 0.05, 0.5 * sd, sd, sd
    };
  }

  /** Gauss elimination of three equations; a column that says nothing gets 0. */
  private static double[] solve(double[][] a) {
    for (int i = 0; i < 3; i++) {
      a[i][i] += 1e-9 * (1 + a[i][i]);
    }
    for (int i = 0; i < 3; i++) {
      for (int r = i + 1; r < 3; r++) {
        double f = a[r][i] / a[i][i];
        for (int j = i; j < 4; j++) {
          a[r][j] -= f * a[i][j];
        }
      }
    }
    double[] w = new double[3];
    for (int i = 2; i >= 0; i--) {
      double v = a[i][3];
      for (int j = i + 1; j < 3; j++) {
        v -= a[i][j] * w[j];
      }
      w[i] = v / a[i][i];
    }
    return w;
  }

  private double logLikelihood(double... y) {
    double sum = 0;
    for (Train t : trains) {
      sum += filter(t, y, null);
    }
    return sum;
  }

  /** The likelihood of a train after its first read; may tell standardised innovations. */
  private double filter(Train t, double[] y, List<double[]> innovations) {
    CutNormal cut = new CutNormal(gMin, gMax);
    if (t.pulse[0] == 0) {
      CutNormal first = new CutNormal(0, gMax); // (3)
      first.read(gMin, resetSigma * resetSigma, t.y[0], t.variance[0]);
      cut.put(first.mean(), first.variance());
    } else { // a train whose beginning was not recorded
      cut.put(t.y[0], t.variance[0]);
    }
    double sum = 0;
    int pulse = t.pulse[0];
    for (int k = 1; k < t.y.length; k++) {
      double m = cut.mean();
      double v = cut.variance();
      double mu = m;
      double s2 = v;
      while (pulse < t.pulse[k]) {
        pulse++;
        double p = StrictMath.exp(-pulse / y[0]); // (1)
        mu = m + y[1] * m + y[2] + y[3] * p; // (2)
        double sigma = y[4] * m + y[5] + y[6] * p;
        s2 = (1 + y[1]) * (1 + y[1]) * v + sigma * sigma + y[4] * y[4] * v;
        if (pulse < t.pulse[k]) {
          cut.clip(mu, s2);
          m = cut.mean();
          v = cut.variance();
        }
      }
      if (innovations != null && mu - gMin > 4 * StrictMath.sqrt(s2)) {
        double z = (t.y[k] - mu) / StrictMath.sqrt(s2 + t.variance[k]);
        innovations.add(new double[] {t.pulse[k], z});
      }
      double l = cut.read(mu, s2, t.y[k], t.variance[k]);
      if (!(l > Double.NEGATIVE_INFINITY)) {
        return Double.NEGATIVE_INFINITY;
      }
      sum += l;
    }
    return sum;
  }

  private double[] innovations() {
    List<double[]> all = new ArrayList<>();
    for (Train t : trains) {
      filter(t, x, all);
    }
    return all.stream().mapToDouble(z -> z[1]).toArray();
  }

  boolean fitted() {
    return x != null;
  }

  double[] residuals() {
    return innovations();
  }

  /** Measured mean and standard deviation by pulse: pulse, mean, sd. */
  List<double[]> byPulse() {
    TreeMap<Integer, List<Double>> levels = new TreeMap<>();
    for (Train t : trains) {
      for (int k = 0; k < t.y.length; k++) {
        levels.computeIfAbsent(t.pulse[k], p -> new ArrayList<>()).add(t.y[k]);
      }
    }
    List<double[]> points = new ArrayList<>();
    levels.forEach((pulse, ys) -> {
      double[] y = ys.stream().mapToDouble(Double::doubleValue).toArray();
      double mean = Arrays.stream(y).average().orElseThrow();
      double squares = Arrays.stream(y).map(g -> (g - mean) * (g - mean)).sum();
      points.add(
          new double[] {pulse, mean, y.length < 2 ? 0 : StrictMath.sqrt(squares / (y.length - 1))});
    });
    return points;
  }

  /** Mean and standard deviation of the fit by pulse, by its moments: pulse, mean, sd. */
  List<double[]> predicted(int most) {
    List<double[]> points = new ArrayList<>();
    CutNormal cut = new CutNormal(gMin, gMax);
    cut.put(gMin, resetSigma * resetSigma);
    points.add(new double[] {0, cut.mean(), StrictMath.sqrt(cut.variance())});
    for (int k = 1; k <= most; k++) {
      double p = StrictMath.exp(-k / x[0]);
      double m = cut.mean();
      double v = cut.variance();
      double sigma = x[4] * m + x[5] + x[6] * p;
      double s2 = (1 + x[1]) * (1 + x[1]) * v + sigma * sigma + x[4] * x[4] * v;
      cut.clip(m + x[1] * m + x[2] + x[3] * p, s2);
      points.add(new double[] {k, cut.mean(), StrictMath.sqrt(cut.variance())});
    }
    return points;
  }
}
