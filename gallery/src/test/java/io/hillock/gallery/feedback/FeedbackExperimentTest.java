package io.hillock.gallery.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.gallery.Environment;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.StoppedException;
import io.hillock.learning.layered.Grid;
import io.hillock.learning.layered.LayeredParameters;
import io.hillock.random.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeedbackExperimentTest {
  private static final Seed SEED = Seed.of(31);
  private static final int HIDDEN = 40;

  private static final Topology.Schedule SCHEDULE = new Topology.Schedule(2, 0.6);

  private static LayeredParameters network(FeedbackArm arm, Topology topology) {
    return arm.network(new Grid(28, 28, 1), topology.layers(HIDDEN, 10));
  }

  private static Trained learn(FeedbackArm arm, Topology topology, ImageTask task) {
    FeedbackRun run = new FeedbackRun(task, network(arm, topology), SEED);
    assertThat(run.learn(SCHEDULE, Progress.SILENT)).isTrue();
    return new Trained(arm, List.of(run.figures()));
  }

  @Test
  void shouldLearnGeneratedDigitsInTheExpectedOrder() {
    ImageTask task = ImageTask.generated(SEED);
    Trained bp = learn(FeedbackArm.BP, Topology.ONE_LAYER, task);
    Trained drtp = learn(FeedbackArm.DRTP, Topology.ONE_LAYER, task);
    Trained frozen = learn(FeedbackArm.SHALLOW, Topology.ONE_LAYER, task);
    // Chance is 90 %; the standard error over 2,000 images is at most 1.1 points.
    assertThat(bp.errors()[0]).isLessThan(drtp.errors()[0]);
    assertThat(drtp.errors()[0]).isLessThan(frozen.errors()[0]).isLessThan(50);
    assertThat(bp.finalAngles()[0]).isLessThan(0.1);
    assertThat(drtp.samples()).isEqualTo(2L * task.training().size());
    RuleCost cost = drtp.cost("test");
    assertThat(cost.accuracy()).isEqualTo(1 - drtp.errors()[0] / 100);
    // The input, two layers of deltas, a row of feedback for each class: words of 4 bytes.
    assertThat(cost.learningBytes()).isEqualTo(4.0 * (784 + HIDDEN + 10 + 10 * HIDDEN));
  }

  @Test
  void shouldLearnGeneratedDigitsByConvolution() {
    ImageTask task = ImageTask.generated(SEED);
    double bp = learn(arm("bp"), Topology.CONVOLUTION, task).errors()[0];
    double frozen = learn(arm("shallow"), Topology.CONVOLUTION, task).errors()[0];
    assertThat(bp).isLessThan(frozen).isLessThan(20); // chance is 90 %
  }

  private static FeedbackArm arm(String metric) {
    return FeedbackArm.CONVOLUTIONAL.stream()
        .filter(a -> a.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldGiveTheSameBitsAgain() {
    ImageTask task = ImageTask.generated(SEED);
    Trained a = learn(FeedbackArm.DFA, Topology.ONE_LAYER, task);
    Trained b = learn(FeedbackArm.DFA, Topology.ONE_LAYER, task);
    assertThat(a.figures().getFirst().toKeep().toBytes())
        .isEqualTo(b.figures().getFirst().toKeep().toBytes());
    assertThat(a.firstEpochAngles()[0]).isLessThan(90);
  }

  @Test
  void shouldGoOnAfterAnInterruptionToTheSameResult() {
    KeptInMemory parts = new KeptInMemory();
    StopAfter whole = StopAfter.never();
    Result expected = new FeedbackExperiment().run(environment(whole, Parts.NONE));
    assertThat(whole.done()).isEqualTo(whole.announced());
    StopAfter half = new StopAfter(whole.announced() / 2);
    assertThatThrownBy(() -> new FeedbackExperiment().run(environment(half, parts)))
        .isInstanceOf(StoppedException.class);
    int kept = parts.keys().size();
    Result resumed = new FeedbackExperiment().run(environment(StopAfter.never(), parts));
    assertThat(kept).isBetween(1, parts.atTheEnd() - 1);
    assertThat(resumed.metrics()).isEqualTo(expected.metrics());
    assertThat(resumed.claims()).isEqualTo(expected.claims());
    assertThat(resumed.rules()).isEqualTo(expected.rules());
    assertThat(resumed.tables()).isEqualTo(expected.tables());
    assertThat(expected.rules()).hasSize(FeedbackArm.ALL.size() + FeedbackArm.CONVOLUTIONAL.size());
    assertThat(parts.keys()).isEmpty();
    assertThat(expected.holds()).isTrue();
  }

  @Test
  void shouldSayBeforehandHowLongItWillTake() {
    Environment paper =
        new Environment(List.of(SEED), Scale.PAPER, Optional.empty(), Progress.SILENT);
    Duration expected = new FeedbackExperiment().expected(paper).orElseThrow();
    // 2.2 million samples of at least a tenth of a microsecond on four cores, less than a day.
    assertThat(expected).isBetween(Duration.ofMillis(50), Duration.ofDays(1));
  }

  private static Environment environment(Progress progress, Parts parts) {
    return new Environment(List.of(SEED), Scale.QUICK, Optional.empty(), progress, parts);
  }

  @Test
  void shouldUnlockUpdatesOfRandomTargets() {
    ImageTask task = ImageTask.generated(SEED);
    UpdateUnlocking found =
        UpdateUnlocking.run(task, network(FeedbackArm.DRTP, Topology.TWO_LAYERS), SEED, 100);
    assertThat(found.mismatches()).isZero();
    assertThat(found.upper()).isZero();
    assertThat(UpdateUnlocking.trace(task, network(FeedbackArm.DRTP, Topology.TWO_LAYERS), SEED))
        .isEqualTo("evaluate 1, write 1, evaluate 2, write 2, evaluate 3, write 3");
  }
}
