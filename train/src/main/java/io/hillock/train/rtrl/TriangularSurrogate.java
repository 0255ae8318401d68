package io.hillock.train.rtrl;

import io.hillock.fault.ParameterException;

/**
 * The triangular pseudo-derivative of the event function, and the smooth step whose derivative it
 * really is.
 *
 * {@snippet lang=text :
 * psi(u) = height max(0, 1 - slope |u|),   u = v - theta                            (1)
 * step(u) = integral of psi from -infinity to u                                     (2)
 *         = height (u + 1/slope)^2 slope / 2             for -1/slope < u <= 0
 *         = height (1/slope - (1/slope - u)^2 slope / 2)  for 0 < u < 1/slope
 *         = 0 below, height / slope above
 * }
 *
 * @param height psi(0), &gt; 0
 * @param slope inverse of the half width outside which psi is exactly zero, &gt; 0
 * @see "A. Subramoney et al. (2023), ICLR, arXiv:2206.06178: height 0.7, slope 1"
 */
public record TriangularSurrogate(double height, double slope) {
  /** Checks every documented bound. */
  public TriangularSurrogate {
    if (!(height > 0 && height < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          "triangular surrogate", "height", height, "it must be > 0 and finite");
    }
    if (!(slope > 0 && slope < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          "triangular surrogate", "slope", slope, "it must be > 0 and finite");
    }
  }

  /**
   * The pseudo-derivative, equation (1).
   *
   * @param u distance to the threshold
   * @return psi, &gt;= 0
   */
  public double derivative(double u) {
    return height * Math.max(0, 1 - slope * Math.abs(u));
  }

  /**
   * The smooth step, equation (2).
   *
   * @param u distance to the threshold
   * @return its value, from 0 to height / slope
   */
  public double step(double u) {
    double half = 1 / slope;
    if (u <= -half) {
      return 0;
    }
    if (u <= 0) {
      return height * (u + half) * (u + half) * slope / 2;
    }
    return u < half ? height * (half - (half - u) * (half - u) * slope / 2) : height * half;
  }
}
