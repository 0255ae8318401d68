package io.hillock.train.rewire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.train.Gradient;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Optimiser;
import io.hillock.train.optimise.Sgd;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HardRewiringTest {
  private static final Seed SEED = Seed.of(23);

  private static HardRewiring same(double l1, double temperature) {
    return new HardRewiring(l1, temperature, HardRewiring.Reconnection.SAME_MATRIX);
  }

  static List<Optimiser> optimisers() {
    return List.of(Sgd.PLAIN, new Sgd(0.9, 0), Adam.STANDARD);
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void shouldKeepTheNumberOfConnectionsOfEveryMatrix(Optimiser optimiser) {
    RewiringBench bench = new RewiringBench(same(0.02, 1e-4), optimiser);
    for (int step = 0; step < 500; step++) {
      bench.step(1, 0.02);
      assertThat(bench.running.masks().get(0).count()).isEqualTo(60); // 10 % of 30 x 20
      assertThat(bench.running.masks().get(1).count()).isEqualTo(57); // 15 % of 20 x 19
      assertThat(bench.running.active()).isEqualTo(60 + 57 + 100);
    }
    assertThat(bench.running.births()).isGreaterThan(300); // so there was something to fill
  }

  @Test
  void shouldKeepTheNumberOverAllMatricesAndShareItBySizeTimesConnectivity() {
    RewiringBench bench =
        new RewiringBench(
            new HardRewiring(0.02, 1e-4, HardRewiring.Reconnection.ANY_MATRIX), Sgd.PLAIN);
    double sum = 0;
    int steps = 4000;
    for (int step = 0; step < steps; step++) {
      bench.step(1, 0.02);
      assertThat(bench.running.active()).isEqualTo(60 + 57 + 100);
      sum += bench.running.masks().get(0).count();
    }
    // Both lose in proportion to what they have, and gain as 60 to 57; the fluctuation is about
    // sqrt(117)/2 = 5 and forgotten in some tens of steps, so the mean is good to about 1.
    assertThat(sum / steps).isBetween(56.0, 64.0);
  }

  @ParameterizedTest
  @EnumSource(HardRewiring.Reconnection.class)
  void shouldNeverChangeASignWhileAConnectionExists(HardRewiring.Reconnection reconnection) {
    for (Signs signs : List.of(new Signs.Redrawn(), new Signs.OfPlace())) {
      RewiringBench bench =
          new RewiringBench(new HardRewiring(0.02, 1e-4, reconnection), Adam.STANDARD, signs);
      float[][] before = new float[2][];
      long flips = 0;
      for (int step = 0; step < 400; step++) {
        for (int k = 0; k < 2; k++) {
          before[k] = bench.weights.all().get(k).values().clone();
        }
        long births = bench.running.births();
        bench.step(1, 0.01);
        for (int k = 0; k < 2; k++) {
          float[] w = bench.weights.all().get(k).values();
          for (int i = 0; i < w.length; i++) {
            assertThat(w[i] * before[k][i]).isGreaterThanOrEqualTo(0);
          }
        }
        flips += bench.running.births() - births;
      }
      assertThat(flips).isPositive(); // connections did go, so that signs were at stake
    }
  }

  @Test
  void shouldHoldDalesLaw() {
    RewiringBench bench = new RewiringBench(same(0.02, 1e-4), Adam.STANDARD);
    List<Boolean> excitatory = ((Signs.OfSource) bench.sparse.get(1).signs()).excitatory();
    assertThat(excitatory.stream().filter(e -> e)).hasSize(15);
    Parameter rec = bench.weights.all().get(1);
    for (int step = 0; step < 300; step++) {
      bench.step(1, 0.01);
      for (int r = 0; r < 20; r++) {
        for (int c = 0; c < 20; c++) {
          float w = excitatory.get(r) ? rec.get(r, c) : -rec.get(r, c);
          assertThat(w).isGreaterThanOrEqualTo(0);
        }
      }
    }
  }

  /** Two equal matrices of weights far from zero under small gradients. */
  @ParameterizedTest
  @MethodSource("optimisers")
  void shouldBeTheOptimiserOnAFixedMaskWithoutPenaltyNoiseAndCrossings(Optimiser optimiser) {
    ParameterSet[] weights = new ParameterSet[2];
    Rewiring.Running[] running = new Rewiring.Running[2];
    Optimiser.Running[] optimisers = new Optimiser.Running[2];
    Gradient[] gradients = new Gradient[2];
    for (int n = 0; n < 2; n++) {
      Parameter matrix = new Parameter("w", 12, 30);
      var stream = SEED.stream(Purpose.WIRING, 1);
      for (int r = 0; r < 12; r++) {
        for (int c = 0; c < 30; c++) {
          matrix.set(r, c, (stream.nextBoolean(0.5) ? 1 : -1) * (5 + stream.nextFloat()));
        }
      }
      weights[n] = new ParameterSet(List.of(matrix));
      Rewiring rule = n == 0 ? same(0, 0) : new StaticMask();
      running[n] = rule.start(weights[n], List.of(SparseMatrix.of(matrix, 0.2)), SEED);
      optimisers[n] = optimiser.start(weights[n]);
      gradients[n] = new Gradient(weights[n]);
    }
    var stream = SEED.stream(Purpose.INPUT, 1);
    for (int step = 0; step < 300; step++) {
      for (int i = 0; i < gradients[0].of(0).length; i++) {
        gradients[0].of(0)[i] = (float) stream.nextGaussian();
        gradients[1].of(0)[i] = gradients[0].of(0)[i];
      }
      for (int n = 0; n < 2; n++) {
        running[n].step(gradients[n], optimisers[n], 0.005);
      }
    }
    assertThat(running[0].births()).isZero();
    assertThat(weights[0].all().get(0).values()).isEqualTo(weights[1].all().get(0).values());
    assertThat(running[0].masks().get(0).count()).isEqualTo(72);
  }

  @Test
  void shouldMoveByGradientPenaltyAndNoise() {
    int n = 20_000;
    Parameter matrix = new Parameter("w", 1, n);
    java.util.Arrays.fill(matrix.values(), 0, n, -4);
    ParameterSet weights = new ParameterSet(List.of(matrix));
    Rewiring.Running running =
        same(0.3, 0.8).start(weights, List.of(SparseMatrix.of(matrix, 1)), SEED);
    Gradient gradient = new Gradient(weights);
    java.util.Arrays.fill(gradient.of(0), 0, n, 0.5f);
    double eta = 0.1;
    running.step(gradient, Sgd.PLAIN.start(weights), eta);
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double theta = -matrix.values()[i];
      mean += theta / n;
      squares += theta * theta / n;
    }
    // theta = 4 - eta s g - eta a + sqrt(2 eta T) nu with s = -1; standard errors: of the mean
    // 0.4/sqrt(n) = 0.003, of the variance 0.16 sqrt(2/n) = 0.0016.
    assertThat(mean).isBetween(4 + 0.05 - 0.03 - 0.012, 4 + 0.05 - 0.03 + 0.012);
    assertThat(squares - mean * mean).isBetween(0.16 - 0.0064, 0.16 + 0.0064);
    // The standard deviation eta sigma: 2 eta T = (eta sigma)^2.
    assertThat(2 * eta * HardRewiring.temperatureOf(0.2, eta))
        .isCloseTo(0.02 * 0.02, within(1e-15));
  }

  @Test
  void shouldConnectEachFreePlaceEquallyOftenAndForgetWhatTheOptimiserKnew() {
    Parameter matrix = new Parameter("w", 4, 10);
    ParameterSet weights = new ParameterSet(List.of(matrix));
    java.util.Arrays.fill(matrix.values(), 0.001f);
    Rewiring.Running running =
        same(1, 0).start(weights, List.of(SparseMatrix.of(matrix, 0.25)), SEED);
    Optimiser.Running optimiser = new Sgd(0.9, 0).start(weights);
    Gradient gradient = new Gradient(weights);
    int[] born = new int[4 * matrix.stride()];
    int steps = 4000;
    for (int step = 0; step < steps; step++) {
      Mask mask = running.masks().get(0);
      for (int k = 0; k < mask.count(); k++) {
        gradient.of(0)[mask.elements()[k]] = step == 0 ? 3 : 0;
      }
      running.step(gradient, optimiser, 0.01);
      // Without a gradient the penalty takes every connection away in every step. A momentum that
      // was not forgotten would keep some of them alive for a while.
      assertThat(running.births()).isGreaterThanOrEqualTo(10L * step);
      for (int k = 0; k < mask.count(); k++) {
        born[mask.elements()[k]]++;
        assertThat(matrix.values()[mask.elements()[k]]).isZero();
      }
    }
    for (int r = 0; r < 4; r++) {
      for (int c = 0; c < 10; c++) {
        // Binomial: 1000 +- 27; six standard deviations in 40 places.
        assertThat(born[r * matrix.stride() + c]).isBetween(840, 1160);
      }
    }
  }

  @Test
  void shouldDrawAFairSignAtEachBirthOrKeepThatOfThePlace() {
    for (Signs signs : List.of(new Signs.Redrawn(), new Signs.OfPlace())) {
      Parameter matrix = new Parameter("w", 1, 40);
      ParameterSet weights = new ParameterSet(List.of(matrix));
      Rewiring.Running running =
          same(1, 0.5).start(weights, List.of(SparseMatrix.of(matrix, 0.5).withSigns(signs)), SEED);
      Gradient gradient = new Gradient(weights);
      Optimiser.Running optimiser = Sgd.PLAIN.start(weights);
      int[] positive = new int[40];
      int[] negative = new int[40];
      for (int step = 0; step < 4000; step++) {
        running.step(gradient, optimiser, 0.05);
        for (int i = 0; i < 40; i++) {
          positive[i] += matrix.values()[i] > 0 ? 1 : 0;
          negative[i] += matrix.values()[i] < 0 ? 1 : 0;
        }
      }
      for (int i = 0; i < 40; i++) {
        if (signs instanceof Signs.Redrawn) {
          assertThat(Math.min(positive[i], negative[i])).isPositive();
        } else {
          assertThat(Math.min(positive[i], negative[i])).isZero();
        }
        assertThat(positive[i] + negative[i]).isPositive();
      }
    }
  }
}
