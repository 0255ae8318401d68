package io.hillock.device.mtj;

import io.hillock.device.Bounds;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Switching probability against current and pulse length, tabulated from the macrospin; it spans
 * the thermally activated regime, the precessional one, and what lies between, where no closed form
 * holds.
 *
 * {@snippet lang=text :
 * g = ln(-ln(1 - P)), bilinear in i and ln t                                        (1)
 * }
 *
 * <p>At low current g = ln t - ln tau(i) is linear in ln t, so that (1) is exact there in time, and
 * in i it errs by at most Delta d^2 / 4 between currents a distance d apart (0.6 % of tau at the
 * usual d = 1/40 and Delta = 40). The table holds the solution of the Fokker-Planck equation of the
 * macrospin (800 cells), so it has no sampling noise; probabilities below 1e-15 or above 1 - 1e-15
 * are held at these values. Against a grid four times as fine, P is right to 3 % above 1e-6 and to
 * 10 % above 1e-10, for I up to 2 I_c0 at Delta = 40; still rarer events of the briefest, strongest
 * pulses are overstated.
 */
public final class SwitchingTable {
  private static final int CELLS = 800;
  private static final int PER_DECADE = 16;
  private static final int SUBSTEPS = 16;
  private static final double LEAST = 1e-15;

  /** Finest step in t_A where the current drives the growth: its error in ln P stays below 1e-3. */
  private static final double DRIVEN_STEP = 0.04;

  private final MtjParameters parameters;
  private final double[] ratio;
  private final double[] logNs;

  /** g of (1), shape (ratio, logNs). */
  private final double[][] g;

  private SwitchingTable(MtjParameters parameters, double[] ratio, double[] logNs) {
    this.parameters = parameters;
    this.ratio = ratio;
    this.logNs = logNs;
    g = new double[ratio.length][logNs.length];
  }

  /**
   * Tabulates the usual range: I / I_c0 from 0.3 to 4, pulses from 0.1 ns to 100 us.
   *
   * @param parameters the junction
   * @return the table
   */
  public static SwitchingTable of(MtjParameters parameters) {
    double[] ratio = new double[75];
    for (int k = 0; k < ratio.length; k++) {
      ratio[k] =
          k <= 40
              ? (12 + k) / 40.0 // 0.3 to 1.3: there ln tau bends by 2 Delta
              : k <= 54 ? (k - 14) / 20.0 : (k - 34) / 10.0; // to 2, to 4
    }
    return of(parameters, ratio, 0.1, 1e5);
  }

  /**
   * Tabulates a range.
   *
   * @param parameters the junction
   * @param ratio currents over I_c0, ascending, &gt; 0, at least two; copied
   * @param shortestNs shortest pulse [ns], &gt; 0
   * @param longestNs longest pulse [ns], above the shortest
   * @return the table
   */
  public static SwitchingTable of(
      MtjParameters parameters, double[] ratio, double shortestNs, double longestNs) {
    return of(parameters, ratio, shortestNs, longestNs, CELLS);
  }

  /**
   * Tabulates a range with another number of cells of the Fokker-Planck equation.
   *
   * @param parameters the junction
   * @param ratio currents over I_c0, ascending, &gt; 0, at least two; copied
   * @param shortestNs shortest pulse [ns], &gt; 0
   * @param longestNs longest pulse [ns], above the shortest
   * @param cells number of cells; errors fall with its square
   * @return the table
   */
  public static SwitchingTable of(
      MtjParameters parameters, double[] ratio, double shortestNs, double longestNs, int cells) {
    Bounds.MTJ.that(ratio.length >= 2, "currents", ratio.length, "", "there must be two or more");
    Bounds.MTJ.positive("I / I_c0", ratio[0], "");
    for (int k = 1; k < ratio.length; k++) {
      Bounds.MTJ.that(
          ratio[k] > ratio[k - 1] && Double.isFinite(ratio[k]),
          "I / I_c0",
          ratio[k],
          "",
          "currents must ascend");
    }
    Bounds.MTJ.positive("shortest pulse", shortestNs, "ns");
    Bounds.MTJ.that(
        longestNs > shortestNs && Double.isFinite(longestNs),
        "longest pulse",
        longestNs,
        "ns",
        "it must lie above the shortest");
    double decades = StrictMath.log10(longestNs / shortestNs);
    int points = 1 + (int) StrictMath.ceil(PER_DECADE * decades);
    double[] logNs = new double[points];
    for (int n = 0; n < points; n++) {
      logNs[n] =
          StrictMath.log(shortestNs) + n * StrictMath.log(longestNs / shortestNs) / (points - 1);
    }
    SwitchingTable table = new SwitchingTable(parameters, ratio.clone(), logNs);
    for (int k = 0; k < ratio.length; k++) {
      table.fill(k, cells);
    }
    return table;
  }

