package io.hillock.device.mtj;

import io.hillock.device.Bounds;

/**
 * Closed forms of the switching probability, each in its regime. With Delta, i = I / I_c0, s = t /
 * t_A of {@link MtjParameters}:
 *
 * {@snippet lang=text :
 * thermally activated, i < 1:
 * P = 1 - exp(-t / tau)                                                             (1)
 * tau = t_A sqrt(pi / Delta) exp(Delta (1 - i)^2) / ((1 - i^2) (1 - i))             (2)
 * tau = (2 Delta t_A) Int_0^1 dy exp(U(y)) / (1 - y^2) Int_y^1 dx exp(-U(x)),
 *       U(z) = -Delta (z^2 - 2 i z)                                                 (3)
 * precessional, i > 1:
 * ds/dm_z = 1 / ((m_z - i) (1 - m_z^2))   without thermal field                     (4)
 * P = exp(-2 u / q),  q = (i exp(2 (i - 1) s) - 1) / (Delta (i - 1)),
 *     u = 2^((i-1)/(i+1)) ((i - 1)/i)^(2/(i+1))                                     (5)
 * }
 *
 * <p>(2) is the high-barrier limit of (3) with a relative correction of order 1/(Delta (1 - i)^2);
 * (3) is the exact mean time from rest to m_z = 0, provided i &gt; 0 lies well above 0, so that a
 * junction that has passed the top m_z = i does not come back. q is the mean square of the angle
 * that noise and start reach while the angle is small; u is the value that 1 - m_z would have under
 * the linear growth when the exact path (4) crosses 0. (5) holds while Delta (i - 1) is large.
 *
 * <p>The barrier falls with (1 - i)^2: for an easy axis perpendicular to the film, along which the
 * current is polarised, the current acts as a field along the axis, and U rises by Delta (1 - i)^2
 * from rest to the top. The exponent 1, tau = tau_0 exp(Delta (1 - i)) with tau_0 some 1 ns, is
 * often written beside measurements, mostly of junctions magnetised in the plane, whose law is
 * another one and is not modelled here. With the same Delta and I_c0 it gives longer times at all
 * but the largest currents.
 *
 * <p>What is cited and what is derived here. Butler et al. give the Fokker-Planck equation behind
 * (3), the exact path (4), and a closed form of the rare events at long pulses that falls as exp(-2
 * (i - 1) s). The tail of (5), 1 - P = 2 u / q, falls in the same way; the double exponential, its
 * q with the spread of the start, and the value of u are derived here, by continuing the linear
 * growth along (4), and were not compared with the constants of that paper. Tests hold (5) to the
 * path (4) and to the Fokker-Planck equation.
 *
 * @see "W. F. Brown (1963), Phys. Rev. 130:1677, doi:10.1103/PhysRev.130.1677, for the high-barrier
 *     limit without current, of which (2) is the extension by U of (3)"
 * @see "W. H. Butler et al. (2012), IEEE Trans. Magn. 48:4684, arXiv:1202.2621, for (4)"
 */
public final class SwitchingLaw {
  private final double delta;
  private final double attemptNs;

  /**
   * The laws of a junction.
   *
   * @param parameters the junction
   */
  public SwitchingLaw(MtjParameters parameters) {
    delta = parameters.delta();
    attemptNs = parameters.attemptTimeNs();
  }

  /**
   * The dwell time (2).
   *
   * @param i current over I_c0, in [0, 1)
   * @return tau [ns]
   */
  public double dwellTimeNs(double i) {
    below(i);
    double barrier = delta * (1 - i) * (1 - i);
    return attemptNs
        * StrictMath.sqrt(StrictMath.PI / delta)
        * StrictMath.exp(barrier)
        / ((1 - i * i) * (1 - i)); // (2)
  }

  /**
   * The dwell time (3), by the midpoint rule.
   *
   * @param i current over I_c0, in (0, 1)
   * @return tau [ns]
   */
  public double exactDwellTimeNs(double i) {
    below(i);
    int n = 20_000;
    double h = 1.0 / n;
    double inner = 0; // Int_y^1 exp(-U(x) + U(1)) dx
    double sum = 0;
    for (int k = n - 1; k >= 0; k--) {
      double y = (k + 0.5) * h;
      double over = -delta * (y * y - 2 * i * y) + delta * (1 - 2 * i); // U(y) - U(1)
      double cell = h * StrictMath.exp(-over);
      sum += h * StrictMath.exp(over) / (1 - y * y) * (inner + 0.5 * cell);
      inner += cell;
    }
    return 2 * delta * attemptNs * sum; // (3)
  }

  /**
   * The thermally activated probability (1) with (2).
   *
   * @param i current over I_c0, in [0, 1)
   * @param pulseNs pulse length [ns], &gt;= 0
   * @return P
   */
  public double thermal(double i, double pulseNs) {
    return -StrictMath.expm1(-pulseNs / dwellTimeNs(i)); // (1)
  }

  /**
   * The time of the path without thermal field, the integral of (4).
   *
   * @param i current over I_c0, &gt; 1
   * @param from m_z at the beginning, in (-1, 1)
   * @param to m_z at the end, in (-1, from)
   * @return t [ns]
   */
  public double coldTimeNs(double i, double from, double to) {
    above(i);
    Bounds.MTJ.that(from > -1 && from < 1, "m_z from", from, "", "it must lie in (-1, 1)");
    Bounds.MTJ.that(to > -1 && to <= from, "m_z to", to, "", "it must lie in (-1, " + from + "]");
    return attemptNs * (primitive(i, to) - primitive(i, from));
  }

  private static double primitive(double i, double z) { // of (4), by partial fractions
    return StrictMath.log(i - z) / (1 - i * i)
        - StrictMath.log(1 - z) / (2 * (1 - i))
        - StrictMath.log(1 + z) / (2 * (1 + i));
  }

  /**
   * The precessional probability (5).
   *
   * @param i current over I_c0, &gt; 1
   * @param pulseNs pulse length [ns], &gt;= 0
   * @return P
   */
  public double precessional(double i, double pulseNs) {
    above(i);
    double growth = StrictMath.exp(2 * (i - 1) * pulseNs / attemptNs);
    double q = (i * growth - 1) / (delta * (i - 1));
    double u = StrictMath.pow(2, (i - 1) / (i + 1)) * StrictMath.pow((i - 1) / i, 2 / (i + 1));
    return StrictMath.exp(-2 * u / q); // (5)
  }

  private static void below(double i) {
    Bounds.MTJ.that(i >= 0 && i < 1, "I / I_c0", i, "", "it must lie in [0, 1) for this regime");
  }

  private static void above(double i) {
    Bounds.MTJ.that(
        i > 1 && Double.isFinite(i), "I / I_c0", i, "", "it must be > 1 and finite here");
  }
}
