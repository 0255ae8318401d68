package io.hillock.data.ecg;

import io.hillock.fault.ParameterException;

/**
 * One Gaussian event of a heartbeat, seen by two leads.
 *
 * <p>Given in time: in the units of the phase model of {@link EcgGenerator} it is the event at
 * angle theta = omega offset with b = omega width and a = amplitude / (omega width^2).
 *
 * @param kind which deflection it is part of
 * @param offset time of its centre after the beat's reference time, at one beat per second [s],
 *     -0.5 to 0.7
 * @param width standard deviation of the Gaussian [s], 0.002 to 0.2
 * @param lead1 amplitude in the first lead [mV], at most 10 in size
 * @param lead2 amplitude in the second lead [mV], at most 10 in size
 */
public record Wave(Kind kind, double offset, double width, double lead1, double lead2) {
  /** The deflections of an electrocardiogram. */
  public enum Kind {
    /** Depolarisation of the atria. */
    P,
    /** Depolarisation of the ventricles: Q, R or S deflection, or a slurred part of them. */
    QRS,
    /** Repolarisation of the ventricles. */
    T
  }

  private static final double HIGHEST = 10;

  /** Checks the documented bounds. */
  public Wave {
    if (!(offset >= -0.5 && offset <= 0.7)) {
      throw new ParameterException("wave", "offset", offset + " s", "it must lie in -0.5..0.7 s");
    }
    if (!(width >= 0.002 && width <= 0.2)) {
      throw new ParameterException("wave", "width", width + " s", "it must lie in 0.002..0.2 s");
    }
    if (!(lead1 >= -HIGHEST && lead1 <= HIGHEST && lead2 >= -HIGHEST && lead2 <= HIGHEST)) {
      throw new ParameterException(
          "wave", "amplitude", lead1 + ", " + lead2 + " mV", "it must lie in -10..10 mV");
    }
  }

  /**
   * The same wave with other amplitudes.
   *
   * @param factor what both amplitudes are multiplied with
   * @return the wave
   */
  public Wave times(double factor) {
    return new Wave(kind, offset, width, factor * lead1, factor * lead2);
  }

  /**
   * Time of the centre after the beat's reference time, at a given sinus interval.
   *
   * {@snippet lang=text :
   * QRS: offset        P: offset RR^(1/4)        T: offset RR^(1/2), RR in s           (1)
   * }
   *
   * <p>The square root is Bazett's rule for the QT interval, the fourth root the one that the
   * model's authors use for P.
   *
   * @param rr sinus interval [s]
   * @return [s]
   */
  public double offset(double rr) {
    return switch (kind) { // (1)
      case QRS -> offset;
      case P -> offset * StrictMath.sqrt(StrictMath.sqrt(rr));
      case T -> offset * StrictMath.sqrt(rr);
    };
  }
}
