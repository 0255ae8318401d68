package io.hillock.gallery.mtj;

import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.mtj.SwitchingLaw;
import io.hillock.device.mtj.SwitchingTable;
import io.hillock.gallery.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The table against the closed forms of the regimes. */
record ClosedForms(SwitchingTable table) {
  private static final SwitchingLaw LAW = new SwitchingLaw(MtjPreset.PERPENDICULAR_40.parameters());
  private static final double DELTA = MtjPreset.PERPENDICULAR_40.parameters().delta();
  private static final double[] THERMAL = {0.3, 0.4, 0.5, 0.6};
  private static final double[] PRECESSIONAL = {1.5, 2, 3};
  private static final double[] WELL_ABOVE = {2, 2.5, 3, 4};
  private static final double[] BETWEEN = {0.95, 1.05};
  private static final int POINTS = 60;

  private static double hazard(double p) {
    return -StrictMath.log1p(-p);
  }

  /** Switching rate at long pulses [1/ns], by the slope of -ln(1 - P). */
  private double rate(double i) {
    double tau = LAW.exactDwellTimeNs(i);
    double early = StrictMath.max(200, 0.01 * StrictMath.min(tau, 1e6));
    double late = StrictMath.min(1e5, 3 * tau);
    return (hazard(table.probability(i, late)) - hazard(table.probability(i, early)))
        / (late - early);
  }

  /** Largest relative deviation of the rate from the exact dwell time. */
  double thermalWorst() {
    return Arrays.stream(THERMAL)
        .map(i -> StrictMath.abs(rate(i) * LAW.exactDwellTimeNs(i) - 1))
        .max()
        .orElseThrow();
  }

  /** Largest deviation of P from the precessional law at a current. */
  double precessionalWorst(double i) {
    double worst = 0;
    for (double ns : lengths(0.2, 15)) {
      double off = StrictMath.abs(table.probability(i, ns) - LAW.precessional(i, ns));
      worst = StrictMath.max(worst, off);
    }
    return worst;
  }

  /** The same over the order 1 / (Delta (i - 1)) of what the law leaves out, from 2 I_c0 on. */
  double precessionalWorstInOrders() {
    return Arrays.stream(WELL_ABOVE)
        .map(i -> precessionalWorst(i) * DELTA * (i - 1))
        .max()
        .orElseThrow();
  }

  /** Least, over two currents between the regimes, of the worst deviation of the law there. */
  double intermediateWorst() {
    double below = 0;
    double above = 0;
    for (double ns : lengths(1, 30)) {
      below =
          StrictMath.max(
              below, StrictMath.abs(table.probability(0.95, ns) - LAW.thermal(0.95, ns)));
      above =
          StrictMath.max(
              above, StrictMath.abs(table.probability(1.05, ns) - LAW.precessional(1.05, ns)));
    }
    return StrictMath.min(below, above);
  }

  private static double[] lengths(double from, double to) {
    double[] ns = new double[POINTS];
    Arrays.setAll(ns, k -> from * StrictMath.pow(to / from, k / (POINTS - 1.0)));
    return ns;
  }

  private static String text(double i) {
    return Double.toString(i);
  }

  private Plot.Series table(double i, double[] ns) {
    double[] p = Arrays.stream(ns).map(t -> table.probability(i, t)).toArray();
    return new Plot.Series(text(i) + ", table", Plot.Style.LINE, ns, p);
  }

  private static Plot.Series law(double i, double[] ns) {
    double[] x = new double[ns.length / 3];
    Arrays.setAll(x, k -> ns[3 * k + 1]);
    double[] p =
        Arrays.stream(x).map(t -> i < 1 ? LAW.thermal(i, t) : LAW.precessional(i, t)).toArray();
    return new Plot.Series(text(i) + ", closed form", Plot.Style.POINTS, x, p);
  }

  private static Plot curves(String title, List<Plot.Series> series) {
    return new Plot.Curves(
        title + " (curves by I / I_c0)",
        new Plot.Axis("pulse [ns]", true),
        Plot.Axis.of("probability of switching"),
        series);
  }

  /** Three pictures, one for each regime. */
  List<Plot> regimes(List<Trajectories> trajectories, List<double[]> shares) {
    List<Plot.Series> thermal = new ArrayList<>();
    for (double i : new double[] {0.5, 0.6, 0.7}) {
      double[] ns = lengths(1, 1e5);
      thermal.add(table(i, ns));
      thermal.add(law(i, ns));
    }
    List<Plot.Series> between = new ArrayList<>();
    for (double i : BETWEEN) {
      double[] ns = lengths(1, 50);
      between.add(table(i, ns));
      between.add(law(i, ns));
    }
    List<Plot.Series> precessional = new ArrayList<>();
    for (double i : PRECESSIONAL) {
      double[] ns = lengths(0.3, 8);
      precessional.add(table(i, ns));
      precessional.add(law(i, ns));
    }
    for (int k = 0; k < shares.size(); k++) {
      Trajectories t = trajectories.get(k);
      double[] ns = t.pulseNs().stream().mapToDouble(Double::doubleValue).toArray();
      Plot.Series points =
          new Plot.Series(text(t.ratio()) + ", trajectories", Plot.Style.POINTS, ns, shares.get(k));
      (t.ratio() < 0.9 ? thermal : t.ratio() < 1.2 ? between : precessional).add(points);
    }
    return List.of(
        curves("Thermally activated switching", thermal),
        curves("Between the regimes neither closed form holds", between),
        curves("Precessional switching", precessional));
  }

  /** Dwell times against current: ours, the closed form, and the law with exponent 1. */
  Plot dwellTimes() {
    double[] i = new double[40];
    Arrays.setAll(i, k -> 0.02 + 0.024 * k);
    double attempt = MtjPreset.PERPENDICULAR_40.parameters().attemptTimeNs();
    double[] exact = Arrays.stream(i).map(LAW::exactDwellTimeNs).toArray();
    double[] brown = Arrays.stream(i).map(LAW::dwellTimeNs).toArray();
    double[] one = Arrays.stream(i).map(x -> attempt * StrictMath.exp(DELTA * (1 - x))).toArray();
    double[] ours = Arrays.stream(THERMAL).map(x -> 1 / rate(x)).toArray();
    return new Plot.Curves(
        "Mean time until a junction switches, by two exponents of the barrier",
        Plot.Axis.of("I / I_c0"),
        new Plot.Axis("dwell time [ns]", true),
        List.of(
            new Plot.Series("barrier (1 - i)^2, exact", Plot.Style.LINE, i, exact),
            new Plot.Series("barrier (1 - i)^2, high-barrier limit", Plot.Style.LINE, i, brown),
            new Plot.Series("barrier (1 - i)^1, t_A before it", Plot.Style.LINE, i, one),
            new Plot.Series("table, perpendicular macrospin", Plot.Style.POINTS, THERMAL, ours)));
  }
}
