package io.hillock.gallery.sequential;

import io.hillock.gallery.Scale;

/**
 * What is required.
 *
 * @param lsnn least accuracy of the LSNN, row by row
 * @param aboveLif least advantage over LIF units, row by row
 */
record SequentialBars(double lsnn, double aboveLif) {
  /** Least accuracy of the LSNN, pixel by pixel. */
  static final double PIXEL = 0.90;

  /** Least advantage over LIF units, pixel by pixel. */
  static final double PIXEL_ABOVE_LIF = 0.15;

  private static final SequentialBars PAPER = new SequentialBars(0.96, 0);
  private static final SequentialBars QUICK = new SequentialBars(0.94, 0);

  /** Generated digits are fewer, and the course is short; chosen under seed 11 (0.9655). */
  private static final SequentialBars GENERATED = new SequentialBars(0.94, 0);

  static SequentialBars of(Scale scale, boolean generated) {
    if (generated) {
      return GENERATED;
    }
    return scale == Scale.PAPER ? PAPER : QUICK;
  }
}
