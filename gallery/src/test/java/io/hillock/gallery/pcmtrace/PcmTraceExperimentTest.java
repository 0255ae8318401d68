package io.hillock.gallery.pcmtrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.StoppedException;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PcmTraceExperimentTest {
  private static Figures learned(RewardTask task, TraceArm arm) {
    return RewardLearner.networks(4, task, arm, Seed.of(31), Progress.SILENT).orElseThrow();
  }

  /** 16 patterns: one wrong in one of four networks is 1.6 points. */
  @Test
  void shouldLearnLateRewardsByDriftAndNeitherByALatchNorWithoutATrace() {
    assertThat(learned(RewardTask.EASY, TraceArm.PCM).get("accuracy")).isGreaterThan(0.95);
    assertThat(learned(RewardTask.EASY, TraceArm.EXPONENTIAL).get("accuracy")).isGreaterThan(0.95);
    assertThat(learned(RewardTask.EASY, TraceArm.LATCH).get("accuracy")).isLessThan(0.85);
    Figures none = learned(RewardTask.EASY, TraceArm.NONE);
    // 1280 guesses: 4 standard errors
    assertThat(Math.abs(none.get("accuracy") - 0.5)).isLessThan(4 * 0.5 / Math.sqrt(1280));
    assertThat(none.ledger().total().get(CountKind.SYNAPSE_WRITE)).isZero();
  }

  @Test
  void shouldTellOverlappingEventsApartTheBetterTheLessExponentsSpread() {
    double alike = learned(RewardTask.HARD, TraceArm.SPREAD_0).get("accuracy");
    double wide = learned(RewardTask.HARD, TraceArm.SPREAD_45).get("accuracy");
    assertThat(alike).isGreaterThan(0.9);
    assertThat(wide).isBetween(0.3, alike - 0.15);
  }

  @Test
  void shouldCountOneResetForEachPatternAndWaitInTheTimeOfTheTask() {
    Figures pcm = learned(RewardTask.EASY, TraceArm.PCM);
    int patterns = 4 * RewardTask.EASY.events();
    assertThat(pcm.ledger().of("rule0").get(CountKind.PROGRAMMING_PULSE)).isEqualTo(patterns);
    assertThat(pcm.ledger().of("rule0").get(CountKind.ERROR_EVENT)).isEqualTo(patterns);
    // 10 s to the reward and 20 s to the next pattern, on average; 2 % is 5 standard errors
    assertThat(pcm.get("simulatedS") / patterns).isBetween(29.4, 30.6);
  }

  @Test
  void shouldShowTheSameAgainAlsoAfterAnInterruption() {
    PcmTraceExperiment small = new PcmTraceExperiment(1);
    KeptInMemory kept = new KeptInMemory();
    Environment stopped = environment(new StopAfter(20)).withParts(kept);
    assertThatThrownBy(() -> small.run(stopped)).isInstanceOf(StoppedException.class);
    Result resumed = small.run(environment(Progress.SILENT).withParts(kept));
    Result whole = small.run(environment(Progress.SILENT));
    assertThat(resumed.metrics()).isEqualTo(whole.metrics());
    assertThat(whole.metrics())
        .containsKeys(
            "accuracy.pcm",
            "accuracy.exponential",
            "accuracy.latch",
            "accuracy.none",
            "hard.accuracy.pcm",
            "hard.accuracy.exponential",
            "hard.accuracy.latch",
            "hard.accuracy.none");
    assertThat(whole.rules()).isNotEmpty();
    assertThat(whole.plots()).isNotEmpty();
  }

  private static Environment environment(Progress progress) {
    return new Environment(List.of(Seed.of(31)), Scale.QUICK, Optional.empty(), progress);
  }
}
