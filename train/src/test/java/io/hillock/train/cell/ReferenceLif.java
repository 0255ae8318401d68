package io.hillock.train.cell;

import java.util.Arrays;

/**
 * Adaptive LIF units with a leaky readout in double precision, every unit in every step: the
 * equations as they stand, forward and back, to which the event-driven layer is compared.
 *
 * <p>With {@code smooth} the event is the primitive of the pseudo-derivative, so that finite
 * differences have something to differentiate; who is refractory is then given beforehand.
 */
final class ReferenceLif {
  final int inputs;
  final int units;
  final int classes;
  final LifConstants c;
  final double[] beta;
  final double[][] win;
  final double[][] wrec;
  final double[][] wout;
  final double[] bias;
  final double kappa;
  final int answer;
  double[] push;
  boolean smooth;
  boolean[][] blocked; // shape (steps, units)

  double[][] v; // v[t + 1] after step t
  double[][] b;
  double[][] z; // z[t + 1] of step t; z[0] before
  double[][] y;

  double[][] gradWin;
  double[][] gradWrec;
  double[][] gradWout;
  double[] gradBias;
  double[][] gradX;

  ReferenceLif(
      int inputs, int units, int classes, LifConstants c, double[] beta, double kappa, int answer) {
    this.inputs = inputs;
    this.units = units;
    this.classes = classes;
    this.c = c;
    this.beta = beta;
    this.kappa = kappa;
    this.answer = answer;
    win = new double[inputs][units];
    wrec = new double[units][units];
    wout = new double[units][classes];
    bias = new double[classes];
    push = new double[units];
  }

  private double event(double s) {
    if (!smooth) {
      return s > 0 ? 1 : 0;
    }
    if (s <= -1) {
      return 0;
    }
    if (s >= 1) {
      return c.gamma();
    }
    return s < 0 ? c.gamma() * (1 + s) * (1 + s) / 2 : c.gamma() * (1 - (1 - s) * (1 - s) / 2);
  }

  private double slope(double s) {
    return c.gamma() * Math.max(0, 1 - Math.abs(s));
  }

  private double threshold(int t, int j) {
    return c.threshold() + beta[j] * b[t][j];
  }

  /** Loss of one sample; every state begins at zero. */
  double loss(double[][] x, int target) {
    int steps = x.length;
    double alpha = Math.exp(-1 / c.tauM());
    double rho = Math.exp(-1 / c.tauA());
    v = new double[steps + 1][units];
    z = new double[steps + 1][units];
    b = new double[steps + 1][units]; // b[t] is that of step t
    y = new double[steps + 1][classes];
    if (!smooth) {
      blocked = new boolean[steps][units];
    }
    double loss = 0;
    double[] o = bias.clone();
    for (int t = 0; t < steps; t++) {
      for (int j = 0; j < units; j++) {
        b[t][j] = t == 0 ? 0 : rho * b[t - 1][j] + (1 - rho) * z[t][j];
        double a = threshold(t, j);
        if (!smooth) {
          for (int h = 1; h <= c.refractory() && t - h >= 0; h++) {
            blocked[t][j] |= z[t - h + 1][j] > 0;
          }
        }
        z[t + 1][j] = blocked[t][j] ? 0 : event((v[t][j] - a) / a);
        double i = 0;
        for (int k = 0; k < inputs; k++) {
          i += x[t][k] * win[k][j];
        }
        for (int k = 0; k < units; k++) {
          i += z[t][k] * wrec[k][j];
        }
        v[t + 1][j] = alpha * v[t][j] + (1 - alpha) * i - z[t][j] * a;
        loss += push[j] * z[t + 1][j];
      }
      for (int m = 0; m < classes; m++) {
        double sum = 0;
        for (int j = 0; j < units; j++) {
          sum += z[t + 1][j] * wout[j][m];
        }
        y[t + 1][m] = kappa * y[t][m] + (1 - kappa) * sum;
        if (t >= steps - answer) {
          o[m] += y[t + 1][m] / Math.min(answer, steps);
        }
      }
    }
    double sum = 0;
    for (int m = 0; m < classes; m++) {
      sum += Math.exp(o[m] - o[target]);
    }
    error = new double[classes];
    for (int m = 0; m < classes; m++) {
      error[m] = Math.exp(o[m] - o[target]) / sum - (m == target ? 1 : 0);
    }
    return loss + Math.log(sum);
  }

  private double[] error;

  /** The way back of the last {@link #loss}. */
  void back(double[][] x) {
    int steps = x.length;
    double alpha = Math.exp(-1 / c.tauM());
    double rho = Math.exp(-1 / c.tauA());
    gradWin = new double[inputs][units];
    gradWrec = new double[units][units];
    gradWout = new double[units][classes];
    gradBias = error.clone();
    gradX = new double[steps][inputs];
    double[] gv = new double[units]; // by v after the step in hand
    double[] gb = new double[units]; // by b of the step after
    double[] gvNext = new double[units];
    double[] gy = new double[classes];
    for (int t = steps - 1; t >= 0; t--) {
      for (int m = 0; m < classes; m++) {
        gy[m] = kappa * gy[m] + (t >= steps - answer ? error[m] / Math.min(answer, steps) : 0);
      }
      double[] gz = new double[units];
      double[] gbNow = new double[units];
      double[] before = new double[units]; // by v before the step
      for (int j = 0; j < units; j++) {
        gz[j] = push[j];
        for (int m = 0; m < classes; m++) {
          gz[j] += (1 - kappa) * wout[j][m] * gy[m];
          gradWout[j][m] += (1 - kappa) * z[t + 1][j] * gy[m];
        }
        if (t < steps - 1) {
          for (int k = 0; k < units; k++) {
            gz[j] += (1 - alpha) * wrec[j][k] * gvNext[k];
          }
          gz[j] += (1 - rho) * gb[j] - threshold(t + 1, j) * gvNext[j];
        }
        double a = threshold(t, j);
        double s = (v[t][j] - a) / a;
        double through = blocked[t][j] ? 0 : slope(s) / a * gz[j];
        double ga = -z[t][j] * gv[j] - through * v[t][j] / a;
        gbNow[j] = rho * gb[j] + beta[j] * ga;
        before[j] = alpha * gv[j] + through;
        for (int k = 0; k < inputs; k++) {
          gradWin[k][j] += (1 - alpha) * x[t][k] * gv[j];
          gradX[t][k] += (1 - alpha) * win[k][j] * gv[j];
        }
        for (int k = 0; k < units; k++) {
          gradWrec[k][j] += (1 - alpha) * z[t][k] * gv[j];
        }
      }
      gvNext = gv;
      gv = before;
      gb = gbNow;
    }
    for (int j = 0; j < units; j++) {
      gradWrec[j][j] = 0;
    }
  }

  static boolean[][] none(int steps, int units) {
    boolean[][] all = new boolean[steps][units];
    for (boolean[] row : all) {
      Arrays.fill(row, false);
    }
    return all;
  }
}
