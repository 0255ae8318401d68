package io.hillock.network;

import io.hillock.fault.InputException;
import io.hillock.network.Snapshot.Entry;
import io.hillock.network.Snapshot.Type;
import io.hillock.state.StateRole;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The elements in which one state differs from another of the same shape, with the values of the
 * first: applied to the second it gives the first again, bit for bit. A chain of them goes back
 * over many changes for the price of what changed.
 */
public final class SnapshotDelta {
  private static final String INDICES = "@";
  private final Snapshot elements; // pairs of entries: indices, then values at these indices

  private SnapshotDelta(Snapshot elements) {
    this.elements = elements;
  }

  /**
   * What leads from a later state back to an earlier one.
   *
   * @param to the state to come back to
   * @param from the state to start at, of the same shape
   * @return the values of {@code to} where the bits differ
   * @throws InputException if the shapes differ
   */
  public static SnapshotDelta to(Snapshot to, Snapshot from) {
    List<Entry> pairs = new ArrayList<>();
    requireLike(to.entries().size() == from.entries().size(), "state", to.entries().size());
    for (int e = 0; e < to.entries().size(); e++) {
      Entry wanted = to.entries().get(e);
      Entry other = from.entries().get(e);
      requireLike(
          wanted.path().equals(other.path())
              && wanted.type() == other.type()
              && wanted.length() == other.length(),
          wanted.path(),
          other.path());
      int[] where = differing(wanted, other);
      if (where.length > 0) {
        pairs.add(
            new Entry(
                wanted.path() + INDICES, Type.INTS, StateRole.BOOKKEEPING, Integer.SIZE, where));
        pairs.add(
            new Entry(
                wanted.path(),
                wanted.type(),
                wanted.role(),
                wanted.bits(),
                gather(wanted.values(), where)));
      }
    }
    return new SnapshotDelta(new Snapshot(Map.of(), pairs));
  }

  private static int[] differing(Entry a, Entry b) {
    int[] where = new int[a.length()];
    int n = 0;
    for (int k = 0; k < where.length; k++) {
      if (Snapshot.bits(a.values(), k) != Snapshot.bits(b.values(), k)) {
        where[n++] = k;
      }
    }
    return java.util.Arrays.copyOf(where, n);
  }

  private static Object gather(Object values, int... where) {
    Object some =
        java.lang.reflect.Array.newInstance(values.getClass().componentType(), where.length);
    for (int k = 0; k < where.length; k++) {
      copy(values, where[k], some, k);
    }
    return some;
  }

  private static void copy(Object from, int i, Object to, int k) {
    switch (from) {
      case float[] f -> ((float[]) to)[k] = f[i];
      case double[] d -> ((double[]) to)[k] = d[i];
      case int[] n -> ((int[]) to)[k] = n[i];
      case long[] l -> ((long[]) to)[k] = l[i];
      default -> throw new IllegalStateException("unknown type " + from.getClass());
    }
  }

  /**
   * Puts the values into a state.
   *
   * @param from the state to start at
   * @param source where the delta came from, for messages
   * @return the state that it leads to, under the metadata of {@code from}
   * @throws InputException if the state has no such elements
   */
  public Snapshot apply(Snapshot from, String source) {
    List<Entry> result = new ArrayList<>(from.entries());
    int at = 0;
    for (Iterator<Entry> pairs = elements.entries().iterator(); pairs.hasNext(); ) {
      int[] where = indices(pairs.next(), pairs.hasNext(), source);
      Entry values = pairs.next();
      while (at < result.size() && !result.get(at).path().equals(values.path())) {
        at++;
      }
      if (at == result.size()
          || result.get(at).type() != values.type()
          || values.length() != where.length
          || where.length > 0 && where[where.length - 1] >= result.get(at).length()) {
        throw new InputException(source, "change", values.path(), "the state has no such elements");
      }
      result.set(at, with(result.get(at), where, values.values()));
    }
    return new Snapshot(from.metadata(), result);
  }

  private static int[] indices(Entry entry, boolean followed, String source) {
    boolean whole = followed && entry.values() instanceof int[] && entry.path().endsWith(INDICES);
    int[] where = whole ? (int[]) entry.values() : new int[0];
    int last = -1;
    for (int k : where) {
      whole &= k > last;
      last = k;
    }
    if (!whole) {
      throw new InputException(source, "change", entry.path(), "it must name elements in order");
    }
    return where;
  }

  private static Entry with(Entry entry, int[] where, Object values) {
    Object copy =
        switch (entry.values()) {
          case float[] f -> f.clone();
          case double[] d -> d.clone();
          case int[] i -> i.clone();
          case long[] l -> l.clone();
          default -> throw new IllegalStateException("unknown type of " + entry.path());
        };
    for (int k = 0; k < where.length; k++) {
      copy(values, k, copy, where[k]);
    }
    return new Entry(entry.path(), entry.type(), entry.role(), entry.bits(), copy);
  }

  private static void requireLike(boolean like, String path, Object found) {
    if (!like) {
      throw new InputException("snapshot", path, found, "both states must have the same shape");
    }
  }

  /**
   * The bytes of the delta, with a checksum.
   *
   * @return the format of a snapshot
   */
  public byte[] toBytes() {
    return elements.toBytes();
  }

  /**
   * A delta from bytes.
   *
   * @param bytes what {@link #toBytes} gave
   * @param source where they came from, for messages
   * @return the delta
   * @throws InputException when they are not whole
   */
  public static SnapshotDelta fromBytes(byte[] bytes, String source) {
    return new SnapshotDelta(Snapshot.fromBytes(bytes, source));
  }
}
