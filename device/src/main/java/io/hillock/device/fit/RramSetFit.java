package io.hillock.device.fit;

import io.hillock.device.NonIdeality;
import io.hillock.device.fit.MaximumLikelihood.Interval;
import io.hillock.device.fit.MaximumLikelihood.Parameter;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.SpreadLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The SET law of resistive cells by maximum likelihood.
 *
 * {@snippet lang=text :
 * G_n = a I_n^b e^u + sigma_n eta_n + eps_n,   u ~ N(0, ln(1 + cv^2)) for each device    (1)
 * sigma_n = k m_n^p,   m_n = a I_n^b e^u                                                (2)
 * eta_n = rho eta_(n-1) + sqrt(1 - rho^2) xi_n,   rho = exp(-1 / N_c)                    (3)
 * }
 *
 * <p>eps_n has the known variance of relaxation and of the mean of the reads. The mean is taken as
 * linear in ln a, b and u about m_n, and m_n as that of the round before, so that (u, eta) is a
 * linear Gaussian state and a Kalman filter gives the likelihood; rounds follow until m_n stands.
 * Slope and spread must not move with ln a within a round: u would make up for it, and the
 * likelihood would lean to small a by the variance of u. A SET that the filament before it may have
 * kept from acting, G_before &gt; 0.6 a I^b, says nothing and is left out, as is one that misses
 * its mean by a factor of 4.
 */
final class RramSetFit {
  private static final int LEAST_SETS = 12;
  private static final int ROUNDS = 6;
  private static final double SHADOW = 0.6;
  private static final double MISS = 4;

  /** ln a, b, ln k, p, cv, ln N_c. */
  private static final int ALL = 6;

  private static final double LEAST_CYCLES = 0.2; // as good as none: rho = 0.007
  private static final double MOST_CYCLES = 1e4;

  /** SETs of one device; arrays of one length. */
  static final class Device {
    double[] lnI;
    double[] g;
    int[] lag;
    double[] ageS;
    int[] reads;
    double[] lnMean; // ln m_n of the round before
    double[] noise; // variance of eps_n
    double v;
  }

  private final RramParameters base;
  private final ReadNoiseFit read;
  private final List<Device> devices = new ArrayList<>();
  private final int count;
  private final double[] x = new double[ALL]; // the optimum, numbers of the base where held
  private final boolean[] held = new boolean[ALL];

  private RramSetFit(RramParameters base, ReadNoiseFit read, RramPulses pulses, FitReport report) {
    this.base = base;
    this.read = read;
    double[] line = line(pulses);
    int shadowed = 0;
    int missed = 0;
    int sets = 0;
    for (RramPulses.Device d : pulses.devices()) {
      List<double[]> rows = new ArrayList<>();
      int last = -1;
      int idle = 0;
      for (RramPulses.Write w : d.writes()) {
        if (!w.isSet()) {
          continue;
        }
        sets++;
        double lnI = StrictMath.log(w.iccUA());
        double expected = StrictMath.exp(line[0] + line[1] * lnI);
        if (w.beforeUS() > SHADOW * expected) {
          shadowed++;
          idle += w.beforeUS() > expected ? 1 : 0; // such a SET does not draw
          continue;
        }
        if (!(w.gUS() * MISS > expected && w.gUS() < expected * MISS)) {
          missed++;
          continue;
        }
        int lag = last < 0 ? 1 : Math.max(1, w.cycle() - last - idle);
        rows.add(new double[] {lnI, w.gUS(), lag, w.ageS(), w.reads().count()});
        last = w.cycle();
        idle = 0;
      }
      if (!rows.isEmpty()) {
        devices.add(device(rows, line));
      }
    }
    count = devices.stream().mapToInt(d -> d.g.length).sum();
    if (shadowed > 0) {
      report.note(shadowed + " of " + sets + " SETs on too conductive a filament left out");
    }
    if (missed > 0) {
      report.note(missed + " of " + sets + " SETs that missed by a factor of 4 left out");
    }
  }

  /** Fits what the data carry; null when there are too few SETs. */
  static RramSetFit of(
      RramParameters base, ReadNoiseFit read, RramPulses pulses, FitReport report) {
    long sets =
        pulses.devices().stream()
            .flatMap(d -> d.writes().stream())
            .filter(w -> w.isSet() && w.gUS() > 0)
            .count();
    if (sets < LEAST_SETS) {
      return null;
    }
    RramSetFit fit = new RramSetFit(base, read, pulses, report);
    if (fit.count < LEAST_SETS) {
      return null;
    }
    fit.fit(report);
    return fit;
  }

