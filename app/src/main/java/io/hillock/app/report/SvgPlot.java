package io.hillock.app.report;

import io.hillock.gallery.plot.Plot;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Draws one plot as a figure with SVG. */
final class SvgPlot {
  /** Factor by which a logarithmic axis goes beyond the outermost points of a cloud. */
  private static final double ROOM = 1.5;

  private SvgPlot() {}

  static String draw(Plot plot) {
    Svg svg = new Svg();
    int height =
        switch (plot) {
          case Plot.Curves curves -> curves(svg, curves);
          case Plot.Bars bars -> BarsSvg.bars(svg, bars);
          case Plot.Histogram histogram -> BarsSvg.histogram(svg, histogram);
          case Plot.Raster raster -> raster(svg, raster);
          case Plot.Matrix matrix -> matrix(svg, matrix);
          case Plot.Strip strip -> strip(svg, strip);
          case Plot.Pictures pictures -> PicturesSvg.pictures(svg, pictures);
        };
    String title = Html.escape(plot.title());
    return "<figure><figcaption>"
        + title
        + "</figcaption><svg viewBox=\"0 0 "
        + Svg.WIDTH
        + " "
        + height
        + "\" role=\"img\"><title>"
        + title
        + "</title><desc>"
        + Html.escape(describe(plot))
        + "</desc>"
        + svg
        + "</svg></figure>\n";
  }

  /** The plot in words, for those who do not see it. */
  private static String describe(Plot plot) {
    return switch (plot) {
      case Plot.Curves c ->
          String.format(
              Locale.ROOT,
              "%s against %s, from %s to %s: %s.",
              c.y().label(),
              c.x().label(),
              Scale1d.label(SeriesPath.least(c.series(), true, false)),
              Scale1d.label(SeriesPath.greatest(c.series(), true)),
              String.join(", ", Frame.names(c.series())));
      case Plot.Bars b -> b.y().label() + " of " + String.join(", ", b.names()) + ".";
      case Plot.Histogram h ->
          h.y().label() + " against " + h.x().label() + ": " + String.join(", ", h.names()) + ".";
      case Plot.Raster r -> r.time().length + " spikes of " + r.rows() + " neurons.";
      case Plot.Matrix m ->
          m.rowLabel()
              + " in rows, "
              + m.columnLabel()
              + " in columns: "
              + String.join(", ", m.names())
              + ".";
      case Plot.Strip s ->
          String.join(", ", Frame.names(s.signals())) + " with " + s.markTime().length + " marks.";
      case Plot.Pictures p -> PicturesSvg.describe(p);
    };
  }

  private static int curves(Svg svg, Plot.Curves plot) {
    List<Plot.Series> all = plot.series();
    List<Plot.Series> extent = MarksSvg.extent(plot);
    boolean xLog = plot.x().logarithmic();
    boolean yLog = plot.y().logarithmic();
    double yLow = SeriesPath.least(extent, false, yLog);
    double yHigh = SeriesPath.greatest(extent, false);
    double margin = yLog ? 0 : 0.04 * (yHigh - yLow);
    // A cloud of points stands clear of the frame.
    boolean cloud = all.stream().allMatch(s -> s.style() == Plot.Style.POINTS);
    double xRoom = cloud && xLog ? ROOM : 1;
    double yRoom = cloud && yLog ? ROOM : 1;
    int height = 320 + Frame.legendHeight(Frame.names(all));
    Frame frame = Frame.of(svg, height, Frame.names(all));
    double xLow = SeriesPath.least(extent, true, xLog);
    Scale1d x = frame.x(xLow / xRoom, SeriesPath.greatest(extent, true) * xRoom, xLog);
    Scale1d y = frame.y((yLow - margin) / yRoom, (yHigh + margin) * yRoom, yLog);
    frame.axes(x, y, plot.x().label(), plot.y().label());
    MarksSvg.below(svg, plot.marks(), x, y);
    for (int s = 0; s < all.size(); s++) {
      SeriesPath.draw(svg, all.get(s), x, y, s);
    }
    MarksSvg.notes(svg, plot.marks(), x, y);
    return height;
  }

