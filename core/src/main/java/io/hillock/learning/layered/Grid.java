package io.hillock.learning.layered;

import io.hillock.fault.ParameterException;

/**
 * The units of a layer as channels of a picture; unit number = (row * columns + column) * channels
 * + channel, so that the channels of a place lie side by side.
 *
 * @param rows rows, &gt; 0
 * @param columns columns, &gt; 0
 * @param channels channels of each place, &gt; 0
 */
public record Grid(int rows, int columns, int channels) {
  /** Checks every documented bound. */
  public Grid {
    check("rows", rows);
    check("columns", columns);
    check("channels", channels);
  }

  private static void check(String symbol, int n) {
    if (n < 1) {
      throw new ParameterException("layered network", symbol, n, "it must be > 0");
    }
  }

  /**
   * Units that have no places.
   *
   * @param units how many
   * @return one place with as many channels
   */
  public static Grid flat(int units) {
    return new Grid(1, 1, units);
  }

  /**
   * Number of units.
   *
   * @return rows times columns times channels
   */
  public int units() {
    return rows * columns * channels;
  }
}
