package io.hillock.gallery.bayes;

import io.hillock.device.rram.MetropolisSampler;
import io.hillock.device.rram.ReadLaw;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;

/**
 * Posterior of Bayesian logistic regression, over weights or over the conductances that hold them.
 *
 * {@snippet lang=text :
 * p(y = 1 | x, w) = 1 / (1 + exp(-w . x)),       w_m = k (Gp_m - Gm_m)                   (1)
 * Gp_m, Gm_m ~ N(G_0, s^2)    so that    w_m ~ N(0, 2 k^2 s^2)                           (2)
 * log p(w | D) = - sum_n log(1 + exp(-(2 y_n - 1) w . x_n)) + log prior + const          (3)
 * }
 *
 * <p>x inputs, shape (M), |x| &lt;= 4; G_0 = 80 uS, s = 20 uS, k chosen so that the deviation of a
 * weight is 1. Under (2) both forms are one posterior of w, but for conductances below 0, which lie
 * four deviations away.
 *
 * <p>Reading one row for all samples is counted with its energy; the circuit that adds up the
 * logarithms is counted as one neuron update for each sample.
 */
final class LogisticPosterior implements MetropolisSampler.Target {
  static final double CENTRE_US = 80;
  static final double PRIOR_US = 20;
  static final double SCALE = 1 / (PRIOR_US * StrictMath.sqrt(2)); // k [1/uS]

  private static final double LARGE = 1e200;

  private final double[][] signed; // (2 y_n - 1) x_n
  private final double[] squares; // sum over samples of (x_m / 4)^2, in units of V_read^2
  private final double[] w = new double[ClinicTask.INPUTS];
  private final ReadLaw read;

  LogisticPosterior(ClinicTask.Part training, ReadLaw read) {
    this.read = read;
    signed = new double[training.x().length][ClinicTask.INPUTS];
    squares = new double[ClinicTask.INPUTS];
    for (int n = 0; n < signed.length; n++) {
      for (int m = 0; m < ClinicTask.INPUTS; m++) {
        double x = training.x()[n][m];
        signed[n][m] = (2 * training.y()[n] - 1) * x;
        squares[m] += x * x / (ClinicTask.BOUND * ClinicTask.BOUND);
      }
    }
  }

  /** Weights of a row of pairs: Gp first, then Gm. */
  static double[] weights(double[] gUS) {
    double[] w = new double[gUS.length / 2];
    weights(gUS, w);
    return w;
  }

  private static void weights(double[] gUS, double[] w) {
    for (int m = 0; m < w.length; m++) {
      w[m] = SCALE * (gUS[2 * m] - gUS[2 * m + 1]); // (1)
    }
  }

  @Override
  public double logDensity(double[] gUS, Counts counts) {
    weights(gUS, w);
    double prior = 0;
    double g = 0;
    for (int d = 0; d < gUS.length; d++) {
      double z = (gUS[d] - CENTRE_US) / PRIOR_US;
      prior -= 0.5 * z * z; // (2)
      g += squares[d / 2] * gUS[d];
    }
    counts.addReadEnergy(read.energyJ(g));
    return prior + logLikelihood(w, counts);
  }

  /** Equation (3) over weights. */
  double logDensityOfWeights(double[] weights, Counts counts) {
    double prior = 0;
    for (double v : weights) {
      prior -= 0.5 * v * v;
    }
    return prior + logLikelihood(weights, counts);
  }

  private double logLikelihood(double[] weights, Counts counts) {
    double log = 0;
    double product = 1;
    for (double[] x : signed) {
      product *= 1 + StrictMath.exp(-dot(weights, x));
      if (product > LARGE) {
        log -= StrictMath.log(product);
        product = 1;
      }
    }
    counts.add(CountKind.MULTIPLY_ACCUMULATE, (long) signed.length * weights.length);
    counts.add(CountKind.NEURON_UPDATE, signed.length);
    return log - StrictMath.log(product);
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int m = 0; m < a.length; m++) {
      sum += a[m] * b[m];
    }
    return sum;
  }
}
