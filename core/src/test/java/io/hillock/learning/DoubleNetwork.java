package io.hillock.learning;

/**
 * A small network in double, written anew from the equations: forward pass, and gradients by
 * back-propagation through time with the pseudo-derivative for the spike and none through the
 * reset.
 *
 * {@snippet lang=text :
 * v_j = alpha v_j' + zeta (sum_i in_ij x_i + sum_i rec_ij z_i') - v_th z_j'
 * a_j = rho a_j' + z_j',   z_j = v_j > v_th + beta_j a_j outside blocked steps
 * y_k = kappa y_k' + c sum_j out_jk z_j,   E = sum over taught steps of (y - y*)^2 / 2
 * }
 */
final class DoubleNetwork {
  double alpha;
  double zeta = 1;
  double rho;
  double[] beta;
  double vTh;
  double gamma;
  int blocked;
  double kappa;
  double c = 1;
  double[][] in;
  double[][] rec;
  double[][] out;

  double[][] psi;
  double[][] z;
  double[][] y;
  double[][] d;
  double[][] directSignal;
  double[][] totalSignal;
  double[][] gradIn;
  double[][] gradRec;
  double[][] gradOut;

  /** Runs over x, shape (steps, inputs); a step whose target is null is not taught. */
  void forward(double[][] x, double[][] target) {
    int n = beta.length;
    int outputs = out[0].length;
    int steps = x.length;
    psi = new double[steps][n];
    z = new double[steps][n];
    y = new double[steps][outputs];
    d = new double[steps][outputs];
    double[] v = new double[n];
    double[] a = new double[n];
    int[] last = new int[n];
    java.util.Arrays.fill(last, Integer.MIN_VALUE / 2);
    for (int t = 0; t < steps; t++) {
      double[] before = t == 0 ? new double[n] : z[t - 1];
      for (int j = 0; j < n; j++) {
        double input = 0;
        for (int i = 0; i < in.length; i++) {
          input += in[i][j] * x[t][i];
        }
        for (int i = 0; i < n; i++) {
          input += rec[i][j] * before[i];
        }
        v[j] = alpha * v[j] + zeta * input - vTh * before[j];
        a[j] = rho * a[j] + before[j];
        double excess = v[j] - (vTh + beta[j] * a[j]);
        if (t - last[j] > blocked) {
          psi[t][j] = gamma / vTh * Math.max(0, 1 - Math.abs(excess / vTh));
          if (excess > 0) {
            z[t][j] = 1;
            last[j] = t;
          }
        }
      }
      for (int k = 0; k < outputs; k++) {
        double sum = t == 0 ? 0 : kappa * y[t - 1][k];
        for (int j = 0; j < n; j++) {
          sum += c * out[j][k] * z[t][j];
        }
        y[t][k] = sum;
        d[t][k] = target[t] == null ? 0 : sum - target[t][k];
      }
    }
  }

  /**
   * Gradients by back-propagation.
   *
   * @param throughOthers whether a spike reaches the loss through recurrent synapses as well
   */
  void backward(double[][] x, boolean throughOthers) {
    int n = beta.length;
    int outputs = out[0].length;
    gradIn = new double[in.length][n];
    gradRec = new double[n][n];
    gradOut = new double[n][outputs];
    directSignal = new double[x.length][n];
    totalSignal = new double[x.length][n];
    double[] ly = new double[outputs];
    double[] lv = new double[n];
    double[] la = new double[n];
    for (int t = x.length - 1; t >= 0; t--) {
      for (int k = 0; k < outputs; k++) {
        ly[k] = d[t][k] + kappa * ly[k];
      }
      double[] newV = new double[n];
      double[] newA = new double[n];
      for (int j = 0; j < n; j++) {
        double signal = 0;
        for (int k = 0; k < outputs; k++) {
          signal += c * out[j][k] * ly[k];
          gradOut[j][k] += c * ly[k] * z[t][j];
        }
        directSignal[t][j] = signal;
        for (int m = 0; throughOthers && m < n; m++) {
          signal += zeta * rec[j][m] * lv[m];
        }
        totalSignal[t][j] = signal;
        double dz = signal + la[j];
        newV[j] = psi[t][j] * dz + alpha * lv[j];
        newA[j] = -beta[j] * psi[t][j] * dz + rho * la[j];
      }
      lv = newV;
      la = newA;
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < in.length; i++) {
          gradIn[i][j] += zeta * lv[j] * x[t][i];
        }
        for (int i = 0; t > 0 && i < n; i++) {
          gradRec[i][j] += zeta * lv[j] * z[t - 1][i];
        }
      }
    }
  }
}
