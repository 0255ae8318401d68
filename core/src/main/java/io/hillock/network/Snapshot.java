package io.hillock.network;

import io.hillock.fault.InputException;
import io.hillock.state.StateRole;
import io.hillock.state.Stateful;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The whole state of something at one moment, self-describing: every entry has a path, a type, a
 * role and its values. Restoring it into an equal description and going on is bit for bit the same
 * as never having stopped.
 *
 * <p>The file format, big endian: magic {@code HLCK}, version, number of metadata pairs, the pairs,
 * number of entries, the entries, CRC-32C of everything before it. Floats are stored by their bits.
 */
public final class Snapshot {
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

    final int bytes;

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
   *     one snapshot only or with another type or length; the differences are NaN then
   * @param of number of elements; an element differs when its bits differ
   * @param greatest greatest absolute difference
   * @param mean mean absolute difference over all elements
   */
  public record Difference(String path, int changed, int of, double greatest, double mean) {}

  private final Map<String, String> metadata;
  private final List<Entry> entries;

  Snapshot(Map<String, String> metadata, List<Entry> entries) {
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
    restoreExcept(root, source, path -> false);
  }

  /**
   * Restores the state in place of something that has more state than was captured; what only it
   * has stays as it is.
   *
   * @param root something that holds all that was captured
   * @param source where the snapshot came from, for messages
   * @param own tells the paths of the entries that only the root has
   * @throws InputException when an entry is missing, left over, or of another shape; nothing has
   *     been changed then
   */
  public void restoreExcept(Stateful root, String source, Predicate<String> own) {
    StateWalk.Cursor cursor = new StateWalk.Cursor(entries, source, own);
    root.visit(new StateWalk.Check("", cursor));
    cursor.requireEnd();
    root.visit(new StateWalk.Restore("", new StateWalk.Cursor(entries, source, own)));
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
      if (their == null || their.length() != mine.length() || their.type() != mine.type()) {
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
      if (bits(a.values(), k) != bits(b.values(), k)) {
        double difference = distance(a, b, k);
        changed++;
        greatest = Math.max(greatest, difference);
        sum += difference;
      }
    }
    if (changed > 0) {
      found.add(new Difference(a.path(), changed, a.length(), greatest, sum / a.length()));
    }
  }

  static long bits(Object values, int k) {
    return switch (values) {
      case float[] f -> Float.floatToRawIntBits(f[k]);
      case double[] d -> Double.doubleToRawLongBits(d[k]);
      case int[] i -> i[k];
      case long[] l -> l[k];
      default -> throw new IllegalStateException("unknown type " + values.getClass());
    };
  }

  private static double distance(Entry a, Entry b, int k) {
    double distance = Math.abs(a.get(k) - b.get(k));
    if (distance == 0 && a.values() instanceof long[] mine && b.values() instanceof long[] their) {
      return Math.abs((double) (mine[k] - their[k])); // equal as doubles, so this cannot overflow
    }
    return distance;
  }

  /**
   * Writes the snapshot: to a new file beside the old one, forced to disk, then renamed over it. At
   * any moment the path holds either the old or the new snapshot whole; after a failure the old one
   * is untouched. One writer at a time may write to a path.
   *
   * @param path where to
   * @throws InputException when the file cannot be written there
   */
  public void write(Path path) {
    SnapshotFile.write(this, path);
  }

  /**
   * The bytes of the file.
   *
   * @return the file format with its checksum
   */
  public byte[] toBytes() {
    return SnapshotFile.toBytes(this);
  }

  /**
   * Reads a snapshot. The checksum is verified before anything of the content is believed, and no
   * memory is taken for a length that the file cannot hold.
   *
   * @param path the file
   * @return the snapshot
   * @throws InputException when the file is not a whole snapshot of a known version
   */
  public static Snapshot read(Path path) {
    return SnapshotFile.read(path);
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
    return SnapshotFile.fromBytes(bytes, source);
  }
}
