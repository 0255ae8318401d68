package io.hillock.data.nmnist;

import io.hillock.data.events.EventSink;
import io.hillock.fault.InputException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Recordings of N-MNIST: a file {@code labels.csv} with lines {@code sample,label}, and for each
 * sample a file {@code sample.bin} of 5 bytes an event: x, y, then polarity (1 bit) and time in us
 * (23 bits), big-endian; the sensor has 34 x 34 pixels and times never fall.
 *
 * @see "G. Orchard, A. Jayawant, G. K. Cohen, N. Thakor (2015), Front. Neurosci. 9:437,
 *     doi:10.3389/fnins.2015.00437"
 */
public final class NmnistRecordings {
  /** Height and width of the sensor [pixel]. */
  public static final int SIDE = 34;

  /** Number of classes. */
  public static final int CLASSES = 10;

  private static final int EVENT = 5;
  private static final int MOST_BYTES = 1 << 20;
  private static final String HEADER = "sample,label";

  private final List<byte[]> recordings;
  private final int[] labels;

  private NmnistRecordings(List<byte[]> recordings, int[] labels) {
    this.recordings = recordings;
    this.labels = labels;
  }

  /**
   * Reads all recordings of a folder.
   *
   * @param folder the folder
   * @return the recordings in the order of the label file
   * @throws InputException if a file is missing or does not hold what its format demands
   */
  public static NmnistRecordings read(Path folder) {
    Path index = folder.resolve("labels.csv");
    List<String> lines = lines(index);
    if (lines.size() < 2 || !lines.getFirst().strip().equals(HEADER)) {
      throw new InputException(
          index.toString(),
          "line 1",
          lines.isEmpty() ? "" : lines.getFirst(),
          "it must be " + HEADER + " with samples below");
    }
    List<byte[]> recordings = new ArrayList<>();
    int[] labels = new int[lines.size() - 1];
    for (int k = 1; k < lines.size(); k++) {
      String line = lines.get(k).strip();
      if (!line.matches("[0-9A-Za-z_-]{1,40},[0-9]")) {
        throw new InputException(
            index.toString(), "line " + (k + 1), line, "it must be a sample and a digit");
      }
      int comma = line.indexOf(',');
      labels[k - 1] = line.charAt(comma + 1) - '0';
      recordings.add(recording(folder.resolve(line.substring(0, comma) + ".bin")));
    }
    return new NmnistRecordings(recordings, labels);
  }

  private static List<String> lines(Path index) {
    requireFile(index);
    try {
      return Files.readAllLines(index);
    } catch (MalformedInputException e) {
      throw new InputException(index.toString(), "text", "other bytes", "it must be UTF-8", e);
    } catch (IOException e) {
      throw new InputException(index.toString(), "file", e.getMessage(), "it must be readable", e);
    }
  }

  private static void requireFile(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new InputException(
          path.toString(), "file", path.getFileName(), "it must be a regular file");
    }
  }

  private static byte[] recording(Path path) {
    requireFile(path);
    byte[] bytes;
    try (var in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new InputException(path.toString(), "file", e.getMessage(), "it must be readable", e);
    }
    if (bytes.length > MOST_BYTES || bytes.length % EVENT != 0) {
      throw new InputException(
          path.toString(),
          "size",
          bytes.length + " byte",
          "it must be a multiple of " + EVENT + " and at most " + MOST_BYTES);
    }
    long before = 0;
    for (int at = 0; at < bytes.length; at += EVENT) {
      String event = "event " + (at / EVENT + 1);
      int x = bytes[at] & 0xff;
      int y = bytes[at + 1] & 0xff;
      if (x >= SIDE || y >= SIDE) {
        throw new InputException(
            path.toString(), event + " x, y", x + ", " + y, "both must be below " + SIDE);
      }
      long time = time(bytes, at);
      if (time < before) {
        throw new InputException(
            path.toString(), event + " time", time + " us", "times must not fall");
      }
      before = time;
    }
    return bytes;
  }

  private static long time(byte[] bytes, int at) {
    return (bytes[at + 2] & 0x7f) << 16 | (bytes[at + 3] & 0xff) << 8 | bytes[at + 4] & 0xff;
  }

  /**
   * How many recordings.
   *
   * @return the number
   */
  public int size() {
    return labels.length;
  }

  /**
   * The class of a recording.
   *
   * @param k which one
   * @return the digit
   */
  public int label(int k) {
    return labels[k];
  }

  /**
   * Number of events of a recording.
   *
   * @param k which one
   * @return the number
   */
  public int events(int k) {
    return recordings.get(k).length / EVENT;
  }

  /**
   * Plays a recording.
   *
   * @param k which one
   * @param sink receives its events in order
   */
  public void play(int k, EventSink sink) {
    byte[] bytes = recordings.get(k);
    for (int at = 0; at < bytes.length; at += EVENT) {
      sink.event(
          time(bytes, at), bytes[at] & 0xff, bytes[at + 1] & 0xff, (bytes[at + 2] & 0x80) != 0);
    }
  }
}