  private static Device device(List<double[]> rows, double[] line) {
    Device d = new Device();
    int n = rows.size();
    d.lnI = new double[n];
    d.g = new double[n];
    d.lag = new int[n];
    d.ageS = new double[n];
    d.reads = new int[n];
    d.lnMean = new double[n];
    d.noise = new double[n];
    double sum = 0;
    for (int k = 0; k < n; k++) {
      double[] r = rows.get(k);
      d.lnI[k] = r[0];
      d.g[k] = r[1];
      d.lag[k] = (int) r[2];
      d.ageS[k] = r[3];
      d.reads[k] = (int) r[4];
      sum += StrictMath.log(d.g[k]) - line[0] - line[1] * d.lnI[k];
    }
    d.v = sum / n;
    return d;
  }

  /** Least squares of ln G on ln I over all SETs: intercept and slope; robust enough to sort by. */
  private double[] line(RramPulses pulses) {
    TreeMap<Double, List<Double>> levels = new TreeMap<>();
    for (RramPulses.Device d : pulses.devices()) {
      for (RramPulses.Write w : d.writes()) {
        if (w.isSet() && w.gUS() > 0) {
          levels
              .computeIfAbsent(StrictMath.log(w.iccUA()), k -> new ArrayList<>())
              .add(StrictMath.log(w.gUS()));
        }
      }
    }
    double n = 0;
    double mx = 0;
    double my = 0;
    List<double[]> points = new ArrayList<>();
    for (var level : levels.entrySet()) {
      double[] sorted = level.getValue().stream().mapToDouble(Double::doubleValue).toArray();
      Arrays.sort(sorted);
      double weight = sorted.length;
      points.add(new double[] {level.getKey(), sorted[sorted.length / 2], weight});
      n += weight;
      mx += weight * level.getKey();
      my += weight * sorted[sorted.length / 2];
    }
    mx /= n;
    my /= n;
    double xx = 0;
    double xy = 0;
    for (double[] p : points) {
      xx += p[2] * (p[0] - mx) * (p[0] - mx);
      xy += p[2] * (p[0] - mx) * (p[1] - my);
    }
    double slope = xx > 1e-9 ? Math.clamp(xy / xx, 0.25, 4.0) : base.set().b();
    return new double[] {my - slope * mx, slope};
  }

  private void fit(FitReport report) {
    TreeMap<Double, Integer> levels = new TreeMap<>();
    double ml = 0;
    double mg = 0;
    for (Device d : devices) {
      for (int k = 0; k < d.g.length; k++) {
        levels.merge(d.lnI[k], 1, Integer::sum);
        ml += d.lnI[k] / count;
        mg += StrictMath.log(d.g[k]) / count;
      }
    }
    int n = devices.size();
    int longest = devices.stream().mapToInt(d -> d.g.length).max().orElseThrow();
    SpreadLaw law = base.set().cycleToCycle();
    x[1] = base.set().b();
    x[3] = law instanceof SpreadLaw.Power p ? p.exponent() : 1;
    x[4] = base.variability().cvLrs();
    double cycles = base.set().correlationCycles();
    x[5] = StrictMath.log(Math.max(LEAST_CYCLES, cycles));
    boolean oneLevel = levels.lastKey() - levels.firstKey() < 0.1;
    hold(report, 1, oneLevel, "b", "the currents do not differ");
    hold(report, 3, oneLevel, "exponent of the spread of a SET", "the currents do not differ");
    hold(report, 4, n < 3, "device-to-device cv", "fewer than 3 devices");
    hold(report, 5, longest < 10, "N_c", "no device has 10 SETs");
    if (held[5] && cycles == 0) {
      x[5] = StrictMath.log(LEAST_CYCLES);
    }
    if (!oneLevel) {
      x[1] = slope();
    }
    x[0] = mg - x[1] * ml;
    double within = 0;
    double between = 0;
    for (Device d : devices) {
      double m = 0;
      for (int k = 0; k < d.g.length; k++) {
        m += residual(d, k) / d.g.length;
      }
      for (int k = 0; k < d.g.length; k++) {
        within += (residual(d, k) - m) * (residual(d, k) - m) / count;
      }
      between += m * m / n;
      d.v = m;
    }
    x[2] = 0.5 * StrictMath.log(within + 1e-8) + (1 - x[3]) * mg;
    if (!held[4]) {
      x[4] = Math.clamp(StrictMath.sqrt(between), 0.01, 0.9);
    }
    MaximumLikelihood search = null;
    double tn = held[4] ? FitReport.Q : FitReport.quantile(n);
    for (int round = 0; round < ROUNDS; round++) {
      freeze();
      search = new MaximumLikelihood(y -> logLikelihood(full(y)), parameters(n));
      System.arraycopy(full(search.optimum().x()), 0, x, 0, ALL);
      double moved = renew();
      if (moved < 1e-5) {
        break;
      }
    }
    double[] q = {tn, FitReport.Q, FitReport.Q, FitReport.Q, tn, FitReport.Q};
    Interval[] found = search.intervals(pick(q));
    System.arraycopy(full(search.optimum().x()), 0, x, 0, ALL);
    tell(report, spread(found));
  }

