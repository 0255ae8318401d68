package io.hillock.gallery.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.StoppedException;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnergyScalingExperimentTest {
  private static final EnergyScalingExperiment.Extent SMALL =
      new EnergyScalingExperiment.Extent(new int[] {16, 32, 64}, 100, 50, 200);

  private static Environment environment(Progress progress, Parts parts) {
    return new Environment(List.of(Seed.of(23)), Scale.QUICK, Optional.empty(), progress)
        .withParts(parts);
  }

  private static Grown grow(int threads, Environment environment) {
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.invoke(
          ForkJoinTask.adapt(() -> EnergyScalingExperiment.grow(environment, SMALL)));
    }
  }

  private static Figures learn(GrownNetwork.Plan plan) {
    return new GrownNetwork(plan, Seed.of(24))
        .learn(Progress.SILENT, Parts.NONE, "a")
        .orElseThrow();
  }

  @Test
  void shouldLearnTheTaskAndCountWhatInferenceDoes() {
    Figures f = learn(new GrownNetwork.Plan(Family.SPARSE, 48, 1200, 400));
    // Chance is 0.5, its standard error 0.025.
    assertThat(f.get(GrownNetwork.ACCURACY)).isGreaterThan(0.85);
    double[] row = f.row(GrownNetwork.INFERENCE);
    assertThat(row[1]).isEqualTo(18 * 48 * 2);
    assertThat(row[2]).isEqualTo(18 * (48 + 2));
    // Each event is read by 8 units on average, but those of the last step by none, and by both
    // outputs.
    assertThat(row[0]).isLessThanOrEqualTo(row[3] * 15).isGreaterThan(row[3] * 5);
    assertThat(f.row(GrownNetwork.CLOCKED)[0]).isEqualTo(18.0 * 48 * (48 + 2 + 2));
    assertThat(f.ledger().total().get(CountKind.NEURON_UPDATE)).isEqualTo(400L * 18 * 50);
  }

  @Test
  void shouldBeginWithAboutAsManyActiveUnitsAtEverySize() {
    for (int units : new int[] {64, 256}) {
      Figures f = learn(new GrownNetwork.Plan(Family.FEW_EVENTS, units, 3, 200));
      // Three changes of the parameters are nothing yet. The share is set on 20 spirals, with the
      // events of the network before its biases were shifted.
      assertThat(f.row(GrownNetwork.INFERENCE)[3] / 18).isCloseTo(8, within(2.5));
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void shouldGoOnFromItsCheckpointToTheBit(Family family) {
    GrownNetwork.Plan plan = new GrownNetwork.Plan(family, 24, 200, 50);
    Figures whole = learn(plan);
    KeptInMemory parts = new KeptInMemory();
    assertThat(new GrownNetwork(plan, Seed.of(24)).learn(new StopAfter(2), parts, "a")).isEmpty();
    StopAfter never = StopAfter.never();
    Figures resumed = new GrownNetwork(plan, Seed.of(24)).learn(never, parts, "a").orElseThrow();
    assertThat(resumed.toKeep().diff(whole.toKeep())).isEmpty();
    assertThat(never.done()).isEqualTo(plan.steps());
  }

  @Test
  void shouldTakeUpAfterAnInterruptionAndMakeAWholeResult() {
    KeptInMemory parts = new KeptInMemory();
    assertThatThrownBy(() -> grow(1, environment(new StopAfter(5), parts)))
        .isInstanceOf(StoppedException.class);
    Environment environment = environment(StopAfter.never(), parts);
    Grown resumed = grow(2, environment);
    Grown whole = grow(1, environment(Progress.SILENT, Parts.NONE));
    for (Family family : Family.values()) {
      for (int k = 0; k < SMALL.sizes().length; k++) {
        var kept = resumed.networks().get(family).get(k).getFirst().toKeep();
        assertThat(kept.diff(whole.networks().get(family).get(k).getFirst().toKeep())).isEmpty();
      }
    }
    assertThat(whole.inconsistency()).isLessThan(1e-12);
    Result result = EnergyScalingExperiment.result(environment, resumed);
    assertThat(result.metrics())
        .containsKeys(
            "exponent.wires.dense2d", "exponent.reads.sparse", "crossover.activity.fp32Dram");
    assertThat(result.plots()).hasSize(6);
    for (Plot plot : result.plots()) {
      assertThat(((Plot.Curves) plot).marks().notes()).isNotEmpty();
    }
    assertThat(result.tables().toString()).contains("unverified").contains("omitted");
  }
}
