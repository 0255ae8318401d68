package io.hillock.gallery.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StoppedException;
import io.hillock.learning.layered.Grid;
import io.hillock.learning.layered.LayeredParameters;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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
  void shouldLearnGeneratedStrokesInTheExpectedOrder() {
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
  void shouldLearnGeneratedStrokesByConvolution() {
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

  /** Parts in memory. */
  private static final class InMemory implements Parts {
    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private int most;

    @Override
    public Optional<Snapshot> find(String key) {
      return Optional.ofNullable(kept.get(key)).map(b -> Snapshot.fromBytes(b, key));
    }

    @Override
    public void keep(String key, Snapshot part) {
      kept.put(key, part.toBytes());
    }

    @Override
    public void done() {
      most = kept.size();
      kept.clear();
    }
  }

  /** Asks to stop after some steps. */
  private static final class StopAfter implements Progress {
    private final AtomicLong left;
    private final AtomicLong done = new AtomicLong();
    private long steps;

    StopAfter(long steps) {
      left = new AtomicLong(steps);
    }

    @Override
    public void begin(String task, long all) {
      steps = all;
    }

    @Override
    public void advance(long n) {
      done.addAndGet(n);
      left.addAndGet(-n);
    }

    @Override
    public void say(String line) {}

    @Override
    public boolean stopRequested() {
      return left.get() <= 0;
    }
  }

  @Test
  void shouldGoOnAfterAnInterruptionToTheSameResult() {
    InMemory parts = new InMemory();
    StopAfter whole = new StopAfter(Long.MAX_VALUE);
    Result expected = new FeedbackExperiment().run(environment(whole, Parts.NONE));
    assertThat(whole.done).hasValue(whole.steps);
    StopAfter half = new StopAfter(whole.steps / 2);
    assertThatThrownBy(() -> new FeedbackExperiment().run(environment(half, parts)))
        .isInstanceOf(StoppedException.class);
    int kept = parts.kept.size();
    Result resumed =
        new FeedbackExperiment().run(environment(new StopAfter(Long.MAX_VALUE), parts));
    assertThat(kept).isBetween(1, parts.most - 1);
    assertThat(resumed.metrics()).isEqualTo(expected.metrics());
    assertThat(resumed.claims()).isEqualTo(expected.claims());
    assertThat(resumed.rules()).isEqualTo(expected.rules());
    assertThat(resumed.tables()).isEqualTo(expected.tables());
    assertThat(expected.rules()).hasSize(FeedbackArm.ALL.size() + FeedbackArm.CONVOLUTIONAL.size());
    assertThat(parts.kept).isEmpty();
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
