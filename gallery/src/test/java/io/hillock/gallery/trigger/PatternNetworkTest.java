package io.hillock.gallery.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Progress;
import io.hillock.learning.ErrorTrigger;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class PatternNetworkTest {
  private static final int TRAIN = 4000;
  private static final int TEST = 500;

  /** The task of the experiment with less noise, so that it is learned in a second. */
  private static PatternNetwork.Outcome learn(Arm arm) {
    PatternTask task = new PatternTask(Seed.of(21), 40, 5, 100, 3, 0.3, 0.01);
    return PatternNetwork.Outcome.of(
        new PatternNetwork(task, arm).learn(TRAIN, TEST, Progress.SILENT).orElseThrow());
  }

  @Test
  void shouldLearnFromFewEventsWithFewWritesAndCountThem() {
    PatternNetwork.Outcome every = learn(Arm.EVERY_STEP);
    PatternNetwork.Outcome one =
        learn(Arm.of(ErrorTrigger.Form.ACCUMULATE_AND_FIRE, Arm.Rate.ONE_PERCENT));
    // Chance is 0.2; the standard error over 500 trials is at most 0.015 at these levels.
    assertThat(every.accuracy()).isGreaterThan(0.9);
    assertThat(one.accuracy()).isGreaterThan(0.85);
    assertThat(one.writes()).isBetween(1L, every.writes() / 50);
    assertThat(every.training().counts().get(CountKind.ERROR_EVENT)).isZero();
    assertThat(one.training().counts().get(CountKind.ERROR_EVENT)).isPositive();
    assertThat(one.hiddenEvents()).isBetween(0.005, 0.015); // settling included
    assertThat(one.readoutEvents()).isBetween(0.005, 0.015);
  }
}
