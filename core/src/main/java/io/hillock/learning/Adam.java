package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;

/**
 * The Adam optimiser over one array of parameters.
 *
 * {@snippet lang=text :
 * m = b1 m + (1 - b1) g,   v = b2 v + (1 - b2) g^2                                  (1)
 * w = w - eta (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)                       (2)
 * w = w - eta (sqrt(1 - b2^t) / (1 - b1^t)) m / (sqrt(v) + eps)                     (3)
 * }
 *
 * <p>(2) and (3) differ in the guard eps only: in (3) it is added before the correction of v, as at
 * the end of section 2 of the paper and in TensorFlow.
 *
 * @see "D. P. Kingma, J. Ba (2015), ICLR, arXiv:1412.6980"
 */
public final class Adam implements Optimiser.Running {
  /** Where the guard eps is added. */
  public enum Guard {
    /** To the corrected second moment, (2). */
    AFTER_CORRECTION,
    /** To the second moment as it is, (3). */
    BEFORE_CORRECTION
  }

  /**
   * Parameters of the optimiser.
   *
   * @param eta learning rate, &gt; 0
   * @param b1 decay of the first moment, in [0, 1)
   * @param b2 decay of the second moment, in [0, 1)
   * @param eps guard of the division, &gt; 0
   * @param guard where eps is added
   */
  public record Parameters(double eta, double b1, double b2, double eps, Guard guard)
      implements Optimiser {
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
     * @return b1 = 0.9, b2 = 0.999, eps = 1e-8, added after the correction
     */
    public static Parameters of(double eta) {
      return new Parameters(eta, 0.9, 0.999, 1e-8, Guard.AFTER_CORRECTION);
    }

    /**
     * A variant with another place of the guard.
     *
     * @param value where eps is added
     * @return the variant
     */
    public Parameters withGuard(Guard value) {
      return new Parameters(eta, b1, b2, eps, value);
    }

    @Override
    public Running start(int size) {
      return new Adam(size, this);
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

  @Override
  public void learningRate(double value) {
    if (!(value >= 0)) {
      throw new ParameterException("Adam", "eta", value, "it must be >= 0");
    }
    eta = value;
  }

  @Override
  public long update(double[] gradient, double[] dw) {
    power1 *= parameters.b1();
    power2 *= parameters.b2();
    for (int i = 0; i < m.length; i++) {
      double g = gradient[i];
      m[i] = parameters.b1() * m[i] + (1 - parameters.b1()) * g; // (1)
      v[i] = parameters.b2() * v[i] + (1 - parameters.b2()) * g * g;
    }
    switch (parameters.guard()) {
      case AFTER_CORRECTION -> {
        for (int i = 0; i < m.length; i++) {
          double first = m[i] / (1 - power1);
          double second = StrictMath.sqrt(v[i] / (1 - power2));
          dw[i] = -eta * first / (second + parameters.eps()); // (2)
        }
      }
      case BEFORE_CORRECTION -> {
        double rate = eta * StrictMath.sqrt(1 - power2) / (1 - power1);
        for (int i = 0; i < m.length; i++) {
          dw[i] = -rate * m[i] / (StrictMath.sqrt(v[i]) + parameters.eps()); // (3)
        }
      }
    }
    return (long) m.length + v.length;
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
