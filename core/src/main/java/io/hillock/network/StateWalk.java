package io.hillock.network;

import io.hillock.fault.InputException;
import io.hillock.network.Snapshot.Entry;
import io.hillock.network.Snapshot.Type;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.List;
import java.util.function.Predicate;

/** The walks of a snapshot over live state: capture it, check that it fits, restore it. */
final class StateWalk {
  private StateWalk() {}

  /** Entries still to come. */
  static final class Cursor {
    private final List<Entry> entries;
    private final String source;
    private final Predicate<String> own;
    private int next;

    /** The entries, and which paths of the live state are not among them. */
    Cursor(List<Entry> entries, String source, Predicate<String> own) {
      this.entries = entries;
      this.source = source;
      this.own = own;
    }

    boolean has(String path) {
      return !own.test(path);
    }

    Entry take(String path, Type type, int length) {
      if (next == entries.size()) {
        throw new InputException(source, path, "missing", "this network has it");
      }
      Entry e = entries.get(next++);
      if (!e.path().equals(path)) {
        throw new InputException(source, "entry", e.path(), "this network has " + path + " there");
      }
      if (e.type() != type || e.length() != length) {
        throw new InputException(
            source,
            path,
            e.length() + " " + e.type(),
            "this network has " + length + " " + type + " there");
      }
      return e;
    }

    void requireEnd() {
      if (next < entries.size()) {
        throw new InputException(
            source, "entry", entries.get(next).path(), "this network does not have it");
      }
    }
  }

  /** Every kind of value comes down to one array of known type. */
  private abstract static class Walk implements StateVisitor {
    private final String prefix;

    Walk(String prefix) {
      this.prefix = prefix;
    }

    abstract void array(String path, Type type, StateRole role, int bits, Object live, int length);

    abstract Walk below(String newPrefix);

    @Override
    public void floats(String name, StateRole role, int bits, float[] values) {
      array(prefix + name, Type.FLOATS, role, bits, values, values.length);
    }

    @Override
    public void doubles(String name, StateRole role, int bits, double[] values) {
      array(prefix + name, Type.DOUBLES, role, bits, values, values.length);
    }

    @Override
    public void ints(String name, StateRole role, int bits, int[] values) {
      array(prefix + name, Type.INTS, role, bits, values, values.length);
    }

    @Override
    public void longs(String name, StateRole role, int bits, long[] values) {
      array(prefix + name, Type.LONGS, role, bits, values, values.length);
    }

    @Override
    public long scalar(String name, StateRole role, int bits, long value) {
      long[] box = {value};
      array(prefix + name, Type.LONGS, role, bits, box, 1);
      return box[0];
    }

    @Override
    public double scalar(String name, StateRole role, int bits, double value) {
      double[] box = {value};
      array(prefix + name, Type.DOUBLES, role, bits, box, 1);
      return box[0];
    }

    @Override
    public void part(String name, Stateful part) {
      part.visit(below(prefix + name + "/"));
    }
  }

  /** Copies live state into entries. */
  static final class Capture extends Walk {
    private final List<Entry> entries;

    Capture(String prefix, List<Entry> entries) {
      super(prefix);
      this.entries = entries;
    }

    @Override
    void array(String path, Type type, StateRole role, int bits, Object live, int length) {
      Object copy =
          switch (live) {
            case float[] a -> a.clone();
            case double[] a -> a.clone();
            case int[] a -> a.clone();
            case long[] a -> a.clone();
            default -> throw new IllegalStateException("unknown type of " + path);
          };
      entries.add(new Entry(path, type, role, bits, copy));
    }

    @Override
    Walk below(String newPrefix) {
      return new Capture(newPrefix, entries);
    }
  }

  /** Compares shapes and changes nothing. */
  static final class Check extends Walk {
    private final Cursor cursor;

    Check(String prefix, Cursor cursor) {
      super(prefix);
      this.cursor = cursor;
    }

    @Override
    void array(String path, Type type, StateRole role, int bits, Object live, int length) {
      if (cursor.has(path)) {
        cursor.take(path, type, length);
      }
    }

    @Override
    Walk below(String newPrefix) {
      return new Check(newPrefix, cursor);
    }
  }

  /** Copies entries into live state. */
  static final class Restore extends Walk {
    private final Cursor cursor;

    Restore(String prefix, Cursor cursor) {
      super(prefix);
      this.cursor = cursor;
    }

    @Override
    void array(String path, Type type, StateRole role, int bits, Object live, int length) {
      if (cursor.has(path)) {
        System.arraycopy(cursor.take(path, type, length).values(), 0, live, 0, length);
      }
    }

    @Override
    Walk below(String newPrefix) {
      return new Restore(newPrefix, cursor);
    }
  }
}
