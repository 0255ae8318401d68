package io.hillock.app.report;

import io.hillock.gallery.plot.Plot;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Draws the points of a series; a long one keeps the least and greatest value of each stretch. */
final class SeriesPath {
  private static final int MOST_POINTS = 2000;

  private SeriesPath() {}

  static void draw(Svg svg, Plot.Series s, Scale1d x, Scale1d y, int colour) {
    if (s.style() != Plot.Style.POINTS) {
      svg.add("<path class=\"line%d\" d=\"%s\"/>", colour % 8, path(s, x, y));
    }
    if (s.style() == Plot.Style.POINTS || s.style() == Plot.Style.LINE_AND_POINTS) {
      points(svg, s, x, y, colour);
    }
  }

  private static void points(Svg svg, Plot.Series s, Scale1d x, Scale1d y, int colour) {
    Set<Long> drawn = new HashSet<>();
    double radius = s.x().length > MOST_POINTS ? 1.4 : 2.6;
    for (int k = 0; k < s.x().length; k++) {
      if (Double.isFinite(s.y()[k]) && Double.isFinite(s.x()[k])) {
        double px = x.pixel(s.x()[k]);
        double py = y.pixel(s.y()[k]);
        if (drawn.add(Math.round(2 * px) * 100_000 + Math.round(2 * py))) {
          svg.add(
              "<circle class=\"fill%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>",
              colour % 8, px, py, radius);
        }
      }
    }
  }

  static String path(Plot.Series s, Scale1d x, Scale1d y) {
    StringBuilder d = new StringBuilder();
    int n = s.x().length;
    int stretch = n <= MOST_POINTS ? 1 : 2 * n / MOST_POINTS;
    boolean drawing = false;
    double last = 0;
    for (int begin = 0; begin < n; begin += stretch) {
      int[] kept = extremes(s.y(), begin, Math.min(n, begin + stretch));
      drawing &= kept.length > 0;
      for (int k : kept) {
        double px = x.pixel(s.x()[k]);
        if (drawing && s.style() == Plot.Style.STEPS) {
          d.append(String.format(Locale.ROOT, "L%.1f %.1f", px, last));
        }
        last = y.pixel(s.y()[k]);
        d.append(String.format(Locale.ROOT, "%s%.1f %.1f", drawing ? "L" : "M", px, last));
        drawing = true;
      }
    }
    return d.toString();
  }

  /** Indices of the least and greatest finite value in their order; none when none is finite. */
  private static int[] extremes(double[] y, int begin, int end) {
    int low = -1;
    int high = -1;
    for (int k = begin; k < end; k++) {
      if (Double.isFinite(y[k])) {
        low = low < 0 || y[k] < y[low] ? k : low;
        high = high < 0 || y[k] > y[high] ? k : high;
      }
    }
    if (low < 0) {
      return new int[0];
    }
    return low == high ? new int[] {low} : new int[] {Math.min(low, high), Math.max(low, high)};
  }

  static double least(List<Plot.Series> series, boolean ofX, boolean positive) {
    return series.stream()
        .flatMapToDouble(s -> Arrays.stream(ofX ? s.x() : s.y()))
        .filter(v -> Double.isFinite(v) && (!positive || v > 0))
        .min()
        .orElse(positive ? 0.1 : 0);
  }

  static double greatest(List<Plot.Series> series, boolean ofX) {
    return series.stream()
        .flatMapToDouble(s -> Arrays.stream(ofX ? s.x() : s.y()))
        .filter(Double::isFinite)
        .max()
        .orElse(1);
  }
}
