package io.hillock.train.rewire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.train.Gradient;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Optimiser;
import io.hillock.train.optimise.Sgd;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftRewiringTest {
  private static final Seed SEED = Seed.of(29);

  /** Sizes of the weights that exist after a walk without gradient. */
  private static double[] walk(SoftRewiring rule, double p0, int places, double eta, int steps) {
    Parameter matrix =
        new Parameter("w", places / 20, 20)
            .fillNormal(rule.temperature() / rule.l1(), SEED.stream(Purpose.WIRING, 1));
    ParameterSet weights = new ParameterSet(List.of(matrix));
    Rewiring.Running running =
        rule.start(
            weights, List.of(SparseMatrix.of(matrix, p0).withSigns(new Signs.OfPlace())), SEED);
    Gradient gradient = new Gradient(weights);
    Optimiser.Running optimiser = Sgd.PLAIN.start(weights);
    for (int step = 0; step < steps; step++) {
      running.step(gradient, optimiser, eta);
    }
    Mask mask = running.masks().get(0);
    double[] theta = new double[mask.count()];
    Arrays.setAll(theta, k -> Math.abs(matrix.values()[mask.elements()[k]]));
    return theta;
  }

  /** Greatest distance of the distribution functions, times the root of the number of samples. */
  private static double kolmogorovSmirnov(double[] samples, double rate) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    double greatest = 0;
    for (int k = 0; k < sorted.length; k++) {
      double f = 1 - Math.exp(-rate * sorted[k]);
      double low = (double) k / sorted.length;
      double high = (k + 1.0) / sorted.length;
      greatest = Math.max(greatest, Math.max(f - low, high - f));
    }
    return greatest * Math.sqrt(sorted.length);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0.3, 0.002, 1", "2, 0.5, 0.4, 0.001, 1", "1, 1, 0.3, 0.0005, 5"})
  void shouldReachTheGibbsDensityWithoutGradient(
      double l1, double temperature, double p0, double eta, int turns) {
    SoftRewiring rule = new SoftRewiring(l1, temperature, turns);
    double scale = temperature / l1; // mean of theta above zero
    assertThat(rule.thetaMin(p0)).isCloseTo(-(1 - p0) / p0 * scale, within(1e-12));
    int places = 6000;
    // The slowest mode below zero decays in (2 |theta_min| / pi)^2 / T, 2.2 and 0.06 here; the
    // walks last 4, 2 and 1.5, from a start that has the right fraction and spread already.
    int steps = turns > 1 ? 3000 : 2000;
    double[] theta = walk(rule, p0, places, eta, steps);
    // 1.95 is the 0.1 % point of Kolmogorov's distribution; clipping does not touch this side.
    assertThat(kolmogorovSmirnov(theta, l1 / temperature)).isLessThan(1.95);
    // Binomial deviation sqrt(p0 (1 - p0) / places) = 0.006; clipping widens the part below zero
    // by 0.6 of a step's noise, at most 0.06 of 2.3: at most 0.005 fewer.
    assertThat((double) theta.length / places).isCloseTo(p0, within(0.03));
  }

  @Test
  void shouldClipAndComeBackAtZero() {
    Parameter matrix = new Parameter("w", 1, 2000);
    Arrays.fill(matrix.values(), 0, 2000, 0.5f);
    ParameterSet weights = new ParameterSet(List.of(matrix));
    SoftRewiring rule = new SoftRewiring(1, 1, 1);
    Rewiring.Running running =
        rule.start(
            weights, List.of(SparseMatrix.of(matrix, 0.5).withSigns(new Signs.OfPlace())), SEED);
    Gradient gradient = new Gradient(weights);
    Mask mask = running.masks().get(0);
    for (int k = 0; k < mask.count(); k++) {
      int element = mask.elements()[k];
      gradient.of(0)[element] = Math.signum(matrix.values()[element]) * 1e6f;
    }
    running.step(gradient, Sgd.PLAIN.start(weights), 1e-4);
    // All that existed were thrown below theta_min = -1 and clipped there: with steps of 0.014 they
    // need at least 70 steps to come back; the others are uniform and come back bit by bit.
    long before = running.births();
    assertThat(running.active()).isEqualTo(before).isLessThan(40);
    Optimiser.Running plain = Sgd.PLAIN.start(weights);
    for (int step = 0; step < 20_000; step++) {
      running.step(gradient, plain, 1e-4);
    }
    // Time 2 is five times the slowest decay, (2/pi)^2; half of the places, deviation 22.
    assertThat(running.active()).isBetween(880L, 1120L);
  }
}
