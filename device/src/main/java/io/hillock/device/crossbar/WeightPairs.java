package io.hillock.device.crossbar;

import io.hillock.device.ConductanceRange;
import io.hillock.fault.ParameterException;

/**
 * Signed weights on differential pairs: bit lines 2j and 2j + 1 carry the two halves of column j.
 *
 * {@snippet lang=text :
 * Gp_ij = G_min + max(W_ij, 0) / s_w,   Gm_ij = G_min + max(-W_ij, 0) / s_w               (1)
 * s_w = w_max / (G_max - G_min)                                                          (2)
 * y_j = s_w (I_2j - I_2j+1) / V_read                                                     (3)
 * }
 *
 * <p>W weights, shape (N, M); G conductances [uS]; I currents of the bit lines [uA], shape (2M).
 * (3) is sum_i x_i W_ij where wires are perfect and row i is at x_i V_read.
 *
 * @param range the conductances between which weights are mapped
 * @param wMax w_max, the largest weight, &gt; 0; larger ones are refused
 */
public record WeightPairs(ConductanceRange range, double wMax) {
  /** Checks the bounds. */
  public WeightPairs {
    positive("w_max", wMax);
  }

  private static void positive(String symbol, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new ParameterException("crossbar", symbol, value, "it must be > 0 and finite");
    }
  }

  /**
   * Equation (1).
   *
   * @param rows N
   * @param columns M
   * @param weights W, row by row
   * @return an array of N word lines and 2M bit lines
   */
  public CellArray cells(int rows, int columns, double[] weights) {
    double[] g = new double[2 * weights.length];
    for (int k = 0; k < weights.length; k++) {
      double w = weights[k];
      if (!(Math.abs(w) <= wMax)) {
        throw new ParameterException(
            "crossbar", "W", w, "clip it to w_max = " + wMax + " before it is mapped");
      }
      g[2 * k] = range.gMinUS() + Math.max(w, 0) * range.widthUS() / wMax; // (1)
      g[2 * k + 1] = range.gMinUS() + Math.max(-w, 0) * range.widthUS() / wMax;
    }
    return new CellArray(rows, 2 * columns, g);
  }

  /**
   * Equation (3).
   *
   * @param currents I [uA], shape (2M)
   * @param vReadV V_read [V], &gt; 0
   * @param y receives the sums, shape (M)
   */
  public void sums(double[] currents, double vReadV, double[] y) {
    positive("V_read", vReadV);
    if (currents.length != 2 * y.length) {
      throw new ParameterException(
          "crossbar", "I", currents.length + " values", "pairs need " + 2 * y.length);
    }
    double scale = wMax / range.widthUS() / vReadV; // (2)
    for (int j = 0; j < y.length; j++) {
      y[j] = scale * (currents[2 * j] - currents[2 * j + 1]); // (3)
    }
  }
}
