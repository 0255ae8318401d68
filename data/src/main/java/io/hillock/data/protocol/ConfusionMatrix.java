package io.hillock.data.protocol;

import io.hillock.data.wfdb.AamiClass;
import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Optional;

/**
 * Counts of beats by true and given class, with missed beats and false detections.
 *
 * <p>Rows are true classes, columns given classes. Where beats are timed by a detector, one more
 * column counts beats that it missed, and one more row detections that are no beats. Not safe for
 * use by several threads at once; give each its own and {@link #add(ConfusionMatrix)} them.
 */
public final class ConfusionMatrix implements Stateful {
  private static final int CLASSES = AamiClass.values().length;

  private final long[][] counts = new long[CLASSES + 1][CLASSES + 1];

  /** An empty matrix. */
  public ConfusionMatrix() {
    // all counts begin at 0
  }

  /**
   * Counts a beat that was found and classified.
   *
   * @param truth its class
   * @param given the class it was given
   */
  public void add(AamiClass truth, AamiClass given) {
    counts[truth.ordinal()][given.ordinal()]++;
  }

  /**
   * Counts a beat that was not found.
   *
   * @param truth its class
   */
  public void addMissed(AamiClass truth) {
    counts[truth.ordinal()][CLASSES]++;
  }

  /**
   * Counts a detection that is no beat.
   *
   * @param given the class it was given
   */
  public void addFalse(AamiClass given) {
    counts[CLASSES][given.ordinal()]++;
  }

  /**
   * Adds the counts of another matrix.
   *
   * @param other the other matrix, left as it is
   */
  public void add(ConfusionMatrix other) {
    for (int row = 0; row <= CLASSES; row++) {
      for (int column = 0; column <= CLASSES; column++) {
        counts[row][column] += other.counts[row][column];
      }
    }
  }

  /**
   * One count.
   *
   * @param truth true class, or empty for detections that are no beats
   * @param given given class, or empty for missed beats
   * @return the count; 0 where both are empty
   */
  public long count(Optional<AamiClass> truth, Optional<AamiClass> given) {
    return counts[truth.map(Enum::ordinal).orElse(CLASSES)][
        given.map(Enum::ordinal).orElse(CLASSES)];
  }

  /**
   * One count of found beats.
   *
   * @param truth true class
   * @param given given class
   * @return the count
   */
  public long count(AamiClass truth, AamiClass given) {
    return counts[truth.ordinal()][given.ordinal()];
  }

  /**
   * Beats of a class, found or missed.
   *
   * @param truth true class
   * @return sum of its row
   */
  public long beats(AamiClass truth) {
    return sumOfRow(truth.ordinal());
  }

  /**
   * Beats and detections that were given a class.
   *
   * @param given given class
   * @return sum of its column
   */
  public long given(AamiClass given) {
    long sum = 0;
    for (long[] row : counts) {
      sum += row[given.ordinal()];
    }
    return sum;
  }

  /**
   * Everything that was counted: beats and false detections.
   *
   * @return sum of all counts
   */
  public long total() {
    long sum = 0;
    for (int row = 0; row <= CLASSES; row++) {
      sum += sumOfRow(row);
    }
    return sum;
  }

  /**
   * What the counts say of finding beats at all, whatever class they were given.
   *
   * @return beats found, beats missed, detections that are no beats
   */
  public DetectionScore detection() {
    long missed = 0;
    for (int row = 0; row < CLASSES; row++) {
      missed += counts[row][CLASSES];
    }
    long wrong = sumOfRow(CLASSES);
    return new DetectionScore(total() - missed - wrong, missed, wrong);
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int row = 0; row <= CLASSES; row++) {
      visitor.longs("counts" + row, StateRole.BOOKKEEPING, Long.SIZE, counts[row]);
    }
  }

  private long sumOfRow(int row) {
    long sum = 0;
    for (long count : counts[row]) {
      sum += count;
    }
    return sum;
  }

  /**
   * The score of these counts.
   *
   * @param seconds duration of the scored signal [s], {@code > 0}
   * @return the score; later counts do not change it
   */
  public ClassificationScore score(double seconds) {
    if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          "classification score", "duration", seconds + " s", "it must be > 0 s and finite");
    }
    ConfusionMatrix copy = new ConfusionMatrix();
    copy.add(this);
    return new ClassificationScore(copy, seconds);
  }
}
