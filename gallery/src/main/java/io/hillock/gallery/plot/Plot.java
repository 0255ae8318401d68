package io.hillock.gallery.plot;

import java.util.List;

/** One picture of a report. */
public sealed interface Plot {
  /**
   * What it shows.
   *
   * @return the title
   */
  String title();

  /**
   * A labelled axis.
   *
   * @param label what it measures, with unit
   * @param logarithmic whether its scale is logarithmic
   */
  record Axis(String label, boolean logarithmic) {
    /**
     * A linear axis.
     *
     * @param label what it measures, with unit
     * @return the axis
     */
    public static Axis of(String label) {
      return new Axis(label, false);
    }
  }

  /** How a series is drawn. */
  enum Style {
    /** Straight lines from point to point. */
    LINE,
    /** Points alone. */
    POINTS,
    /** Points, joined by straight lines. */
    LINE_AND_POINTS,
    /** A value that holds until the next point. */
    STEPS
  }

  /**
   * Named points.
   *
   * @param name for the legend
   * @param style how it is drawn
   * @param x abscissae
   * @param y ordinates, as many
   */
  record Series(String name, Style style, double[] x, double[] y) {
    /** Copies the arrays. */
    public Series {
      x = x.clone();
      y = y.clone();
    }
  }

  /**
   * Curves over one axis.
   *
   * @param title what it shows
   * @param x the horizontal axis
   * @param y the vertical axis
   * @param series the curves
   * @param marks what is drawn and written beside them
   */
  record Curves(String title, Axis x, Axis y, List<Series> series, Marks marks) implements Plot {
    /** Copies the list. */
    public Curves {
      series = List.copyOf(series);
    }

    /**
     * Curves and nothing beside them.
     *
     * @param title what it shows
     * @param x the horizontal axis
     * @param y the vertical axis
     * @param series the curves
     */
    public Curves(String title, Axis x, Axis y, List<Series> series) {
      this(title, x, y, series, Marks.NONE);
    }
  }

  /**
   * A text in a plot.
   *
   * @param series number of the curve whose colour it has, from 0
   * @param x abscissa of where it stands
   * @param y ordinate
   * @param side on which side of that place
   * @param text the text
   */
  record Note(int series, double x, double y, Side side, String text) {
    /** Where a text stands. */
    public enum Side {
      /** It ends at the place, a little above, where a rising curve leaves room. */
      LEFT,
      /** It begins at the place, a little below. */
      RIGHT,
      /** It is centred above the place, which has a ring around it. */
      RING
    }
  }

  /**
   * The uncertainty of a curve.
   *
   * @param series number of the curve, from 0
   * @param x abscissae
   * @param low lower ends, as many
   * @param high upper ends, as many
   */
  record Band(int series, double[] x, double[] low, double[] high) {
    /** Copies the arrays. */
    public Band {
      x = x.clone();
      low = low.clone();
      high = high.clone();
    }
  }

  /**
   * What stands in a plot beside its curves.
   *
   * @param notes texts
   * @param bands uncertainties, below the curves
   * @param guides dashed lines without a name, for the eye
   */
  record Marks(List<Note> notes, List<Band> bands, List<Series> guides) {
    /** Nothing. */
    public static final Marks NONE = new Marks(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Marks {
      notes = List.copyOf(notes);
      bands = List.copyOf(bands);
      guides = List.copyOf(guides);
    }
  }

  /**
   * Bars by name.
   *
   * @param title what it shows
   * @param y the vertical axis
   * @param names names of the bars
   * @param values heights
   * @param low lower ends of the error bars, or empty
   * @param high upper ends of the error bars, or empty
   */
  record Bars(
      String title, Axis y, List<String> names, double[] values, double[] low, double[] high)
      implements Plot {
    /** Copies the arrays. */
    public Bars {
      names = List.copyOf(names);
      values = values.clone();
      low = low.clone();
      high = high.clone();
    }
  }

