package io.hillock.device.characterisation;

import java.util.List;

/**
 * One picture of a characterisation.
 *
 * @param title what it shows
 * @param form how it is drawn
 * @param series the curves, all with the labels of the first
 * @param source the numbers that it rests on, and where those come from
 */
public record Chart(String title, Form form, List<Series> series, String source) {
  /** How a chart is drawn. */
  public enum Form {
    /** Curves over x. */
    CURVES,
    /** Counts over bins of equal width, whose middles are x. */
    HISTOGRAM
  }

  /** Copies the list. */
  public Chart {
    series = List.copyOf(series);
  }
}
