package io.hillock.gallery.reckon;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReckonExperimentTest {
  @Test
  void shouldFollowTheCircuitOverTenEpochsOfItsBench() {
    ReckonData data = ReckonData.read(ReckonBenchTest.folder());
    Figures bench =
        ReckonRun.of(
                ReckonArm.BENCH, data, ReckonData.trials(Seed.of(1), 0, 5), 10, 2, Progress.SILENT)
            .orElseThrow();
    assertThat(bench.row("train")).containsExactly(32, 46, 47, 46, 48, 47, 49, 48, 48, 50);
    assertThat(bench.row("test")).containsExactly(45, 49, 49, 50, 50, 50, 47, 49, 49, 49);
    assertThat(bench.get("hashes")).isEqualTo(12);
    assertThat(bench.get("hashMismatches")).isZero();
    // Steps of single weights over ten epochs in the circuit.
    assertThat(bench.row("changes")).containsExactly(28_151, 53_255, 31_310);
    // Training alone is accounted: 2250 ticks less the first, which only delivers.
    assertThat(bench.ledger().total().get(CountKind.STEP)).isEqualTo(10 * 50 * 2249);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BENCH")
  void shouldFollowTheReferenceWhereSomethingIsLeftOut(ReckonArm arm) {
    ReckonData data = ReckonData.read(ReckonBenchTest.folder());
    Figures run =
        ReckonRun.of(arm, data, ReckonData.trials(Seed.of(1), 0, 5), 1, 1, Progress.SILENT)
            .orElseThrow();
    double[] expected = Arrays.stream(Arrays.copyOf(arm.reference(), 1)).asDoubleStream().toArray();
    assertThat(run.row("test")).isEqualTo(expected);
  }

  @Test
  void shouldLearnGeneratedTrialsWithoutAnyData() {
    Result result =
        new ReckonExperiment()
            .run(
                new Environment(
                    List.of(Seed.of(2)), Scale.QUICK, Optional.empty(), Progress.SILENT));
    assertThat(result.dataSource()).isEqualTo("generated");
    assertThat(result.metrics())
        .doesNotContainKey("hash.mismatches")
        .doesNotContainKey("curve.mismatches.leak20ms")
        .containsEntry("learningBits", 8704.0);
    // All but the time, which a busy machine stretches.
    assertThat(result.claims()).filteredOn(c -> !c.unit().equals("s")).allMatch(c -> c.holds());
    assertThat(result.rules()).hasSize(1);
    RuleCost cost = result.rules().getFirst();
    assertThat(cost.learningBytes()).isEqualTo(1088);
    assertThat(cost.accuracy()).isEqualTo(result.metrics().get("accuracy.fresh"));
    // In every tick 100 neurons, two outputs and six traces for a pair; spikes and learning add.
    assertThat(cost.accessesPerStep()).isBetween(400.0, 4000.0);
    assertThat(cost.energyPerSample().values()).hasSize(2).allMatch(e -> e.value() > 0);
  }
}
