package io.hillock.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.InputException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  private static final Map<String, String> ABOUT =
      Map.of("seed", "7", "application", "heart \u2665");

  /** State with every type that a visitor knows. */
  private static final class Everything implements Stateful {
    final float[] floats;
    final double[] doubles = {Math.PI, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
    final int[] ints = {Integer.MIN_VALUE, 0, 3};
    final long[] longs = {Long.MAX_VALUE, -1};
    final long[] none = {};
    long count = 42;
    double level = -0.0;
    final Part part = new Part();

    Everything(int n) {
      floats = new float[n];
      for (int i = 0; i < n; i++) {
        floats[i] = i / 3f;
      }
      floats[0] = Float.intBitsToFloat(0x7fc12345); // a NaN with a payload
      floats[1] = -0f;
    }

    @Override
    public void visit(StateVisitor visitor) {
      visitor.floats("floats", StateRole.INFERENCE, 8, floats);
      visitor.doubles("doubles", StateRole.LEARNING, 64, doubles);
      count = visitor.scalar("count", StateRole.BOOKKEEPING, 64, count);
      visitor.part("part", part);
      visitor.ints("ints", StateRole.INFERENCE, 1, ints);
      visitor.longs("longs", StateRole.BOOKKEEPING, 64, longs);
      visitor.longs("none", StateRole.BOOKKEEPING, 64, none);
      level = visitor.scalar("level", StateRole.INFERENCE, 16, level);
    }

    void disturb() {
      Arrays.fill(floats, 9);
      Arrays.fill(doubles, 9);
      Arrays.fill(ints, 9);
      Arrays.fill(longs, 9);
      count = 9;
      level = 9;
      part.value[0] = 9;
    }
  }

  private static final class Part implements Stateful {
    final int[] value = {5};

    @Override
    public void visit(StateVisitor visitor) {
      visitor.ints("value", StateRole.LEARNING, 4, value);
    }
  }

  private static byte[] bytes() {
    return Snapshot.capture(new Everything(6), ABOUT).toBytes();
  }

  private static byte[] resealed(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 8);
    ByteBuffer.wrap(bytes).putLong(bytes.length - 8, crc.getValue());
    return bytes;
  }

  @Test
  void shouldBringBackEveryBitOfEveryType(@TempDir Path directory) {
    Everything live = new Everything(6);
    byte[] before = Snapshot.capture(live, ABOUT).toBytes();
    Path file = directory.resolve("state.snapshot");
    Snapshot.capture(live, ABOUT).write(file);
    live.disturb();
    assertThat(Snapshot.capture(live, ABOUT).toBytes()).isNotEqualTo(before);
    Snapshot read = Snapshot.read(file);
    read.restore(live, "file");
    assertThat(Snapshot.capture(live, read.metadata()).toBytes()).isEqualTo(before);
    assertThat(Float.floatToRawIntBits(live.floats[0])).isEqualTo(0x7fc12345);
    assertThat(Double.doubleToRawLongBits(live.level)).isEqualTo(Long.MIN_VALUE);
    assertThat(read.metadata()).isEqualTo(ABOUT);
    assertThat(read.entries().stream().map(Snapshot.Entry::path).toList())
        .containsExactly(
            "floats", "doubles", "count", "part/value", "ints", "longs", "none", "level");
    assertThat(read.entries().getFirst().bits()).isEqualTo(8);
    assertThat(read.entries().getFirst().role()).isEqualTo(StateRole.INFERENCE);
  }

  @Test
  void shouldRefuseADifferentShapeInOneLineAndChangeNothing() {
    Snapshot snapshot = Snapshot.capture(new Everything(6), ABOUT);
    Everything longer = new Everything(7);
    longer.disturb();
    byte[] before = Snapshot.capture(longer, ABOUT).toBytes();
    assertThatThrownBy(() -> snapshot.restore(longer, "a.snapshot"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("a.snapshot: floats")
        .hasMessageContaining("7")
        .hasMessageNotContaining("\n");
    assertThat(Snapshot.capture(longer, ABOUT).toBytes()).isEqualTo(before);
    assertThatThrownBy(() -> snapshot.restore(new Part(), "a.snapshot"))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(
            () -> Snapshot.capture(new Part(), ABOUT).restore(new Everything(6), "a.snapshot"))
        .isInstanceOf(InputException.class);
    Stateful more =
        visitor -> {
          new Part().visit(visitor);
          visitor.longs("extra", StateRole.BOOKKEEPING, 64, new long[1]);
        };
    assertThatThrownBy(() -> Snapshot.capture(more, ABOUT).restore(new Part(), "a.snapshot"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("extra");
  }

  @Test
  void shouldLeaveAloneWhatOnlyTheRestoredThingHas() {
    Everything small = new Everything(4);
    Snapshot kept = Snapshot.capture(small, ABOUT);
    long[] own = {7};
    Everything inner = new Everything(4);
    inner.disturb();
    Stateful more =
        visitor -> {
          visitor.longs("own", StateRole.BOOKKEEPING, 64, own);
          inner.visit(visitor);
        };
    assertThatThrownBy(() -> kept.restore(more, "test")).isInstanceOf(InputException.class);
    assertThat(inner.count).isEqualTo(9);
    kept.restoreExcept(more, "test", path -> path.equals("own"));
    assertThat(own).containsExactly(7);
    assertThat(Snapshot.capture(inner, ABOUT).toBytes()).isEqualTo(kept.toBytes());
    // What is said to be the thing's own must not be in the snapshot: it would be left over.
    assertThatThrownBy(() -> kept.restoreExcept(small, "test", path -> path.equals("floats")))
        .isInstanceOf(InputException.class);
  }

  @Test
  void shouldRefuseTheFileCutAtEveryLength(@TempDir Path directory) throws IOException {
    byte[] whole = bytes();
    Path file = directory.resolve("cut");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Snapshot.fromBytes(cut, "cut"))
          .as("cut to %d bytes", length)
          .isInstanceOf(InputException.class);
    }
    for (int length = 0; length < whole.length; length += 13) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Snapshot.read(file)).isInstanceOf(InputException.class);
    }
  }

  @Test
  void shouldRefuseOrReadIdenticallyTwoThousandDamagedFiles() {
    byte[] whole = bytes();
    RandomStream random = Seed.of(1).stream(Purpose.DATA);
    for (int n = 0; n < 2000; n++) {
      byte[] damaged = mutate(whole, random);
      try {
        assertThat(Snapshot.fromBytes(damaged, "damaged").toBytes()).isEqualTo(whole);
      } catch (InputException refused) {
        assertThat(refused.getMessage()).startsWith("damaged: ").doesNotContain("\n");
      }
    }
  }

  @Test
  void shouldRefuseOrReadWhatAForgedChecksumHides() {
    byte[] whole = bytes();
    RandomStream random = Seed.of(2).stream(Purpose.DATA);
    int refusals = 0;
    for (int n = 0; n < 2000; n++) {
      byte[] forged = mutate(whole, random);
      if (forged.length < 24) {
        continue;
      }
      resealed(forged);
      try {
        // What is accepted was understood byte by byte, and says itself again.
        assertThat(Snapshot.fromBytes(forged, "forged").toBytes()).hasSameSizeAs(forged);
      } catch (InputException refused) {
        assertThat(refused.getMessage()).startsWith("forged: ").doesNotContain("\n");
        refusals++;
      }
    }
    assertThat(refusals).isGreaterThan(300);
  }

  private static byte[] mutate(byte[] whole, RandomStream random) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(4)) {
      case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        for (int k = random.nextInt(8); k >= 0; k--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
      }
      case 2 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 40));
      default ->
          ByteBuffer.wrap(bytes)
              .putInt(random.nextInt(bytes.length - 4), (int) random.nextLong() | 0x7000_0000);
    }
    return bytes;
  }

  @Test
  void shouldTakeNoMemoryForALengthThatIsOnlyClaimed() {
    byte[] whole = bytes();
    int at = 12; // the first metadata key's length
    for (int claimed : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, whole.length}) {
      byte[] forged = whole.clone();
      ByteBuffer.wrap(forged).putInt(at, claimed);
      resealed(forged);
      assertThatThrownBy(() -> Snapshot.fromBytes(forged, "forged"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("length of metadata key");
    }
  }

  @Test
  void shouldNameForeignNewerAndLongerFiles() {
    byte[] foreign = bytes();
    foreign[0] = 'X';
    assertThatThrownBy(() -> Snapshot.fromBytes(resealed(foreign), "f"))
        .hasMessageContaining("magic");
    byte[] newer = bytes();
    newer[7] = 2;
    assertThatThrownBy(() -> Snapshot.fromBytes(newer, "f"))
        .hasMessage("f: format version = 2, but this program reads version 1");
    byte[] whole = bytes();
    byte[] longer = resealed(Arrays.copyOf(whole, whole.length + 5));
    assertThatThrownBy(() -> Snapshot.fromBytes(longer, "f"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must end there");
  }

  @Test
  void shouldNameAFileThatIsNotThereOrNoFile(@TempDir Path directory) {
    assertThatThrownBy(() -> Snapshot.read(directory.resolve("none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not found");
    assertThatThrownBy(() -> Snapshot.read(directory)).isInstanceOf(InputException.class);
  }

  @Test
  void shouldLeaveTheOldFileAloneWhenWritingFails(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("state");
    Snapshot old = Snapshot.capture(new Everything(6), ABOUT);
    old.write(file);
    Path blocked = Files.createDirectory(directory.resolve("state.new"));
    Snapshot next = Snapshot.capture(new Everything(6), Map.of("seed", "8"));
    assertThatThrownBy(() -> next.write(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("possible to write");
    assertThat(Files.readAllBytes(file)).isEqualTo(old.toBytes());
    Files.delete(blocked);
    Files.write(directory.resolve("state.new"), new byte[100_000]); // left by a killed writer
    next.write(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(next.toBytes());
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void shouldLeaveNothingBehindWhenTheRenameFails(@TempDir Path directory) throws IOException {
    Path target = Files.createDirectory(directory.resolve("state"));
    Files.write(target.resolve("kept"), new byte[1]);
    Snapshot snapshot = Snapshot.capture(new Everything(6), ABOUT);
    assertThatThrownBy(() -> snapshot.write(target)).isInstanceOf(InputException.class);
    assertThat(target.resolve("kept")).exists();
    assertThat(directory.resolve("state.new")).doesNotExist();
  }

  @Test
  void shouldTellWhatDiffersDownToTheLastBit() {
    Everything live = new Everything(6);
    Snapshot a = Snapshot.capture(live, ABOUT);
    assertThat(a.diff(Snapshot.capture(live, Map.of()))).isEmpty();
    live.floats[2] += 0.5f;
    live.floats[3] -= 0.25f;
    live.longs[0] = Long.MAX_VALUE - 1; // the same as a double
    live.level = 0.0; // was -0.0
    var found = a.diff(Snapshot.capture(live, ABOUT));
    assertThat(found.stream().map(Snapshot.Difference::path).toList())
        .containsExactlyInAnyOrder("floats", "longs", "level");
    for (Snapshot.Difference d : found) {
      switch (d.path()) {
        case "floats" -> {
          assertThat(d.changed()).isEqualTo(2);
          assertThat(d.of()).isEqualTo(6);
          assertThat(d.greatest()).isCloseTo(0.5, within(1e-6)); // an ulp of the float sums
          assertThat(d.mean()).isCloseTo(0.125, within(1e-6));
        }
        case "longs" -> assertThat(d.greatest()).isEqualTo(1);
        default -> assertThat(d.greatest()).isZero();
      }
    }
    var shapes = a.diff(Snapshot.capture(new Everything(7), ABOUT));
    assertThat(shapes).anyMatch(d -> d.path().equals("floats") && Double.isNaN(d.greatest()));
  }

  @Test
  void shouldForkTheSameStateUnderOtherMetadata() {
    Snapshot a = Snapshot.capture(new Everything(6), ABOUT);
    Snapshot b = a.fork(Map.of("branch", "night"));
    assertThat(a.diff(b)).isEmpty();
    assertThat(b.metadata()).containsEntry("branch", "night");
    assertThat(a.metadata()).isEqualTo(ABOUT);
  }
}
