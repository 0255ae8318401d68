package io.hillock.device.rram;

import io.hillock.device.ConductanceRange;

/** The weight of a pair, its inverse in either device, and how noise of a device enters it. */
final class PairLaw {
  private final boolean normalised;
  private final double gMin;
  private final double scale;
  private final double wMax;

  PairLaw(ConductanceRange range, double wMax, PairRead mode) {
    normalised = mode == PairRead.NORMALISED;
    gMin = range.gMinUS();
    this.wMax = wMax;
    double sum = range.gMinUS() + range.gMaxUS();
    scale = normalised ? wMax * sum / range.widthUS() : wMax / range.widthUS();
  }

  double value(double p, double m) {
    if (normalised) {
      return p + m > 0 ? scale * (p - m) / (p + m) : 0;
    }
    return scale * (p - m);
  }

  /** Variance of the weight, to first order in the normalised case, exact otherwise. */
  double variance(double p, double m, double varP, double varM) {
    if (normalised) {
      double s = p + m;
      double k = s > 0 ? 2 * scale / (s * s) : 0;
      return k * k * (m * m * varP + p * p * varM);
    }
    return scale * scale * (varP + varM);
  }

  /** The G_p that makes the weight w beside this G_m. */
  double plusFor(double w, double m) {
    double r = w / scale;
    return normalised ? m * (1 + r) / (1 - r) : m + r;
  }

  /** The G_m that makes the weight w beside this G_p. */
  double minusFor(double w, double p) {
    double r = w / scale;
    return normalised ? p * (1 - r) / (1 + r) : p - r;
  }

  double plusLevel(double w) {
    return w > 0 ? plusFor(w, gMin) : gMin;
  }

  double minusLevel(double w) {
    return w < 0 ? minusFor(w, gMin) : gMin;
  }

  double clip(double w) {
    return w > wMax ? wMax : w < -wMax ? -wMax : w;
  }
}
