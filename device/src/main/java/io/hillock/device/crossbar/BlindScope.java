package io.hillock.device.crossbar;

/** What of an array is blind while it is written. */
public enum BlindScope {
  /** Cells of one row are written together; rows one after another. */
  PER_ROW,
  /** Every cell is written alone. */
  PER_CELL;

  /**
   * How long two cells of one row take together.
   *
   * @param a pulses of the one
   * @param b pulses of the other
   * @return pulses that take turns
   */
  public int turns(int a, int b) {
    return switch (this) {
      case PER_ROW -> StrictMath.max(a, b);
      case PER_CELL -> a + b;
    };
  }
}
