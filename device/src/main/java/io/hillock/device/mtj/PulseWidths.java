package io.hillock.device.mtj;

import java.util.Arrays;

/**
 * The pulse of one current that switches the nominal junction with a given probability.
 *
 * {@snippet lang=text :
 * t(P): g(t) = ln(-ln(1 - P)), g linear in ln t between the points of the table     (1)
 * }
 *
 * <p>Asked for every write, so that nothing is allocated. Probabilities that the table does not
 * reach take its shortest or longest pulse.
 */
final class PulseWidths {
  private static final int PER_DECADE = 16;

  private final double[] logNs;
  private final double[] g;

  PulseWidths(SwitchingTable table, double ratio) {
    double first = StrictMath.log(table.shortestNs());
    double last = StrictMath.log(table.longestNs());
    int points = 1 + (int) StrictMath.ceil(PER_DECADE * (last - first) / StrictMath.log(10) - 1e-9);
    logNs = new double[points];
    g = new double[points];
    for (int n = 0; n < points; n++) {
      logNs[n] = first + n * (last - first) / (points - 1);
      g[n] = table.logHazard(ratio, logNs[n]);
    }
  }

  /** P at the longest pulse. */
  double greatest() {
    return -StrictMath.expm1(-StrictMath.exp(g[g.length - 1]));
  }

  /** The pulse (1) [ns]. */
  double ns(double probability) {
    double wanted = StrictMath.log(-StrictMath.log1p(-probability));
    int at = Arrays.binarySearch(g, wanted);
    if (at >= 0) {
      return StrictMath.exp(logNs[at]);
    }
    int n = -at - 2;
    if (n < 0 || n >= g.length - 1) {
      return StrictMath.exp(logNs[n < 0 ? 0 : n]);
    }
    double b = (wanted - g[n]) / (g[n + 1] - g[n]); // (1)
    return StrictMath.exp(logNs[n] + b * (logNs[n + 1] - logNs[n]));
  }
}
