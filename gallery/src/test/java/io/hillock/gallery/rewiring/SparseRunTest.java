package io.hillock.gallery.rewiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.StoppedException;
import io.hillock.gallery.feedback.ImageTask;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import io.hillock.train.feedforward.ReluLayers;
import io.hillock.train.rewire.MagnitudePruning;
import io.hillock.train.rewire.Rewiring;
import io.hillock.train.rewire.SoftRewiring;
import io.hillock.train.rewire.StaticMask;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SparseRunTest {
  private static final Seed SEED = Seed.of(31);
  private static final int EPOCHS = 5;
  private static final ImageTask TASK = task();

  private static ImageTask task() {
    ImageTask all = ImageTask.generated(SEED);
    return new ImageTask("test", all.training().part(0, 3000), all.test().part(0, 1000));
  }

  private static SparseArm arm(Rewiring rule) {
    ReluLayers layers = RewiringArms.layers(1);
    return new SparseArm("a", "A", new SparseSettings(layers, rule, 0.5, 0.9, EPOCHS));
  }

  static List<Rewiring> rules() {
    return List.of(
        RewiringArms.hard(),
        new SoftRewiring(1e-4, 1e-10, 20),
        new MagnitudePruning(4, 100, 900, 100, 0.3),
        new StaticMask());
  }

  private static Figures run(SparseArm arm, Parts parts, Progress progress) {
    Environment environment =
        new Environment(List.of(SEED), Scale.QUICK, Optional.empty(), progress).withParts(parts);
    return KeptJobs.run("test", "images", environment, List.of(arm.job(environment, TASK, 2, SEED)))
        .getFirst();
  }

  private static double accuracy(Figures figures) {
    double[] row = figures.row(SparseRun.ACCURACIES);
    return row[row.length - 1];
  }

  @Test
  void shouldLearnMoreByRewiringThanOnAMaskThatStays() {
    Figures rewired = run(arm(RewiringArms.hard()), Parts.NONE, Progress.SILENT);
    Figures fixed = run(arm(new StaticMask()), Parts.NONE, Progress.SILENT);
    // Chance is 0.1; the standard error of a difference over 1,000 images is about 0.015.
    assertThat(accuracy(rewired)).isGreaterThan(0.6).isGreaterThan(accuracy(fixed) + 0.01);
    assertThat(rewired.get(SparseRun.VIOLATIONS)).isZero();
    assertThat(rewired.row(SparseRun.CONNECTIONS)).containsOnly(2352 + 900 + 300);
    assertThat(Arrays.stream(rewired.row(SparseRun.FAN_OUT)).sum()).isEqualTo(2352);
    assertThat(rewired.row(SparseRun.BIRTHS)).isSorted();
    assertThat(fixed.row(SparseRun.BIRTHS)).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldGoOnAfterAnInterruptionToTheSameBits(Rewiring rule) {
    SparseArm arm = arm(rule);
    Figures whole = run(arm, Parts.NONE, Progress.SILENT);
    KeptInMemory kept = new KeptInMemory();
    assertThatThrownBy(() -> run(arm, kept, new StopAfter(4))).isInstanceOf(StoppedException.class);
    assertThat(kept.writes()).isPositive();
    StopAfter progress = StopAfter.never();
    KeptInMemory again = kept.reopened();
    Figures resumed = run(arm, again, progress);
    assertThat(again.found()).isPositive();
    assertThat(resumed.toKeep().toBytes()).isEqualTo(whole.toKeep().toBytes());
    assertThat(progress.done()).isEqualTo(progress.announced()).isEqualTo(15);
  }

  @Test
  void shouldCountWhatLearningDoes() {
    Figures figures = run(arm(new StaticMask()), Parts.NONE, Progress.SILENT);
    // Every connection is written once in each batch of 10.
    assertThat(figures.ledger().of("connections").get(CountKind.SYNAPSE_WRITE))
        .isEqualTo(3552L * EPOCHS * 3000 / 10);
    long products = figures.ledger().of("gradients").get(CountKind.MULTIPLY_ACCUMULATE);
    long additions = figures.ledger().of("gradients").get(CountKind.TRACE_UPDATE);
    // No more than each connection forward and once more backward, for each image.
    assertThat(products).isPositive().isLessThan(2L * 3552 * EPOCHS * 3000);
    assertThat(additions).isPositive().isLessThan(3552L * EPOCHS * 3000);
    double[] accesses = figures.row(SparseRun.ACCESSES);
    assertThat(accesses[accesses.length - 1])
        .isEqualTo(RuleCost.accesses(figures.ledger().total()));
    double[] bytes = figures.row("memoryBytes");
    // A gradient of 32 bits for each connection and a delta for each unit.
    assertThat(bytes[1]).isEqualTo(4.0 * (3552 + 410));
  }

  @Test
  void shouldBeginDenserWhereItIsPrunedLater() {
    SparseSettings settings = arm(new MagnitudePruning(4, 1, 2, 1, 0)).settings();
    assertThat(settings.atStart().connectivity()).containsExactly(0.04, 0.12, 1.0);
    SparseTraining training = new SparseTraining(settings, TASK.training(), SEED);
    assertThat(training.rewiring().active()).isEqualTo(4 * (2352 + 900) + 1000);
    assertThatThrownBy(() -> settings.withEta(0)).isInstanceOf(ParameterException.class);
  }
}