  private double slope() {
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (Device d : devices) {
      for (int k = 0; k < d.g.length; k++) {
        double y = StrictMath.log(d.g[k]);
        n++;
        sx += d.lnI[k];
        sy += y;
        sxx += d.lnI[k] * d.lnI[k];
        sxy += d.lnI[k] * y;
      }
    }
    return Math.clamp((sxy - sx * sy / n) / (sxx - sx * sx / n), 0.25, 4.0);
  }

  private double residual(Device d, int k) {
    return StrictMath.log(d.g[k]) - x[0] - x[1] * d.lnI[k];
  }

  private void hold(FitReport report, int j, boolean hold, String what, String why) {
    held[j] = hold;
    if (hold) {
      report.base(what, why);
    }
  }

  private List<Parameter> parameters(int n) {
    double root = StrictMath.sqrt(n);
    double each = StrictMath.sqrt(count);
    Parameter[] all = {
      new Parameter(x[0], -30, 30, 0.1 / root),
      new Parameter(x[1], 0.25, 4, 0.1 / each),
      new Parameter(x[2], -30, 30, 1 / each),
      new Parameter(x[3], 0, 2, 1 / each),
      new Parameter(x[4], 0, 1, Math.max(0.005, 0.7 * x[4]) / root),
      new Parameter(x[5], StrictMath.log(LEAST_CYCLES), StrictMath.log(MOST_CYCLES), 3 / root)
    };
    List<Parameter> free = new ArrayList<>();
    for (int j = 0; j < ALL; j++) {
      if (!held[j]) {
        free.add(all[j]);
      }
    }
    return free;
  }

  private double[] full(double... free) {
    double[] y = x.clone();
    int k = 0;
    for (int j = 0; j < ALL; j++) {
      if (!held[j]) {
        y[j] = free[k++];
      }
    }
    return y;
  }

  private double[] pick(double... all) {
    double[] free = new double[ALL];
    int k = 0;
    for (int j = 0; j < ALL; j++) {
      if (!held[j]) {
        free[k++] = all[j];
      }
    }
    return Arrays.copyOf(free, k);
  }

  private Interval[] spread(Interval... free) {
    Interval[] all = new Interval[ALL];
    int k = 0;
    for (int j = 0; j < ALL; j++) {
      if (!held[j]) {
        all[j] = free[k++];
      }
    }
    return all;
  }

  /** Means and known variances of the coming round. */
  private void freeze() {
    boolean relaxes = base.has(NonIdeality.RELAXATION);
    for (Device d : devices) {
      for (int k = 0; k < d.g.length; k++) {
        d.lnMean[k] = x[0] + x[1] * d.lnI[k] + d.v;
        double m = StrictMath.exp(d.lnMean[k]);
        double relaxed = relaxes ? base.relaxation().sigmaUS(m, d.ageS[k]) : 0;
        d.noise[k] = relaxed * relaxed + read.variance(m) / d.reads[k];
      }
    }
  }

  /** Moves the point about which devices are linear; returns by how much at most. */
  private double renew() {
    double moved = 0;
    for (Device d : devices) {
      double[] u = new double[1];
      filter(d, x, null, u);
      moved = Math.max(moved, StrictMath.abs(u[0] - d.v));
      d.v = u[0];
    }
    return moved;
  }

  private double logLikelihood(double... y) {
    double sum = 0;
    for (Device d : devices) {
      sum += filter(d, y, null, null);
    }
    return sum;
  }

