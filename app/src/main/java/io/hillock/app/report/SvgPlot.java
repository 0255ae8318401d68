package io.hillock.app.report;

import io.hillock.gallery.plot.Plot;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws one plot as SVG. Colours are CSS variables of the page, so that light and dark both read.
 */
final class SvgPlot {
  private static final int WIDTH = 860;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 12;
  private static final int BOTTOM = 48;
  private static final int MOST_POINTS = 2000;

  private final StringBuilder out = new StringBuilder();
  private int height = 300;

  private SvgPlot() {}

  static String draw(Plot plot) {
    SvgPlot svg = new SvgPlot();
    switch (plot) {
      case Plot.Curves curves -> svg.curves(curves);
      case Plot.Bars bars -> svg.bars(bars);
      case Plot.Raster raster -> svg.raster(raster);
      case Plot.Matrix matrix -> svg.matrix(matrix);
      case Plot.Strip strip -> svg.strip(strip);
    }
    return "<figure><figcaption>"
        + Html.escape(plot.title())
        + "</figcaption><svg viewBox=\"0 0 "
        + WIDTH
        + " "
        + svg.height
        + "\" role=\"img\" aria-label=\""
        + Html.escape(plot.title())
        + "\"><title>"
        + Html.escape(plot.title())
        + "</title>"
        + svg.out
        + "</svg></figure>\n";
  }

  private void add(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }

