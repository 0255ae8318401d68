package io.hillock.gallery.heartbeat;

import io.hillock.fault.ParameterException;
import java.nio.file.Path;

/** What the weights of a learning monitor go back to; everything else goes on as it is. */
public sealed interface RollbackPoint {
  /** Before the first lesson: what every person starts from. */
  record Start() implements RollbackPoint {}

  /**
   * As they were after an entry of the learning log.
   *
   * @param number number of the entry, from 1
   */
  record Entry(int number) implements RollbackPoint {
    /** Checks the number. */
    public Entry {
      if (number < 1) {
        throw new ParameterException("rollback", "entry", number, "entries count from 1");
      }
    }
  }

  /**
   * As they are in a snapshot of the same monitor.
   *
   * @param snapshot the file
   */
  record Saved(Path snapshot) implements RollbackPoint {}

  /**
   * Reads a point from a command line.
   *
   * @param text {@code start}, the number of an entry, or the path of a snapshot
   * @return the point
   */
  static RollbackPoint of(String text) {
    if (text.equals("start")) {
      return new Start();
    }
    if (text.matches("[0-9]{1,9}")) {
      return new Entry(Integer.parseInt(text));
    }
    return new Saved(Path.of(text));
  }
}
