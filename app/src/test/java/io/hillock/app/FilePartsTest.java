package io.hillock.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.StoppedException;
import io.hillock.network.Snapshot;
import io.hillock.state.StateRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePartsTest {
  @TempDir private Path folder;

  private static Snapshot part(float value) {
    return Snapshot.capture(
        visitor -> visitor.floats("w", StateRole.INFERENCE, 32, new float[] {value}), Map.of());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void shouldFindWhatWasKeptUnderTheSameKeyAndCode() {
    new FileParts(folder, "code 1").keep("seed 1", part(7));
    assertThat(new FileParts(folder, "code 1").find("seed 1"))
        .hasValueSatisfying(p -> assertThat(p.diff(part(7))).isEmpty());
    assertThat(new FileParts(folder, "code 1").find("seed 2")).isEmpty();
    assertThat(new FileParts(folder, "code 2").find("seed 1")).isEmpty();
  }

  @Test
  void shouldTakeADamagedPartForMissing() throws IOException {
    FileParts parts = new FileParts(folder, "code");
    parts.keep("seed 1", part(7));
    Path file = files().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(parts.find("seed 1")).isEmpty();
  }

  @Test
  void shouldForgetItsPartsWhenDoneAndOldOnesInTime() throws IOException {
    FileParts first = new FileParts(folder, "first");
    first.keep("seed 1", part(1));
    FileParts second = new FileParts(folder, "second");
    second.keep("seed 1", part(2));
    second.done();
    assertThat(files()).hasSize(1);
    Files.setLastModifiedTime(
        files().getFirst(), FileTime.from(Instant.now().minus(Duration.ofDays(31))));
    assertThat(new FileParts(folder, "third").find("seed 1")).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldTellOneBuildFromAnotherByItsCode() {
    assertThat(CodeFingerprint.ofProgram())
        .isEqualTo(CodeFingerprint.ofProgram())
        .contains("Snapshot.class")
        .contains("heartbeat-base.snapshot");
  }

  @Test
  void shouldGoOnInASecondCallAfterAStopAndBeginAnewWhenTold() {
    AtomicInteger computed = new AtomicInteger();
    Cli cli = new Cli(folder);
    cli.with(
        "long",
        e -> {
          for (int k = 0; k < 3; k++) {
            String key = "part " + k;
            if (e.parts().find(key).isEmpty()) {
              e.parts().keep(key, part(k));
              if (computed.incrementAndGet() == 2) {
                throw new StoppedException("long", 2, 3);
              }
            }
          }
          e.parts().done();
          return Cli.result("long", e, 0.95);
        });
    assertThat(cli.run("reproduce", "long", "--scale", "paper", "--seeds", "2")).isEqualTo(130);
    assertThat(cli.err())
        .contains("long: 2 of 3 parts are finished and kept")
        .contains("go on with: hillock reproduce long --scale paper --seed 1 --seeds 2");
    assertThat(cli.run("reproduce", "long")).isZero();
    assertThat(computed).hasValue(3);
    computed.set(0);
    assertThat(cli.run("reproduce", "long")).isEqualTo(130);
    assertThat(cli.run("reproduce", "long", "--fresh")).isZero();
    assertThat(computed).hasValue(5);
  }
}
