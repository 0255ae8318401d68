package io.hillock.signal;

import io.hillock.fault.ParameterException;

/**
 * Codes one value by a population with Gaussian receptive fields.
 *
 * {@snippet lang=text :
 * a_i = exp(-(x - c_i)^2 / (2 s^2)),   c_i = low + i (high - low)/(n - 1),  s = width (high - low)/(n - 1)   (1)
 * }
 *
 * <p>a activity in [0, 1], shape (n): to be used as rates ({@link RateEncoder}) or as latencies
 * ({@link LatencyEncoder}). A value far outside activates no field; a value that is not finite
 * activates none either.
 *
 * @param n number of neurons, &gt;= 2
 * @param low centre of the first field
 * @param high centre of the last field, above low
 * @param width width of a field in distances between centres, &gt; 0 and finite
 * @see "S. M. Bohte, J. N. Kok, H. La Poutre (2002), Neurocomputing 48:17,
 *     doi:10.1016/S0925-2312(01)00658-0"
 */
public record PopulationEncoder(int n, double low, double high, double width) {
  /** Checks every documented bound. */
  public PopulationEncoder {
    if (n < 2) {
      throw new ParameterException("population encoder", "n", n, "it must be >= 2");
    }
    if (!(low < high && Double.isFinite(high - low))) {
      throw new ParameterException(
          "population encoder", "low", low, "it must be < high = " + high + ", both finite");
    }
    if (!(width > 0 && Double.isFinite(width))) {
      throw new ParameterException("population encoder", "width", width, "it must be > 0, finite");
    }
  }

  /**
   * Encodes a value.
   *
   * @param x the value
   * @param a receives the activities, shape (n)
   */
  public void encode(double x, float[] a) {
    double distance = (high - low) / (n - 1);
    boolean finite = Double.isFinite(x);
    for (int i = 0; i < n; i++) {
      double d = (x - low) / distance - i; // in distances between centres
      a[i] = finite ? (float) StrictMath.exp(-0.5 * (d / width) * (d / width)) : 0; // (1)
    }
  }
}
