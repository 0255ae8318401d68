package io.hillock.gallery.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Progress;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class LocalRunTest {
  private static final LocalRun.Protocol SMALL =
      new LocalRun.Protocol(EventTask.Saccades.generated(600, 200), 600, 200);

  private static List<LocalRun.Outcome> learn(int threads, LocalArm... arms) throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.submit(() ->
              Arrays.stream(arms)
                  .parallel()
                  .map(arm -> new LocalRun(SMALL, arm, Seed.of(21)).learn(Progress.SILENT))
                  .toList())
          .get();
    }
  }

  @Test
  void shouldLearnDigitsInBothLayersWithFewWritesAndAlikeOnAnyNumberOfThreads() throws Exception {
    LocalArm[] arms = {LocalArm.EVERY_STEP, LocalArm.ACCUMULATE_AND_FIRE};
    List<LocalRun.Outcome> one = learn(1, arms);
    List<LocalRun.Outcome> two = learn(2, arms);
    LocalRun.Outcome every = one.getFirst();
    LocalRun.Outcome events = one.getLast();
    // Chance is 0.1; the standard error over 200 samples is at most 0.036.
    assertThat(every.accuracy()[0]).isGreaterThan(0.6);
    assertThat(every.accuracy()[1]).isGreaterThan(0.5);
    assertThat(events.accuracy()[0]).isGreaterThan(0.5);
    assertThat(every.writesRatio()).isEqualTo(1);
    assertThat(events.writesRatio()).isBetween(0.002, 0.05); // the threshold is still settling
    assertThat(events.training().counts().get(CountKind.ERROR_EVENT)).isPositive();
    for (int k = 0; k < arms.length; k++) {
      assertThat(two.get(k).accuracy()).containsExactly(one.get(k).accuracy());
      assertThat(two.get(k).synapseWrites()).isEqualTo(one.get(k).synapseWrites());
      assertThat(two.get(k).curve()).containsExactly(one.get(k).curve());
    }
  }
}