  private void text(double x, double y, String anchor, String kind, String content) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">", x, y, anchor, kind);
    out.append(Html.escape(content)).append("</text>");
  }

  private void axes(Scale1d x, Scale1d y, String xLabel, String yLabel) {
    double bottom = height - BOTTOM;
    for (double t : x.ticks()) {
      double at = x.pixel(t);
      add(
          "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%.1f\"/>",
          at, at, TOP, bottom);
      text(at, bottom + 16, "middle", "tick", Scale1d.label(t));
    }
    for (double t : y.ticks()) {
      double at = y.pixel(t);
      add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          LEFT, WIDTH - RIGHT, at, at);
      text(LEFT - 6, at + 4, "end", "tick", Scale1d.label(t));
    }
    text((LEFT + WIDTH - RIGHT) / 2.0, height - 10, "middle", "label", xLabel);
    yLabel(yLabel);
  }

  private void yLabel(String label) {
    double middle = (TOP + height - BOTTOM) / 2.0;
    add("<g transform=\"translate(16 %.1f) rotate(-90)\">", middle);
    text(0, 0, "middle", "label", label);
    out.append("</g>");
  }

  private static double least(List<Plot.Series> series, boolean ofX, boolean positive) {
    return series.stream()
        .flatMapToDouble(s -> Arrays.stream(ofX ? s.x() : s.y()))
        .filter(v -> Double.isFinite(v) && (!positive || v > 0))
        .min()
        .orElse(0);
  }

  private static double greatest(List<Plot.Series> series, boolean ofX) {
    return series.stream()
        .flatMapToDouble(s -> Arrays.stream(ofX ? s.x() : s.y()))
        .filter(Double::isFinite)
        .max()
        .orElse(1);
  }

  private void curves(Plot.Curves plot) {
    List<Plot.Series> all = plot.series();
    boolean xLog = plot.x().logarithmic();
    boolean yLog = plot.y().logarithmic();
    double yLow = least(all, false, yLog);
    double yHigh = greatest(all, false);
    double margin = yLog ? 0 : 0.04 * (yHigh - yLow);
    height = 320 + (all.size() > 1 ? 20 : 0);
    int legend = all.size() > 1 ? 20 : 0;
    Scale1d x = new Scale1d(least(all, true, xLog), greatest(all, true), xLog, LEFT, WIDTH - RIGHT);
    Scale1d y = new Scale1d(yLow - margin, yHigh + margin, yLog, height - BOTTOM, TOP + legend);
    axes(x, y, plot.x().label(), plot.y().label());
    double at = LEFT;
    for (int s = 0; s < all.size(); s++) {
      series(all.get(s), x, y, s);
      if (legend > 0) {
        add("<rect class=\"fill%d\" x=\"%.1f\" y=\"6\" width=\"12\" height=\"4\"/>", s % 8, at);
        text(at + 16, 12, "start", "tick", all.get(s).name());
        at += 34 + 6.6 * all.get(s).name().length();
      }
    }
  }

  private void series(Plot.Series s, Scale1d x, Scale1d y, int colour) {
    if (s.style() == Plot.Style.POINTS) {
      for (int k = 0; k < s.x().length; k++) {
        if (Double.isFinite(s.y()[k])) {
          add(
              "<circle class=\"fill%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/>",
              colour % 8, x.pixel(s.x()[k]), y.pixel(s.y()[k]));
        }
      }
      return;
    }
    add("<path class=\"line%d\" d=\"", colour % 8);
    path(s, x, y);
    out.append("\"/>");
  }

  /** A long series keeps the least and the greatest value of each stretch. */
  private void path(Plot.Series s, Scale1d x, Scale1d y) {
    int n = s.x().length;
    int stretch = Math.max(1, 2 * n / MOST_POINTS);
    boolean drawing = false;
    double last = 0;
    for (int begin = 0; begin < n; begin += stretch) {
      int end = Math.min(n, begin + stretch);
      int low = begin;
      int high = begin;
      for (int k = begin; k < end; k++) {
        low = s.y()[k] < s.y()[low] ? k : low;
        high = s.y()[k] > s.y()[high] ? k : high;
      }
      int[] order =
          low == high ? new int[] {low} : new int[] {Math.min(low, high), Math.max(low, high)};
      for (int k : order) {
        if (!Double.isFinite(s.y()[k])) {
          drawing = false;
          continue;
        }
        if (drawing && s.style() == Plot.Style.STEPS) {
          add("L%.1f %.1f", x.pixel(s.x()[k]), last);
        }
        last = y.pixel(s.y()[k]);
        add("%s%.1f %.1f", drawing ? "L" : "M", x.pixel(s.x()[k]), last);
        drawing = true;
      }
    }
  }

  private void bars(Plot.Bars plot) {
    int n = plot.names().size();
    double[] top = plot.high().length == n ? plot.high() : plot.values();
    boolean log = plot.y().logarithmic();
    double high = Arrays.stream(top).filter(Double::isFinite).max().orElse(1);
    double low =
        Arrays.stream(plot.low().length == n ? plot.low() : plot.values())
            .filter(v -> Double.isFinite(v) && (!log || v > 0))
            .min()
            .orElse(0);
    double floor = log ? low / 2 : Math.min(0, low);
    boolean tilted = plot.names().stream().anyMatch(name -> name.length() * 7 > 760 / n);
    height = tilted ? 380 : 300;
    int bottom = tilted ? BOTTOM + 70 : BOTTOM - 14;
    Scale1d y = new Scale1d(floor, log ? high * 1.5 : high * 1.05, log, height - bottom, TOP);
    for (double t : y.ticks()) {
      add(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          LEFT, WIDTH - RIGHT, y.pixel(t), y.pixel(t));
      text(LEFT - 6, y.pixel(t) + 4, "end", "tick", Scale1d.label(t));
    }
    yLabel(plot.y().label());
    double pitch = (WIDTH - RIGHT - LEFT) / (double) n;
    for (int k = 0; k < n; k++) {
      double middle = LEFT + (k + 0.5) * pitch;
      if (Double.isFinite(plot.values()[k])) {
        bar(middle, 0.6 * pitch, y.pixel(floor), y.pixel(Math.max(plot.values()[k], floor)));
        if (plot.high().length == n) {
          add(
              "<line class=\"error\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
              middle, middle, y.pixel(Math.max(plot.low()[k], floor)), y.pixel(plot.high()[k]));
        }
      }
      name(plot.names().get(k), middle, height - bottom + 16, tilted);
    }
  }

  private void bar(double middle, double width, double floor, double top) {
    add(
        "<rect class=\"fill0\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
        middle - width / 2, Math.min(top, floor), width, Math.abs(floor - top));
  }

  private void name(String name, double x, double y, boolean tilted) {
    if (tilted) {
      add("<g transform=\"translate(%.1f %.1f) rotate(-35)\">", x + 4, y);
      text(0, 0, "end", "tick", name);
      out.append("</g>");
    } else {
      text(x, y, "middle", "tick", name);
    }
  }

  private void raster(Plot.Raster plot) {
    double end = Arrays.stream(plot.time()).max().orElse(1);
    double begin = Arrays.stream(plot.time()).min().orElse(0);
    Scale1d x = new Scale1d(begin, end, false, LEFT, WIDTH - RIGHT);
    Scale1d y = new Scale1d(-0.5, plot.rows() - 0.5, false, height - BOTTOM, TOP);
    axes(x, y, plot.x().label(), "neuron");
    out.append("<path class=\"spike\" d=\"");
    double tick = Math.max(1.5, 0.8 * (height - BOTTOM - TOP) / plot.rows());
    for (int k = 0; k < plot.time().length; k++) {
      add("M%.1f %.1fv%.1f", x.pixel(plot.time()[k]), y.pixel(plot.row()[k]) - tick / 2, tick);
    }
    out.append("\"/>");
  }

  private void matrix(Plot.Matrix plot) {
    int n = plot.names().size();
    int cell = 74;
    height = 60 + n * 44 + 20;
    int left = 150;
    text(left + n * cell / 2.0, 16, "middle", "label", plot.columnLabel());
    for (int i = 0; i < n; i++) {
      long sum = Math.max(1, Arrays.stream(plot.values()[i]).sum());
      text(left + (i + 0.5) * cell, 36, "middle", "tick", plot.names().get(i));
      text(left - 8, 66 + i * 44, "end", "tick", plot.names().get(i));
      for (int j = 0; j < n; j++) {
        double share = (double) plot.values()[i][j] / sum;
        add(
            "<rect class=\"fill0\" fill-opacity=\"%.3f\" x=\"%d\" y=\"%d\" width=\"%d\""
                + " height=\"42\"/>",
            0.06 + 0.6 * share, left + j * cell, 42 + i * 44, cell - 2);
        text(
            left + (j + 0.5) * cell,
            62 + i * 44,
            "middle",
            "tick",
            Long.toString(plot.values()[i][j]));
        text(
            left + (j + 0.5) * cell,
            77 + i * 44,
            "middle",
            "small",
            String.format(Locale.ROOT, "%.1f %%", 100 * share));
      }
    }
    add("<g transform=\"translate(40 %.1f) rotate(-90)\">", 42 + n * 22.0);
    text(0, 0, "middle", "label", plot.rowLabel());
    out.append("</g>");
  }

  private void strip(Plot.Strip plot) {
    int each = 110;
    int n = plot.signals().size();
    height = 30 + n * each + BOTTOM;
    double begin = least(plot.signals(), true, false);
    double end = greatest(plot.signals(), true);
    Scale1d x = new Scale1d(begin, end, false, LEFT, WIDTH - RIGHT);
    for (double t : x.ticks()) {
      add(
          "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"26\" y2=\"%d\"/>",
          x.pixel(t), x.pixel(t), height - BOTTOM);
      text(x.pixel(t), height - BOTTOM + 16, "middle", "tick", Scale1d.label(t));
    }
    text((LEFT + WIDTH - RIGHT) / 2.0, height - 10, "middle", "label", plot.x().label());
    for (int k = 0; k < plot.markTime().length; k++) {
      String kind = plot.markAlarm()[k] ? "alarm" : "mark";
      double at = x.pixel(plot.markTime()[k]);
      add(
          "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"24\" y2=\"%d\"/>",
          kind, at, at, height - BOTTOM);
      text(at, 18, "middle", kind, plot.markText().get(k));
    }
    for (int s = 0; s < n; s++) {
      Plot.Series signal = plot.signals().get(s);
      double low = Arrays.stream(signal.y()).filter(Double::isFinite).min().orElse(0);
      double high = Arrays.stream(signal.y()).filter(Double::isFinite).max().orElse(1);
      Scale1d y = new Scale1d(low, high, false, 26 + (s + 1) * each - 8, 26 + s * each + 8);
      series(signal, x, y, s);
      text(LEFT - 6, 26 + (s + 0.5) * each, "end", "tick", signal.name());
    }
  }
}
