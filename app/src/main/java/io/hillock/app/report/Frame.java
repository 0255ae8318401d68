package io.hillock.app.report;

import io.hillock.gallery.plot.Plot;
import java.util.List;

/** The rectangle of a plot: grid, ticks, labels, legend. */
final class Frame {
  static final int LEFT = 74;
  static final int RIGHT = 22;
  static final int TOP = 12;
  static final int BOTTOM = 48;
  private static final int LEGEND_LINE = 18;
  private static final double LETTER = 6.4;

  private final Svg svg;
  private final int top;
  private final int bottom;

  private Frame(Svg svg, int top, int bottom) {
    this.svg = svg;
    this.top = top;
    this.bottom = bottom;
  }

  static Frame of(Svg svg, int height, List<String> legend) {
    return new Frame(svg, TOP + legend(svg, legend), height - BOTTOM);
  }

  Scale1d x(double least, double greatest, boolean logarithmic) {
    return new Scale1d(least, greatest, logarithmic, LEFT, Svg.WIDTH - RIGHT);
  }

  Scale1d y(double least, double greatest, boolean logarithmic) {
    return new Scale1d(least, greatest, logarithmic, bottom, top);
  }

  void axes(Scale1d x, Scale1d y, String xLabel, String yLabel) {
    for (double t : x.ticks()) {
      svg.line("grid", x.pixel(t), top, x.pixel(t), bottom);
      svg.text(x.pixel(t), bottom + 16, "middle", "tick", Scale1d.label(t));
    }
    svg.text((LEFT + Svg.WIDTH - RIGHT) / 2.0, bottom + 38, "middle", "label", xLabel);
    rows(y, yLabel);
  }

  void rows(Scale1d y, String label) {
    for (double t : y.ticks()) {
      svg.line("grid", LEFT, y.pixel(t), Svg.WIDTH - RIGHT, y.pixel(t));
      svg.text(LEFT - 6, y.pixel(t) + 4, "end", "tick", Scale1d.label(t));
    }
    svg.turned(16, (top + bottom) / 2.0, -90, "middle", "label", label);
  }

  /** How many pixels a legend takes; one name alone needs none. */
  static int legendHeight(List<String> names) {
    return names.size() < 2 ? 0 : 6 + LEGEND_LINE * (1 + breaks(names));
  }

  private static int breaks(List<String> names) {
    int lines = 0;
    double at = LEFT;
    for (String name : names) {
      double width = width(name);
      if (at + width > Svg.WIDTH - RIGHT && at > LEFT) {
        lines++;
        at = LEFT;
      }
      at += width;
    }
    return lines;
  }

  private static double width(String name) {
    return 34 + LETTER * name.length();
  }

  private static int legend(Svg svg, List<String> names) {
    if (names.size() < 2) {
      return 0;
    }
    double at = LEFT;
    int y = TOP;
    for (int k = 0; k < names.size(); k++) {
      double width = width(names.get(k));
      if (at + width > Svg.WIDTH - RIGHT && at > LEFT) {
        at = LEFT;
        y += LEGEND_LINE;
      }
      svg.rectangle("fill" + k % 8, at, y - 4, 14, 4);
      svg.text(at + 19, y + 2, "start", "tick", names.get(k));
      at += width;
    }
    return legendHeight(names);
  }

  static List<String> names(List<Plot.Series> series) {
    return series.stream().map(Plot.Series::name).toList();
  }
}
