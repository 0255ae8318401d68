package io.hillock.data.protocol;

import io.hillock.fault.ParameterException;

/**
 * Counts of a detector.
 *
 * {@snippet lang=text :
 * Se = TP / (TP + FN)          +P = TP / (TP + FP)                                  (1)
 * }
 *
 * @param truePositives TP, beats found
 * @param falseNegatives FN, beats missed
 * @param falsePositives FP, detections that are no beats
 */
public record DetectionScore(long truePositives, long falseNegatives, long falsePositives) {
  /** No beats at all. */
  public static final DetectionScore ZERO = new DetectionScore(0, 0, 0);

  /** Checks that no count is negative. */
  public DetectionScore {
    if (truePositives < 0 || falseNegatives < 0 || falsePositives < 0) {
      throw new ParameterException(
          "detection score",
          "counts",
          truePositives + ", " + falseNegatives + ", " + falsePositives,
          "they must be >= 0");
    }
  }

  /**
   * Sensitivity, equation (1).
   *
   * @return fraction of beats that were found; NaN without beats
   */
  public double sensitivity() {
    return (double) truePositives / (truePositives + falseNegatives);
  }

  /**
   * Positive predictivity, equation (1).
   *
   * @return fraction of detections that are beats; NaN without detections
   */
  public double positivePredictivity() {
    return (double) truePositives / (truePositives + falsePositives);
  }

  /**
   * Gross counts.
   *
   * @param other counts of another record
   * @return the sums
   */
  public DetectionScore plus(DetectionScore other) {
    return new DetectionScore(
        truePositives + other.truePositives,
        falseNegatives + other.falseNegatives,
        falsePositives + other.falsePositives);
  }
}