  private void fill(int k, int cells) {
    FokkerPlanck law = new FokkerPlanck(parameters, ratio[k], cells);
    double finest = DRIVEN_STEP * parameters.attemptTimeNs() / (1 + ratio[k]);
    double t = 0;
    for (int n = 0; n < logNs.length; n++) {
      double kept = law.kept();
      if (kept > LEAST) {
        double span = StrictMath.exp(logNs[n]) - t;
        boolean driven = ratio[k] > 0.9 && kept > 1e-12;
        int fine = driven ? (int) StrictMath.ceil(span / finest) : 0;
        law.advance(span, Math.max(SUBSTEPS, fine));
        t += span;
      }
      g[k][n] = transform(law.switched(), law.kept());
      if (n > 0) {
        g[k][n] = Math.max(g[k][n], g[k][n - 1]); // roundings of a P that no longer changes
      }
    }
  }

  private static double transform(double p, double q) { // (1)
    double hazard =
        p < 0.5 ? -StrictMath.log1p(-Math.max(p, LEAST)) : -StrictMath.log(Math.max(q, LEAST));
    return StrictMath.log(hazard);
  }

  /**
   * The junction.
   *
   * @return its parameters
   */
  public MtjParameters parameters() {
    return parameters;
  }

  /**
   * The least current of the table.
   *
   * @return I / I_c0
   */
  public double leastRatio() {
    return ratio[0];
  }

  /**
   * The greatest current of the table.
   *
   * @return I / I_c0
   */
  public double greatestRatio() {
    return ratio[ratio.length - 1];
  }

  /**
   * The shortest pulse of the table.
   *
   * @return t [ns]
   */
  public double shortestNs() {
    return StrictMath.exp(logNs[0]);
  }

  /**
   * The longest pulse of the table.
   *
   * @return t [ns]
   */
  public double longestNs() {
    return StrictMath.exp(logNs[logNs.length - 1]);
  }

  /**
   * The probability that a pulse switches the junction.
   *
   * @param i current over I_c0, within the table
   * @param pulseNs pulse length [ns], within the table
   * @return P
   */
  public double probability(double i, double pulseNs) {
    double log = StrictMath.log(pulseNs);
    int last = logNs.length - 1;
    Bounds.MTJ.that(
        log >= logNs[0] - 1e-9 && log <= logNs[last] + 1e-9,
        "pulse length",
        pulseNs,
        "ns",
        "the table holds " + shortestNs() + " to " + longestNs() + " ns");
    return -StrictMath.expm1(-StrictMath.exp(logHazard(i, log)));
  }

  /**
   * The pulse that switches with a given probability, the inverse of {@link #probability}.
   *
   * @param i current over I_c0, within the table
   * @param probability P, in (0, 1)
   * @return t [ns], or empty where the table has no pulse so short or so long
   */
  public OptionalDouble pulseNs(double i, double probability) {
    Bounds.MTJ.that(
        probability > 0 && probability < 1, "P", probability, "", "it must lie in (0, 1)");
    double wanted = StrictMath.log(-StrictMath.log1p(-probability));
    double low = logNs[0];
    double high = logNs[logNs.length - 1];
    if (wanted < logHazard(i, low) || wanted > logHazard(i, high)) {
      return OptionalDouble.empty();
    }
    for (int n = 0; n < 60; n++) { // halves 14 e-folds to below a rounding
      double middle = 0.5 * (low + high);
      if (logHazard(i, middle) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalDouble.of(StrictMath.exp(high));
  }

  /** g of (1) for ln t [ln ns]; not checked against the pulses of the table. */
  double logHazard(double i, double log) {
    if (!(i >= ratio[0] && i <= ratio[ratio.length - 1])) { // no text is made where all is well
      String rule = "the table holds " + ratio[0] + " to " + ratio[ratio.length - 1];
      Bounds.MTJ.that(false, "I / I_c0", i, "", rule);
    }
    int k = cell(ratio, i);
    int n = cell(logNs, log);
    double a = (i - ratio[k]) / (ratio[k + 1] - ratio[k]);
    double b = (log - logNs[n]) / (logNs[n + 1] - logNs[n]);
    return (1 - a) * ((1 - b) * g[k][n] + b * g[k][n + 1])
        + a * ((1 - b) * g[k + 1][n] + b * g[k + 1][n + 1]);
  }

  private static int cell(double[] grid, double x) {
    int at = Arrays.binarySearch(grid, x);
    return Math.clamp(at >= 0 ? at : -at - 2, 0, grid.length - 2);
  }
}
