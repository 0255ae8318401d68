package io.hillock.gallery.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.data.idx.LabelledImages;
import io.hillock.random.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeedbackExperimentTest {
  private static final Seed SEED = Seed.of(31);
  private static final int HIDDEN = 40;

  private static FeedbackRun.Outcome learn(FeedbackArm arm, ImageTask task) {
    return new FeedbackRun(task, arm.network(784, HIDDEN, 1, 10), SEED).learn(2, 0.6, () -> false);
  }

  @Test
  void shouldLearnGeneratedStrokesInTheExpectedOrder() {
    ImageTask task = ImageTask.generated(SEED);
    FeedbackRun.Outcome bp = learn(FeedbackArm.BP, task);
    FeedbackRun.Outcome drtp = learn(FeedbackArm.DRTP, task);
    FeedbackRun.Outcome frozen = learn(FeedbackArm.SHALLOW, task);
    // Chance is 90 %; the standard error over 2,000 images is at most 1.1 points.
    assertThat(bp.errorPercent()).isLessThan(drtp.errorPercent());
    assertThat(drtp.errorPercent()).isLessThan(frozen.errorPercent()).isLessThan(50);
    assertThat(bp.finalAngle()).isLessThan(0.1);
    assertThat(drtp.samples()).isEqualTo(2L * task.training().size());
  }

  @Test
  void shouldGiveTheSameBitsAgain() {
    ImageTask task = ImageTask.generated(SEED);
    FeedbackRun.Outcome a = learn(FeedbackArm.DFA, task);
    FeedbackRun.Outcome b = learn(FeedbackArm.DFA, task);
    assertThat(a.errorPercent()).isEqualTo(b.errorPercent());
    assertThat(a.angles()).isEqualTo(b.angles());
    assertThat(a.firstEpochAngle()).isLessThan(90);
  }

  @Test
  void shouldStopWhenAsked() {
    FeedbackRun run =
        new FeedbackRun(
            ImageTask.generated(SEED), FeedbackArm.DFA.network(784, HIDDEN, 1, 10), SEED);
    assertThat(run.learn(1000, 1, () -> true)).isNull();
  }

  @Test
  void shouldUnlockUpdatesOfRandomTargets() {
    ImageTask task = ImageTask.generated(SEED);
    UpdateUnlocking found =
        UpdateUnlocking.run(task, FeedbackArm.DRTP.network(784, HIDDEN, 2, 10), SEED, 100);
    assertThat(found.mismatches()).isZero();
    assertThat(found.upper()).isZero();
    assertThat(UpdateUnlocking.trace(task, FeedbackArm.DRTP.network(784, HIDDEN, 2, 10), SEED))
        .isEqualTo("evaluate 1, write 1, evaluate 2, write 2, evaluate 3, write 3");
  }

  @Test
  void shouldDrawOtherImagesOfTheSameClassesForTheTest() {
    LabelledImages training = StrokePatterns.draw(SEED, LabelledImages.Part.TRAINING, 200);
    LabelledImages again = StrokePatterns.draw(SEED, LabelledImages.Part.TRAINING, 200);
    LabelledImages test = StrokePatterns.draw(SEED, LabelledImages.Part.TEST, 200);
    SparseImages a = SparseImages.of(training);
    SparseImages b = SparseImages.of(again);
    SparseImages c = SparseImages.of(test);
    assertThat(Arrays.deepEquals(a.index(), b.index())).isTrue();
    assertThat(Arrays.deepEquals(a.index(), c.index())).isFalse();
    assertThat(Arrays.stream(a.label()).distinct().count()).isEqualTo(10);
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.index()[i].length).isBetween(10, 400);
    }
  }
}
