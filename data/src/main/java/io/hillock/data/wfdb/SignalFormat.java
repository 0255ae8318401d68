package io.hillock.data.wfdb;

import java.util.Optional;

/** How samples are stored in a signal file. */
public enum SignalFormat {
  /**
   * Format 16: two's complement in two bytes, low byte first.
   *
   * <p>-32768 marks an invalid sample.
   */
  FORMAT_16(16, 16),
  /**
   * Format 212: two 12-bit two's complement samples a and b in three bytes.
   *
   * {@snippet lang=text :
   * byte 0 = a[7:0]     byte 1 = b[11:8] a[11:8]     byte 2 = b[7:0]
   * }
   *
   * <p>A last sample without partner takes two bytes (three are accepted). -2048 marks an invalid
   * sample.
   */
  FORMAT_212(212, 12);

  private final int code;
  private final int bits;

  SignalFormat(int code, int bits) {
    this.code = code;
    this.bits = bits;
  }

  /**
   * The number that stands in a header.
   *
   * @return 16 or 212
   */
  public int code() {
    return code;
  }

  /**
   * Bits of a stored sample.
   *
   * @return 16 or 12
   */
  public int bits() {
    return bits;
  }

  /**
   * The stored value that marks an invalid sample: the lowest one.
   *
   * @return -32768 or -2048
   */
  public int invalid() {
    return -(1 << (bits - 1));
  }

  /**
   * Bytes that samples take.
   *
   * @param samples how many, {@code >= 0}
   * @return the least number of bytes that holds them
   */
  public long bytes(long samples) {
    return (samples * bits + 7) / 8;
  }

  /**
   * The format with this number.
   *
   * @param code a number
   * @return the format, or empty where this package does not read it
   */
  public static Optional<SignalFormat> of(long code) {
    for (SignalFormat format : values()) {
      if (format.code == code) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
