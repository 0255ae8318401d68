package io.hillock.train.cell;

import io.hillock.train.Parameter;
import java.util.List;

/** LSTM by its equations. */
final class LstmReference extends ReferenceCell {
  private double[] h;
  private double[] c;
  private double[][] x;
  private double[][] hBefore;
  private double[][] cBefore;
  private double[][] i;
  private double[][] f;
  private double[][] o;
  private double[][] g;
  private double[][] cell;

  LstmReference(List<Parameter> layer, int inputs, int units) {
    super(layer, inputs, units);
    rest();
  }

  @Override
  void rest() {
    h = new double[units];
    c = new double[units];
  }

  @Override
  void forward(double[][] in) {
    int steps = in.length;
    int n = units;
    x = in;
    hBefore = new double[steps][];
    cBefore = new double[steps][];
    i = new double[steps][n];
    f = new double[steps][n];
    o = new double[steps][n];
    g = new double[steps][n];
    cell = new double[steps][n];
    sent = new double[steps][n];
    for (int t = 0; t < steps; t++) {
      hBefore[t] = h;
      cBefore[t] = c;
      for (int j = 0; j < n; j++) {
        i[t][j] = sigmoid(gate(t, j));
        f[t][j] = sigmoid(gate(t, n + j));
        o[t][j] = sigmoid(gate(t, 2 * n + j));
        g[t][j] = Math.tanh(gate(t, 3 * n + j));
        cell[t][j] = f[t][j] * c[j] + i[t][j] * g[t][j];
        sent[t][j] = o[t][j] * Math.tanh(cell[t][j]);
      }
      c = cell[t];
      h = sent[t];
    }
  }

  private double gate(int t, int column) {
    return dot(x[t], parameters[0], 4 * units, column)
        + dot(hBefore[t], parameters[1], 4 * units, column)
        + parameters[2][column];
  }

  @Override
  double pushed(double[] push) {
    return 0; // it has no events
  }

  @Override
  double[][] adjoint(double[][] dSent, double[] push) {
    int n = units;
    double[][] dx = new double[x.length][inputs];
    double[] dc = new double[n];
    double[] dh = new double[n];
    for (int t = x.length - 1; t >= 0; t--) {
      double[] d = new double[4 * n];
      for (int j = 0; j < n; j++) {
        double total = dSent[t][j] + dh[j];
        double bent = Math.tanh(cell[t][j]);
        double dCell = dc[j] + total * o[t][j] * (1 - bent * bent);
        d[j] = dCell * g[t][j] * i[t][j] * (1 - i[t][j]);
        d[n + j] = dCell * cBefore[t][j] * f[t][j] * (1 - f[t][j]);
        d[2 * n + j] = total * bent * o[t][j] * (1 - o[t][j]);
        d[3 * n + j] = dCell * i[t][j] * (1 - g[t][j] * g[t][j]);
        dc[j] = dCell * f[t][j];
      }
      GatedReference.back(x[t], d, gradients[0], parameters[0], dx[t]);
      dh = new double[n];
      GatedReference.back(hBefore[t], d, gradients[1], parameters[1], dh);
      for (int k = 0; k < 4 * n; k++) {
        gradients[2][k] += d[k];
      }
    }
    return dx;
  }
}
