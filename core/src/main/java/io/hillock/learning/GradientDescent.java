package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;

/**
 * Plain gradient descent, dw = -eta g.
 *
 * @param eta learning rate, &gt;= 0
 */
public record GradientDescent(double eta) implements Optimiser {
  /** Checks the bound of the rate. */
  public GradientDescent {
    requireRate(eta);
  }

  private static void requireRate(double eta) {
    if (!(eta >= 0)) {
      throw new ParameterException("gradient descent", "eta", eta, "it must be >= 0");
    }
  }

  @Override
  public Running start(int size) {
    return new Descent(eta);
  }

  /** The running optimiser: its rate is its only state. */
  private static final class Descent implements Running {
    private double eta;

    Descent(double eta) {
      this.eta = eta;
    }

    @Override
    public void learningRate(double value) {
      requireRate(value);
      eta = value;
    }

    @Override
    public long update(double[] gradient, double[] dw) {
      for (int i = 0; i < dw.length; i++) {
        dw[i] = -eta * gradient[i];
      }
      return 0;
    }

    @Override
    public void visit(StateVisitor visitor) {
      eta = visitor.scalar("eta", StateRole.BOOKKEEPING, Double.SIZE, eta);
    }
  }
}
