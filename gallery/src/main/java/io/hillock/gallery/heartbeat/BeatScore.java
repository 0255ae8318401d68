package io.hillock.gallery.heartbeat;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * What became of the beats: confusion matrix of N, S, V, F, beats that were missed and beats that
 * were not there.
 */
public final class BeatScore implements Stateful {
  private static final int CLASSES = HeartbeatSettings.CLASSES;

  private final long[][] confusion = new long[CLASSES][CLASSES];
  private final long[] missed = new long[CLASSES];
  private long falseBeats;
  private long falseAlarms;
  private double seconds;

  /** Nothing scored yet. */
  public BeatScore() {}

  void add(int truth, int decided) {
    confusion[truth][decided]++;
    if (truth == 0 && decided != 0) {
      falseAlarms++;
    }
  }

  void addMissed(int truth) {
    missed[truth]++;
  }

  void addFalseBeat(boolean alarm) {
    falseBeats++;
    falseAlarms += alarm ? 1 : 0;
  }

  void addSeconds(double scored) {
    seconds += scored;
  }

  /**
   * Adds the beats of another score.
   *
   * @param other the other score
   * @return this score
   */
  public BeatScore addAll(BeatScore other) {
    for (int i = 0; i < CLASSES; i++) {
      for (int j = 0; j < CLASSES; j++) {
        confusion[i][j] += other.confusion[i][j];
      }
      missed[i] += other.missed[i];
    }
    falseBeats += other.falseBeats;
    falseAlarms += other.falseAlarms;
    seconds += other.seconds;
    return this;
  }

  /**
   * Beats of one class decided as another.
   *
   * @param truth the annotated class
   * @param decided the class decided
   * @return how many
   */
  public long count(int truth, int decided) {
    return confusion[truth][decided];
  }

  /**
   * Annotated beats, missed ones included.
   *
   * @return how many
   */
  public long beats() {
    long sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      sum += beats(k);
    }
    return sum;
  }

  /**
   * Annotated beats of a class, missed ones included.
   *
   * @param truth the class
   * @return how many
   */
  public long beats(int truth) {
    long sum = missed[truth];
    for (int k = 0; k < CLASSES; k++) {
      sum += confusion[truth][k];
    }
    return sum;
  }

  private long correct() {
    long sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      sum += confusion[k][k];
    }
    return sum;
  }

  /**
   * Correct decisions among annotated and false beats.
   *
   * @return the fraction, NaN without beats
   */
  public double accuracy() {
    return (double) correct() / (beats() + falseBeats);
  }

  /**
   * Sensitivity of a class, TP / (TP + FN).
   *
   * @param k the class
   * @return the fraction, NaN without such beats
   */
  public double sensitivity(int k) {
    return (double) confusion[k][k] / beats(k);
  }

  /**
   * Positive predictivity of a class, TP / (TP + FP), false beats left out.
   *
   * @param k the class
   * @return the fraction, NaN when the class was never decided
   */
  public double ppv(int k) {
    long decided = 0;
    for (int i = 0; i < CLASSES; i++) {
      decided += confusion[i][k];
    }
    return (double) confusion[k][k] / decided;
  }

  /**
   * F1 of a class, the harmonic mean of sensitivity and positive predictivity.
   *
   * @param k the class
   * @return the fraction, 0 when nothing was found
   */
  public double f1(int k) {
    double sum = sensitivity(k) + ppv(k);
    return sum > 0 ? 2 * sensitivity(k) * ppv(k) / sum : 0;
  }

  /**
   * Mean F1 of N, S and V.
   *
   * @return the fraction
   */
  public double macroF1() {
    return (f1(0) + f1(1) + f1(2)) / 3;
  }

  /**
   * Sensitivity of finding beats at all.
   *
   * @return the fraction
   */
  public double detectionSensitivity() {
    long lost = 0;
    for (long m : missed) {
      lost += m;
    }
    return 1 - (double) lost / beats();
  }

  /**
   * Positive predictivity of finding beats at all.
   *
   * @return the fraction
   */
  public double detectionPpv() {
    long found = beats();
    for (long m : missed) {
      found -= m;
    }
    return (double) found / (found + falseBeats);
  }

  /**
   * Alarms at normal beats or at no beat.
   *
   * @return alarms per hour
   */
  public double falseAlarmsPerHour() {
    return falseAlarms / seconds * 3600;
  }

  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT,
        "accuracy %.2f %%, macro-F1 %.2f, S %.1f/%.1f, V %.1f/%.1f, F %.1f/%.1f",
        100 * accuracy(),
        100 * macroF1(),
        100 * sensitivity(1),
        100 * ppv(1),
        100 * sensitivity(2),
        100 * ppv(2),
        100 * sensitivity(3),
        100 * ppv(3));
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int k = 0; k < CLASSES; k++) {
      visitor.longs("confusion" + k, StateRole.BOOKKEEPING, Long.SIZE, confusion[k]);
    }
    visitor.longs("missed", StateRole.BOOKKEEPING, Long.SIZE, missed);
    falseBeats = visitor.scalar("falseBeats", StateRole.BOOKKEEPING, Long.SIZE, falseBeats);
    falseAlarms = visitor.scalar("falseAlarms", StateRole.BOOKKEEPING, Long.SIZE, falseAlarms);
    seconds = visitor.scalar("seconds", StateRole.BOOKKEEPING, Double.SIZE, seconds);
  }
}