  /** Kalman filter over one device; may tell standardised innovations and the last mean of u. */
  static double filter(Device d, double[] y, double[] innovations, double[] u) {
    double su = StrictMath.sqrt(StrictMath.log1p(y[4] * y[4]));
    double rho1 = StrictMath.exp(-StrictMath.exp(-y[5]));
    double mu = 0;
    double me = 0;
    double puu = su * su;
    double pue = 0;
    double pee = 1;
    double sum = 0;
    for (int k = 0; k < d.g.length; k++) {
      double rho = d.lag[k] == 1 ? rho1 : StrictMath.pow(rho1, d.lag[k]);
      if (k > 0) {
        me *= rho; // (3)
        pue *= rho;
        pee = rho * rho * pee + 1 - rho * rho;
      }
      double m = StrictMath.exp(d.lnMean[k]);
      double sigma = StrictMath.exp(y[2] + y[3] * d.lnMean[k]); // (2)
      double off = y[0] + y[1] * d.lnI[k] + mu - d.lnMean[k];
      double v = d.g[k] - m * (1 + off) - sigma * me; // (1)
      double cu = m * puu + sigma * pue;
      double ce = m * pue + sigma * pee;
      double s = m * cu + sigma * ce + d.noise[k];
      if (!(s > 0)) {
        return Double.NEGATIVE_INFINITY;
      }
      sum -= 0.5 * (StrictMath.log(s) + v * v / s);
      mu += cu / s * v;
      me += ce / s * v;
      puu -= cu * cu / s;
      pue -= cu * ce / s;
      pee -= ce * ce / s;
      if (innovations != null) {
        innovations[k] = v / StrictMath.sqrt(s);
      }
    }
    if (u != null) {
      u[0] = mu;
    }
    return sum;
  }

  private void tell(FitReport report, Interval... i) {
    report.fittedLog("a", "uS", x[0], i[0]);
    if (!held[1]) {
      report.fitted("b", "", x[1], i[1]);
    }
    report.fittedLog("sigma of a SET, coefficient", "uS", x[2], i[2]);
    if (held[3]) {
      report.derived("sigma of a SET, exponent", "", x[3]);
    } else {
      report.fitted("sigma of a SET, exponent", "", x[3], i[3]);
    }
    if (!held[4]) {
      double cv = base.variability().cvLrs();
      x[4] = report.spread("device-to-device cv", "", x[4], i[4], cv);
    }
    if (!held[5]) {
      double least = StrictMath.log(LEAST_CYCLES) + 1e-6;
      double most = StrictMath.log(MOST_CYCLES) - 1e-6;
      Interval cycles =
          new Interval(
              i[5].low() <= least ? 0 : StrictMath.exp(i[5].low()),
              i[5].high() >= most ? Double.POSITIVE_INFINITY : StrictMath.exp(i[5].high()));
      double value = x[5] <= least ? 0 : StrictMath.exp(x[5]);
      report.spread("N_c", "cycles", value, cycles, base.set().correlationCycles());
    }
  }

  /** Equation (1) of the mean. */
  double meanUS(double iccUA) {
    return StrictMath.exp(x[0] + x[1] * StrictMath.log(iccUA));
  }

  /** Standard deviation of a SET over cycles and devices. */
  double sdUS(double iccUA) {
    double m = meanUS(iccUA);
    double c = StrictMath.exp(x[2] + x[3] * StrictMath.log(m));
    return StrictMath.sqrt(c * c + m * m * x[4] * x[4] + read.variance(m));
  }

  double cv() {
    return x[4];
  }

  double leastUA() {
    return StrictMath.exp(
        devices.stream().flatMapToDouble(d -> Arrays.stream(d.lnI)).min().orElseThrow());
  }

  double mostUA() {
    return StrictMath.exp(
        devices.stream().flatMapToDouble(d -> Arrays.stream(d.lnI)).max().orElseThrow());
  }

  /** Measured conductances and standardised innovations by current [uA]. */
  TreeMap<Double, List<double[]>> byCurrent() {
    TreeMap<Double, List<double[]>> levels = new TreeMap<>();
    for (Device d : devices) {
      double[] z = new double[d.g.length];
      filter(d, x, z, null);
      for (int k = 0; k < z.length; k++) {
        levels
            .computeIfAbsent(StrictMath.exp(d.lnI[k]), i -> new ArrayList<>())
            .add(new double[] {d.g[k], z[k]});
      }
    }
    return levels;
  }
}
