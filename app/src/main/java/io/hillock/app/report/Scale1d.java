package io.hillock.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Maps values to pixels along one axis, with round ticks. */
final class Scale1d {
  private final boolean logarithmic;
  private final double low;
  private final double high;
  private final double from;
  private final double to;

  Scale1d(double least, double greatest, boolean logarithmic, double from, double to) {
    this.logarithmic = logarithmic && least > 0;
    this.from = from;
    this.to = to;
    double a = this.logarithmic ? Math.log10(least) : least;
    double b = this.logarithmic ? Math.log10(greatest) : greatest;
    if (!(b > a)) {
      double half = Math.max(Math.abs(a) * 0.1, 0.5);
      a -= half;
      b += half;
    }
    low = a;
    high = b;
  }

  double pixel(double value) {
    double v = logarithmic ? Math.log10(Math.max(value, Double.MIN_NORMAL)) : value;
    return from + (v - low) / (high - low) * (to - from);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    double span = high - low;
    double raw = span / 6;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step =
        power * (raw / power < 1.5 ? 1 : raw / power < 3.5 ? 2 : raw / power < 7.5 ? 5 : 10);
    if (logarithmic) {
      step = Math.max(1, Math.rint(step));
    }
    for (double t = Math.ceil(low / step - 1e-9) * step; t <= high + step * 1e-9; t += step) {
      ticks.add(logarithmic ? Math.pow(10, t) : Math.abs(t) < step * 1e-9 ? 0 : t);
    }
    return ticks;
  }

  static String label(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size >= 1e5 || size < 1e-3)) {
      return String.format(Locale.ROOT, "%.3g", value).replaceAll("\\.?0+e", "e");
    }
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
