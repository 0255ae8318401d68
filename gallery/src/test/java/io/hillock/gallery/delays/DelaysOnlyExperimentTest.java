package io.hillock.gallery.delays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.data.idx.LabelledImages;
import io.hillock.fault.ParameterException;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.StoppedException;
import io.hillock.random.Seed;
import io.hillock.train.delay.Decoding;
import io.hillock.train.delay.SpikeSamples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DelaysOnlyExperimentTest {
  private static final Seed SEED = Seed.of(31);

  private static DelaysOnlyExperiment small() {
    return new DelaysOnlyExperiment((scale, real) -> new DelayProtocol(24, 1, 8, 1));
  }

  private static Environment environment(Progress progress, Parts parts) {
    return new Environment(List.of(SEED), Scale.QUICK, Optional.empty(), progress, parts);
  }

  @Test
  void shouldGoOnAfterAnInterruptionToTheSameResult() {
    StopAfter whole = StopAfter.never();
    Result expected = small().run(environment(whole, Parts.NONE));
    assertThat(whole.done()).isEqualTo(whole.announced());
    KeptInMemory parts = new KeptInMemory();
    StopAfter some = new StopAfter(whole.announced() / 2);
    assertThatThrownBy(() -> small().run(environment(some, parts)))
        .isInstanceOf(StoppedException.class);
    assertThat(parts.keys()).isNotEmpty();
    Result resumed = small().run(environment(StopAfter.never(), parts));
    assertThat(resumed.metrics()).isEqualTo(expected.metrics());
    assertThat(resumed.claims()).isEqualTo(expected.claims());
    assertThat(resumed.rules()).isEqualTo(expected.rules());
    assertThat(resumed.tables()).isEqualTo(expected.tables());
    assertThat(parts.keys()).isEmpty();
    assertThat(expected.metrics())
        .containsKeys("accuracy.generated", "accuracy.randomDelays", "accuracy.earliestSpike")
        .doesNotContainKeys("accuracy.mnist", "accuracy.fashion");
    assertThat(expected.rules()).hasSize(DelayOutcomes.ON_DIGITS.size());
  }

  @Test
  void shouldGoOnWithinAPartToTheSameBits() {
    DelayTask task = DelayTask.generated(SEED);
    DelayJob job = new DelayJob(DelayArm.GRADED, DelayJob.Place.DIGITS, 30, 2, SEED);
    Figures expected = learn(task, job);
    KeptInMemory parts = new KeptInMemory();
    // The second epoch has begun, and one validation is behind.
    StopAfter stop = new StopAfter(job.steps(task) * 3 / 4);
    assertThat(new DelayLearning(task, job).run("part", parts, stop)).isFalse();
    assertThat(parts.keys()).containsExactly("part");
    StopAfter never = StopAfter.never();
    DelayLearning resumed = new DelayLearning(task, job);
    assertThat(resumed.run("part", parts, never)).isTrue();
    assertThat(resumed.figures().toKeep().toBytes()).isEqualTo(expected.toKeep().toBytes());
    assertThat(never.done()).isEqualTo(job.steps(task));
  }

  @Test
  void shouldLearnGeneratedDigitsFarAboveDelaysAsDrawn() {
    DelayTask task = DelayTask.generated(SEED);
    double drawn = accuracy(task, DelayArm.GRADED, 0);
    double graded = accuracy(task, DelayArm.GRADED, 2);
    double earliest = accuracy(task, DelayArm.EARLIEST, 2);
    // Chance is 0.1; the standard error over 2,000 images is at most 0.011.
    assertThat(drawn).isLessThan(0.3);
    assertThat(graded).isGreaterThan(0.75);
    assertThat(earliest).isGreaterThan(0.65);
  }

  private static Figures learn(DelayTask task, DelayJob job) {
    DelayLearning learning = new DelayLearning(task, job);
    assertThat(learning.run("part", Parts.NONE, Progress.SILENT)).isTrue();
    return learning.figures();
  }

  private static double accuracy(DelayTask task, DelayArm arm, int epochs) {
    DelayJob job = new DelayJob(arm, DelayJob.Place.DIGITS, 80, epochs, SEED);
    Figures figures = learn(task, job);
    assertThat(figures.row(DelayScore.ACCURACY)).hasSize(Decoding.values().length);
    return new DelayOutcome(arm, List.of(figures)).accuracy()[0];
  }

  @Test
  void shouldEncodeBrightPixelsEarlyAndBlackOnesNot() {
    byte[] pixels = {0, (byte) 255, (byte) 192, (byte) 191, (byte) 64, 63, 1, 0};
    LabelledImages images = new LabelledImages(2, 2, 2, pixels, new byte[] {1, 0});
    SpikeSamples samples = new IntensityBins(4).encode(images, 0, 2);
    assertThat(samples.events(0))
        .containsExactly(
            SpikeSamples.event(0, 1), SpikeSamples.event(0, 2), SpikeSamples.event(1, 3));
    assertThat(samples.events(1))
        .containsExactly(
            SpikeSamples.event(2, 0), SpikeSamples.event(3, 1), SpikeSamples.event(3, 2));
    assertThat(samples.label(0)).isEqualTo(1);
    assertThatThrownBy(() -> new IntensityBins(0)).isInstanceOf(ParameterException.class);
  }

  @Test
  void shouldSayBeforehandHowLongItWillTake() {
    Environment paper =
        new Environment(List.of(SEED), Scale.PAPER, Optional.empty(), Progress.SILENT);
    assertThat(small().expected(paper).orElseThrow()).isPositive().isLessThan(Duration.ofHours(1));
    assertThat(small().expected(environment(Progress.SILENT, Parts.NONE))).isEmpty();
  }
}
