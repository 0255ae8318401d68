package io.hillock.gallery.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Progress;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.cue.AdaptiveCueNetwork.Teacher;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Ledger;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdaptiveCueNetworkTest {
  private static final GradientTraining.Schedule SHORT =
      new GradientTraining.Schedule(2, 13, 5e-3, 100, 1, 9);

  private static AdaptiveCueNetwork network(Teacher teacher, long seed, Progress progress) {
    return new AdaptiveCueNetwork(teacher, AdaptiveCueNetwork.ADAPTIVE, Seed.of(seed), progress);
  }

  private static byte[] learnWith(Teacher teacher, int threads) throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.submit(
              () -> {
                AdaptiveCueNetwork network = network(teacher, 3, Progress.SILENT);
                new GradientTraining(network, SHORT).run();
                return Snapshot.capture(network, Map.of()).toBytes();
              })
          .get();
    }
  }

  @ParameterizedTest
  @EnumSource(Teacher.class)
  void shouldLearnTheSameBitsWithAnyNumberOfThreads(Teacher teacher) throws Exception {
    byte[] one = learnWith(teacher, 1);
    assertThat(learnWith(teacher, 4)).isEqualTo(one);
    AdaptiveCueNetwork untaught = network(teacher, 3, Progress.SILENT);
    assertThat(Snapshot.capture(untaught, Map.of()).toBytes()).isNotEqualTo(one);
  }

  @Test
  void shouldCountItsTrialsBeforehand() {
    StopAfter counting = StopAfter.never();
    new GradientTraining(network(Teacher.E_PROP, 4, counting), SHORT).run();
    assertThat(counting.done()).isEqualTo(SHORT.trials()).isEqualTo(2 * 13 + 2 * 9);
  }

  @ParameterizedTest
  @EnumSource(Teacher.class)
  void shouldCountWhatLearningTookAndNoTest(Teacher teacher) {
    AdaptiveCueNetwork network = network(teacher, 5, Progress.SILENT);
    network.learn(0, 13, 5e-3);
    Ledger learned = network.learned();
    assertThat(learned.of("clock").get(CountKind.STEP)).isEqualTo(13 * 2250);
    // The change of weights once, though eight sessions make it: 40 x 100 + 100 x 99 + 100 x 2.
    long written =
        learned.total().get(CountKind.SYNAPSE_WRITE)
            - learned.of("rule0").get(CountKind.SYNAPSE_WRITE);
    assertThat(written).isBetween(10_000L, 14_100L);
    long traces = learned.of("rule0").get(CountKind.TRACE_UPDATE);
    network.accuracy(1000, 16);
    assertThat(learned.of("clock").get(CountKind.STEP)).isEqualTo(13 * 2250);
    assertThat(learned.of("rule0").get(CountKind.TRACE_UPDATE)).isEqualTo(traces).isPositive();
  }
}
