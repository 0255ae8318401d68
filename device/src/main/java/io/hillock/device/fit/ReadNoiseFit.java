package io.hillock.device.fit;

import io.hillock.device.fit.FittedFigure.How;
import io.hillock.device.fit.MaximumLikelihood.Interval;
import io.hillock.device.fit.MaximumLikelihood.Parameter;
import java.util.List;

/**
 * Read noise from repeated reads, the levels of the states unknown.
 *
 * {@snippet lang=text :
 * SS_g / sigma^2(G_g) ~ chi-squared, K_g - 1 degrees of freedom                         (1)
 * sigma^2 = (r G)^2 + s^2   or   sigma = r G + s                                        (2)
 * }
 *
 * <p>SS_g sum of squares of the K_g reads of state g about their mean G_g. States so low that reads
 * may have been cut off at zero are left out, by their mean and not by their reads.
 */
final class ReadNoiseFit {
  private static final int LEAST = 30; // degrees of freedom that a fit needs

  /** The two laws of (2). */
  enum Law {
    /** Independent parts. */
    QUADRATIC {
      @Override
      double variance(double g, double r, double s) {
        return r * r * g * g + s * s;
      }
    },
    /** Parts that add. */
    LINEAR {
      @Override
      double variance(double g, double r, double s) {
        double sigma = r * g + s;
        return sigma * sigma;
      }
    };

    abstract double variance(double g, double r, double s);
  }

  private final Law law;
  private double relative;
  private double additive;
  private boolean fitted;

  /**
   * Fits, or keeps the numbers of the base where the data have too few repeated reads.
   *
   * @param baseRelative r of the base
   * @param baseAdditive s of the base
   */
  ReadNoiseFit(
      Law law, List<Repeats> states, double baseRelative, double baseAdditive, FitReport report) {
    this.law = law;
    relative = baseRelative;
    additive = baseAdditive;
    List<Repeats> used = states.stream().filter(s -> s.count() > 1).toList();
    if (freedom(used) < LEAST) {
      report.base("read noise", "fewer than " + LEAST + " repeated reads");
      return;
    }
    double ss = 0;
    for (Repeats s : used) {
      ss += s.squares();
    }
    double sd = StrictMath.sqrt(ss / freedom(used));
    double top = used.stream().mapToDouble(Repeats::mean).max().orElseThrow();
    if (!(sd > 1e-9 * top)) { // not more than rounding
      report.base("read noise", "repeated reads do not differ");
      return;
    }
    MaximumLikelihood ml = null;
    double r = 0.5 * sd / top;
    double s = 0.5 * sd;
    for (int round = 0; round < 3; round++) {
      double floor = s;
      double slope = r;
      List<Repeats> clear =
          used.stream().filter(u -> u.mean() > 4 * (slope * u.mean() + floor)).toList();
      if (freedom(clear) < LEAST) {
        clear = used;
      }
      List<Repeats> chosen = clear;
      double f = freedom(chosen);
      ml =
          new MaximumLikelihood(
              x -> logLikelihood(chosen, x),
              List.of(
                  new Parameter(r, 0, 1, r / StrictMath.sqrt(f) + 1e-3 * sd / top),
                  new Parameter(s, 0, 1e9, s / StrictMath.sqrt(f) + 1e-3 * sd)));
      r = ml.optimum().x()[0];
      s = ml.optimum().x()[1];
    }
    fitted = true;
    Interval[] intervals = ml.intervals(FitReport.Q, FitReport.Q);
    relative = report.spread("read noise, relative", "", r, intervals[0], baseRelative);
    additive = report.spread("read noise, additive", "uS", s, intervals[1], baseAdditive);
    if (!(law.variance(top, relative, additive) > 0)) { // both parts unresolved, both of base 0
      relative = r;
      additive = s;
      report.replace("read noise, relative", r, How.FITTED);
      report.replace("read noise, additive", s, How.FITTED);
    }
  }

  private static int freedom(List<Repeats> states) {
    int f = 0;
    for (Repeats s : states) {
      f += s.count() - 1;
    }
    return f;
  }

  private double logLikelihood(List<Repeats> states, double... x) {
    double sum = 0;
    for (Repeats s : states) {
      double v = law.variance(s.mean(), x[0], x[1]);
      sum -= 0.5 * ((s.count() - 1) * StrictMath.log(v) + s.squares() / v); // (1)
    }
    return sum;
  }

  /** Variance of one read of a conductance. */
  double variance(double gUS) {
    return law.variance(gUS, relative, additive);
  }

  double sigma(double gUS) {
    return StrictMath.sqrt(variance(gUS));
  }

  double additive() {
    return additive;
  }

  boolean fitted() {
    return fitted;
  }
}
