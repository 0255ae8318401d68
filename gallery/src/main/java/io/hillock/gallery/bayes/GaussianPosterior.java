package io.hillock.gallery.bayes;

import io.hillock.device.NonIdeality;
import io.hillock.device.rram.MetropolisSampler;
import io.hillock.device.rram.MetropolisSampler.Ratio;
import io.hillock.device.rram.MetropolisSampler.Sampling;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.RramPreset;
import io.hillock.device.rram.SetLaw;
import io.hillock.device.rram.SpreadLaw;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.ledger.Counts;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.Optional;

/**
 * A posterior that is known, N(50, 10^2) uS of one conductance, sampled with a spread of c G: by a
 * chain of the device, and by the transition matrix of the same chain on a grid, which leaves
 * nothing to chance.
 *
 * @param cv c, relative spread of a SET, in (0, 0.5]
 * @param ratio the acceptance ratio
 */
record GaussianPosterior(double cv, Ratio ratio) {
  static final double MEAN_US = 50;
  static final double SD_US = 10;
  static final int STEPS = 400_000;

  private static final double I_MIN_US = 6; // low enough that the left tail is proposed
  private static final int BATCH = 1000;
  private static final int STATES = 200;
  private static final double GRID_US = 0.5;
  private static final int DOUBLINGS = 20;

  private static double log(double g) {
    double z = (g - MEAN_US) / SD_US;
    return -0.5 * z * z;
  }

  static double state(int i) {
    return (i + 1) * GRID_US;
  }

  /** Mean and variance of a law over the grid. */
  static double[] moments(double[] pi) {
    double mean = 0;
    double square = 0;
    for (int i = 0; i < STATES; i++) {
      mean += pi[i] * state(i);
      square += pi[i] * state(i) * state(i);
    }
    return new double[] {mean, square - mean * mean};
  }

  /** The target on the grid, times g^-power. */
  static double[] target(double power) {
    double[] p = new double[STATES];
    double sum = 0;
    for (int i = 0; i < STATES; i++) {
      p[i] = StrictMath.exp(log(state(i))) * StrictMath.pow(state(i), -power);
      sum += p[i];
    }
    for (int i = 0; i < STATES; i++) {
      p[i] /= sum;
    }
    return p;
  }

  private double logQ(double to, double from) {
    double mu = from < I_MIN_US ? I_MIN_US : from;
    double sigma = cv * mu;
    return -0.5 * (to - mu) * (to - mu) / (sigma * sigma) - StrictMath.log(sigma);
  }

  /** Probability of going from one state to another; a proposal outside the grid is rejected. */
  double[][] matrix() {
    double[][] k = new double[STATES][STATES];
    double unit = GRID_US / StrictMath.sqrt(2 * StrictMath.PI);
    for (int i = 0; i < STATES; i++) {
      double stay = 1;
      for (int j = 0; j < STATES; j++) {
        if (i != j) {
          double there = logQ(state(j), state(i));
          double a = log(state(j)) - log(state(i));
          if (ratio == Ratio.CORRECTED) {
            a += logQ(state(i), state(j)) - there;
          }
          k[i][j] = unit * StrictMath.exp(there + StrictMath.min(0, a));
          stay -= k[i][j];
        }
      }
      k[i][i] = stay;
    }
    return k;
  }

  /** What the chain ends at, from the middle of the grid: 2^20 steps by repeated squaring. */
  double[] stationary() {
    double[][] k = matrix();
    for (int n = 0; n < DOUBLINGS; n++) {
      double[][] square = new double[STATES][STATES];
      for (int i = 0; i < STATES; i++) {
        for (int m = 0; m < STATES; m++) {
          for (int j = 0; j < STATES; j++) {
            square[i][j] += k[i][m] * k[m][j];
          }
        }
        double sum = Arrays.stream(square[i]).sum(); // 1 but for rounding, which squares up
        for (int j = 0; j < STATES; j++) {
          square[i][j] /= sum;
        }
      }
      k = square;
    }
    return k[STATES / 2];
  }

  /** Moments by the chain; the standard error of the mean is that of the means of batches. */
  Optional<Figures> chain(Seed seed, Progress progress) {
    RramParameters cells =
        RramPreset.HFO2_1T1R
            .parameters()
            .withSet(
                new SetLaw(
                    1, 1, new SpreadLaw.Power(cv, 1), 0, new SetLaw.Compliance(I_MIN_US, 200, 0)))
            .withOnly(NonIdeality.CYCLE_TO_CYCLE);
    MetropolisSampler sampler =
        new MetropolisSampler(
            new Sampling(cells, 2, ratio),
            (g, ignored) -> log(g[0]),
            new double[] {MEAN_US},
            seed,
            new Counts());
    double[] means = new double[STEPS / BATCH];
    double sum = 0;
    double squares = 0;
    for (int b = 0; b < means.length; b++) {
      if (progress.stopRequested()) {
        return Optional.empty();
      }
      for (int n = 0; n < BATCH; n++) {
        sampler.step();
        double x = sampler.presentUS(0) - MEAN_US;
        means[b] += x / BATCH;
        squares += x * x;
      }
      sum += means[b];
    }
    double mean = sum / means.length;
    double error = Claim.spread(means) / StrictMath.sqrt((double) means.length);
    progress.advance(1);
    return Optional.of(
        new Figures()
            .put("mean", MEAN_US + mean)
            .put("standardError", error)
            .put("variance", squares / STEPS - mean * mean));
  }
}
