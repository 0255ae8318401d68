package io.hillock.gallery.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SequentialRunTest {
  private static final SequentialTask TASK =
      SequentialTask.of(
          new Environment(List.of(Seed.of(12)), Scale.QUICK, Optional.empty(), Progress.SILENT));

  private static SequentialSettings few(int batches) {
    SequentialSettings all = SequentialSettings.ROW_GENERATED;
    return new SequentialSettings(
        all.name(),
        all.code(),
        all.spiking(),
        20,
        all.wiring(),
        all.spikingCourse().over(batches, 100),
        all.lstmCourse().over(batches, 100),
        100);
  }

  private static SequentialRun run(SequentialArm arm, int batches) {
    return new SequentialRun(arm, few(batches), TASK, Seed.of(12));
  }

  @ParameterizedTest
  @EnumSource(SequentialArm.class)
  void shouldGoOnFromItsCheckpointToTheBit(SequentialArm arm) {
    SequentialRun whole = run(arm, 20);
    assertThat(whole.learn(Parts.NONE, "a", Progress.SILENT)).isTrue();
    KeptInMemory parts = new KeptInMemory();
    assertThat(run(arm, 20).learn(parts, "a", new StopAfter(7))).isFalse();
    SequentialRun resumed = run(arm, 20);
    StopAfter never = StopAfter.never();
    assertThat(resumed.learn(parts, "a", never)).isTrue();
    assertThat(never.done()).isEqualTo(20);
    Figures a = resumed.figures();
    Figures b = whole.figures();
    for (String name :
        List.of(
            SequentialRun.ACCURACY,
            SequentialRun.TRAINING,
            SequentialRun.VALIDATION,
            SequentialRun.SPIKES,
            SequentialRun.OPERATIONS,
            SequentialRun.CONNECTIONS)) {
      assertThat(a.row(name)).as(name).isEqualTo(b.row(name));
    }
  }

  @Test
  void shouldLearnDigitsRowByRow() {
    SequentialRun run = run(SequentialArm.LSNN, 250);
    run.learn(Parts.NONE, "a", Progress.SILENT);
    Figures f = run.figures();
    // Chance is 0.1; the standard error over 2000 digits is below 0.011.
    assertThat(f.get(SequentialRun.ACCURACY)).isGreaterThan(0.5);
    // At most 4.42, known before the run; less is used when few units are near threshold.
    assertThat(f.get(SequentialRun.TAPE)).isBetween(0.25, run.tapeBound());
    assertThat(run.tapeBound()).isLessThan(4.5);
    // Every spike is read by 219 units and 10 readouts.
    assertThat(f.get(SequentialRun.OPERATIONS)).isGreaterThan(229 * f.get(SequentialRun.SPIKES));
  }

  @Test
  void shouldKeepTheWiringSparse() {
    SequentialRun run = run(SequentialArm.REWIRED, 30);
    run.learn(Parts.NONE, "a", Progress.SILENT);
    Figures f = run.figures();
    double places = 28 * 220 + 220 * 219 + 220 * 10;
    // 12 % of the places, rounded in each of three matrices, and ten biases.
    assertThat(f.get(SequentialRun.CONNECTIONS)).isBetween(0.12 * places + 8, 0.12 * places + 12);
  }
}
