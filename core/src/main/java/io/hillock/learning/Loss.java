package io.hillock.learning;

/** The error of a readout, as the derivative of a loss with respect to its output y. */
public enum Loss {
  /** E = 1/2 sum_k (y_k - y*_k)^2, so dE/dy_k = y_k - y*_k. */
  SQUARED {
    @Override
    public double gradient(float[] y, float[] target, float[] d) {
      double loss = 0;
      for (int k = 0; k < y.length; k++) {
        d[k] = y[k] - target[k];
        loss += 0.5 * (double) d[k] * d[k];
      }
      return loss;
    }
  },
  /** E = sum_k l(y_k - y*_k), l(d) = d^2/2 for |d| &lt; 1, else |d| - 1/2. */
  SMOOTH_L1 {
    @Override
    public double gradient(float[] y, float[] target, float[] d) {
      double loss = 0;
      for (int k = 0; k < y.length; k++) {
        float error = y[k] - target[k];
        double size = Math.abs((double) error);
        loss += size < 1 ? 0.5 * size * size : size - 0.5;
        d[k] = Math.clamp(error, -1f, 1f);
      }
      return loss;
    }
  },
  /**
   * dE/dy_k = h(y_k) - y*_k with the hard sigmoid h(y) = min(1, max(0, (y + 1) / 2)), so E = sum_k
   * H(y_k) - y_k y*_k, H(y) = 0 below -1, (y + 1)^2 / 4 inside, y above 1.
   */
  HARD_SIGMOID {
    @Override
    public double gradient(float[] y, float[] target, float[] d) {
      double loss = 0;
      for (int k = 0; k < y.length; k++) {
        double inside = Math.clamp(0.5 * (y[k] + 1.0), 0.0, 1.0);
        loss += inside * inside + Math.max(0, y[k] - 1.0) - (double) y[k] * target[k];
        d[k] = (float) (inside - target[k]);
      }
      return loss;
    }
  },
  /** E = -sum_k y*_k log softmax(y)_k, so dE/dy_k = softmax(y)_k - y*_k for a target of sum 1. */
  SOFTMAX_CROSS_ENTROPY {
    @Override
    public double gradient(float[] y, float[] target, float[] d) {
      double loss = softmax(y, d, target);
      for (int k = 0; k < y.length; k++) {
        d[k] -= target[k];
      }
      return loss;
    }
  };

  /**
   * The loss and its gradient.
   *
   * @param y output of the readout, shape (k)
   * @param target teaching values, shape (k)
   * @param d receives dE/dy, shape (k)
   * @return E
   */
  public abstract double gradient(float[] y, float[] target, float[] d);

  /**
   * The softmax of an output.
   *
   * @param y output, shape (k)
   * @param p receives the probabilities, shape (k)
   */
  public static void softmax(float[] y, float[] p) {
    softmax(y, p, null);
  }

  static double softmax(float[] y, float[] p, float[] target) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (float value : y) {
      greatest = Math.max(greatest, value);
    }
    double sum = 0;
    for (int k = 0; k < y.length; k++) {
      double e = StrictMath.exp((double) y[k] - greatest);
      p[k] = (float) e;
      sum += e;
    }
    double loss = 0;
    for (int k = 0; k < y.length; k++) {
      p[k] = (float) (p[k] / sum);
      if (target != null && target[k] != 0) {
        loss -= target[k] * ((double) y[k] - greatest - StrictMath.log(sum));
      }
    }
    return loss;
  }
}
