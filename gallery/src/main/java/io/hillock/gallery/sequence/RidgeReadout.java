package io.hillock.gallery.sequence;

import io.hillock.fault.ParameterException;

/**
 * Linear classifiers by ridge regression on indicator targets, solved in closed form.
 *
 * {@snippet lang=text :
 * E(W) = sum_n c_n |W^T x_n - y_n|^2 + lambda (sum_n c_n) |W without bias|^2             (1)
 * (X^T C X + lambda sum(c) I) W = X^T C Y                                               (2)
 * }
 *
 * <p>x shape (features + 1), the last one constant; y shape (outputs), 1 where an output is asked
 * for, else 0; W shape (features + 1, outputs), by Cholesky in double precision. Several
 * classifiers may share the outputs, each a range of them. Decided is the output with the greatest
 * W^T x, the first of equals. Sums run in the order of the examples; features that are zero cost
 * nothing.
 */
final class RidgeReadout {
  private static final double BIAS_RIDGE = 1e-9; // so that (2) is regular whatever the examples

  private final int rows;
  private final int outputs;
  private final double[] gram; // lower triangle of X^T C X, rows x rows
  private final double[] w; // X^T C Y until solved, then W; rows x outputs
  private final double[] example;
  private double total;

  RidgeReadout(int features, int outputs) {
    rows = features + 1;
    this.outputs = outputs;
    gram = new double[rows * rows];
    w = new double[rows * outputs];
    example = new double[rows];
  }

  private void take(float[] x, int from) {
    for (int i = 0; i < rows - 1; i++) {
      example[i] = x[from + i];
    }
    example[rows - 1] = 1;
  }

  /** Adds an example of weight 1 that asks for two outputs. */
  void add(float[] x, int from, int first, int second) {
    take(x, from);
    for (int i = 0; i < rows; i++) {
      double xi = example[i];
      if (xi != 0) {
        int row = i * rows;
        for (int j = 0; j <= i; j++) {
          gram[row + j] += xi * example[j];
        }
        w[i * outputs + first] += xi;
        w[i * outputs + second] += xi;
      }
    }
    total++;
  }

  /** Adds all examples of another readout of the same shape, each with weight c. */
  void addAll(RidgeReadout other, double c) {
    for (int k = 0; k < gram.length; k++) {
      gram[k] += c * other.gram[k];
    }
    for (int k = 0; k < w.length; k++) {
      w[k] += c * other.w[k];
    }
    total += c * other.total;
  }

  /** Solves (2), once, when all examples are there. */
  void solve(double lambda) {
    if (!(lambda > 0) || !(total > 0)) {
      throw new ParameterException(
          "ridge readout", "lambda, examples", lambda + ", " + total, "both must be > 0");
    }
    for (int i = 0; i < rows; i++) {
      gram[i * rows + i] += total * (i == rows - 1 ? BIAS_RIDGE : lambda);
    }
    factorise();
    substitute();
  }

  private void factorise() {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = gram[i * rows + j];
        for (int k = 0; k < j; k++) {
          sum -= gram[i * rows + k] * gram[j * rows + k];
        }
        gram[i * rows + j] = i == j ? StrictMath.sqrt(sum) : sum / gram[j * rows + j];
      }
    }
  }

  private void substitute() {
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < i; k++) {
        subtract(i, k, gram[i * rows + k]);
      }
      divide(i);
    }
    for (int i = rows - 1; i >= 0; i--) {
      for (int k = i + 1; k < rows; k++) {
        subtract(i, k, gram[k * rows + i]);
      }
      divide(i);
    }
  }

  private void subtract(int i, int k, double factor) {
    for (int c = 0; c < outputs; c++) {
      w[i * outputs + c] -= factor * w[k * outputs + c];
    }
  }

  private void divide(int i) {
    double d = gram[i * rows + i];
    for (int c = 0; c < outputs; c++) {
      w[i * outputs + c] /= d;
    }
  }

  /** Which of the outputs [low, high) an example asks for. */
  int decide(float[] x, int from, int low, int high) {
    take(x, from);
    int best = low;
    double most = Double.NEGATIVE_INFINITY;
    for (int c = low; c < high; c++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += w[i * outputs + c] * example[i];
      }
      if (sum > most) {
        most = sum;
        best = c;
      }
    }
    return best;
  }

  /** Coefficient of a feature, the last of which is the bias. */
  double weight(int feature, int output) {
    return w[feature * outputs + output];
  }
}
