package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * The Adam optimiser over one array of parameters.
 *
 * {@snippet lang=text :
 * m = b1 m + (1 - b1) g,   v = b2 v + (1 - b2) g^2                                  (1)
 * w = w - eta (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)                       (2)
 * }
 *
 * @see "D. P. Kingma, J. Ba (2015), ICLR, arXiv:1412.6980"
 */
public final class Adam implements Stateful {
  /**
   * Parameters of the optimiser.
   *
   * @param eta learning rate, &gt; 0
   * @param b1 decay of the first moment, in [0, 1)
   * @param b2 decay of the second moment, in [0, 1)
   * @param eps guard of the division, &gt; 0
   */
  public record Parameters(double eta, double b1, double b2, double eps) {
    /** Checks every documented bound. */
    public Parameters {
      if (!(eta > 0 && eps > 0 && b1 >= 0 && b1 < 1 && b2 >= 0 && b2 < 1)) {
        throw new ParameterException(
            "Adam",
            "eta, b1, b2, eps",
            eta + ", " + b1 + ", " + b2 + ", " + eps,
            "eta and eps must be > 0, b1 and b2 in [0, 1)");
      }
    }

    /**
     * The published defaults.
     *
     * @param eta learning rate
     * @return b1 = 0.9, b2 = 0.999, eps = 1e-8
     */
    public static Parameters of(double eta) {
      return new Parameters(eta, 0.9, 0.999, 1e-8);
    }
  }

  private final Parameters parameters;
  private final double[] m;
  private final double[] v;
  private double eta;
  private double power1 = 1;
  private double power2 = 1;

  /**
   * An optimiser at its beginning.
   *
   * @param size number of parameters
   * @param parameters its settings
   */
  public Adam(int size, Parameters parameters) {
    this.parameters = parameters;
    m = new double[size];
    v = new double[size];
    eta = parameters.eta();
  }

  /**
   * Sets the learning rate, for a schedule.
   *
   * @param value eta, &gt;= 0
   */
  public void learningRate(double value) {
    if (!(value >= 0)) {
      throw new ParameterException("Adam", "eta", value, "it must be >= 0");
    }
    eta = value;
  }

  /**
   * Computes one update.
   *
   * @param gradient g, shape (size)
   * @param dw receives the change of the parameters, shape (size)
   */
  public void update(double[] gradient, double[] dw) {
    power1 *= parameters.b1();
    power2 *= parameters.b2();
    for (int i = 0; i < m.length; i++) {
      double g = gradient[i];
      m[i] = parameters.b1() * m[i] + (1 - parameters.b1()) * g; // (1)
      v[i] = parameters.b2() * v[i] + (1 - parameters.b2()) * g * g;
      double first = m[i] / (1 - power1);
      double second = StrictMath.sqrt(v[i] / (1 - power2));
      dw[i] = -eta * first / (second + parameters.eps()); // (2)
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("m", StateRole.LEARNING, Float.SIZE, m);
    visitor.doubles("v", StateRole.LEARNING, Float.SIZE, v);
    eta = visitor.scalar("eta", StateRole.BOOKKEEPING, Double.SIZE, eta);
    power1 = visitor.scalar("power1", StateRole.BOOKKEEPING, Double.SIZE, power1);
    power2 = visitor.scalar("power2", StateRole.BOOKKEEPING, Double.SIZE, power2);
  }
}
