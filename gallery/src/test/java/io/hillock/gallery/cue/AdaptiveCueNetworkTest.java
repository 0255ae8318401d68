package io.hillock.gallery.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.gallery.Progress;
import io.hillock.gallery.StoppedException;
import io.hillock.gallery.cue.AdaptiveCueNetwork.Teacher;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdaptiveCueNetworkTest {
  private static final AdaptiveCueNetwork.Schedule SHORT =
      new AdaptiveCueNetwork.Schedule(2, 13, 5e-3, 100, 1, 9);

  private static byte[] learnWith(Teacher teacher, int threads) throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.submit(
              () -> {
                AdaptiveCueNetwork network =
                    new AdaptiveCueNetwork(
                        teacher, AdaptiveCueNetwork.ADAPTIVE, Seed.of(3), Progress.SILENT);
                network.learn(SHORT);
                return Snapshot.capture(network.session(), Map.of()).toBytes();
              })
          .get();
    }
  }

  @ParameterizedTest
  @EnumSource(Teacher.class)
  void shouldLearnTheSameBitsWithAnyNumberOfThreads(Teacher teacher) throws Exception {
    byte[] one = learnWith(teacher, 1);
    assertThat(learnWith(teacher, 4)).isEqualTo(one);
    AdaptiveCueNetwork untaught =
        new AdaptiveCueNetwork(teacher, AdaptiveCueNetwork.ADAPTIVE, Seed.of(3), Progress.SILENT);
    assertThat(Snapshot.capture(untaught.session(), Map.of()).toBytes()).isNotEqualTo(one);
  }

  @Test
  void shouldCountItsTrialsBeforehand() {
    Counting counting = new Counting(Long.MAX_VALUE);
    new AdaptiveCueNetwork(Teacher.E_PROP, AdaptiveCueNetwork.ADAPTIVE, Seed.of(4), counting)
        .learn(SHORT);
    assertThat(counting.played).isEqualTo(SHORT.trials()).isEqualTo(2 * 13 + 2 * 9);
  }

  @Test
  void shouldStopBetweenTwoUpdatesWhenAsked() {
    Counting counting = new Counting(1);
    AdaptiveCueNetwork network =
        new AdaptiveCueNetwork(Teacher.E_PROP, AdaptiveCueNetwork.ADAPTIVE, Seed.of(4), counting);
    assertThatThrownBy(() -> network.learn(SHORT)).isInstanceOf(StoppedException.class);
    assertThat(counting.played).isEqualTo(13 + 9);
  }

  /** Counts trials, and asks to stop once so many were played. */
  private static final class Counting implements Progress {
    private final long stopFrom;
    private long played;

    Counting(long stopFrom) {
      this.stopFrom = stopFrom;
    }

    @Override
    public void begin(String task, long steps) {}

    @Override
    public synchronized void advance(long steps) {
      played += steps;
    }

    @Override
    public void say(String line) {}

    @Override
    public synchronized boolean stopRequested() {
      return played >= stopFrom;
    }
  }
}
