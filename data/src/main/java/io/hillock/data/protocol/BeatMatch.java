package io.hillock.data.protocol;

import io.hillock.fault.ParameterException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Pairs of reference beats and detected beats.
 *
 * <p>ANSI/AAMI EC57 pairs a detection with a reference beat that lies at most 150 ms away. Here, of
 * all such pairs, the closest is joined first, then the closest of those left, one to one; ties go
 * to the earlier reference, then to the earlier detection.
 */
public final class BeatMatch {
  /** The window of EC57 [s]. */
  public static final double WINDOW = 0.150;

  /** Stands for a beat without partner. */
  public static final int NONE = -1;

  private final int[] detectionOf;
  private final int[] referenceOf;
  private final int truePositives;

  private BeatMatch(int[] detectionOf, int[] referenceOf, int truePositives) {
    this.detectionOf = detectionOf;
    this.referenceOf = referenceOf;
    this.truePositives = truePositives;
  }

  /**
   * Matches with the window of EC57.
   *
   * @param reference samples of the reference beats, ascending
   * @param detected samples of the detected beats, ascending
   * @param frequency samples per second [Hz]
   * @return the pairs
   */
  public static BeatMatch of(int[] reference, int[] detected, double frequency) {
    return within(reference, detected, (int) StrictMath.floor(WINDOW * frequency));
  }

  /**
   * Matches with a window of one's own.
   *
   * @param reference samples of the reference beats, ascending
   * @param detected samples of the detected beats, ascending
   * @param window largest distance of a pair [samples], {@code >= 0}
   * @return the pairs
   */
  public static BeatMatch within(int[] reference, int[] detected, int window) {
    requireAscending("reference", reference);
    requireAscending("detected", detected);
    if (window < 0) {
      throw new ParameterException("beat match", "window", window, "it must be >= 0 samples");
    }
    int[] detectionOf = filled(reference.length);
    int[] referenceOf = filled(detected.length);
    int joined = 0;
    for (Pair pair : pairs(reference, detected, window)) {
      if (detectionOf[pair.reference] == NONE && referenceOf[pair.detection] == NONE) {
        detectionOf[pair.reference] = pair.detection;
        referenceOf[pair.detection] = pair.reference;
        joined++;
      }
    }
    return new BeatMatch(detectionOf, referenceOf, joined);
  }

  /** A pair that may be joined. */
  private record Pair(int distance, int reference, int detection) {}

  private static List<Pair> pairs(int[] reference, int[] detected, int window) {
    List<Pair> pairs = new ArrayList<>();
    int first = 0;
    for (int r = 0; r < reference.length; r++) {
      while (first < detected.length && (long) reference[r] - detected[first] > window) {
        first++;
      }
      for (int d = first; d < detected.length; d++) {
        long distance = StrictMath.abs((long) detected[d] - reference[r]);
        if (distance > window) {
          break;
        }
        pairs.add(new Pair((int) distance, r, d));
      }
    }
    pairs.sort(
        Comparator.comparingInt(Pair::distance)
            .thenComparingInt(Pair::reference)
            .thenComparingInt(Pair::detection));
    return pairs;
  }

  private static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, NONE);
    return array;
  }

  private static void requireAscending(String name, int[] samples) {
    for (int i = 1; i < samples.length; i++) {
      if (samples[i] < samples[i - 1]) {
        throw new ParameterException(
            "beat match", name + "[" + i + "]", samples[i], "samples must ascend");
      }
    }
  }

  /**
   * The partner of a reference beat.
   *
   * @param reference index of the reference beat
   * @return index of the detected beat, or {@link #NONE}
   */
  public int detectionOf(int reference) {
    return detectionOf[reference];
  }

  /**
   * The partner of a detected beat.
   *
   * @param detection index of the detected beat
   * @return index of the reference beat, or {@link #NONE}
   */
  public int referenceOf(int detection) {
    return referenceOf[detection];
  }

  /**
   * Counts the match.
   *
   * @return pairs, reference beats without partner, detections without partner
   */
  public DetectionScore score() {
    return new DetectionScore(
        truePositives, detectionOf.length - truePositives, referenceOf.length - truePositives);
  }
}
