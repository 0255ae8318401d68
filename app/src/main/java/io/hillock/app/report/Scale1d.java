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
    return logarithmic ? decades() : round(low, high, Math.abs(to - from) < 150 ? 3 : 6);
  }

  private static List<Double> round(double low, double high, int wanted) {
    double raw = (high - low) / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / power;
    double step = power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
    List<Double> ticks = new ArrayList<>();
    for (double t = Math.ceil(low / step - 1e-9) * step; t <= high + step * 1e-9; t += step) {
      ticks.add(Math.abs(t) < step * 1e-9 ? 0 : t);
    }
    return ticks;
  }

  /** Powers of ten; 2 and 5 between them where the axis is short; round numbers below a decade. */
  private List<Double> decades() {
    if (high - low < 0.7) {
      return round(Math.pow(10, low), Math.pow(10, high), 5);
    }
    int every = Math.max(1, (int) Math.ceil((high - low) / 8));
    double[] leads = high - low < 3 ? new double[] {1, 2, 5} : new double[] {1};
    List<Double> ticks = new ArrayList<>();
    for (int d = (int) Math.floor(low); d <= Math.ceil(high); d += every) {
      for (double lead : leads) {
        double at = d + Math.log10(lead);
        if (at >= low - 1e-9 && at <= high + 1e-9) {
          ticks.add(lead * Math.pow(10, d));
        }
      }
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
