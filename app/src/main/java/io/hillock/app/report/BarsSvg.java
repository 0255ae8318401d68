package io.hillock.app.report;

import io.hillock.gallery.plot.Plot;
import java.util.Arrays;
import java.util.List;

/** Bars by name with error bars, and histograms. */
final class BarsSvg {
  private BarsSvg() {}

  static int bars(Svg svg, Plot.Bars plot) {
    int n = plot.names().size();
    boolean errors = plot.high().length == n && plot.low().length == n && n > 0;
    boolean log = plot.y().logarithmic();
    double high = finite(errors ? plot.high() : plot.values(), log).max().orElse(1);
    double low = finite(errors ? plot.low() : plot.values(), log).min().orElse(log ? 0.1 : 0);
    double floor = log ? low / 2 : Math.min(0, low * 1.05);
    double ceiling = log ? high * 1.5 : Math.max(0, high * 1.05);
    boolean tilted = plot.names().stream().anyMatch(name -> name.length() * 6.5 > 740.0 / n);
    int longest = plot.names().stream().mapToInt(String::length).max().orElse(0);
    int below = tilted ? Math.min(160, 30 + (int) (longest * 3.9)) : 30;
    int bottom = 250;
    Scale1d y = new Scale1d(floor, ceiling, log, bottom, Frame.TOP);
    Frame.of(svg, bottom + Frame.BOTTOM, List.of()).rows(y, plot.y().label());
    double base = y.pixel(log ? floor : 0);
    double pitch = (Svg.WIDTH - Frame.RIGHT - Frame.LEFT) / (double) Math.max(1, n);
    double width = Math.min(90, 0.62 * pitch);
    for (int k = 0; k < n; k++) {
      double middle = Frame.LEFT + (k + 0.5) * pitch;
      double value = plot.values()[k];
      if (Double.isFinite(value) && (!log || value > 0)) {
        double top = y.pixel(value);
        svg.rectangle(
            "fill0", middle - width / 2, Math.min(top, base), width, Math.abs(base - top));
        if (errors) {
          error(svg, middle, y.pixel(Math.max(plot.low()[k], floor)), y.pixel(plot.high()[k]));
        }
      }
      if (tilted) {
        svg.turned(middle + 4, bottom + 16, -35, "end", "tick", plot.names().get(k));
      } else {
        svg.text(middle, bottom + 17, "middle", "tick", plot.names().get(k));
      }
    }
    svg.line("base", Frame.LEFT, base, Svg.WIDTH - Frame.RIGHT, base);
    return bottom + below;
  }

  private static java.util.stream.DoubleStream finite(double[] values, boolean positive) {
    return Arrays.stream(values).filter(v -> Double.isFinite(v) && (!positive || v > 0));
  }

  private static void error(Svg svg, double x, double from, double to) {
    if (from == to) {
      return; // one seed has no spread
    }
    svg.line("error", x, from, x, to);
    svg.line("error", x - 5, from, x + 5, from);
    svg.line("error", x - 5, to, x + 5, to);
  }

  static int histogram(Svg svg, Plot.Histogram plot) {
    int height = 320 + Frame.legendHeight(plot.names());
    Frame frame = Frame.of(svg, height, plot.names());
    double most =
        Arrays.stream(plot.counts()).flatMapToDouble(Arrays::stream).max().orElse(1) * 1.04;
    double[] edges = plot.edges();
    Scale1d x = frame.x(edges[0], edges[edges.length - 1], plot.x().logarithmic());
    Scale1d y = frame.y(0, most, false);
    frame.axes(x, y, plot.x().label(), plot.y().label());
    for (int k = 0; k < plot.counts().length; k++) {
      StringBuilder outline = new StringBuilder();
      point(outline, "M", x.pixel(edges[0]), y.pixel(0));
      for (int b = 0; b < plot.counts()[k].length; b++) {
        double top = y.pixel(plot.counts()[k][b]);
        point(outline, "L", x.pixel(edges[b]), top);
        point(outline, "L", x.pixel(edges[b + 1]), top);
      }
      point(outline, "L", x.pixel(edges[edges.length - 1]), y.pixel(0));
      svg.add("<path class=\"fill%d\" fill-opacity=\"0.22\" d=\"%sZ\"/>", k % 8, outline);
      svg.add("<path class=\"line%d\" d=\"%s\"/>", k % 8, outline);
    }
    return height;
  }

  private static void point(StringBuilder path, String command, double x, double y) {
    path.append(String.format(java.util.Locale.ROOT, "%s%.1f %.1f", command, x, y));
  }
}
