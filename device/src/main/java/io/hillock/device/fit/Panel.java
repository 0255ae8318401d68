package io.hillock.device.fit;

import java.util.List;

/**
 * A picture of fit and data.
 *
 * @param title what it shows
 * @param xLabel quantity and unit of x
 * @param xLogarithmic whether x covers decades
 * @param yLabel quantity and unit of y
 * @param yLogarithmic whether y covers decades
 * @param series what is drawn
 */
public record Panel(
    String title,
    String xLabel,
    boolean xLogarithmic,
    String yLabel,
    boolean yLogarithmic,
    List<Series> series) {
  /** Copies the list. */
  public Panel {
    series = List.copyOf(series);
  }

  /**
   * Points or a curve.
   *
   * @param name for the legend
   * @param data whether these are measured points
   * @param x abscissae
   * @param y ordinates, as many
   */
  public record Series(String name, boolean data, double[] x, double[] y) {
    /** Copies the arrays. */
    public Series {
      x = x.clone();
      y = y.clone();
    }
  }
}
