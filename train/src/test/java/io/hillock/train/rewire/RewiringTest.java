package io.hillock.train.rewire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.network.Snapshot;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Optimiser;
import io.hillock.train.optimise.Sgd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds under every rule. */
class RewiringTest {
  static List<Rewiring> rules() {
    return List.of(
        new HardRewiring(0.01, 1e-4, HardRewiring.Reconnection.SAME_MATRIX),
        new HardRewiring(0.01, 0, HardRewiring.Reconnection.ANY_MATRIX),
        new SoftRewiring(0.01, 1e-4, 1),
        new SoftRewiring(0.01, 1e-4, 7),
        new StaticMask(),
        new MagnitudePruning(4, 10, 90, 5, 0.2));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldKeepZeroWhatDoesNotExistWhateverGradientAndMomentumSay(Rewiring rule) {
    RewiringBench bench = new RewiringBench(rule, Adam.STANDARD);
    for (int step = 0; step < 120; step++) {
      bench.step(1, 0.01);
      for (int k = 0; k < 3; k++) {
        Parameter parameter = bench.weights.all().get(k);
        Mask mask = bench.running.masks().get(k);
        for (int i = 0; i < parameter.values().length; i++) {
          if (!mask.contains(i)) {
            assertThat(parameter.values()[i]).isZero();
          }
        }
        for (int r = 0; k == 1 && r < 20; r++) {
          assertThat(mask.contains(r * parameter.stride() + r)).isFalse(); // no self-connection
        }
      }
      assertThat(bench.running.masks().get(2).isFull()).isTrue(); // not sparse
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldResumeToTheSameBits(Rewiring rule) {
    RewiringBench whole = new RewiringBench(rule, Adam.STANDARD);
    for (int step = 0; step < 100; step++) {
      whole.step(1, 0.01);
    }
    RewiringBench first = new RewiringBench(rule, Adam.STANDARD);
    for (int step = 0; step < 37; step++) {
      first.step(1, 0.01);
    }
    byte[] kept = Snapshot.capture(first, Map.of()).toBytes();
    RewiringBench second = new RewiringBench(rule, Adam.STANDARD);
    second.step(1, 0.01); // a past of its own, which the snapshot replaces
    Snapshot.fromBytes(kept, "test").restore(second, "test");
    for (int step = 37; step < 100; step++) {
      second.step(1, 0.01);
    }
    assertThat(Snapshot.capture(second, Map.of()).toBytes())
        .isEqualTo(Snapshot.capture(whole, Map.of()).toBytes());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldGiveTheSameBitsBehindAnOptimiserOfWholeMatrices(Rewiring rule) {
    for (Optimiser optimiser : List.of(Adam.STANDARD, new Sgd(0.9, 0.01))) {
      RewiringBench byLists = new RewiringBench(rule, optimiser);
      RewiringBench whole = new RewiringBench(rule, optimiser);
      for (int step = 0; step < 100; step++) {
        byLists.step(1, 0.01);
        whole.draw(1);
        whole.running.before(whole.gradient);
        whole.optimiser.step(whole.gradient, 0.01);
        whole.running.after(whole.gradient, whole.optimiser, 0.01);
      }
      assertThat(Snapshot.capture(whole, Map.of()).diff(Snapshot.capture(byLists, Map.of())))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldAllocateNothingInAStep(Rewiring rule) {
    RewiringBench bench = new RewiringBench(rule, Sgd.PLAIN);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    for (int step = 0; step < 2000; step++) {
      bench.step(1, 0.01);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int step = 0; step < 2000; step++) {
      bench.step(1, 0.01);
    }
    // Lists are walked by index; a compiler that has not finished may box a few objects.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2000);
  }

  @Test
  void shouldLeaveTheGradientZeroWhereConnectionsExisted() {
    RewiringBench bench = new RewiringBench(rules().getFirst(), Sgd.PLAIN);
    Mask before = bench.running.masks().getFirst();
    int[] existed = java.util.Arrays.copyOf(before.elements(), before.count());
    bench.step(1, 0.01);
    for (int element : existed) {
      assertThat(bench.gradient.of(0)[element]).isZero();
    }
  }

  @Test
  void shouldRestrictAGradientToWhatExists() {
    RewiringBench bench = new RewiringBench(rules().getFirst(), Sgd.PLAIN);
    bench.draw(1);
    bench.running.before(bench.gradient);
    for (int k = 0; k < 3; k++) {
      Mask mask = bench.running.masks().get(k);
      for (int i = 0; i < mask.elements().length; i++) {
        assertThat(bench.gradient.of(k)[i] != 0).isEqualTo(mask.contains(i));
      }
    }
  }

  @Test
  void shouldRefuseWhatMakesNoSense() {
    Parameter matrix = new Parameter("w", 4, 4);
    assertThatThrownBy(() -> SparseMatrix.of(matrix, 0)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> SparseMatrix.of(matrix, Double.NaN))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(
            () -> SparseMatrix.of(matrix, 0.5).withSigns(new Signs.OfSource(List.of(true))))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("4 sources");
    assertThatThrownBy(() -> new HardRewiring(-1, 0, HardRewiring.Reconnection.SAME_MATRIX))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new SoftRewiring(0.1, 0, 1)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new MagnitudePruning(0.5, 1, 2, 1, 0))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(
            () -> new RewiringBench(new SoftRewiring(0.1, 1e-3, 1), Sgd.PLAIN, new Signs.Redrawn()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("signs");
  }
}
