package io.hillock.data.protocol;

import io.hillock.data.wfdb.AamiClass;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Scores of a beat classifier, from a confusion matrix.
 *
 * {@snippet lang=text :
 * Se_c = TP_c / beats_c     +P_c = TP_c / given_c     F1_c = 2 TP_c / (beats_c + given_c)   (1)
 * accuracy = sum_c TP_c / (beats + false detections)                                       (2)
 * macro-F1 = mean of F1_c                                                                  (3)
 * }
 *
 * <p>beats_c includes missed beats and given_c false detections, so that both count as errors. A
 * figure without cases (0/0) is NaN; (3) leaves out classes that neither occur nor were given.
 *
 * @see "ANSI/AAMI EC57:2012, Testing and reporting performance results of cardiac rhythm and ST
 *     segment measurement algorithms"
 */
public final class ClassificationScore {
  private static final double SECONDS_PER_HOUR = 3600;

  private final ConfusionMatrix matrix;
  private final double seconds;

  ClassificationScore(ConfusionMatrix matrix, double seconds) {
    this.matrix = matrix;
    this.seconds = seconds;
  }

  /**
   * The counts.
   *
   * @param truth true class, or empty for false detections
   * @param given given class, or empty for missed beats
   * @return the count
   */
  public long count(Optional<AamiClass> truth, Optional<AamiClass> given) {
    return matrix.count(truth, given);
  }

  /**
   * A copy of the matrix that was scored.
   *
   * @return the counts
   */
  public ConfusionMatrix matrix() {
    ConfusionMatrix copy = new ConfusionMatrix();
    copy.add(matrix);
    return copy;
  }

  /**
   * Duration of the scored signal.
   *
   * @return [s]
   */
  public double seconds() {
    return seconds;
  }

  /**
   * Accuracy, equation (2).
   *
   * @return fraction of all beats and false detections that are right; NaN without any
   */
  public double accuracy() {
    long right = 0;
    for (AamiClass c : AamiClass.values()) {
      right += matrix.count(c, c);
    }
    return (double) right / matrix.total();
  }

  /**
   * Sensitivity of a class, equation (1).
   *
   * @param c the class
   * @return fraction of its beats that were given it; NaN without beats
   */
  public double sensitivity(AamiClass c) {
    return (double) matrix.count(c, c) / matrix.beats(c);
  }

  /**
   * Positive predictivity of a class, equation (1).
   *
   * @param c the class
   * @return fraction of what was given the class that belongs to it; NaN where nothing was
   */
  public double positivePredictivity(AamiClass c) {
    return (double) matrix.count(c, c) / matrix.given(c);
  }

  /**
   * F1 of a class, equation (1).
   *
   * @param c the class
   * @return harmonic mean of sensitivity and positive predictivity; NaN where the class neither
   *     occurs nor was given
   */
  public double f1(AamiClass c) {
    return 2.0 * matrix.count(c, c) / (matrix.beats(c) + matrix.given(c));
  }

  /**
   * Macro-F1, equation (3).
   *
   * @param classes the classes to average over
   * @return mean of their F1; NaN where none of them occurs or was given
   */
  public double macroF1(Collection<AamiClass> classes) {
    double sum = 0;
    int n = 0;
    for (AamiClass c : classes) {
      double f1 = f1(c);
      if (!Double.isNaN(f1)) {
        sum += f1;
        n++;
      }
    }
    return sum / n;
  }

  /**
   * False alarms per hour.
   *
   * @param alarming classes that raise an alarm
   * @return beats and false detections given an alarming class that have none, per hour of signal
   *     [1/h]
   */
  public double falseAlarmsPerHour(Set<AamiClass> alarming) {
    long alarms = 0;
    for (AamiClass given : alarming) {
      alarms += matrix.given(given);
      for (AamiClass truth : alarming) {
        alarms -= matrix.count(truth, given);
      }
    }
    return alarms * SECONDS_PER_HOUR / seconds;
  }
}
