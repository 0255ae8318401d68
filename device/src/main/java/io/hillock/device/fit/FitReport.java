package io.hillock.device.fit;

import io.hillock.device.fit.FittedFigure.How;
import io.hillock.device.fit.MaximumLikelihood.Interval;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/** Collects what the parts of a fit find. */
final class FitReport {
  /** Two-sided 95 % quantile of the normal law. */
  static final double Q = 1.959963984540054;

  /** Fewest values that a goodness of fit is told for. */
  private static final int LEAST_TESTED = 20;

  /** Below this p the law is said not to hold. */
  private static final double POOR = 1e-4;

  private final List<FittedFigure> figures = new ArrayList<>();
  private final List<Goodness> goodness = new ArrayList<>();
  private final List<Panel> panels = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** The same quantile where a number is known from the differences of n devices. */
  static double quantile(int devices) {
    return new TDistribution(Math.max(1, devices - 1)).inverseCumulativeProbability(0.975);
  }

  /** A number whose interval is what it is. */
  double fitted(String symbol, String unit, double value, Interval i) {
    figures.add(new FittedFigure(symbol, value, unit, i.low(), i.high(), How.FITTED));
    return value;
  }

  /** A positive number that was fitted as its logarithm. */
  double fittedLog(String symbol, String unit, double ln, Interval i) {
    Interval natural = new Interval(StrictMath.exp(i.low()), StrictMath.exp(i.high()));
    return fitted(symbol, unit, StrictMath.exp(ln), natural);
  }

  /**
   * A spread: where its interval reaches down to nothing, the data do not show it, and the value of
   * the base stands if they allow it.
   */
  double spread(String symbol, String unit, double value, Interval i, double base) {
    if (i.low() > 0) {
      return fitted(symbol, unit, value, i);
    }
    double kept = base <= i.high() ? base : value;
    figures.add(new FittedFigure(symbol, kept, unit, 0, i.high(), How.BOUNDED));
    return kept;
  }

  void derived(String symbol, String unit, double value) {
    figures.add(FittedFigure.derived(symbol, value, unit));
  }

  void replace(String symbol, double value, How how) {
    figures.replaceAll(f ->
        f.symbol().equals(symbol)
            ? new FittedFigure(symbol, value, f.unit(), f.low(), f.high(), how)
            : f);
  }

  /** Says that numbers are those of the base, and why. */
  void base(String what, String why) {
    notes.add(what + " as in the base: " + why);
  }

  void note(String text) {
    notes.add(text);
  }

  void panel(Panel panel) {
    panels.add(panel);
  }

  void tested(String what, int count, double p) {
    goodness.add(new Goodness(what, count, p));
    if (p < POOR) {
      note(what + ": the data do not follow the law, so the intervals are too narrow");
    }
  }

  /** Standardised residuals against the normal law. */
  void residuals(String what, double... z) {
    if (z.length >= LEAST_TESTED) {
      double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new NormalDistribution(0, 1), z);
      tested(what, z.length, Math.clamp(p, 0.0, 1.0)); // p of a bad fit may round below 0
    }
  }

  List<FittedFigure> figures() {
    return List.copyOf(figures);
  }

  List<Goodness> goodness() {
    return List.copyOf(goodness);
  }

  List<Panel> panels() {
    return List.copyOf(panels);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
