package io.hillock.data.protocol;

import io.hillock.data.wfdb.AamiClass;
import io.hillock.data.wfdb.Beat;
import io.hillock.fault.ParameterException;
import java.util.ArrayList;
import java.util.List;

/**
 * Patient-specific protocol: the first minutes of a record may be learned from, with labels; only
 * what follows is scored.
 *
 * <p>Five minutes are the learning period of ANSI/AAMI EC57.
 *
 * @param adaptationSeconds length of the learning period [s], {@code >= 0} and finite
 * @param unknown what becomes of beats of class Q
 */
public record PatientSpecific(double adaptationSeconds, UnknownBeats unknown) {
  /** Five minutes, beats of class Q left out. */
  public static final PatientSpecific EC57 = new PatientSpecific(300, UnknownBeats.LEAVE_OUT);

  /** Checks the documented bounds. */
  public PatientSpecific {
    if (!(adaptationSeconds >= 0 && adaptationSeconds < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          "protocol", "adaptation", adaptationSeconds + " s", "it must be >= 0 s and finite");
    }
  }

  /** What becomes of beats of class Q, of which records without pacemaker have almost none. */
  public enum UnknownBeats {
    /** Neither learned nor scored; counted. */
    LEAVE_OUT,
    /** Treated like other beats. */
    KEEP
  }

  /**
   * A record's beats, divided.
   *
   * @param adaptation beats to learn from, before the boundary
   * @param scored beats to score, at or after the boundary
   * @param boundary first sample that is scored
   * @param leftOut beats of class Q that were left out
   */
  public record Split(List<Beat> adaptation, List<Beat> scored, int boundary, int leftOut) {
    /** Copies the lists. */
    public Split {
      adaptation = List.copyOf(adaptation);
      scored = List.copyOf(scored);
    }
  }

  /**
   * Divides beats at the end of the learning period.
   *
   * @param beats beats in order of time
   * @param frequency samples per second [Hz]
   * @return the split
   */
  public Split split(List<Beat> beats, double frequency) {
    double exact = StrictMath.ceil(adaptationSeconds * frequency);
    if (!(exact <= Integer.MAX_VALUE)) {
      throw new ParameterException(
          "protocol", "adaptation", exact + " samples", "it must lie below 2^31 samples");
    }
    int boundary = (int) exact;
    List<Beat> adaptation = new ArrayList<>();
    List<Beat> scored = new ArrayList<>();
    int leftOut = 0;
    for (Beat beat : beats) {
      if (beat.aamiClass() == AamiClass.Q && unknown == UnknownBeats.LEAVE_OUT) {
        leftOut++;
      } else if (beat.sample() < boundary) {
        adaptation.add(beat);
      } else {
        scored.add(beat);
      }
    }
    return new Split(adaptation, scored, boundary, leftOut);
  }
}
