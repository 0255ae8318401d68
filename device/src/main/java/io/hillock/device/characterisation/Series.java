package io.hillock.device.characterisation;

import io.hillock.device.Bounds;

/**
 * One curve of a characterisation.
 *
 * @param name what it shows
 * @param xLabel quantity and unit of x
 * @param x abscissae; copied
 * @param yLabel quantity and unit of y
 * @param y ordinates, as many as x; copied
 */
public record Series(String name, String xLabel, double[] x, String yLabel, double[] y) {
  /** Copies the arrays. */
  public Series {
    Bounds.DEVICE.that(
        x.length == y.length, "points of " + name, y.length, "", "x has " + x.length);
    x = x.clone();
    y = y.clone();
  }

  /**
   * Abscissae.
   *
   * @return a copy
   */
  @Override
  public double[] x() {
    return x.clone();
  }

  /**
   * Ordinates.
   *
   * @return a copy
   */
  @Override
  public double[] y() {
    return y.clone();
  }
}
