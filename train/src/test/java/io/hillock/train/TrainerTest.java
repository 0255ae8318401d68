package io.hillock.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.cell.AdaptiveLif;
import io.hillock.train.cell.LeakyReadout;
import io.hillock.train.cell.LifConstants;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.RateTarget;
import io.hillock.train.optimise.Schedule;
import io.hillock.train.optimise.WeightAverage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final int INPUTS = 6;
  private static final int CLASSES = 3;
  private static final int STEPS = 40;

  /** Class k fires line k more often than the others; every batch is another draw. */
  private record Lines(long number, int samples) implements Batch {
    @Override
    public int steps() {
      return STEPS;
    }

    @Override
    public void input(int sample, int t, Signals in, int place) {
      RandomStream draw = Seed.of(number).stream(Purpose.INPUT, sample, t);
      for (int line = 0; line < INPUTS; line++) {
        if (draw.nextBoolean(line % CLASSES == sample % CLASSES ? 0.5 : 0.1)) {
          in.add(place, line);
        }
      }
    }

    @Override
    public int target(int sample, int t) {
      return sample % CLASSES;
    }
  }

  private static SequenceNetwork network() {
    AdaptiveLif below =
        new AdaptiveLif(
                "below",
                INPUTS,
                new LifConstants(10, 50, 0.05, 2, 0.3),
                AdaptiveLif.betas(10, 8, 1))
            .initialise(1, Seed.of(1).stream(Purpose.WIRING, 0));
    AdaptiveLif above =
        new AdaptiveLif(
                "above", 18, new LifConstants(10, 50, 0.03, 1, 0.3), AdaptiveLif.betas(12, 0, 0))
            .initialise(2, Seed.of(1).stream(Purpose.WIRING, 1));
    LeakyReadout head =
        new LeakyReadout(12, CLASSES, 0.8, 10).initialise(1, Seed.of(1).stream(Purpose.WIRING, 2));
    return new SequenceNetwork(INPUTS, true, List.of(below, above), head);
  }

  private static Plan plan(int chunks) {
    return new Plan(
        12,
        STEPS,
        1,
        chunks,
        false,
        Adam.STANDARD.withDecay(0.001),
        new Schedule.Warmup(3, new Schedule.Steps(0.01, 0.5, 60)),
        new Clipping.Norm(1));
  }

  private record Learner(SequenceNetwork network, Trainer trainer, WeightAverage average) {
    static Learner fresh() {
      SequenceNetwork network = TrainerTest.network();
      WeightAverage average = new WeightAverage(network.parameters(), 0.9);
      Trainer trainer =
          new Trainer(network, plan(4)).regularise(0, new RateTarget(1, 0.05)).rule(average);
      return new Learner(network, trainer, average);
    }

    Learner learn(int from, int to) {
      for (int k = from; k < to; k++) {
        trainer.step(new Lines(k, 12));
      }
      return this;
    }
  }

  @Test
  void shouldLearnThroughTwoLayers() {
    Learner learner = Learner.fresh().learn(0, 150);
    Evaluator evaluator = new Evaluator(learner.network(), 1, 3, STEPS, false);
    Score score = evaluator.score(new Lines(9999, 300));
    // Chance is 1/3, its standard error over 300 samples 0.03.
    assertThat(score.accuracy()).isGreaterThan(0.9);
    assertThat(evaluator.tally(0).activitySparsity()).isBetween(0.7, 0.999);
  }

  @Test
  void shouldGoOnFromASnapshotToTheSameBits() {
    Learner whole = Learner.fresh().learn(0, 20);
    Learner first = Learner.fresh().learn(0, 9);
    byte[] kept = Snapshot.capture(first.trainer(), Map.of()).toBytes();
    Learner second = Learner.fresh();
    Snapshot.fromBytes(kept, "checkpoint").restore(second.trainer(), "checkpoint");
    second.learn(9, 20);
    assertThat(second.trainer().steps()).isEqualTo(20);
    assertThat(
            Snapshot.capture(second.trainer(), Map.of())
                .diff(Snapshot.capture(whole.trainer(), Map.of())))
        .isEmpty();
  }

  @Test
  void shouldGiveTheSameGradientForAnyNumberOfSamplesSideBySide() {
    Lines batch = new Lines(5, 12);
    Gradient one = new Trainer(network(), plan(4)).gradientOf(batch);
    Plan wide =
        new Plan(
            12,
            STEPS,
            3,
            4,
            false,
            Adam.STANDARD,
            new Schedule.Constant(0.01),
            new Clipping.None());
    Gradient three = new Trainer(network(), wide).gradientOf(batch);
    assertThat(one.norm()).isGreaterThan(1e-3);
    for (int k = 0; k < one.parameters().all().size(); k++) {
      float[] a = one.of(k);
      float[] b = three.of(k);
      for (int i = 0; i < a.length; i++) {
        // Only the order of additions differs.
        assertThat((double) b[i]).isCloseTo(a[i], within(1e-6 * one.norm()));
      }
    }
  }

  @Test
  void shouldEvaluateWithTheMeanOfTheWeightsAndPutThemBack() {
    Learner learner = Learner.fresh().learn(0, 5);
    float[] weights = learner.network().parameters().all().getFirst().values();
    float[] before = weights.clone();
    float[] during = new float[weights.length];
    learner.average().during(() -> System.arraycopy(weights, 0, during, 0, weights.length));
    assertThat(during).isNotEqualTo(before);
    assertThat(weights).isEqualTo(before);
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    Trainer trainer = new Trainer(network(), plan(4));
    assertThatThrownBy(() -> trainer.step(new Lines(0, 8)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("8 samples");
    assertThatThrownBy(() -> plan(5))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("multiple of slice x chunks");
    assertThatThrownBy(
            () -> new SequenceNetwork(INPUTS + 1, true, network().layers(), network().head()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("inputs of below");
  }
}
