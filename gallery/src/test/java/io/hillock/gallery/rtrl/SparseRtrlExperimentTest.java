package io.hillock.gallery.rtrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.StoppedException;
import io.hillock.ledger.CountKind;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SparseRtrlExperimentTest {
  private static final SpiralProtocol SMALL = new SpiralProtocol(32, 6, 400, 200);

  private static Figures learn(SpiralProtocol protocol, SpiralArm arm) {
    return new SpiralRun(protocol, arm, Seed.of(21))
        .learn(Progress.SILENT, Parts.NONE, "a")
        .orElseThrow();
  }

  @Test
  void shouldLearnWhichWayASpiralTurnsWhileItRuns() {
    Figures f =
        learn(new SpiralProtocol(32, 6, 1500, 400), SpiralArm.of(Lesson.TURN, SpiralArm.Way.EXACT));
    // Chance is 0.5, the standard error over 400 sequences at most 0.025.
    assertThat(f.get(SpiralRun.ACCURACY)).isGreaterThan(0.8);
    // Three changes in each sequence of 18 points.
    assertThat(f.row(SpiralRun.DONE)).containsExactly(4500, 27_000, 1500);
    assertThat(f.row(SpiralRun.GRADIENT_ERROR)).containsExactly(new double[2], within(1e-10));
    assertThat(f.row(SpiralRun.MULTIPLICATIONS)[0]).isEqualTo(f.row(SpiralRun.FORMULAS)[0]);
    assertThat(f.row(SpiralRun.MULTIPLICATIONS)[1] / f.row(SpiralRun.MULTIPLICATIONS)[2])
        .isLessThan(0.1);
    assertThat(f.row(SpiralRun.SHARES)[2]).isCloseTo(9.0 / 35, within(1e-12));
  }

  @Test
  void shouldNotTellATurnWithoutRecurrentConnections() {
    Figures f = learn(SMALL, SpiralArm.of(Lesson.TURN, SpiralArm.Way.NO_RECURRENCE));
    // Four standard errors around chance.
    assertThat(f.get(SpiralRun.ACCURACY)).isBetween(0.36, 0.64);
    assertThat(f.row(SpiralRun.MULTIPLICATIONS)[0]).isZero();
  }

  @ParameterizedTest
  @EnumSource(SpiralArm.Way.class)
  void shouldGoOnFromItsCheckpointToTheBit(SpiralArm.Way way) {
    SpiralArm arm = SpiralArm.of(Lesson.MEMORY, way);
    Figures whole = learn(SMALL, arm);
    KeptInMemory parts = new KeptInMemory();
    assertThat(new SpiralRun(SMALL, arm, Seed.of(21)).learn(new StopAfter(2), parts, "a"))
        .isEmpty();
    StopAfter never = StopAfter.never();
    Figures resumed = new SpiralRun(SMALL, arm, Seed.of(21)).learn(never, parts, "a").orElseThrow();
    assertThat(resumed.toKeep().diff(whole.toKeep())).isEmpty();
    assertThat(never.done()).isEqualTo(SpiralRun.progressSteps(SMALL));
  }

  @Test
  void shouldTakeUpAfterAnInterruptionAndFindTheSameOnAnyNumberOfThreads() {
    SpiralProtocol tiny = new SpiralProtocol(32, 4, 100, 50);
    KeptInMemory parts = new KeptInMemory();
    assertThatThrownBy(() -> learn(1, environment(new StopAfter(5), parts), tiny))
        .isInstanceOf(StoppedException.class);
    Outcomes resumed = learn(2, environment(StopAfter.never(), parts), tiny);
    Outcomes whole = learn(1, environment(Progress.SILENT, Parts.NONE), tiny);
    for (SpiralArm arm : SparseRtrlExperiment.ARMS) {
      Snapshot kept = resumed.trained().get(arm).getFirst().toKeep();
      assertThat(kept.diff(whole.trained().get(arm).getFirst().toKeep()))
          .as(arm.toString())
          .isEmpty();
    }
    assertThat(resumed.sweep().toKeep().diff(whole.sweep().toKeep())).isEmpty();
    assertThat(whole.gradientError()).isPositive().isLessThanOrEqualTo(1e-10);
    assertThat(whole.formulaDeviation()).isLessThanOrEqualTo(1e-12);
    assertThat(whole.memoryGrowth(MemoryCurve.BACKWARD)).isCloseTo(10, within(1e-12));
    assertThat(whole.memoryGrowth(MemoryCurve.FORWARD)).isBetween(1.0, 1.05);
  }

  private static Outcomes learn(int threads, Environment environment, SpiralProtocol protocol) {
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.invoke(
          ForkJoinTask.adapt(() -> SparseRtrlExperiment.learn(environment, protocol)));
    }
  }

  private static Environment environment(Progress progress, Parts parts) {
    return new Environment(List.of(Seed.of(22)), Scale.QUICK, Optional.empty(), progress)
        .withParts(parts);
  }

  @Test
  void shouldAccountForLearningAndNotForScoring() {
    Figures few = learn(SMALL, SpiralArm.of(Lesson.ARM, SpiralArm.Way.EXACT));
    Figures many =
        learn(new SpiralProtocol(32, 6, 400, 400), SpiralArm.of(Lesson.ARM, SpiralArm.Way.EXACT));
    assertThat(many.ledger().total().get(CountKind.STEP))
        .isEqualTo(few.ledger().total().get(CountKind.STEP))
        .isEqualTo(400L * Lesson.LENGTH);
    assertThat(few.row(SpiralRun.INFERENCE)[3]).isEqualTo(32 * Lesson.LENGTH);
  }

  @Test
  void shouldMakeAWholeResult() {
    // Every figure that a claim or plot wants must be there; the claims themselves need more units
    // and more sequences.
    Environment environment = environment(Progress.SILENT, Parts.NONE);
    Outcomes outcomes = SparseRtrlExperiment.learn(environment, new SpiralProtocol(32, 4, 100, 50));
    var result = SparseRtrlExperiment.result(environment, outcomes);
    assertThat(result.metrics())
        .containsKeys("gradientError", "operations.ratioToDense", "accuracy", "speedup.wallClock");
    assertThat(result.claims().getFirst().relation()).isEqualTo(Claim.Relation.AT_MOST);
    assertThat(result.claims().getFirst().holds()).isTrue();
    assertThat(result.rules()).hasSize(10);
    assertThat(result.plots()).hasSize(5);
    assertThat(result.tables()).allMatch(t -> !t.rows().isEmpty());
  }
}
