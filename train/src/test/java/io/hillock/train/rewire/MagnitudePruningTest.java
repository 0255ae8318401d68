package io.hillock.train.rewire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.train.Gradient;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Optimiser;
import io.hillock.train.optimise.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MagnitudePruningTest {
  private static final Seed SEED = Seed.of(31);

  private final Parameter matrix =
      new Parameter("w", 20, 25).fillNormal(1, SEED.stream(Purpose.WIRING, 1));
  private final ParameterSet weights = new ParameterSet(List.of(matrix));
  private final Gradient gradient = new Gradient(weights);
  private final Optimiser.Running optimiser = Sgd.PLAIN.start(weights);

  private Rewiring.Running start(MagnitudePruning rule) {
    return rule.start(weights, List.of(SparseMatrix.of(matrix, 0.1)), SEED);
  }

  @Test
  void shouldFollowTheCubicSchedule() {
    Rewiring.Running running = start(new MagnitudePruning(6, 10, 40, 10, 0));
    List<Integer> counts = new ArrayList<>();
    for (int step = 1; step <= 60; step++) {
      running.step(gradient, optimiser, 0.1);
      if (step % 10 == 0 || step == 9) {
        counts.add(running.masks().get(0).count());
      }
    }
    // 300 at the start, 50 at the end, 50 + 250 (1 - f)^3 at f = 0, 1/3, 2/3, 1.
    assertThat(counts).containsExactly(300, 300, 124, 59, 50, 50, 50);
    assertThat(running.births()).isZero();
  }

  @Test
  void shouldTakeTheWeakestAndNeverBringThemBackWithoutRegrowth() {
    Rewiring.Running running = start(new MagnitudePruning(Double.POSITIVE_INFINITY, 5, 5, 1, 0));
    Mask mask = running.masks().get(0);
    assertThat(mask.isFull()).isTrue();
    double[] sizes = new double[500];
    for (int i = 0; i < 500; i++) {
      sizes[i] = Math.abs(matrix.get(i / 25, i % 25));
    }
    java.util.Arrays.sort(sizes);
    for (int step = 0; step < 8; step++) {
      running.step(gradient, optimiser, 0.1);
    }
    assertThat(mask.count()).isEqualTo(50);
    for (int k = 0; k < 50; k++) {
      assertThat(Math.abs(matrix.values()[mask.elements()[k]]))
          .isGreaterThanOrEqualTo((float) sizes[450]);
    }
  }

  @Test
  void shouldTakeTheFirstOfEqualOnes() {
    java.util.Arrays.fill(matrix.values(), 1);
    Rewiring.Running running = start(new MagnitudePruning(Double.POSITIVE_INFINITY, 1, 1, 1, 0));
    running.step(gradient, optimiser, 0.1);
    Mask mask = running.masks().get(0);
    assertThat(mask.count()).isEqualTo(50);
    assertThat(mask.elements()[0]).isEqualTo(18 * matrix.stride()); // two rows of 25 are left
  }

  @Test
  void shouldRegrowWithoutChangingTheNumbersOfTheSchedule() {
    MagnitudePruning rule = new MagnitudePruning(6, 10, 40, 10, 0.3);
    Rewiring.Running running = start(rule);
    Mask mask = running.masks().get(0);
    List<Integer> counts = new ArrayList<>();
    for (int step = 1; step <= 40; step++) {
      running.step(gradient, optimiser, 0.1);
      if (step % 10 == 0) {
        counts.add(mask.count());
      }
    }
    assertThat(counts).containsExactly(300, 124, 59, 50);
    // R = 0.3 K (1 - f): 90 of 300, 25 of 124, 6 of 59, none at the end.
    assertThat(running.births()).isEqualTo(90 + 25 + 6);
  }

  @Test
  void shouldStartFromTheSameMaskAsAStaticOneWhenNothingIsOvergrown() {
    Rewiring.Running running = start(new MagnitudePruning(1, 1, 1, 1, 0));
    Rewiring.Running other =
        new StaticMask().start(weights, List.of(SparseMatrix.of(matrix, 0.1)), SEED);
    Mask mask = running.masks().get(0);
    assertThat(other.masks().get(0).elements()).isEqualTo(mask.elements());
  }
}
