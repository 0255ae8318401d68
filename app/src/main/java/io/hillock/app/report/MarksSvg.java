package io.hillock.app.report;

import io.hillock.gallery.plot.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws what stands in a plot beside its curves: bands, guides, notes. */
final class MarksSvg {
  private static final int COLOURS = 8;
  private static final double GAP = 7;

  private MarksSvg() {}

  /** All that must have room in the plot: the curves and the ends of their bands. */
  static List<Plot.Series> extent(Plot.Curves plot) {
    List<Plot.Series> all = new ArrayList<>(plot.series());
    for (Plot.Band band : plot.marks().bands()) {
      all.add(new Plot.Series("", Plot.Style.LINE, band.x(), band.low()));
      all.add(new Plot.Series("", Plot.Style.LINE, band.x(), band.high()));
    }
    all.addAll(plot.marks().guides());
    return all;
  }

  static void below(Svg svg, Plot.Marks marks, Scale1d x, Scale1d y) {
    for (Plot.Band band : marks.bands()) {
      StringBuilder d = new StringBuilder();
      int n = band.x().length;
      for (int k = 0; k < 2 * n; k++) {
        int at = k < n ? k : 2 * n - 1 - k;
        double v = k < n ? band.low()[at] : band.high()[at];
        d.append(
            String.format(
                Locale.ROOT, "%s%.1f %.1f", k == 0 ? "M" : "L", x.pixel(band.x()[at]), y.pixel(v)));
      }
      svg.add("<path class=\"fill%d\" fill-opacity=\"0.13\" d=\"", band.series() % COLOURS);
      svg.raw(d);
      svg.raw("Z\"/>");
    }
    for (Plot.Series guide : marks.guides()) {
      svg.add("<path class=\"guide\" d=\"%s\"/>", SeriesPath.path(guide, x, y));
    }
  }

  static void notes(Svg svg, Plot.Marks marks, Scale1d x, Scale1d y) {
    for (Plot.Note note : marks.notes()) {
      double px = x.pixel(note.x());
      double py = y.pixel(note.y());
      String kind = "note fill" + note.series() % COLOURS;
      switch (note.side()) {
        case LEFT -> svg.text(px - GAP, py - GAP + 2, "end", kind, note.text());
        case RIGHT -> svg.text(px + GAP, py + 2 * GAP, "start", kind, note.text());
        case RING -> {
          svg.add(
              "<circle class=\"line%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"6\"/>",
              note.series() % COLOURS, px, py);
          svg.text(px, py - 2 * GAP, "middle", kind, note.text());
        }
      }
    }
  }
}
