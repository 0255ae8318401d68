package io.hillock.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.app.report.JsonResults;
import io.hillock.network.Snapshot;
import io.hillock.state.StateRole;
import io.hillock.state.Stateful;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SnapshotCommandTest {
  @TempDir private Path home;
  private Path before;
  private Path after;
  private Cli cli;

  @BeforeEach
  void write() {
    cli = new Cli(home);
    before = home.resolve("before");
    after = home.resolve("after");
    Snapshot.capture(weights(1, 2, 3), Map.of("application", "test")).write(before);
    Snapshot.capture(weights(1, 2.5f, 3), Map.of("application", "test")).write(after);
  }

  private static Stateful weights(float... w) {
    return visitor -> visitor.floats("w", StateRole.INFERENCE, 32, w);
  }

  @Test
  void shouldShowMetadataAndEntries() {
    assertThat(cli.run("snapshot", "show", before.toString(), "--json", "-")).isZero();
    JsonNode entry = JsonResults.parse(cli.out()).path("entries").get(0);
    assertThat(entry.path("path").asString()).isEqualTo("w");
    assertThat(entry.path("length").asInt()).isEqualTo(3);
    assertThat(entry.path("mean").asDouble()).isEqualTo(2); // (1 + 2 + 3) / 3, exact
    assertThat(cli.err()).contains("application").contains("test");
  }

  @Test
  void shouldTellWhatDiffers() {
    assertThat(cli.run("snapshot", "diff", before.toString(), after.toString(), "--json", "-"))
        .isZero();
    JsonNode difference = JsonResults.parse(cli.out()).path("differences").get(0);
    assertThat(difference.path("changed").asInt()).isOne();
    assertThat(difference.path("greatest").asDouble()).isEqualTo(0.5); // exact in binary
    assertThat(cli.run("snapshot", "diff", before.toString(), before.toString())).isZero();
    assertThat(cli.out()).contains("equal");
  }

  @Test
  void shouldForkUnderNewMetadataAndNeverOverwrite() {
    Path fork = home.resolve("fork");
    String[] line = {
      "snapshot", "fork", before.toString(), fork.toString(), "--set", "note=first try"
    };
    assertThat(cli.run(line)).isZero();
    assertThat(Snapshot.read(fork).metadata())
        .containsEntry("note", "first try")
        .containsEntry("forkedFrom", "before");
    assertThat(Snapshot.read(fork).diff(Snapshot.read(before))).isEmpty();
    assertThat(cli.run(line)).isEqualTo(2);
  }

  @Test
  void shouldRefuseADamagedSnapshotInOneLine() throws IOException {
    byte[] bytes = Files.readAllBytes(before);
    bytes[bytes.length / 2] ^= 1;
    Files.write(before, bytes);
    assertThat(cli.run("snapshot", "show", before.toString())).isEqualTo(2);
    assertThat(cli.err().lines()).hasSize(1);
    assertThat(cli.err()).contains("before").doesNotContain("\tat ");
  }
}
