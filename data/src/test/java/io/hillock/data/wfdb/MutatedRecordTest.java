package io.hillock.data.wfdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hillock.fault.InputException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand damaged records: each is read or refused in one line, in bounded time and memory.
 */
class MutatedRecordTest {
  private static final int MUTATIONS = 10_000;
  private static final int FRAMES = 401;

  /** The reader's buffers for the small record stay below this; a header's claim must not. */
  private static final long MOST_ALLOCATED = 8 << 20;

  private static final List<String> HOSTILE =
      List.of(
          "NaN",
          "inf",
          "-1",
          "0",
          "-0",
          "1e309",
          "1e-320",
          "2147483647",
          "-2147483648",
          "99999999999999999999",
          "4294967296",
          "../m",
          "/dev/zero",
          "-",
          "~",
          ".",
          "",
          "\0",
          "x",
          "212x1000",
          "16",
          "212:400",
          "212+9223372036854775807",
          "8",
          "0x10",
          "1,5",
          "()",
          "200(",
          "200(1)/",
          "/",
          "#",
          "m/3",
          "\u00ff",
          "1000000",
          "256",
          "257",
          "m.hea",
          "m.atr");

  @TempDir Path directory;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private byte[][] originals;
  private Path[] files;

  @BeforeEach
  void writeOriginal() throws IOException {
    RandomStream random = Seed.of(3).stream(Purpose.DATA);
    Recording recording =
        Records.recording(
            "m",
            List.of(
                Records.signal("m.dat", SignalFormat.FORMAT_212, "MLII"),
                Records.signal("m.dat", SignalFormat.FORMAT_212, "V5"),
                Records.signal("n.dat", SignalFormat.FORMAT_16, "V1")),
            FRAMES,
            random);
    WfdbWriter.write(
        directory, new AnnotatedRecording(recording, Records.annotations(FRAMES, 60, random)));
    files = new Path[] {path("m.hea"), path("m.dat"), path("n.dat"), path("m.atr")};
    originals = new byte[files.length][];
    for (int i = 0; i < files.length; i++) {
      originals[i] = Files.readAllBytes(files[i]);
    }
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  @Test
  void shouldReadOrRefuseTenThousandMutatedRecords() throws IOException {
    WfdbReader.readAnnotated(path("m"));
    int refused = 0;
    int[] drawn = {0, 0, 0, 0, 0, 1, 2, 3, 3, 3};
    long longest = 0;
    long largest = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      RandomStream random = Seed.of(seed).stream(Purpose.DATA);
      int file = drawn[random.nextInt(drawn.length)];
      put(file, mutate(originals[file], file == 0, random));
      long before = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      try {
        AnnotatedRecording read = WfdbReader.readAnnotated(path("m"));
        read.beats();
        for (int s = 0; s < read.recording().signals(); s++) {
          assertThat(isInfiniteAnywhere(read.recording().physical(s)))
              .as("seed %d", seed)
              .isFalse();
        }
      } catch (InputException e) {
        refused++;
        assertThat(e.getMessage()).as("seed %d", seed).doesNotContain("\n", "\r", "\0");
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + " left the reader with " + e, e);
      }
      longest = Math.max(longest, System.nanoTime() - start);
      largest = Math.max(largest, threads.getCurrentThreadAllocatedBytes() - before);
      put(file, originals[file]);
    }
    assertThat(refused).isBetween(MUTATIONS / 2, MUTATIONS - 100);
    assertThat(largest).isLessThan(MOST_ALLOCATED);
    // No file is large: a second means that something grows with a claimed number.
    assertThat(longest).isLessThan(1_000_000_000L);
    WfdbReader.readAnnotated(path("m"));
  }

  /** Some file systems flush a file that is truncated and rewritten; a new one costs nothing. */
  private void put(int file, byte[] content) throws IOException {
    Files.deleteIfExists(files[file]);
    Files.write(files[file], content, StandardOpenOption.CREATE_NEW);
  }

  private static boolean isInfiniteAnywhere(float[] values) {
    for (float value : values) {
      if (Float.isInfinite(value)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] mutate(byte[] original, boolean text, RandomStream random) {
    byte[] bytes = original.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      bytes =
          switch (random.nextInt(text ? 5 : 4)) {
            case 0 -> flipped(bytes, random);
            case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 2 -> inserted(bytes, random);
            case 3 -> removed(bytes, random);
            default -> replaced(bytes, random);
          };
    }
    return bytes;
  }

  private static byte[] flipped(byte[] bytes, RandomStream random) {
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] inserted(byte[] bytes, RandomStream random) {
    int at = random.nextInt(bytes.length + 1);
    int count = 1 + random.nextInt(8);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
    System.arraycopy(bytes, at, longer, at + count, bytes.length - at);
    for (int i = at; i < at + count; i++) {
      longer[i] = (byte) random.nextInt(256);
    }
    return longer;
  }

  private static byte[] removed(byte[] bytes, RandomStream random) {
    int at = random.nextInt(bytes.length + 1);
    int count = Math.min(1 + random.nextInt(8), bytes.length - at);
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - count);
    System.arraycopy(bytes, at + count, shorter, at, bytes.length - at - count);
    return shorter;
  }

  private static byte[] replaced(byte[] bytes, RandomStream random) {
    String[] tokens = new String(bytes, StandardCharsets.ISO_8859_1).split("(?=[ \n/(])");
    int at = random.nextInt(tokens.length);
    String first = tokens[at].isEmpty() ? "" : tokens[at].substring(0, 1);
    tokens[at] =
        (" \n/(".contains(first) ? first : "") + HOSTILE.get(random.nextInt(HOSTILE.size()));
    return String.join("", tokens).getBytes(StandardCharsets.ISO_8859_1);
  }
}
