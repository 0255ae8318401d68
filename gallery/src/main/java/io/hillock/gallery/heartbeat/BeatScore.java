package io.hillock.gallery.heartbeat;

import io.hillock.data.protocol.ClassificationScore;
import io.hillock.data.protocol.ConfusionMatrix;
import io.hillock.data.protocol.DetectionScore;
import io.hillock.data.wfdb.AamiClass;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of the beats of a run: a confusion matrix with the duration that was scored, by the
 * class indices of the network. Every figure is that of {@link ClassificationScore} and {@link
 * DetectionScore}.
 */
public final class BeatScore implements Stateful {
  private static final List<AamiClass> CLASSES =
      List.of(AamiClass.N, AamiClass.S, AamiClass.V, AamiClass.F);
  private static final List<AamiClass> MACRO = List.of(AamiClass.N, AamiClass.S, AamiClass.V);
  private static final Set<AamiClass> ALARMING = EnumSet.of(AamiClass.S, AamiClass.V, AamiClass.F);

  private final ConfusionMatrix matrix = new ConfusionMatrix();
  private double seconds;

  /** Nothing scored yet. */
  public BeatScore() {}

  void add(int truth, int decided) {
    matrix.add(CLASSES.get(truth), CLASSES.get(decided));
  }

  void addMissed(int truth) {
    matrix.addMissed(CLASSES.get(truth));
  }

  void addFalseBeat(int decided) {
    matrix.addFalse(CLASSES.get(decided));
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
    matrix.add(other.matrix);
    seconds += other.seconds;
    return this;
  }

  private ClassificationScore figures() {
    return matrix.score(seconds > 0 ? seconds : 1); // without a duration only rates per hour matter
  }

  /**
   * Beats of one class decided as another.
   *
   * @param truth the annotated class
   * @param decided the class decided
   * @return how many
   */
  public long count(int truth, int decided) {
    return matrix.count(CLASSES.get(truth), CLASSES.get(decided));
  }

  /**
   * Beats of a class that were not found.
   *
   * @param truth the annotated class
   * @return how many
   */
  public long missed(int truth) {
    return matrix.count(Optional.of(CLASSES.get(truth)), Optional.empty());
  }

  /**
   * Detections that are no beats.
   *
   * @param decided the class they were given
   * @return how many
   */
  public long falseBeats(int decided) {
    return matrix.count(Optional.empty(), Optional.of(CLASSES.get(decided)));
  }

  /**
   * Annotated beats of a class, missed ones included.
   *
   * @param truth the class
   * @return how many
   */
  public long beats(int truth) {
    return matrix.beats(CLASSES.get(truth));
  }

  /**
   * Correct decisions among annotated and false beats.
   *
   * @return the fraction, NaN without beats
   */
  public double accuracy() {
    return figures().accuracy();
  }

  /**
   * Sensitivity of a class, TP / (TP + FN).
   *
   * @param k the class
   * @return the fraction, NaN without such beats
   */
  public double sensitivity(int k) {
    return figures().sensitivity(CLASSES.get(k));
  }

  /**
   * Positive predictivity of a class, TP / (TP + FP), false beats among the FP.
   *
   * @param k the class
   * @return the fraction, NaN when the class was never decided
   */
  public double ppv(int k) {
    return figures().positivePredictivity(CLASSES.get(k));
  }

  /**
   * F1 of a class, the harmonic mean of sensitivity and positive predictivity.
   *
   * @param k the class
   * @return the fraction, NaN when the class neither occurred nor was decided
   */
  public double f1(int k) {
    return figures().f1(CLASSES.get(k));
  }

  /**
   * Mean F1 of those of N, S and V that occurred or were decided.
   *
   * @return the fraction
   */
  public double macroF1() {
    return figures().macroF1(MACRO);
  }

  /**
   * Sensitivity of finding beats at all.
   *
   * @return the fraction
   */
  public double detectionSensitivity() {
    return matrix.detection().sensitivity();
  }

  /**
   * Positive predictivity of finding beats at all.
   *
   * @return the fraction
   */
  public double detectionPpv() {
    return matrix.detection().positivePredictivity();
  }

  /**
   * Alarms at normal beats or at no beat.
   *
   * @return alarms per hour, NaN where no duration was scored
   */
  public double falseAlarmsPerHour() {
    return seconds > 0 ? figures().falseAlarmsPerHour(ALARMING) : Double.NaN;
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
    visitor.part("confusion", matrix);
    seconds = visitor.scalar("seconds", StateRole.BOOKKEEPING, Double.SIZE, seconds);
  }
}
