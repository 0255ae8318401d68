package io.hillock.data.wfdb;

import io.hillock.fault.ParameterException;
import java.util.OptionalInt;

/**
 * What a header says of one signal.
 *
 * @param storage where and how its samples are kept
 * @param calibration what a sample value means
 * @param adc the converter it came from
 * @param integrity what its samples can be checked against
 * @param description name of the lead or signal, one line, may be empty
 */
public record SignalSpec(
    Storage storage, Calibration calibration, Adc adc, Integrity integrity, String description) {
  /** Checks that the description is one line of plain characters. */
  public SignalSpec {
    requirePrintable("description", description);
  }

  /**
   * Where and how the samples of a signal are kept.
   *
   * @param file plain name of the signal file, in the directory of the header
   * @param format storage format
   * @param samplesPerFrame samples per frame, 1 to 1000; the record's frequency counts frames
   * @param skew frames at the beginning of the file that precede sample 0, {@code >= 0}
   * @param byteOffset bytes before the first sample, {@code >= 0}
   * @param blockSize block size for devices that need one, otherwise 0; kept, not used
   */
  public record Storage(
      String file,
      SignalFormat format,
      int samplesPerFrame,
      int skew,
      long byteOffset,
      int blockSize) {
    static final int MOST_PER_FRAME = 1000;

    /** Checks the documented bounds. */
    public Storage {
      if (!isPlainName(file)) {
        throw new ParameterException("signal", "file", file, PLAIN_NAME_RULE);
      }
      if (samplesPerFrame < 1 || samplesPerFrame > MOST_PER_FRAME) {
        throw new ParameterException(
            "signal", "samples per frame", samplesPerFrame, "it must lie in 1.." + MOST_PER_FRAME);
      }
      if (skew < 0) {
        throw new ParameterException("signal", "skew", skew, "it must be >= 0");
      }
      if (byteOffset < 0) {
        throw new ParameterException("signal", "byte offset", byteOffset, "it must be >= 0");
      }
    }

    /**
     * The usual storage: one sample per frame, from the first byte on.
     *
     * @param file plain name of the signal file
     * @param format storage format
     * @return the storage
     */
    public static Storage of(String file, SignalFormat format) {
      return new Storage(file, format, 1, 0, 0, 0);
    }
  }

  /**
   * What a sample value means: physical value = (sample - baseline) / gain.
   *
   * @param gain adu per physical unit, 1e-6 to 1e9, or 0 for an uncalibrated signal, which is read
   *     with {@link #DEFAULT_GAIN}
   * @param baseline sample value at 0 physical units [adu]
   * @param units name of the physical unit, without white space
   */
  public record Calibration(double gain, int baseline, String units) {
    /** Gain that the format assumes where a header gives none, or 0 [adu per unit]. */
    public static final double DEFAULT_GAIN = 200;

    static final double LOWEST_GAIN = 1e-6;
    static final double HIGHEST_GAIN = 1e9;
    static final String GAIN_RULE = "it must be 0 (uncalibrated) or lie in 1e-6..1e9";

    /** Checks the documented bounds. */
    public Calibration {
      if (!isGain(gain)) {
        throw new ParameterException("signal", "gain", gain, GAIN_RULE);
      }
      gain += 0.0; // -0 becomes 0
      requirePrintable("units", units);
      if (units.isEmpty() || units.indexOf(' ') >= 0) {
        throw new ParameterException("signal", "units", units, "it must be one word");
      }
    }

    static boolean isGain(double gain) {
      return gain == 0 || (gain >= LOWEST_GAIN && gain <= HIGHEST_GAIN);
    }

    /**
     * The gain to compute with.
     *
     * @return the gain, or the default of the format for an uncalibrated signal [adu per unit]
     */
    public double aduPerUnit() {
      return gain == 0 ? DEFAULT_GAIN : gain;
    }
  }

  /**
   * The converter a signal came from.
   *
   * @param resolution its resolution [bit], 0 (unknown) to 32
   * @param zero its output in the middle of its input range [adu]
   */
  public record Adc(int resolution, int zero) {
    static final int MOST_BITS = 32;

    /** Checks the documented bounds. */
    public Adc {
      if (resolution < 0 || resolution > MOST_BITS) {
        throw new ParameterException(
            "signal", "ADC resolution", resolution, "it must lie in 0.." + MOST_BITS + " bit");
      }
    }
  }

  /**
   * What the samples of a signal can be checked against.
   *
   * @param initialValue first sample in the file [adu], if the header tells
   * @param checksum sum of all samples in the file modulo 2^16, if the header tells
   */
  public record Integrity(OptionalInt initialValue, OptionalInt checksum) {
    /** A header that tells neither. */
    public static final Integrity NONE = new Integrity(OptionalInt.empty(), OptionalInt.empty());
  }

  static final String PLAIN_NAME_RULE =
      "it must be the plain name of a file beside the header (letters, digits, . _ - +)";

  static boolean isPlainName(String name) {
    if (name.isEmpty() || name.length() > 128 || name.charAt(0) == '.' || name.charAt(0) == '-') {
      return false;
    }
    return name.chars()
        .allMatch(c ->
            (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "._-+".indexOf(c) >= 0);
  }

  private static void requirePrintable(String field, String text) {
    if (text.length() > 200 || text.chars().anyMatch(c -> c < ' ' || c == 0x7F || c > 0xFF)) {
      throw new ParameterException(
          "signal", field, text, "it must be one line of at most 200 one-byte characters");
    }
  }
}
