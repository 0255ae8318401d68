package io.hillock.data.ecg;

import io.hillock.fault.ParameterException;

/**
 * How the intervals between a person's sinus beats vary.
 *
 * {@snippet lang=text :
 * S(f) = s_LF exp(-(f - f_LF)^2 / 2 c^2) + s_HF exp(-(f - f_HF)^2 / 2 c^2),  c = 0.01 Hz   (1)
 * }
 *
 * <p>In sinus rhythm the interval follows a process with the spectrum (1) of the model's authors:
 * slow (Mayer) waves of blood pressure at f_LF, breathing at f_HF. In atrial fibrillation the
 * intervals are independent normal draws, and there are no P waves.
 *
 * @param kind sinus rhythm or atrial fibrillation
 * @param meanRr mean interval [s], 0.35 to 2
 * @param sdRr standard deviation of the interval [s], 0 to a quarter of the mean
 * @param lowFrequency f_LF [Hz], 0.05 to 0.15
 * @param breathing f_HF, also the frequency of breathing in the signal [Hz], 0.15 to 0.5
 * @param lowToHigh ratio of the powers s_LF : s_HF, {@code >= 0}
 */
public record HeartRhythm(
    Kind kind,
    double meanRr,
    double sdRr,
    double lowFrequency,
    double breathing,
    double lowToHigh) {
  /** Sinus rhythm or atrial fibrillation. */
  public enum Kind {
    /** Beats led by the sinus node. */
    SINUS,
    /** Irregular conduction of fibrillating atria. */
    ATRIAL_FIBRILLATION
  }

  /** Checks the documented bounds. */
  public HeartRhythm {
    if (!(meanRr >= 0.35 && meanRr <= 2)) {
      throw new ParameterException("rhythm", "mean RR", meanRr + " s", "it must lie in 0.35..2 s");
    }
    if (!(sdRr >= 0 && sdRr <= meanRr / 4)) {
      throw new ParameterException(
          "rhythm", "sd of RR", sdRr + " s", "it must lie between 0 and a quarter of the mean");
    }
    if (!(lowFrequency >= 0.05 && lowFrequency <= 0.15)) {
      throw new ParameterException(
          "rhythm", "f_LF", lowFrequency + " Hz", "it must lie in 0.05..0.15 Hz");
    }
    if (!(breathing >= 0.15 && breathing <= 0.5)) {
      throw new ParameterException(
          "rhythm", "f_HF", breathing + " Hz", "it must lie in 0.15..0.5 Hz");
    }
    if (!(lowToHigh >= 0 && lowToHigh < Double.POSITIVE_INFINITY)) {
      throw new ParameterException("rhythm", "LF/HF", lowToHigh, "it must be >= 0 and finite");
    }
  }
}
