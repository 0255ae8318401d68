package io.hillock.device.mtj;

/**
 * Switching probability of junctions that differ from the nominal one, for pulses of one nominal
 * current.
 *
 * {@snippet lang=text :
 * g(P_k) = g(P) + g(P(i_k, t; Delta_k)) - g(P(i, t; Delta)),   g(P) = ln(-ln(1 - P))  (1)
 * }
 *
 * <p>i_k = I / I_c0,k. The difference comes from tables around the nominal current, for three
 * barriers, between which g is linear: it is so but for the factor sqrt(Delta) of the dwell time,
 * which bends it by less than 0.01, and, above I_c0, to first order in P. With (1) the nominal
 * junction has exactly the P that was asked for. The tables reach as far as the current of a
 * junction 4 deviations out, of all spreads together; further out it is taken to be there.
 */
final class SwitchingFamily {
  /** Cells of the Fokker-Planck equation of every junction. */
  static final int CELLS = 400;

  private final double nominalDelta;
  private final double ratio;
  private final double low;
  private final double high;
  private final double[] delta; // the nodes
  private final SwitchingTable[] tables;

  /**
   * A family.
   *
   * @param model the junctions; their spread says how far the tables reach
   * @param ratio nominal I / I_c0
   * @param shortestNs shortest pulse [ns]
   * @param longestNs longest pulse [ns], above the shortest
   */
  SwitchingFamily(MtjModel model, double ratio, double shortestNs, double longestNs) {
    MtjParameters junction = model.junction();
    MtjSpread s = model.spread();
    nominalDelta = junction.delta();
    this.ratio = ratio;
    double width = MtjSpread.WIDEST * s.delta();
    delta =
        s.delta() == 0
            ? new double[] {nominalDelta}
            : new double[] {nominalDelta * (1 - width), nominalDelta, nominalDelta * (1 + width)};
    double r = s.drive() == Drive.VOLTAGE ? s.resistance() : 0;
    double t = s.drive() == Drive.VOLTAGE ? s.tmr() : 0;
    double all =
        StrictMath.sqrt(
            s.delta() * s.delta() + s.criticalCurrent() * s.criticalCurrent() + r * r + t * t);
    double reach = StrictMath.exp(MtjSpread.WIDEST * all);
    low = ratio / reach * (1 - 1e-9);
    high = ratio * reach * (1 + 1e-9);
    double[] nodes = nodes(low, high);
    tables = new SwitchingTable[delta.length];
    for (int d = 0; d < delta.length; d++) {
      tables[d] =
          SwitchingTable.of(
              junction.withDelta(delta[d]), nodes, shortestNs, longestNs * (1 + 1e-9), CELLS);
    }
  }

  /** As far apart as in the usual table: below 1.3, ln tau bends by 2 Delta. */
  private static double[] nodes(double low, double high) {
    double middle = Math.clamp(1.3, low, high);
    int fine = (int) StrictMath.ceil((middle - low) / 0.025);
    int coarse = (int) StrictMath.ceil((high - middle) / 0.1);
    if (fine + coarse == 0) {
      return new double[] {low, high};
    }
    double[] nodes = new double[fine + coarse + 1];
    for (int n = 0; n < nodes.length; n++) {
      nodes[n] =
          n < fine
              ? low + (middle - low) * n / fine
              : coarse == 0 ? high : middle + (high - middle) * (n - fine) / coarse;
    }
    nodes[0] = low;
    nodes[nodes.length - 1] = high; // without a rounding, as both are asked for
    return nodes;
  }

  /**
   * The probability (1).
   *
   * @param nominal P of the nominal junction, in (0, 1)
   * @param deltaK Delta_k
   * @param ratioK I / I_c0,k
   * @param pulseNs t [ns]
   * @return P_k
   */
  double probability(double nominal, double deltaK, double ratioK, double pulseNs) {
    double log = StrictMath.log(pulseNs);
    double shift = logHazard(deltaK, ratioK, log) - logHazard(nominalDelta, ratio, log);
    double hazard = -StrictMath.log1p(-nominal) * StrictMath.exp(shift); // (1)
    return -StrictMath.expm1(-hazard);
  }

  private double logHazard(double deltaK, double wanted, double log) {
    double ratioK = Math.clamp(wanted, low, high);
    if (tables.length == 1) {
      return tables[0].logHazard(ratioK, log);
    }
    int d = deltaK < nominalDelta ? 0 : 1;
    double b = (deltaK - delta[d]) / (delta[d + 1] - delta[d]);
    return (1 - b) * tables[d].logHazard(ratioK, log) + b * tables[d + 1].logHazard(ratioK, log);
  }
}
