package io.hillock.app.report;

import java.util.Locale;

/** Writes SVG elements. Colours are classes, so that the page decides about light and dark. */
final class Svg {
  static final int WIDTH = 860;
  private final StringBuilder out = new StringBuilder();

  void add(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }

  void line(String kind, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        kind, x1, y1, x2, y2);
  }

  void rectangle(String kind, double x, double y, double width, double height) {
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
        kind, x, y, width, height);
  }

  void text(double x, double y, String anchor, String kind, String content) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">", x, y, anchor, kind);
    out.append(Html.escape(content)).append("</text>");
  }

  void turned(double x, double y, int degrees, String anchor, String kind, String content) {
    add("<g transform=\"translate(%.1f %.1f) rotate(%d)\">", x, y, degrees);
    text(0, 0, anchor, kind, content);
    out.append("</g>");
  }

  void raw(CharSequence markup) {
    out.append(markup);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
