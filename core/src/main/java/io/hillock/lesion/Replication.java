package io.hillock.lesion;

import io.hillock.fault.ParameterException;

/**
 * Redundancy: every unit of a hidden layer r times, each copy with the incoming weights of the unit
 * and with its outgoing weights divided by r, so that a sound network computes what it did up to
 * rounding. Copy c of unit i of n has the index c n + i.
 *
 * {@snippet lang=text :
 * y = sum_{c < r} sum_{i < n} (w_i / r) x_ci                                        (1)
 * }
 *
 * <p>When copies are lost independently with probability q, the variance of (1) is that of r = 1
 * divided by r.
 *
 * @param copies r, &gt;= 1
 * @see "M. D. Emmerson, R. I. Damper (1993), IEEE Trans. Neural Netw. 4:788, doi:10.1109/72.248456"
 */
public record Replication(int copies) {
  /** Checks the number of copies. */
  public Replication {
    if (copies < 1) {
      throw new ParameterException("replication", "r", copies, "it must be >= 1");
    }
  }

  /**
   * Weights onto replicated units.
   *
   * @param w weights, [pre][n]
   * @return weights, [pre][r n]
   */
  public float[][] incoming(float[][] w) {
    float[][] wide = new float[w.length][];
    for (int i = 0; i < w.length; i++) {
      wide[i] = values(w[i]);
    }
    return wide;
  }

  /**
   * Values of units, such as biases.
   *
   * @param values by unit, shape (n)
   * @return by copy, shape (r n)
   */
  public float[] values(float[] values) {
    float[] all = new float[copies * values.length];
    for (int c = 0; c < copies; c++) {
      System.arraycopy(values, 0, all, c * values.length, values.length);
    }
    return all;
  }

  /**
   * Weights from replicated units; of a recurrent layer both sides are replicated, one after the
   * other.
   *
   * @param w weights, [n][post]
   * @return weights divided by r, [r n][post]
   */
  public float[][] outgoing(float[][] w) {
    float[][] tall = new float[copies * w.length][];
    for (int k = 0; k < tall.length; k++) {
      float[] row = w[k % w.length].clone();
      for (int j = 0; j < row.length; j++) {
        row[j] /= copies;
      }
      tall[k] = row;
    }
    return tall;
  }
}
