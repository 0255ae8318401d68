package io.hillock.network;

import io.hillock.fault.InputException;
import io.hillock.state.StateRole;
import io.hillock.state.Stateful;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The whole state of something at one moment, self-describing: every entry has a path, a type, a
 * role and its values. Restoring it into an equal description and going on is bit for bit the same
 * as never having stopped.
 *
 * <p>The file format, big endian: magic {@code HLCK}, version, number of metadata pairs, the pairs,
 * number of entries, the entries, CRC-32C of everything before it. Floats are stored by their bits.
 */
public final class Snapshot {
  private static final int MAGIC = 0x484C434B;
  private static final int VERSION = 1;
  private static final long LARGEST_FILE = 1L << 31;

  /** The type of an entry's values. */
  public enum Type {
    /** float[]. */
    FLOATS(Float.BYTES),
    /** double[]. */
    DOUBLES(Double.BYTES),
    /** int[]. */
    INTS(Integer.BYTES),
    /** long[]. */
    LONGS(Long.BYTES);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * One piece of state. Single numbers are arrays of length one.
   *
   * @param path names of its owners and its own, joined by slashes
   * @param type type of its values
   * @param role why it exists
   * @param bits modelled bits per element
   * @param values a float[], double[], int[] or long[], never changed
   */
  public record Entry(String path, Type type, StateRole role, int bits, Object values) {
    /**
     * Number of elements.
     *
     * @return the length of the array
     */
    public int length() {
      return java.lang.reflect.Array.getLength(values);
    }

    /**
     * One element as a double.
     *
     * @param k its index
     * @return its value
     */
    public double get(int k) {
      return switch (values) {
        case float[] f -> f[k];
        case double[] d -> d[k];
        case int[] i -> i[k];
        case long[] l -> l[k];
        default -> throw new IllegalStateException("unknown type of " + path);
      };
    }
  }

  /**
   * What differs between two snapshots in one entry.
   *
   * @param path the entry
   * @param changed number of elements that differ, or the greater length when the entry exists in
   *     one snapshot only
   * @param of number of elements
   * @param greatest greatest absolute difference
   * @param mean mean absolute difference over all elements
   */
  public record Difference(String path, int changed, int of, double greatest, double mean) {}

  private final Map<String, String> metadata;
  private final List<Entry> entries;

  private Snapshot(Map<String, String> metadata, List<Entry> entries) {
    this.metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    this.entries = List.copyOf(entries);
  }

  /**
   * Captures a state.
   *
   * @param root what to capture
   * @param metadata what to say about it: application, seed, description
   * @return the snapshot
   */
  public static Snapshot capture(Stateful root, Map<String, String> metadata) {
    List<Entry> entries = new ArrayList<>();
    root.visit(new StateWalk.Capture("", entries));
    return new Snapshot(metadata, entries);
  }

  /**
   * What is said about the state.
   *
   * @return an unmodifiable map
   */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * All pieces of state in order.
   *
   * @return an unmodifiable list
   */
  public List<Entry> entries() {
    return entries;
  }

  /**
   * The same state under other metadata.
   *
   * @param changes pairs to add or replace
   * @return the fork
   */
  public Snapshot fork(Map<String, String> changes) {
    Map<String, String> merged = new TreeMap<>(metadata);
    merged.putAll(changes);
    return new Snapshot(merged, entries);
  }

  /**
   * Restores the state in place.
   *
   * @param root something of the same description as the one captured
   * @param source where the snapshot came from, for messages
   * @throws InputException when an entry is missing, left over, or of another shape; nothing has
   *     been changed then
   */
  public void restore(Stateful root, String source) {
    StateWalk.Cursor cursor = new StateWalk.Cursor(entries, source);
    root.visit(new StateWalk.Check("", cursor));
    cursor.requireEnd();
    root.visit(new StateWalk.Restore("", new StateWalk.Cursor(entries, source)));
  }

  /**
   * The differences to another snapshot, entry by entry; equal entries are left out.
   *
   * @param other the other snapshot
   * @return what differs
   */
  public List<Difference> diff(Snapshot other) {
    Map<String, Entry> theirs = new TreeMap<>();
    other.entries.forEach(e -> theirs.put(e.path(), e));
    List<Difference> found = new ArrayList<>();
    for (Entry mine : entries) {
      Entry their = theirs.remove(mine.path());
      if (their == null || their.length() != mine.length()) {
        int length = Math.max(mine.length(), their == null ? 0 : their.length());
        found.add(new Difference(mine.path(), length, length, Double.NaN, Double.NaN));
      } else {
        compare(mine, their, found);
      }
    }
    theirs
        .values()
        .forEach(e ->
            found.add(new Difference(e.path(), e.length(), e.length(), Double.NaN, Double.NaN)));
    return found;
  }

  private static void compare(Entry a, Entry b, List<Difference> found) {
    int changed = 0;
    double greatest = 0;
    double sum = 0;
    for (int k = 0; k < a.length(); k++) {
      double difference = Math.abs(a.get(k) - b.get(k));
      if (Double.compare(a.get(k), b.get(k)) != 0) {
        changed++;
        greatest = Math.max(greatest, difference);
        sum += difference;
      }
    }
    if (changed > 0) {
      found.add(new Difference(a.path(), changed, a.length(), greatest, sum / a.length()));
    }
  }

