package io.hillock.app.report;

import io.hillock.gallery.plot.Plot;
import java.util.Arrays;
import java.util.Locale;

/** Pictures side by side: a square for each value, the darker the greater. */
final class PicturesSvg {
  private static final int LEFT = 20;
  private static final int TOP = 28;
  private static final int GAP = 24;
  private static final double GREATEST_SIDE = 240;

  private PicturesSvg() {}

  static int pictures(Svg svg, Plot.Pictures plot) {
    int n = Math.max(1, plot.names().size());
    double each = (Svg.WIDTH - 2.0 * LEFT - (n - 1) * GAP) / n;
    double cell = Math.min(each / plot.columns(), GREATEST_SIDE / plot.rows());
    double low = all(plot).min().orElse(0);
    double high = all(plot).max().orElse(1);
    double height = cell * plot.rows();
    for (int k = 0; k < plot.names().size(); k++) {
      double x0 = LEFT + k * (each + GAP) + (each - cell * plot.columns()) / 2;
      svg.text(x0 + cell * plot.columns() / 2, 18, "middle", "tick", plot.names().get(k));
      svg.add(
          "<rect class=\"frame\" fill=\"none\" x=\"%.1f\" y=\"%d\" width=\"%.1f\""
              + " height=\"%.1f\"/>",
          x0, TOP, cell * plot.columns(), height);
      double[] values = plot.values()[k];
      for (int i = 0; i < values.length; i++) {
        double share = high > low ? (values[i] - low) / (high - low) : 0;
        if (Double.isFinite(share) && share > 0) {
          svg.add(
              "<rect class=\"fill0\" fill-opacity=\"%.2f\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                  + " height=\"%.1f\"/>",
              share,
              x0 + i % plot.columns() * cell,
              TOP + (double) (i / plot.columns()) * cell,
              cell,
              cell);
        }
      }
    }
    double below = TOP + height + 20;
    svg.text(Svg.WIDTH / 2.0, below, "middle", "label", scale(plot, low, high));
    return (int) below + 12;
  }

  private static java.util.stream.DoubleStream all(Plot.Pictures plot) {
    return Arrays.stream(plot.values()).flatMapToDouble(Arrays::stream).filter(Double::isFinite);
  }

  private static String scale(Plot.Pictures plot, double low, double high) {
    return String.format(
        Locale.ROOT,
        "%s, white %s to full colour %s",
        plot.unit(),
        Scale1d.label(low),
        Scale1d.label(high));
  }

  static String describe(Plot.Pictures plot) {
    return plot.unit()
        + " at "
        + plot.rows()
        + " x "
        + plot.columns()
        + " places: "
        + String.join(", ", plot.names())
        + ".";
  }
}
