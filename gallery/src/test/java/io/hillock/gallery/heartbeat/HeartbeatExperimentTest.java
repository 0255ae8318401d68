package io.hillock.gallery.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StoppedException;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeartbeatExperimentTest {
  /** Parts in memory, by their bytes as in a file. */
  private static final class InMemory implements Parts {
    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private final AtomicInteger found = new AtomicInteger();

    @Override
    public Optional<Snapshot> find(String key) {
      Optional<byte[]> bytes = Optional.ofNullable(kept.get(key));
      bytes.ifPresent(b -> found.incrementAndGet());
      return bytes.map(b -> Snapshot.fromBytes(b, "memory"));
    }

    @Override
    public void keep(String key, Snapshot part) {
      assertThat(kept.put(key, part.toBytes())).as(key).isNull();
    }

    @Override
    public void done() {
      kept.clear();
    }
  }

  /** Stops once some parts are finished. */
  private static final class Impatient implements Progress {
    private final AtomicLong left;

    Impatient(long parts) {
      left = new AtomicLong(parts);
    }

    @Override
    public void begin(String task, long steps) {}

    @Override
    public void advance(long steps) {
      left.addAndGet(-steps);
    }

    @Override
    public void say(String line) {}

    @Override
    public boolean stopRequested() {
      return left.get() <= 0;
    }
  }

  private static Environment environment(Progress progress, Parts parts) {
    return new Environment(List.of(Seed.of(1)), Scale.QUICK, Optional.empty(), progress, parts);
  }

  /** All figures but those that a clock has measured. */
  private static Map<String, Double> timeless(Result result) {
    return result.metrics().entrySet().stream()
        .filter(e -> !e.getKey().equals("realTimeFactor"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void shouldGoOnWithFinishedPartsAndGiveTheSameBits() {
    HeartbeatExperiment experiment = new HeartbeatExperiment();
    Result whole = experiment.run(environment(Progress.SILENT, Parts.NONE));
    InMemory parts = new InMemory();
    int interruptions = 0;
    Result result = null;
    while (result == null) {
      int before = parts.kept.size();
      try {
        result = experiment.run(environment(new Impatient(before + 10), parts));
      } catch (StoppedException stopped) {
        interruptions++;
        assertThat(parts.kept.size()).isGreaterThan(before);
        assertThat(stopped).hasMessageContaining("of 41 parts are finished");
      }
    }
    // A base and ten ways of four persons are 41 parts; ten and those under way at each time.
    assertThat(interruptions).isGreaterThan(1);
    assertThat(parts.found.get()).isPositive();
    assertThat(parts.kept).isEmpty(); // nothing stays once it is finished
    assertThat(timeless(result)).isEqualTo(timeless(whole));
    assertThat(result.tables()).isEqualTo(whole.tables());
    assertThat(result.ledger().orElseThrow().energy())
        .isEqualTo(whole.ledger().orElseThrow().energy());
    assertThat(result.claims())
        .extracting(Claim::name)
        .contains("macro-F1 gained by personalisation");
    assertThat(result.dataSha256()).isEmpty();
  }

  @Test
  void shouldStopBeforeAnythingIsFinished() {
    assertThatThrownBy(
            () -> new HeartbeatExperiment().run(environment(new Impatient(0), Parts.NONE)))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("0 of 41");
  }
}
