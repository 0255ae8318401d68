package io.hillock.train.cell;

import io.hillock.train.Parameter;
import java.util.List;

/** EGRU by its equations; the event hard, smooth, or forced on. */
final class GatedReference extends ReferenceCell {
  enum Event {
    HARD,
    SMOOTH,
    /** Hard, at a threshold below any state and farther from it than 1/eps; without a reset. */
    FORCED
  }

  /** States lie between -1 and 1. */
  private static final double BELOW_ANY_STATE = -2;

  private static final int W = 0;
  private static final int V = 1;
  private static final int B = 2;
  private static final int C = 3;
  private static final int TH = 4;

  private final Event event;
  private final double gamma;
  private final double eps;
  private double[] h;
  private double[] y;

  private double[][] x;
  private double[][] yBefore;
  private double[][] hBefore;
  private double[][] z;
  private double[][] r;
  private double[][] g;
  private double[][] q;
  private double[][] s;

  /** How near a state came to its threshold: events of another precision agree beyond that. */
  double nearest = Double.POSITIVE_INFINITY;

  GatedReference(
      List<Parameter> layer, int inputs, int units, Event event, double gamma, double eps) {
    super(layer, inputs, units);
    this.event = event;
    this.gamma = gamma;
    this.eps = eps;
    rest();
  }

  @Override
  void rest() {
    h = new double[units];
    y = new double[units];
  }

  private double threshold(int j) {
    return event == Event.FORCED ? BELOW_ANY_STATE : parameters[TH][j];
  }

  /** What an event takes from the state. */
  private double reset(int j) {
    return event == Event.FORCED ? 0 : parameters[TH][j];
  }

  /** The hard event, or the function whose derivative is the pseudo-derivative. */
  private double event(double over) {
    if (event != Event.SMOOTH) {
      return over > 0 ? 1 : 0;
    }
    double u = Math.max(-1 / eps, Math.min(1 / eps, over));
    return u <= 0
        ? gamma * (u + 1 / eps) * (u + 1 / eps) * eps / 2
        : gamma * (1 / (2 * eps) + u - eps * u * u / 2);
  }

  private double slope(double over) {
    return gamma * Math.max(0, 1 - eps * Math.abs(over));
  }

  /** The pseudo-derivative at a step of the last window. */
  double slopeAt(int t, int j) {
    return slope(s[t][j] - threshold(j));
  }

  @Override
  void forward(double[][] in) {
    int steps = in.length;
    int n = units;
    x = in;
    yBefore = new double[steps][];
    hBefore = new double[steps][];
    z = new double[steps][n];
    r = new double[steps][n];
    g = new double[steps][n];
    q = new double[steps][n];
    s = new double[steps][n];
    sent = new double[steps][n];
    for (int t = 0; t < steps; t++) {
      yBefore[t] = y;
      hBefore[t] = h;
      double[] next = new double[n];
      for (int j = 0; j < n; j++) {
        z[t][j] = sigmoid(gate(t, j));
        r[t][j] = sigmoid(gate(t, n + j));
        q[t][j] = dot(y, parameters[V], 3 * n, 2 * n + j) + parameters[C][j];
        g[t][j] =
            Math.tanh(
                dot(x[t], parameters[W], 3 * n, 2 * n + j)
                    + parameters[B][2 * n + j]
                    + r[t][j] * q[t][j]);
        s[t][j] = z[t][j] * h[j] + (1 - z[t][j]) * g[t][j];
        double over = s[t][j] - threshold(j);
        nearest = Math.min(nearest, Math.abs(over));
        double e = event(over);
        sent[t][j] = e * s[t][j];
        next[j] = s[t][j] - e * reset(j);
      }
      y = sent[t];
      h = next;
    }
  }

  private double gate(int t, int column) {
    return dot(x[t], parameters[W], 3 * units, column)
        + dot(yBefore[t], parameters[V], 3 * units, column)
        + parameters[B][column];
  }

  @Override
  double pushed(double[] push) {
    double sum = 0;
    for (double[] state : s) {
      for (int j = 0; j < units; j++) {
        sum += push[j] * event(state[j] - threshold(j));
      }
    }
    return sum;
  }

  @Override
  double[][] adjoint(double[][] dSent, double[] push) {
    int n = units;
    double[][] dx = new double[x.length][inputs];
    double[] dh = new double[n];
    double[] dy = new double[n];
    for (int t = x.length - 1; t >= 0; t--) {
      double[] dIn = new double[3 * n];
      double[] dOwn = new double[3 * n];
      double[] dhBefore = new double[n];
      for (int j = 0; j < n; j++) {
        double over = s[t][j] - threshold(j);
        double total = dSent[t][j] + dy[j];
        double e = event(over);
        double de = total * s[t][j] - dh[j] * reset(j) + push[j];
        double ds = dh[j] + total * e + de * slope(over);
        if (event != Event.FORCED) {
          gradients[TH][j] += -dh[j] * e - de * slope(over);
        }
        double dg = ds * (1 - z[t][j]) * (1 - g[t][j] * g[t][j]);
        dIn[j] = ds * (hBefore[t][j] - g[t][j]) * z[t][j] * (1 - z[t][j]);
        dIn[n + j] = dg * q[t][j] * r[t][j] * (1 - r[t][j]);
        dIn[2 * n + j] = dg;
        dOwn[j] = dIn[j];
        dOwn[n + j] = dIn[n + j];
        dOwn[2 * n + j] = dg * r[t][j];
        gradients[C][j] += dOwn[2 * n + j];
        dhBefore[j] = ds * z[t][j];
      }
      dh = dhBefore;
      back(x[t], dIn, gradients[W], parameters[W], dx[t]);
      dy = new double[n];
      back(yBefore[t], dOwn, gradients[V], parameters[V], dy);
      for (int k = 0; k < 3 * n; k++) {
        gradients[B][k] += dIn[k];
      }
    }
    return dx;
  }

  static void back(double[] in, double[] d, double[] gradient, double[] matrix, double[] dIn) {
    for (int i = 0; i < in.length; i++) {
      for (int k = 0; k < d.length; k++) {
        gradient[i * d.length + k] += in[i] * d[k];
        dIn[i] += matrix[i * d.length + k] * d[k];
      }
    }
  }
}
