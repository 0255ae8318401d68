package io.hillock.device.fit;

/**
 * One number of a fitted device.
 *
 * @param symbol what it is, as the figures of the kind call it
 * @param value the value that the device takes
 * @param unit its unit, empty for a pure number
 * @param low lower end of the 95 % interval; NaN where the number follows from others
 * @param high upper end of the 95 % interval; infinite where the data set none, NaN where the
 *     number follows from others
 * @param how where the value comes from
 */
public record FittedFigure(
    String symbol, double value, String unit, double low, double high, How how) {
  /** Where a value comes from. */
  public enum How {
    /** The most likely value. */
    FITTED("fitted"),
    /** The interval reaches down to nothing; the value of the base stands where it lies within. */
    BOUNDED("bounded"),
    /** It follows from what was measured, as the ends of a range do. */
    DERIVED("derived");

    private final String text;

    How(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A number that follows from others.
   *
   * @param symbol what it is
   * @param value its value
   * @param unit its unit
   * @return the figure
   */
  static FittedFigure derived(String symbol, double value, String unit) {
    return new FittedFigure(symbol, value, unit, Double.NaN, Double.NaN, How.DERIVED);
  }

  /**
   * Whether the data say how well the number is known.
   *
   * @return true when it has an interval
   */
  public boolean hasInterval() {
    return how != How.DERIVED;
  }
}
