package io.hillock.gallery.bayes;

/**
 * Standardisation by the training samples; the last input becomes the constant 1.
 *
 * {@snippet lang=text :
 * x_j <- (x_j - mean_j) / sd_j,   held in [-4, 4]                                        (1)
 * }
 */
final class Standard {
  /** Inputs are given as voltages in units of V_read / 4. */
  static final double BOUND = 4;

  private final double[] mean;
  private final double[] sd;

  /** Mean and deviation over the first rows in an order. */
  Standard(double[][] x, int[] order, int training) {
    int inputs = x[0].length;
    mean = new double[inputs - 1];
    sd = new double[inputs - 1];
    for (int j = 0; j < inputs - 1; j++) {
      double sum = 0;
      double squares = 0;
      for (int n = 0; n < training; n++) {
        sum += x[order[n]][j];
        squares += x[order[n]][j] * x[order[n]][j];
      }
      mean[j] = sum / training;
      sd[j] = StrictMath.sqrt(squares / training - mean[j] * mean[j]);
    }
  }

  /** Changes all rows. */
  void all(double[][] x) {
    for (double[] row : x) {
      for (int j = 0; j < mean.length; j++) {
        row[j] = held((row[j] - mean[j]) / sd[j]); // (1)
      }
      row[mean.length] = 1;
    }
  }

  static double held(double x) {
    return x < -BOUND ? -BOUND : x > BOUND ? BOUND : x;
  }
}
