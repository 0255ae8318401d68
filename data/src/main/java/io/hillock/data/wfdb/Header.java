package io.hillock.data.wfdb;

import io.hillock.fault.ParameterException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a single-segment record.
 *
 * @param name record name: letters, digits, underscores and hyphens
 * @param timing frequency and counters
 * @param frames frames in the record (samples of each signal with one sample per frame), 0 where
 *     the header does not tell
 * @param signals its signals, at least one, at most 256; those that share a file stand together and
 *     agree in format and byte offset
 * @param comments comment lines after the signals, without their sign
 */
public record Header(
    String name, Timing timing, int frames, List<SignalSpec> signals, List<String> comments) {
  static final int MOST_SIGNALS = 256;

  /** Checks the documented bounds. */
  public Header {
    signals = List.copyOf(signals);
    comments = List.copyOf(comments);
    if (!isRecordName(name)) {
      throw new ParameterException("record", "name", name, RECORD_NAME_RULE);
    }
    if (frames < 0) {
      throw new ParameterException("record", "number of samples", frames, "it must be >= 0");
    }
    if (signals.isEmpty() || signals.size() > MOST_SIGNALS) {
      throw new ParameterException(
          "record", "number of signals", signals.size(), "it must lie in 1.." + MOST_SIGNALS);
    }
    int broken = firstBrokenGroup(signals);
    if (broken >= 0) {
      throw new ParameterException(
          "record", "signal file", signals.get(broken).storage().file(), GROUP_RULE);
    }
    for (String comment : comments) {
      if (comment.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > 0xFF)) {
        throw new ParameterException(
            "record", "comment", comment, "it must be one line of one-byte characters");
      }
    }
  }

  /**
   * When and how fast a record was sampled.
   *
   * @param frequency frames per second [Hz], 1e-6 to 1e7
   * @param counterFrequency ticks of the counter per second [Hz]; equal to the frequency where a
   *     header gives none
   * @param baseCounter value of the counter at sample 0
   * @param baseTime time of day at sample 0 as the header writes it, empty where it gives none
   * @param baseDate date at sample 0 as the header writes it, empty where it gives none
   */
  public record Timing(
      double frequency,
      double counterFrequency,
      double baseCounter,
      String baseTime,
      String baseDate) {
    /** Frequency that the format assumes where a header gives none [Hz]. */
    public static final double DEFAULT_FREQUENCY = 250;

    static final double LOWEST_FREQUENCY = 1e-6;
    static final double HIGHEST_FREQUENCY = 1e7;

    /** Checks the documented bounds. */
    public Timing {
      if (!(frequency >= LOWEST_FREQUENCY && frequency <= HIGHEST_FREQUENCY)) {
        throw new ParameterException(
            "record", "frequency", frequency, "it must lie in 1e-6..1e7 Hz");
      }
      if (!(counterFrequency > 0 && counterFrequency < Double.POSITIVE_INFINITY)) {
        throw new ParameterException(
            "record", "counter frequency", counterFrequency, "it must be > 0 Hz and finite");
      }
      if (!Double.isFinite(baseCounter)) {
        throw new ParameterException("record", "base counter", baseCounter, "it must be finite");
      }
      if (!isClock(baseTime, ":.")) {
        throw new ParameterException("record", "base time", baseTime, "it must be HH:MM:SS");
      }
      if (!isClock(baseDate, "/")) {
        throw new ParameterException("record", "base date", baseDate, "it must be DD/MM/YYYY");
      }
      if (baseTime.isEmpty() && !baseDate.isEmpty()) {
        throw new ParameterException("record", "base date", baseDate, "it needs a base time");
      }
    }

    /**
     * Timing by a frequency alone.
     *
     * @param frequency frames per second [Hz]
     * @return the timing, with a counter that counts frames from 0
     */
    public static Timing of(double frequency) {
      return new Timing(frequency, frequency, 0, "", "");
    }

    static boolean isClock(String text, String separators) {
      return text.length() <= 32
          && text.chars().allMatch(c -> (c >= '0' && c <= '9') || separators.indexOf(c) >= 0);
    }
  }

  static final String RECORD_NAME_RULE =
      "it must have 1 to 64 letters, digits, underscores or hyphens";
  static final String GROUP_RULE =
      "signals of one file must stand together and agree in format and byte offset";

  static boolean isRecordName(String name) {
    return !name.isEmpty()
        && name.length() <= 64
        && name.charAt(0) != '-'
        && name.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '-');
  }

  /** Index of the first signal that breaks {@link #GROUP_RULE}, or -1. */
  static int firstBrokenGroup(List<SignalSpec> signals) {
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < signals.size(); i++) {
      SignalSpec.Storage storage = signals.get(i).storage();
      Integer before = last.put(storage.file(), i);
      if (before != null) {
        SignalSpec.Storage other = signals.get(before).storage();
        if (before != i - 1
            || other.format() != storage.format()
            || other.byteOffset() != storage.byteOffset()) {
          return i;
        }
      }
    }
    return -1;
  }
}
