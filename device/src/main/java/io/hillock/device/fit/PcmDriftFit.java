package io.hillock.device.fit;

import io.hillock.device.fit.MaximumLikelihood.Interval;
import io.hillock.device.fit.MaximumLikelihood.Parameter;
import io.hillock.device.pcm.PcmParameters;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The exponent of drift and its spread.
 *
 * {@snippet lang=text :
 * ln G = ln G_0 - nu L,   L = ln((age + first read) / t0)                               (1)
 * nu_hat of a train ~ N(nu, (cv nu)^2 + v)                                              (2)
 * }
 *
 * <p>nu is drawn at every RESET, so the states of a train share it: nu_hat and its variance v come
 * from a weighted least-squares slope with a level for each state that was read at two ages or
 * more. States that do not stand clear of the read noise by a factor of 8 are left out.
 */
final class PcmDriftFit {
  private static final int LEAST_TRAINS = 5;
  private static final double CLEAR = 8;

  /** The slope of one train. */
  private record Slope(double nu, double variance) {}

  private final PcmParameters.Drift law;
  private final Map<PcmPulses.Train, Slope> slopes = new IdentityHashMap<>();
  private final List<Slope> inOrder = new ArrayList<>();
  private double nu;
  private double cv;

  PcmDriftFit(
      PcmParameters base, boolean drifts, ReadNoiseFit read, PcmPulses pulses, FitReport report) {
    law = base.drift();
    nu = drifts ? law.nu() : 0;
    cv = law.cv();
    for (PcmPulses.Train t : pulses.trains()) {
      Slope s = slope(t, read);
      if (s != null) {
        slopes.put(t, s);
        inOrder.add(s);
      }
    }
    if (inOrder.size() < LEAST_TRAINS) {
      report.base("drift", "fewer than 5 trains have a state that was read at several ages");
      return;
    }
    double mean = inOrder.stream().mapToDouble(Slope::nu).average().orElseThrow();
    double n = inOrder.size();
    double squares = 0;
    double known = 0;
    for (Slope s : inOrder) {
      squares += (s.nu - mean) * (s.nu - mean) / (n - 1);
      known += s.variance / n;
    }
    double sd = StrictMath.sqrt(Math.max(squares - known, 0.01 * squares) + 1e-12);
    double width = StrictMath.sqrt(squares / n) + 1e-9;
    double start = Math.max(mean, 1e-6);
    MaximumLikelihood search =
        new MaximumLikelihood(
            this::logLikelihood,
            List.of(
                new Parameter(start, 0, 10, width),
                new Parameter(Math.min(sd / start, 9), 0, 10, width / start)));
    double[] x = search.optimum().x();
    double q = FitReport.quantile(inOrder.size());
    Interval[] i = search.intervals(q, q);
    nu = report.fitted("nu", "", x[0], i[0]);
    cv = report.spread("cv of nu", "", x[1], i[1], law.cv());
    report.residuals(
        "drift exponents",
        inOrder.stream()
            .mapToDouble(
                s -> (s.nu - x[0]) / StrictMath.sqrt(s.variance + x[0] * x[0] * x[1] * x[1]))
            .toArray());
  }

  private double logLikelihood(double... x) {
    double sum = 0;
    for (Slope s : inOrder) {
      double v = x[0] * x[0] * x[1] * x[1] + s.variance + 1e-16;
      double d = s.nu - x[0];
      sum -= 0.5 * (StrictMath.log(v) + d * d / v); // (2)
    }
    return sum;
  }

  private Slope slope(PcmPulses.Train t, ReadNoiseFit read) {
    double ll = 0;
    double ly = 0;
    for (PcmPulses.State s : t.states()) {
      if (s.ages().size() < 2) {
        continue;
      }
      double mean = s.ages().stream().mapToDouble(r -> r.repeats().mean()).average().orElseThrow();
      int fewest = s.ages().stream().mapToInt(r -> r.repeats().count()).min().orElseThrow();
      if (mean < CLEAR * read.sigma(mean) / StrictMath.sqrt(fewest)) {
        continue;
      }
      double w = 0;
      double wl = 0;
      double wy = 0;
      List<double[]> points = new ArrayList<>();
      for (PcmPulses.Reads r : s.ages()) {
        double g = r.repeats().mean();
        if (!(g > 0)) {
          continue;
        }
        double weight = g * g * r.repeats().count() / Math.max(read.variance(g), 1e-12 * g * g);
        double[] p = {logAge(r.ageS()), StrictMath.log(g), weight};
        points.add(p);
        w += weight;
        wl += weight * p[0];
        wy += weight * p[1];
      }
      for (double[] p : points) {
        ll += p[2] * (p[0] - wl / w) * (p[0] - wl / w);
        ly += p[2] * (p[0] - wl / w) * (p[1] - wy / w);
      }
    }
    return ll > 0 ? new Slope(-ly / ll, 1 / ll) : null; // (1)
  }

  /** L of (1). */
  double logAge(double ageS) {
    return StrictMath.log((ageS + law.firstReadS()) / law.t0S());
  }

  double nu() {
    return nu;
  }

  /** The exponent of a train and its variance, after its own reads and those of all. */
  double[] exponent(PcmPulses.Train t) {
    double prior = nu * nu * cv * cv;
    Slope s = slopes.get(t);
    if (s == null || !(prior > 0)) {
      return new double[] {nu, prior};
    }
    double gain = prior / (prior + s.variance);
    return new double[] {nu + gain * (s.nu - nu), prior * (1 - gain)};
  }
}
