package io.hillock.device.fit;

import io.hillock.device.fit.MaximumLikelihood.Interval;
import io.hillock.device.fit.MaximumLikelihood.Optimum;
import io.hillock.device.fit.MaximumLikelihood.Parameter;
import io.hillock.device.fit.MtjPulses.Trial;
import io.hillock.device.mtj.MtjModel;
import io.hillock.device.mtj.MtjParameters;
import io.hillock.device.mtj.SwitchingTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;

/**
 * Barrier and critical current of magnetic junctions by maximum likelihood.
 *
 * {@snippet lang=text :
 * l = sum of s ln P + (m - s) ln(1 - P),   P = P(I / I_c0, t; Delta)                    (1)
 * Delta_k ~ N(Delta, (c_Delta Delta)^2 + v_k)                                           (2)
 * ln(I_k / Delta_k) ~ N(ln(I_c0 / Delta), c_I^2 + w_k)                                  (3)
 * }
 *
 * <p>s of m pulses switched. P is that of {@link SwitchingTable}, between tables of several
 * barriers by Lagrange interpolation of ln(-ln(1 - P)); t_A is that of the base. One junction gives
 * Delta and I_c0 with the intervals of (1). Of three junctions or more each is fitted alone, and
 * (2) and (3) give their means and spreads, v_k and w_k being the variances of the single fits.
 */
final class MtjFit {
  private static final int CELLS = 400; // as for the junctions of an array
  private static final int SCAN_CELLS = 200;
  private static final int LEAST_TELLING = 4;
  private static final double LEAST_P = 1e-12;

  private final MtjModel base;
  private final FitReport report;
  private double[] delta; // the barriers of the tables
  private SwitchingTable[] tables;

  MtjFit(MtjModel base, FitReport report) {
    this.base = base;
    this.report = report;
  }

  void fit(PulseFile file) {
    MtjPulses pulses = new MtjPulses(file);
    List<Trial> all = pulses.all();
    long telling = all.stream().filter(Trial::tells).count();
    long currents =
        all.stream().filter(Trial::tells).mapToDouble(Trial::currentUA).distinct().count();
    if (telling < LEAST_TELLING || currents < 2) {
      throw file.tooFew(
          "rows in which some but not all pulses switched",
          (int) telling,
          "a fit needs at least " + LEAST_TELLING + ", at two currents or more");
    }
    double[] rough = scan(all);
    double d = rough[0];
    double i = rough[1];
    boolean within = false;
    for (int round = 0; round < 4 && !within; round++) {
      tabulate(3, d, 0.75, all, i, SCAN_CELLS);
      double[] pooled = one(all, new double[] {d, i}).optimum().x();
      d = pooled[0];
      i = StrictMath.exp(pooled[1]);
      within = d > 1.1 * delta[0] && d < delta[delta.length - 1] / 1.1;
    }
    List<List<Trial>> many =
        pulses.junctions().values().stream()
            .filter(t -> t.stream().filter(Trial::tells).count() >= LEAST_TELLING)
            .filter(t ->
                t.stream().filter(Trial::tells).mapToDouble(Trial::currentUA).distinct().count()
                    > 1)
            .toList();
    if (many.size() < 3) {
      tabulate(3, d, 0.25, all, i, CELLS);
      MaximumLikelihood search = one(all, new double[] {d, i});
      double[] x = search.optimum().x();
      Interval[] ends = search.intervals(FitReport.Q, FitReport.Q);
      report.fitted("Delta", "", x[0], ends[0]);
      critical(x[0], StrictMath.exp(x[1]), ends[1]);
      report.base("spread of junctions", "fewer than 3 of them are measured well enough");
      goodness(all, List.of(all), List.of(x));
      panel(all, x);
      return;
    }
    if (many.size() < pulses.junctions().size()) {
      report.note(
          pulses.junctions().size() - many.size() + " junctions with too few trials left out");
    }
    tabulate(5, d, 0.4, all, i, CELLS);
    population(many, new double[] {d, i});
  }