  private static int raster(Svg svg, Plot.Raster plot) {
    int height = 300;
    Frame frame = Frame.of(svg, height, List.of());
    double begin = Arrays.stream(plot.time()).min().orElse(0);
    Scale1d x = frame.x(begin, Arrays.stream(plot.time()).max().orElse(1), false);
    Scale1d y = frame.y(-0.5, plot.rows() - 0.5, false);
    frame.axes(x, y, plot.x().label(), "neuron");
    double tick = Math.max(1.5, 0.8 * Math.abs(y.pixel(1) - y.pixel(0)));
    Set<Long> drawn = new HashSet<>();
    svg.raw("<path class=\"spike\" d=\"");
    for (int k = 0; k < plot.time().length; k++) {
      double px = x.pixel(plot.time()[k]);
      double py = y.pixel(plot.row()[k]);
      if (drawn.add(Math.round(2 * px) * 100_000 + Math.round(2 * py))) {
        svg.add("M%.1f %.1fv%.1f", px, py - tick / 2, tick);
      }
    }
    svg.raw("\"/>");
    return height;
  }

  private static int matrix(Svg svg, Plot.Matrix plot) {
    int n = plot.names().size();
    int cell = 86;
    int line = 46;
    int left = 150;
    svg.text(left + n * cell / 2.0, 16, "middle", "label", plot.columnLabel());
    for (int i = 0; i < n; i++) {
      long sum = Math.max(1, Arrays.stream(plot.values()[i]).sum());
      svg.text(left + (i + 0.5) * cell, 36, "middle", "tick", plot.names().get(i));
      svg.text(left - 8, 69 + i * line, "end", "tick", plot.names().get(i));
      for (int j = 0; j < n; j++) {
        double share = (double) plot.values()[i][j] / sum;
        double middle = left + (j + 0.5) * cell;
        svg.add(
            "<rect class=\"fill0\" fill-opacity=\"%.3f\" x=\"%d\" y=\"%d\" width=\"%d\""
                + " height=\"%d\"/>",
            0.05 + 0.5 * share, left + j * cell, 42 + i * line, cell - 2, line - 2);
        svg.text(middle, 63 + i * line, "middle", "count", Long.toString(plot.values()[i][j]));
        String percent = String.format(Locale.ROOT, "%.1f %%", 100 * share);
        svg.text(middle, 78 + i * line, "middle", "small", percent);
      }
    }
    svg.turned(40, 42 + n * line / 2.0, -90, "middle", "label", plot.rowLabel());
    return 56 + n * line;
  }

  private static int strip(Svg svg, Plot.Strip plot) {
    int each = 120;
    int n = plot.signals().size();
    int bottom = 30 + n * each;
    Scale1d x =
        new Scale1d(
            SeriesPath.least(plot.signals(), true, false),
            SeriesPath.greatest(plot.signals(), true),
            false,
            Frame.LEFT,
            Svg.WIDTH - Frame.RIGHT);
    for (double t : x.ticks()) {
      svg.line("grid", x.pixel(t), 26, x.pixel(t), bottom);
      svg.text(x.pixel(t), bottom + 16, "middle", "tick", Scale1d.label(t));
    }
    svg.text(
        (Frame.LEFT + Svg.WIDTH - Frame.RIGHT) / 2.0,
        bottom + 38,
        "middle",
        "label",
        plot.x().label());
    double lastText = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < plot.markTime().length; k++) {
      String kind = plot.markAlarm()[k] ? "alarm" : "mark";
      double at = x.pixel(plot.markTime()[k]);
      svg.line(kind, at, 24, at, bottom);
      if (plot.markAlarm()[k] || at - lastText >= 14) {
        svg.text(at, 18, "middle", kind, plot.markText().get(k));
        lastText = at;
      }
    }
    for (int s = 0; s < n; s++) {
      List<Plot.Series> alone = List.of(plot.signals().get(s));
      Scale1d y =
          new Scale1d(
              SeriesPath.least(alone, false, false),
              SeriesPath.greatest(alone, false),
              false,
              26 + (s + 1) * each - 8,
              26 + s * each + 8);
      for (double t : y.ticks()) {
        svg.line("faint", Frame.LEFT, y.pixel(t), Svg.WIDTH - Frame.RIGHT, y.pixel(t));
        svg.text(Frame.LEFT - 6, y.pixel(t) + 4, "end", "small", Scale1d.label(t));
      }
      SeriesPath.draw(svg, alone.getFirst(), x, y, s);
      svg.turned(16, 26 + (s + 0.5) * each, -90, "middle", "label", alone.getFirst().name());
    }
    return bottom + Frame.BOTTOM;
  }
}
