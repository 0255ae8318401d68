package io.hillock.device.crossbar;

import io.hillock.device.ConductanceRange;

/**
 * The weight of a pair, its inverse in either device, and how noise of a device enters it;
 * equations at {@link PairRead}.
 */
public final class PairLaw {
  private final boolean normalised;
  private final double gMin;
  private final double scale;
  private final double wMax;

  /**
   * A law.
   *
   * @param range the conductances between which weights are mapped
   * @param wMax w_max, the largest weight
   * @param mode how two currents become one weight
   */
  public PairLaw(ConductanceRange range, double wMax, PairRead mode) {
    normalised = mode == PairRead.NORMALISED;
    gMin = range.gMinUS();
    this.wMax = wMax;
    double sum = range.gMinUS() + range.gMaxUS();
    scale = normalised ? wMax * sum / range.widthUS() : wMax / range.widthUS();
  }

  /**
   * The largest weight.
   *
   * @return w_max
   */
  public double wMax() {
    return wMax;
  }

  /**
   * Weight of one microsiemens of difference between devices near the base level.
   *
   * @return s_w [1/uS] for a subtracting pair
   */
  public double perUS() {
    return scale;
  }

  /**
   * The weight of a pair.
   *
   * @param p G_p [uS]
   * @param m G_m [uS]
   * @return w
   */
  public double value(double p, double m) {
    if (normalised) {
      return p + m > 0 ? scale * (p - m) / (p + m) : 0;
    }
    return scale * (p - m);
  }

  /**
   * Variance of the weight, to first order in the normalised case, exact otherwise.
   *
   * @param p G_p [uS]
   * @param m G_m [uS]
   * @param varP variance of G_p as read [uS^2]
   * @param varM variance of G_m as read [uS^2]
   * @return variance of w
   */
  public double variance(double p, double m, double varP, double varM) {
    if (normalised) {
      double s = p + m;
      double k = s > 0 ? 2 * scale / (s * s) : 0;
      return k * k * (m * m * varP + p * p * varM);
    }
    return scale * scale * (varP + varM);
  }

  /**
   * The G_p that makes a weight beside a given G_m.
   *
   * @param w the weight
   * @param m G_m [uS]
   * @return G_p [uS]
   */
  public double plusFor(double w, double m) {
    double r = w / scale;
    return normalised ? m * (1 + r) / (1 - r) : m + r;
  }

  /**
   * The G_m that makes a weight beside a given G_p.
   *
   * @param w the weight
   * @param p G_p [uS]
   * @return G_m [uS]
   */
  public double minusFor(double w, double p) {
    double r = w / scale;
    return normalised ? p * (1 - r) / (1 + r) : p - r;
  }

  /**
   * G_p of a freshly written weight, the other device being at the base level if w &gt; 0.
   *
   * @param w the weight
   * @return G_p [uS]
   */
  public double plusLevel(double w) {
    return w > 0 ? plusFor(w, gMin) : gMin;
  }

  /**
   * G_m of a freshly written weight.
   *
   * @param w the weight
   * @return G_m [uS]
   */
  public double minusLevel(double w) {
    return w < 0 ? minusFor(w, gMin) : gMin;
  }

  /**
   * A weight within the bounds.
   *
   * @param w any weight
   * @return the nearest in [-w_max, w_max]
   */
  public double clip(double w) {
    return w > wMax ? wMax : w < -wMax ? -wMax : w;
  }
}
