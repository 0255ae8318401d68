package io.hillock.gallery.bayes;

import io.hillock.device.NonIdeality;
import io.hillock.device.rram.MetropolisSampler;
import io.hillock.device.rram.ReadLaw;
import io.hillock.device.rram.RramParameters;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;

/**
 * Posterior of Bayesian logistic regression, over weights or over the conductances that hold them.
 *
 * {@snippet lang=text :
 * p(y = 1 | x, w) = 1 / (1 + exp(-w . x)),       w_m = k (Gp_m - Gm_m)                   (1)
 * Gp_m, Gm_m ~ N(G_0, s^2)    so that    w_m ~ N(0, 2 k^2 s^2)                           (2)
 * log p(w | D) = - sum_n log(1 + exp(-(2 y_n - 1) w . x_n)) + log prior + const          (3)
 * w . x_n read = w . x_n + k sqrt(sum_m x_nm^2 (v(Gp_m) + v(Gm_m))) N(0, 1)              (4)
 * }
 *
 * <p>x inputs, shape (M), |x| &lt;= 4; G_0 = 80 uS, s = 20 uS, k chosen so that the deviation of a
 * weight is 1. Under (2) both forms are one posterior of w, but for conductances below 0, which lie
 * four deviations away.
 *
 * <p>(4) acts where read noise is on, v being the variance of {@link ReadLaw}; noise is anew for
 * every sample and every evaluation. An estimate that is kept while its row is the present one
 * leaves the likelihood averaged over the noise invariant, if the ratio is otherwise exact
 * (pseudo-marginal, C. Andrieu, G. O. Roberts (2009), Ann. Stat. 37:697, doi:10.1214/07-AOS574).
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
  private final double[] w;
  private final double[] variance; // of a weight as it is read
  private final ReadLaw read;
  private final boolean noisy;
  private final RandomStream noise;

  /**
   * A posterior.
   *
   * @param training what is learned
   * @param cells how cells are read
   * @param noise of the reads; unused where read noise is off
   */
  LogisticPosterior(Split.Part training, RramParameters cells, RandomStream noise) {
    read = cells.read();
    noisy = cells.has(NonIdeality.READ_NOISE);
    this.noise = noise;
    int inputs = training.x()[0].length;
    w = new double[inputs];
    variance = new double[inputs];
    signed = new double[training.x().length][inputs];
    squares = new double[inputs];
    for (int n = 0; n < signed.length; n++) {
      for (int m = 0; m < inputs; m++) {
        double x = training.x()[n][m];
        signed[n][m] = (2 * training.y()[n] - 1) * x;
        squares[m] += x * x / (Standard.BOUND * Standard.BOUND);
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
    for (int m = 0; noisy && m < w.length; m++) {
      double v = read.varianceUS2(gUS[2 * m]) + read.varianceUS2(gUS[2 * m + 1]);
      variance[m] = SCALE * SCALE * v;
    }
    return prior + logLikelihood(w, noisy, counts);
  }

  /** Equation (3) over weights. */
  double logDensityOfWeights(double[] weights, Counts counts) {
    double prior = 0;
    for (double v : weights) {
      prior -= 0.5 * v * v;
    }
    return prior + logLikelihood(weights, false, counts);
  }

  private double logLikelihood(double[] weights, boolean noisyReads, Counts counts) {
    double log = 0;
    double product = 1;
    for (double[] x : signed) {
      double z = dot(weights, x);
      if (noisyReads) {
        z += StrictMath.sqrt(square(x)) * noise.nextGaussian(); // (4)
      }
      product *= 1 + StrictMath.exp(-z);
      if (product > LARGE) {
        log -= StrictMath.log(product);
        product = 1;
      }
    }
    counts.add(CountKind.MULTIPLY_ACCUMULATE, (long) signed.length * weights.length);
    counts.add(CountKind.NEURON_UPDATE, signed.length);
    return log - StrictMath.log(product);
  }

  /** Variance of (4). */
  private double square(double[] x) {
    double sum = 0;
    for (int m = 0; m < x.length; m++) {
      sum += variance[m] * x[m] * x[m];
    }
    return sum;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int m = 0; m < a.length; m++) {
      sum += a[m] * b[m];
    }
    return sum;
  }
}