  /**
   * Spikes over time, a row for each neuron.
   *
   * @param title what it shows
   * @param x the time axis
   * @param rows number of neurons
   * @param time time of each spike
   * @param row neuron of each spike
   */
  record Raster(String title, Axis x, int rows, double[] time, int[] row) implements Plot {
    /** Copies the arrays. */
    public Raster {
      time = time.clone();
      row = row.clone();
    }
  }

  /**
   * A matrix of counts, such as a confusion matrix.
   *
   * @param title what it shows
   * @param rowLabel what the rows are
   * @param columnLabel what the columns are
   * @param names names of rows and columns
   * @param values counts, row by row
   */
  record Matrix(
      String title, String rowLabel, String columnLabel, List<String> names, long[][] values)
      implements Plot {
    /** Copies the lists. */
    public Matrix {
      names = List.copyOf(names);
      values = java.util.Arrays.stream(values).map(long[]::clone).toArray(long[][]::new);
    }
  }

  /**
   * A signal with marked moments.
   *
   * @param title what it shows
   * @param x the time axis
   * @param signals the signals, one strip each
   * @param markTime time of each mark
   * @param markText text of each mark
   * @param markAlarm whether the mark is an alarm
   */
  record Strip(
      String title,
      Axis x,
      List<Series> signals,
      double[] markTime,
      List<String> markText,
      boolean[] markAlarm)
      implements Plot {
    /** Copies lists and arrays. */
    public Strip {
      signals = List.copyOf(signals);
      markTime = markTime.clone();
      markText = List.copyOf(markText);
      markAlarm = markAlarm.clone();
    }
  }

  /**
   * Counts of values in bins, one or more distributions over the same bins.
   *
   * @param title what it shows
   * @param x the axis of the values
   * @param y the axis of the counts
   * @param edges edges of the bins, rising, one more than there are bins
   * @param names names of the distributions
   * @param counts one row for each distribution, one count for each bin
   */
  record Histogram(
      String title, Axis x, Axis y, double[] edges, List<String> names, double[][] counts)
      implements Plot {
    /** Copies lists and arrays. */
    public Histogram {
      edges = edges.clone();
      names = List.copyOf(names);
      counts = java.util.Arrays.stream(counts).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Counts values in bins of equal width between the least and the greatest value of all.
     *
     * @param title what it shows
     * @param x the axis of the values
     * @param bins number of bins, at least 1
     * @param names names of the distributions
     * @param values one array for each distribution; values that are not finite are left out
     * @return the histogram
     */
    public static Histogram of(
        String title, Axis x, int bins, List<String> names, double[]... values) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double[] row : values) {
        for (double v : row) {
          low = Double.isFinite(v) ? Math.min(low, v) : low;
          high = Double.isFinite(v) ? Math.max(high, v) : high;
        }
      }
      if (!(high > low)) {
        low = Double.isFinite(low) ? low - 0.5 : 0;
        high = low + 1;
      }
      double width = (high - low) / bins;
      double[] edges = new double[bins + 1];
      for (int b = 0; b <= bins; b++) {
        edges[b] = low + b * width;
      }
      double[][] counts = new double[values.length][bins];
      for (int k = 0; k < values.length; k++) {
        for (double v : values[k]) {
          if (Double.isFinite(v)) {
            counts[k][Math.min(bins - 1, (int) ((v - low) / width))]++;
          }
        }
      }
      return new Histogram(title, x, Axis.of("count"), edges, names, counts);
    }
  }

  /**
   * Pictures side by side, all on one scale of grey from the least to the greatest value.
   *
   * @param title what they show
   * @param unit what a value is
   * @param rows rows of each picture
   * @param columns columns of each picture
   * @param names a name for each picture
   * @param values one array for each picture, row by row, rows x columns long
   */
  record Pictures(
      String title, String unit, int rows, int columns, List<String> names, double[][] values)
      implements Plot {
    /** Copies lists and arrays. */
    public Pictures {
      names = List.copyOf(names);
      values = java.util.Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }
  }
}