  /**
   * Writes the snapshot: to a new file beside the old one, forced to disk, then renamed over it. At
   * any moment the path holds either the old or the new snapshot whole.
   *
   * @param path where to
   */
  public void write(Path path) {
    Path absolute = path.toAbsolutePath();
    Path fresh = absolute.resolveSibling(absolute.getFileName() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(toBytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      try {
        Files.move(
            fresh, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.deleteIfExists(fresh);
        throw new InputException(
            path.toString(), "directory", absolute.getParent(), "it must allow atomic renames", e);
      }
    } catch (IOException e) {
      throw new InputException(
          path.toString(), "file", e.getMessage(), "it must be possible to write it", e);
    }
  }

  /**
   * The bytes of the file.
   *
   * @return the file format with its checksum
   */
  public byte[] toBytes() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(metadata.size());
      for (Map.Entry<String, String> pair : metadata.entrySet()) {
        writeText(out, pair.getKey());
        writeText(out, pair.getValue());
      }
      out.writeInt(entries.size());
      for (Entry e : entries) {
        writeText(out, e.path());
        out.writeByte(e.type().ordinal());
        out.writeByte(e.role().ordinal());
        out.writeInt(e.bits());
        out.writeInt(e.length());
        writeValues(out, e.values());
      }
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static void writeValues(DataOutputStream out, Object values) throws IOException {
    switch (values) {
      case float[] array -> {
        for (float x : array) {
          out.writeInt(Float.floatToRawIntBits(x));
        }
      }
      case double[] array -> {
        for (double x : array) {
          out.writeLong(Double.doubleToRawLongBits(x));
        }
      }
      case int[] array -> {
        for (int x : array) {
          out.writeInt(x);
        }
      }
      case long[] array -> {
        for (long x : array) {
          out.writeLong(x);
        }
      }
      default -> throw new IllegalStateException("unknown type " + values.getClass());
    }
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  /**
   * Reads a snapshot.
   *
   * @param path the file
   * @return the snapshot
   * @throws InputException when the file is not a whole snapshot of a known version
   */
  public static Snapshot read(Path path) {
    try {
      long size = Files.size(path);
      if (size > LARGEST_FILE) {
        throw new InputException(
            path.toString(), "size", size + " bytes", "it must be <= " + LARGEST_FILE);
      }
      return fromBytes(Files.readAllBytes(path), path.toString());
    } catch (IOException e) {
      throw new InputException(
          path.toString(), "file", e.getMessage(), "it must be a readable snapshot", e);
    }
  }

  /**
   * Reads a snapshot from bytes.
   *
   * @param bytes the file format
   * @param source where they came from, for messages
   * @return the snapshot
   * @throws InputException when the bytes are not a whole snapshot of a known version
   */
  public static Snapshot fromBytes(byte[] bytes, String source) {
    ByteBuffer head = ByteBuffer.wrap(bytes);
    if (bytes.length < 3 * Integer.BYTES + Long.BYTES || head.getInt() != MAGIC) {
      throw new InputException(
          source, "magic", bytes.length + " bytes", "it must be a snapshot of Hillock");
    }
    int version = head.getInt();
    if (version != VERSION) {
      throw new InputException(source, "version", version, "this program reads " + VERSION);
    }
    int length = bytes.length - Long.BYTES;
    if (head.getLong(length) != checksum(bytes, length)) {
      throw new InputException(
          source,
          "checksum",
          Long.toHexString(head.getLong(length)),
          "it must match the content: the file is damaged or cut short");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      in.skipNBytes(2 * Integer.BYTES);
      return parse(in, source);
    } catch (EOFException e) {
      throw new InputException(source, "length", bytes.length, "it ends too early", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Snapshot parse(DataInputStream in, String source) throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    int pairs = in.readInt();
    for (int k = 0; k < pairs; k++) {
      String key = readText(in, source);
      metadata.put(key, readText(in, source));
    }
    List<Entry> entries = new ArrayList<>();
    int count = in.readInt();
    for (int k = 0; k < count; k++) {
      entries.add(readEntry(in, source));
    }
    return new Snapshot(metadata, entries);
  }

  private static Entry readEntry(DataInputStream in, String source) throws IOException {
    String path = readText(in, source);
    int type = in.readUnsignedByte();
    int role = in.readUnsignedByte();
    int bits = in.readInt();
    int length = in.readInt();
    if (type >= Type.values().length || role >= StateRole.values().length) {
      throw new InputException(source, path, type + "/" + role, "type and role must be known");
    }
    Type t = Type.values()[type];
    if (length < 0 || (long) length * t.bytes > in.available()) {
      throw new InputException(source, path + " length", length, "the file holds fewer values");
    }
    return new Entry(path, t, StateRole.values()[role], bits, readValues(in, t, length));
  }

  private static Object readValues(DataInputStream in, Type type, int length) throws IOException {
    return switch (type) {
      case FLOATS -> {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
          values[i] = Float.intBitsToFloat(in.readInt());
        }
        yield values;
      }
      case DOUBLES -> {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
          values[i] = Double.longBitsToDouble(in.readLong());
        }
        yield values;
      }
      case INTS -> {
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
          values[i] = in.readInt();
        }
        yield values;
      }
      case LONGS -> {
        long[] values = new long[length];
        for (int i = 0; i < length; i++) {
          values[i] = in.readLong();
        }
        yield values;
      }
    };
  }

  private static String readText(DataInputStream in, String source) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new InputException(source, "text length", length, "the file holds fewer bytes");
    }
    return new String(in.readNBytes(length), java.nio.charset.StandardCharsets.UTF_8);
  }
}
