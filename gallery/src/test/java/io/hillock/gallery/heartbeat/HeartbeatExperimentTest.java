package io.hillock.gallery.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.StoppedException;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeartbeatExperimentTest {
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
    KeptInMemory parts = new KeptInMemory();
    int interruptions = 0;
    Result result = null;
    while (result == null) {
      int before = parts.keys().size();
      try {
        result = experiment.run(environment(new StopAfter(before + 10), parts));
      } catch (StoppedException stopped) {
        interruptions++;
        assertThat(parts.keys().size()).isGreaterThan(before);
        assertThat(stopped).hasMessageContaining("of 41 parts are finished");
      }
    }
    // A base and ten ways of four persons are 41 parts; ten and those under way at each time.
    assertThat(interruptions).isGreaterThan(1);
    assertThat(parts.found()).isPositive();
    assertThat(parts.writes()).isEqualTo(41); // each once
    assertThat(parts.keys()).isEmpty(); // nothing stays once it is finished
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
            () -> new HeartbeatExperiment().run(environment(new StopAfter(0), Parts.NONE)))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("0 of 41");
  }
}