  /** The most likely pair of a coarse grid, with the barrier of the base and its neighbours. */
  private double[] scan(List<Trial> all) {
    double most = all.stream().mapToDouble(Trial::currentUA).max().orElseThrow();
    double[] barriers =
        DoubleStream.of(0.5, 1, 2)
            .map(f -> Math.clamp(f * base.junction().delta(), 5.0, 200.0))
            .toArray();
    SwitchingTable[] coarse = tables(barriers, grid(0.3, 4, 0.1), all, SCAN_CELLS);
    double[] best = {base.junction().delta(), most};
    double value = Double.NEGATIVE_INFINITY;
    for (int n = 0; n < barriers.length; n++) {
      SwitchingTable table = coarse[n];
      for (int k = 0; k <= 120; k++) {
        double i = most / 3.9 * StrictMath.pow(12, k / 120.0);
        double l = 0;
        for (Trial t : all) {
          double ratio = Math.clamp(t.currentUA() / i, table.leastRatio(), table.greatestRatio());
          l += term(t, logHazard(table, ratio, t.widthNs()));
        }
        if (l > value) {
          value = l;
          best = new double[] {barriers[n], i};
        }
      }
    }
    return best;
  }

  /** Tables about a barrier, over the currents of the data with some room. */
  private void tabulate(
      int nodes, double about, double reach, List<Trial> all, double critical, int cells) {
    double least = all.stream().mapToDouble(Trial::currentUA).min().orElseThrow() / critical;
    double most = all.stream().mapToDouble(Trial::currentUA).max().orElseThrow() / critical;
    double low = Math.clamp(least / (1 + 0.6 * reach), 0.05, 3.0);
    double high = Math.clamp(most * (1 + 0.6 * reach), 1.2 * low, 4.5);
    delta = new double[nodes];
    for (int k = 0; k < nodes; k++) {
      double u = (2.0 * k - nodes + 1) / (nodes - 1);
      delta[k] = about * StrictMath.pow(1 + reach, u);
    }
    double up = Math.max(1, 5 / delta[0]);
    double down = Math.max(1, delta[nodes - 1] / 200);
    for (int k = 0; k < nodes; k++) {
      delta[k] = Math.clamp(delta[k] * up / down, 5.0, 200.0);
    }
    tables = tables(delta, grid(low, high, 0.025), all, cells);
  }

  /** Currents: below 1.3 so far apart, where ln tau bends by 2 Delta; above, 0.1. */
  private static double[] grid(double low, double high, double step) {
    double middle = Math.clamp(1.3, low, high);
    int fine = (int) StrictMath.ceil((middle - low) / step);
    int coarse = (int) StrictMath.ceil((high - middle) / 0.1);
    double[] nodes = new double[fine + coarse + 1];
    for (int n = 0; n < nodes.length; n++) {
      nodes[n] =
          n < fine
              ? low + (middle - low) * n / fine
              : coarse == 0 ? high : middle + (high - middle) * (n - fine) / coarse;
    }
    return nodes;
  }

  private SwitchingTable[] tables(double[] barriers, double[] ratio, List<Trial> all, int cells) {
    double shortest = all.stream().mapToDouble(Trial::widthNs).min().orElseThrow();
    double longest = all.stream().mapToDouble(Trial::widthNs).max().orElseThrow();
    return Arrays.stream(barriers)
        .parallel()
        .mapToObj(d ->
            SwitchingTable.of(
                base.junction().withDelta(d),
                ratio,
                shortest * 0.999,
                longest * (shortest == longest ? 1.1 : 1.001),
                cells))
        .toArray(SwitchingTable[]::new);
  }

  private static double logHazard(SwitchingTable table, double ratio, double widthNs) {
    double p = Math.clamp(table.probability(ratio, widthNs), 1e-15, 1 - 1e-15);
    return StrictMath.log(-StrictMath.log1p(-p));
  }

  private double logHazard(double barrier, double ratio, double widthNs) {
    double r = Math.clamp(ratio, tables[0].leastRatio(), tables[0].greatestRatio());
    double u = StrictMath.log(barrier);
    double sum = 0;
    for (int k = 0; k < delta.length; k++) {
      double w = 1;
      for (int j = 0; j < delta.length; j++) {
        if (j != k) {
          double uj = StrictMath.log(delta[j]);
          w *= (u - uj) / (StrictMath.log(delta[k]) - uj);
        }
      }
      sum += w * logHazard(tables[k], r, widthNs);
    }
    return sum;
  }

