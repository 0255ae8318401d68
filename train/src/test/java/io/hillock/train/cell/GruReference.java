package io.hillock.train.cell;

import io.hillock.train.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * A standard GRU, written from its own equations and apart from {@link GatedReference}: a matrix
 * for each gate, {@code matrix[unit][source]}, and the chain rule from gate to gate.
 *
 * {@snippet lang=text :
 * z = sigm(W_z x + V_z h' + b_z),   r = sigm(W_r x + V_r h' + b_r)
 * g = tanh(W_g x + b_g + r (V_g h' + c)),   h = g + z (h' - g)
 * }
 */
final class GruReference extends ReferenceCell {
  private static final int Z = 0;
  private static final int R = 1;
  private static final int G = 2;

  /** One step, with all that its way back needs. */
  private record Step(
      double[] x, double[] before, double[] z, double[] r, double[] g, double[] inner) {}

  private double[] h;
  private Step[] tape;

  GruReference(List<Parameter> layer, int inputs, int units) {
    super(layer, inputs, units);
    rest();
  }

  @Override
  void rest() {
    h = new double[units];
  }

  /** The block of columns of a gate, turned: a row for each unit. */
  private double[][] block(int place, int rows, int gate) {
    double[][] turned = new double[units][rows];
    for (int j = 0; j < units; j++) {
      for (int i = 0; i < rows; i++) {
        turned[j][i] = parameters[place][i * 3 * units + gate * units + j];
      }
    }
    return turned;
  }

  private double[] bias(int gate) {
    return Arrays.copyOfRange(parameters[2], gate * units, (gate + 1) * units);
  }

  private static double[] affine(double[][] m, double[] v, double[] bias) {
    double[] out = new double[m.length];
    for (int j = 0; j < m.length; j++) {
      for (int i = v.length - 1; i >= 0; i--) {
        out[j] += m[j][i] * v[i];
      }
      out[j] += bias[j];
    }
    return out;
  }

  @Override
  void forward(double[][] x) {
    tape = new Step[x.length];
    sent = new double[x.length][];
    double[] none = new double[units];
    for (int t = 0; t < x.length; t++) {
      double[] zIn = affine(block(0, inputs, Z), x[t], bias(Z));
      double[] zOwn = affine(block(1, units, Z), h, none);
      double[] rIn = affine(block(0, inputs, R), x[t], bias(R));
      double[] rOwn = affine(block(1, units, R), h, none);
      double[] gIn = affine(block(0, inputs, G), x[t], bias(G));
      double[] inner = affine(block(1, units, G), h, parameters[3]);
      double[] z = new double[units];
      double[] r = new double[units];
      double[] g = new double[units];
      double[] next = new double[units];
      for (int j = 0; j < units; j++) {
        z[j] = (1 + Math.tanh((zIn[j] + zOwn[j]) / 2)) / 2;
        r[j] = (1 + Math.tanh((rIn[j] + rOwn[j]) / 2)) / 2;
        g[j] = Math.tanh(gIn[j] + r[j] * inner[j]);
        next[j] = g[j] + z[j] * (h[j] - g[j]);
      }
      tape[t] = new Step(x[t], h, z, r, g, inner);
      h = next;
      sent[t] = next;
    }
  }

  /** Nothing is regularised. */
  @Override
  double pushed(double[] push) {
    return 0;
  }

  @Override
  double[][] adjoint(double[][] dSent, double[] push) {
    double[][] dx = new double[tape.length][inputs];
    double[] carried = new double[units];
    for (int t = tape.length - 1; t >= 0; t--) {
      Step s = tape[t];
      double[] toZ = new double[units];
      double[] toR = new double[units];
      double[] toG = new double[units];
      double[] toInner = new double[units];
      double[] toBefore = new double[units];
      for (int j = 0; j < units; j++) {
        double dh = carried[j] + dSent[t][j];
        toZ[j] = dh * (s.before[j] - s.g[j]) * (s.z[j] - s.z[j] * s.z[j]);
        toG[j] = dh * (1 - s.z[j]) * (1 - s.g[j]) * (1 + s.g[j]);
        toR[j] = toG[j] * s.inner[j] * (s.r[j] - s.r[j] * s.r[j]);
        toInner[j] = toG[j] * s.r[j];
        toBefore[j] = dh * s.z[j];
        gradients[3][j] += toInner[j];
      }
      through(Z, toZ, toZ, s, dx[t], toBefore);
      through(R, toR, toR, s, dx[t], toBefore);
      through(G, toG, toInner, s, dx[t], toBefore);
      carried = toBefore;
    }
    return dx;
  }

  /** Through the affine maps of a gate: what comes back to its input and to its recurrent part. */
  private void through(
      int gate, double[] toIn, double[] toOwn, Step s, double[] dx, double[] toBefore) {
    double[][] w = block(0, inputs, gate);
    double[][] v = block(1, units, gate);
    for (int j = 0; j < units; j++) {
      int column = gate * units + j;
      for (int i = 0; i < inputs; i++) {
        dx[i] += w[j][i] * toIn[j];
        gradients[0][i * 3 * units + column] += s.x[i] * toIn[j];
      }
      for (int i = 0; i < units; i++) {
        toBefore[i] += v[j][i] * toOwn[j];
        gradients[1][i * 3 * units + column] += s.before[i] * toOwn[j];
      }
      gradients[2][column] += toIn[j];
    }
  }
}
