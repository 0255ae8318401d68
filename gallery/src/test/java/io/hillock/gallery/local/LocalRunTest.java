package io.hillock.gallery.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StoppedException;
import io.hillock.ledger.CountKind;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRunTest {
  private static final LocalRun.Protocol SMALL =
      new LocalRun.Protocol(EventTask.Saccades.generated(600, 200), 600, 200);

  private static List<Figures> learn(int threads, LocalArm... arms) throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.submit(() ->
              Arrays.stream(arms)
                  .parallel()
                  .map(arm -> new LocalRun(SMALL, arm, Seed.of(21)))
                  .map(run -> run.learn(Progress.SILENT, Parts.NONE, "").orElseThrow())
                  .toList())
          .get();
    }
  }

  private static byte[] bytes(Figures figures) {
    return figures.toKeep().toBytes();
  }

  @Test
  void shouldLearnDigitsInBothLayersWithFewWritesAndAlikeOnAnyNumberOfThreads() throws Exception {
    LocalArm[] arms = {LocalArm.EVERY_STEP, LocalArm.ACCUMULATE_AND_FIRE};
    List<Figures> one = learn(1, arms);
    List<Figures> two = learn(2, arms);
    Figures every = one.getFirst();
    Figures events = one.getLast();
    // Chance is 0.1; the standard error over 200 samples is at most 0.036.
    assertThat(every.row(LocalRun.ACCURACY)[0]).isGreaterThan(0.6);
    assertThat(every.row(LocalRun.ACCURACY)[1]).isGreaterThan(0.5);
    assertThat(events.row(LocalRun.ACCURACY)[0]).isGreaterThan(0.5);
    assertThat(every.get(LocalRun.WRITES_RATIO)).isEqualTo(1);
    // the threshold is still settling
    assertThat(events.get(LocalRun.WRITES_RATIO)).isBetween(0.002, 0.05);
    assertThat(events.ledger().total().get(CountKind.ERROR_EVENT)).isPositive();
    for (int k = 0; k < arms.length; k++) {
      assertThat(bytes(two.get(k))).isEqualTo(bytes(one.get(k)));
    }
  }

  @Test
  void shouldLearnDigitsThroughAConvolution() throws Exception {
    Figures figures = learn(1, LocalArm.CONVOLUTION_EVERY_STEP).getFirst();
    // as above
    assertThat(figures.row(LocalRun.ACCURACY)[0]).isGreaterThan(0.25);
    assertThat(figures.row(LocalRun.ACCURACY)[1]).isGreaterThan(0.5);
  }

  /** Parts in memory. */
  private static final class InMemory implements Parts {
    private final Map<String, byte[]> kept = new HashMap<>();

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
      kept.clear();
    }
  }

  /** Asks to stop once so many recordings were shown, and adds them up. */
  private static final class StopAfter implements Progress {
    private final long most;
    private long shown;

    StopAfter(long most) {
      this.most = most;
    }

    @Override
    public void begin(String task, long steps) {}

    @Override
    public void advance(long steps) {
      shown += steps;
    }

    @Override
    public void say(String line) {}

    @Override
    public boolean stopRequested() {
      return shown >= most;
    }
  }

  @ParameterizedTest
  @CsvSource({"90, EVERY_STEP", "190, CONVOLUTION_EVENTS", "310, STOCHASTIC_FLOOR"})
  void shouldGoOnFromItsCheckpointToTheBit(long stop, LocalArm arm) {
    LocalRun.Protocol protocol =
        new LocalRun.Protocol(EventTask.Saccades.generated(150, 120), 300, 120);
    Figures whole =
        new LocalRun(protocol, arm, Seed.of(22))
            .learn(Progress.SILENT, Parts.NONE, "a")
            .orElseThrow();
    InMemory parts = new InMemory();
    assertThat(new LocalRun(protocol, arm, Seed.of(22)).learn(new StopAfter(stop), parts, "a"))
        .isEmpty();
    assertThat(parts.kept).containsOnlyKeys("a");
    StopAfter never = new StopAfter(Long.MAX_VALUE);
    Figures resumed =
        new LocalRun(protocol, arm, Seed.of(22)).learn(never, parts, "a").orElseThrow();
    assertThat(bytes(resumed)).isEqualTo(bytes(whole));
    assertThat(never.shown).isEqualTo(protocol.presentations());
  }

  @Test
  void shouldTakeUpFinishedAndHalfTrainedNetworksAfterAnInterruption() {
    List<LocalRun.Protocol> protocols =
        List.of(new LocalRun.Protocol(EventTask.Saccades.generated(120, 10), 120, 10));
    InMemory parts = new InMemory();
    // one thread: the first network is finished after 130 recordings, the second is under way
    Environment stopped = environment(new StopAfter(230), parts);
    assertThatThrownBy(() -> learn(protocols, stopped))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("1 of 6 parts");
    assertThat(parts.kept).hasSize(2);
    StopAfter never = new StopAfter(Long.MAX_VALUE);
    LocalOutcomes resumed = learn(protocols, environment(never, parts));
    LocalOutcomes whole = learn(protocols, environment(Progress.SILENT, Parts.NONE));
    assertThat(never.shown).isEqualTo(6 * 130);
    assertThat(resumed.arms()).hasSize(6).isEqualTo(whole.arms());
    for (LocalArm arm : whole.arms()) {
      assertThat(bytes(resumed.figures().get(arm).getFirst()))
          .as(arm.text())
          .isEqualTo(bytes(whole.figures().get(arm).getFirst()));
    }
  }

  private static LocalOutcomes learn(List<LocalRun.Protocol> protocols, Environment environment) {
    try (ForkJoinPool alone = new ForkJoinPool(1)) {
      return alone.invoke(
          ForkJoinTask.adapt(
              () -> LocalClassifiersExperiment.learn(protocols, "test", environment).getFirst()));
    }
  }

  private static Environment environment(Progress progress, Parts parts) {
    return new Environment(List.of(Seed.of(23)), Scale.QUICK, Optional.empty(), progress, parts);
  }
}