  private double probability(double barrier, double criticalUA, Trial t) {
    double g = logHazard(barrier, t.currentUA() / criticalUA, t.widthNs());
    return -StrictMath.expm1(-StrictMath.exp(g));
  }

  private static double term(Trial t, double logHazard) {
    double p = -StrictMath.expm1(-StrictMath.exp(logHazard));
    double held = Math.clamp(p, LEAST_P, 1 - LEAST_P);
    return t.switched() * StrictMath.log(held)
        + (t.pulses() - t.switched()) * StrictMath.log1p(-held); // (1)
  }

  private MaximumLikelihood one(List<Trial> trials, double[] start) {
    double n = trials.stream().mapToDouble(Trial::pulses).sum();
    double scale = 1 / StrictMath.sqrt(n);
    return new MaximumLikelihood(
        x -> {
          double sum = 0;
          for (Trial t : trials) {
            double ratio = t.currentUA() / StrictMath.exp(x[1]);
            sum += term(t, logHazard(x[0], ratio, t.widthNs()));
          }
          return sum;
        },
        List.of(
            new Parameter(start[0], delta[0], delta[delta.length - 1], 3 * start[0] * scale),
            new Parameter(StrictMath.log(start[1]), -30, 30, scale)));
  }

  private void population(List<List<Trial>> many, double[] start) {
    int n = many.size();
    double[] d = new double[n];
    double[] dv = new double[n];
    double[] w = new double[n];
    double[] wv = new double[n];
    List<double[]> each = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      Optimum o = one(many.get(k), start).optimum();
      each.add(o.x());
      double[][] c = o.covariance();
      d[k] = o.x()[0];
      dv[k] = c[0][0];
      w[k] = o.x()[1] - StrictMath.log(d[k]);
      wv[k] = c[1][1] + c[0][0] / (d[k] * d[k]) - 2 * c[0][1] / d[k];
    }
    double q = FitReport.quantile(n);
    double[] m = moments(d, dv);
    MaximumLikelihood barrier =
        new MaximumLikelihood(
            x -> normal(d, dv, x[0], x[1] * x[0]),
            List.of(
                new Parameter(m[0], 5, 200, m[2] / StrictMath.sqrt(n)),
                new Parameter(m[1] / m[0], 0, 1, m[2] / m[0] / StrictMath.sqrt(n))));
    double[] r = moments(w, wv);
    double[] x = barrier.optimum().x();
    Interval[] ends = barrier.intervals(q, q);
    report.fitted("Delta", "", x[0], ends[0]);
    report.spread("c_Delta", "", x[1], ends[1], base.spread().delta());
    double[] ln = new double[n];
    double[] lv = new double[n];
    for (int k = 0; k < n; k++) {
      ln[k] = w[k];
      lv[k] = wv[k];
    }
    MaximumLikelihood current =
        new MaximumLikelihood(
            y -> normal(ln, lv, y[0], y[1]),
            List.of(
                new Parameter(r[0], -30, 30, r[2] / StrictMath.sqrt(n)),
                new Parameter(r[1], 0, 1, r[2] / StrictMath.sqrt(n))));
    double[] y = current.optimum().x();
    Interval[] yi = current.intervals(q, q);
    // I_c0 of the nominal junction: the two means are independent, their relative errors add.
    double up = add(yi[0].high() - y[0], ends[0].high() / x[0] - 1);
    double down = add(y[0] - yi[0].low(), 1 - ends[0].low() / x[0]);
    double lnI = y[0] + StrictMath.log(x[0]);
    critical(x[0], StrictMath.exp(lnI), new Interval(lnI - down, lnI + up));
    report.spread("c_I", "", y[1], yi[1], base.spread().criticalCurrent());
    goodness(many.stream().flatMap(List::stream).toList(), many, each);
    panel(many.stream().flatMap(List::stream).toList(), new double[] {x[0], lnI});
  }

  private static double add(double a, double b) {
    return StrictMath.sqrt(a * a + b * b);
  }

  private static double normal(double[] x, double[] v, double mean, double sd) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      double s2 = sd * sd + v[k];
      sum -= 0.5 * (StrictMath.log(s2) + (x[k] - mean) * (x[k] - mean) / s2);
    }
    return sum;
  }

  /** Mean, spread without the variance that is known, spread with it. */
  private static double[] moments(double[] x, double[] v) {
    double mean = 0;
    double known = 0;
    for (int k = 0; k < x.length; k++) {
      mean += x[k] / x.length;
      known += v[k] / x.length;
    }
    double squares = 0;
    for (double one : x) {
      squares += (one - mean) * (one - mean) / (x.length - 1);
    }
    double own = StrictMath.sqrt(Math.max(squares - known, 0.01 * squares));
    return new double[] {mean, own, StrictMath.sqrt(squares) + 1e-9};
  }

  /**
   * I_c0, and the torque efficiency that gives it. Where that would exceed 1, the damping falls
   * instead, and the anisotropy field rises so that t_A stays.
   */
  private void critical(double barrier, double criticalUA, Interval ln) {
    report.fittedLog("I_c0", "uA", StrictMath.log(criticalUA), ln);
    MtjParameters j = base.junction();
    double eta = j.spinEfficiency() * j.withDelta(barrier).criticalCurrentUA() / criticalUA;
    report.derived("eta", "", Math.min(1, eta));
    if (eta > 1) {
      double alpha = j.alpha() / eta;
      double field = j.anisotropyT() * eta * (1 + alpha * alpha) / (1 + j.alpha() * j.alpha());
      report.derived("alpha", "", alpha);
      report.derived("mu0 H_k", "T", field);
    }
  }

  /** Deviance of all trials against chi-squared. */
  private void goodness(List<Trial> all, List<List<Trial>> groups, List<double[]> each) {
    double deviance = 0;
    int used = 0;
    for (int k = 0; k < groups.size(); k++) {
      for (Trial t : groups.get(k)) {
        double p =
            Math.clamp(
                probability(each.get(k)[0], StrictMath.exp(each.get(k)[1]), t),
                LEAST_P,
                1 - LEAST_P);
        double expected = t.pulses() * p;
        if (expected >= 5 && t.pulses() - expected >= 5) {
          double z = (t.switched() - expected) / StrictMath.sqrt(expected * (1 - p));
          deviance += z * z;
          used++;
        }
      }
    }
    int freedom = used - 2 * groups.size();
    if (freedom > 0) {
      double p = 1 - new ChiSquaredDistribution(freedom).cumulativeProbability(deviance);
      report.tested(
          "switching, chi-squared, " + freedom + " degrees of freedom of " + all.size() + " rows",
          used,
          p);
    }
  }

  private void panel(List<Trial> all, double... x) {
    TreeMap<Double, TreeMap<Double, long[]>> widths = new TreeMap<>();
    for (Trial t : all) {
      long[] sum =
          widths
              .computeIfAbsent(t.widthNs(), w -> new TreeMap<>())
              .computeIfAbsent(t.currentUA(), i -> new long[2]);
      sum[0] += t.switched();
      sum[1] += t.pulses();
    }
    List<Double> shown = Curve.thinned(new ArrayList<>(widths.keySet()), 4);
    List<Panel.Series> series = new ArrayList<>();
    for (double width : shown) {
      TreeMap<Double, long[]> points = widths.get(width);
      double[] i = points.keySet().stream().mapToDouble(Double::doubleValue).toArray();
      double[] p = points.values().stream().mapToDouble(s -> (double) s[0] / s[1]).toArray();
      series.add(new Panel.Series("measured, " + width + " ns", true, i, p));
      if (i.length > 1) {
        double[] grid = Curve.between(i[0], i[i.length - 1], 60);
        double critical = StrictMath.exp(x[1]);
        series.add(
            new Panel.Series(
                "fit, " + width + " ns",
                false,
                grid,
                Curve.of(grid, c -> probability(x[0], critical, new Trial(c, width, 1, 0)))));
      }
    }
    report.panel(
        new Panel(
            "Switching probability of the nominal junction",
            "I [uA]",
            false,
            "share of pulses that switch",
            false,
            series));
  }
}
