package io.hillock.device.fit;

import io.hillock.device.NonIdeality;
import io.hillock.device.fit.MaximumLikelihood.Interval;
import io.hillock.device.fit.MaximumLikelihood.Parameter;
import io.hillock.device.rram.RramParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Erf;

/**
 * The RESET law of resistive cells by maximum likelihood.
 *
 * {@snippet lang=text :
 * ln R_n = ln R_med - u + sigma xi_n + eps_n,   u ~ N(0, s_h^2) for each device          (1)
 * }
 *
 * <p>eps_n has the variance of relaxation and of the mean of the reads, over G^2. A reading below
 * three times the noise that is there at G = 0 tells only that R is at least so high; the state of
 * the device after it is matched by its first two moments.
 */
final class RramResetFit {
  private static final int LEAST_RESETS = 8;

  /** RESETs of one device: ln R, variance of eps, and whether R may be higher. */
  private record Device(double[] lnR, double[] noise, boolean[] censored) {}

  private final List<Device> devices = new ArrayList<>();
  private final boolean few;
  private final double[] x = new double[3]; // ln R_med, sigma, s_h
  private double censored; // share of RESETs

  private RramResetFit(RramParameters base, ReadNoiseFit read, RramPulses pulses) {
    boolean relaxes = base.has(NonIdeality.RELAXATION);
    for (RramPulses.Device d : pulses.devices()) {
      List<double[]> rows = new ArrayList<>();
      for (RramPulses.Write w : d.writes()) {
        if (w.isSet()) {
          continue;
        }
        double relaxed = relaxes ? base.relaxation().sigmaUS(w.gUS(), w.ageS()) : 0;
        int n = w.reads().count();
        double floor = 3 * StrictMath.sqrt(read.variance(0) / n + relaxed * relaxed);
        floor = Math.max(floor, 1e-9);
        double g = Math.max(w.gUS(), floor);
        double noise = (read.variance(g) / n + relaxed * relaxed) / (g * g);
        rows.add(new double[] {StrictMath.log(1000 / g), noise, w.gUS() < floor ? 1 : 0});
      }
      if (!rows.isEmpty()) {
        int n = rows.size();
        Device one = new Device(new double[n], new double[n], new boolean[n]);
        for (int k = 0; k < n; k++) {
          one.lnR[k] = rows.get(k)[0];
          one.noise[k] = rows.get(k)[1];
          one.censored[k] = rows.get(k)[2] > 0;
        }
        devices.add(one);
      }
    }
    few = devices.size() < 3;
  }

  /** Fits; null when there are too few RESETs. */
  static RramResetFit of(
      RramParameters base, ReadNoiseFit read, RramPulses pulses, FitReport report) {
    long resets =
        pulses.devices().stream().flatMap(d -> d.writes().stream()).filter(w -> !w.isSet()).count();
    if (resets < LEAST_RESETS) {
      return null;
    }
    RramResetFit fit = new RramResetFit(base, read, pulses);
    fit.fit(base, report);
    return fit;
  }

  private void fit(RramParameters base, FitReport report) {
    double count = 0;
    double mean = 0;
    long bounds = 0;
    for (Device d : devices) {
      count += d.lnR.length;
      mean += Arrays.stream(d.lnR).sum();
      for (boolean c : d.censored) {
        bounds += c ? 1 : 0;
      }
    }
    mean /= count;
    double within = 0;
    double between = 0;
    for (Device d : devices) {
      double m = Arrays.stream(d.lnR).average().orElseThrow();
      for (double r : d.lnR) {
        within += (r - m) * (r - m) / count;
      }
      between += (m - mean) * (m - mean) / devices.size();
    }
    censored = bounds / count;
    if (bounds > 0) {
      report.note(bounds + " RESETs lie below the noise of a read, taken as a bound");
    }
    double sigma = Math.clamp(StrictMath.sqrt(within), 0.01, 2.9);
    double sh = Math.clamp(StrictMath.sqrt(between), 0.01, 2.9);
    double n = devices.size();
    List<Parameter> all =
        List.of(
            new Parameter(mean, -30, 30, 0.01 + sh / StrictMath.sqrt(n)),
            new Parameter(sigma, 1e-4, 3, sigma / StrictMath.sqrt(count)),
            new Parameter(sh, 0, 3, 0.7 * sh / StrictMath.sqrt(n)));
    double tn = few ? FitReport.Q : FitReport.quantile(devices.size());
    double held = base.variability().sigmaLnHrs();
    MaximumLikelihood search =
        few
            ? new MaximumLikelihood(
                y -> logLikelihood(new double[] {y[0], y[1], held}), all.subList(0, 2))
            : new MaximumLikelihood(this::logLikelihood, all);
    double[] q = {tn, FitReport.Q, tn};
    Interval[] i = search.intervals(Arrays.copyOf(q, few ? 2 : 3));
    double[] best = search.optimum().x();
    x[0] = best[0];
    x[1] = best[1];
    report.fittedLog("R_med", "kOhm", x[0], i[0]);
    x[1] = report.spread("sigma of ln R", "", x[1], i[1], base.reset().sigmaLnR());
    if (few) {
      x[2] = held;
      report.base("device-to-device s_h", "fewer than 3 devices");
    } else {
      x[2] = report.spread("device-to-device s_h", "", best[2], i[2], held);
    }
  }

  private double logLikelihood(double... y) {
    double sum = 0;
    for (Device d : devices) {
      sum += filter(d, y, null);
    }
    return sum;
  }

  private static double filter(Device d, double[] y, double[] innovations) {
    double mu = 0;
    double p = y[2] * y[2];
    double sum = 0;
    for (int k = 0; k < d.lnR.length; k++) {
      double s = p + y[1] * y[1] + d.noise[k]; // (1)
      double sd = StrictMath.sqrt(s);
      double z = (d.lnR[k] - (y[0] - mu)) / sd;
      double gain = -p / sd; // of u for one standard deviation of ln R
      if (d.censored[k]) {
        double tail = Math.max(0.5 * Erf.erfc(z / StrictMath.sqrt(2)), 1e-300);
        double lambda = StrictMath.exp(-0.5 * z * z) / StrictMath.sqrt(2 * StrictMath.PI) / tail;
        sum += StrictMath.log(tail);
        mu += gain * lambda;
        p -= gain * gain * lambda * (lambda - z);
      } else {
        sum -= 0.5 * (StrictMath.log(s) + z * z + StrictMath.log(2 * StrictMath.PI));
        mu += gain * z;
        p -= gain * gain;
      }
      if (innovations != null) {
        innovations[k] = d.censored[k] ? Double.NaN : z;
      }
    }
    return sum;
  }

  /** Share of RESETs that lie below the noise of a read. */
  double censored() {
    return censored;
  }

  double medianKOhm() {
    return StrictMath.exp(x[0]);
  }

  /** Over cycles and devices. */
  double totalSigma() {
    return StrictMath.sqrt(x[1] * x[1] + x[2] * x[2]);
  }

  /** All resistances [kOhm], ascending. */
  double[] resistances() {
    return devices.stream()
        .flatMapToDouble(d -> Arrays.stream(d.lnR))
        .map(StrictMath::exp)
        .sorted()
        .toArray();
  }

  double[] innovations() {
    return devices.stream()
        .flatMapToDouble(d -> {
          double[] z = new double[d.lnR.length];
          filter(d, x, z);
          return Arrays.stream(z).filter(Double::isFinite);
        })
        .toArray();
  }
}
