package io.hillock.learning;

import io.hillock.state.Stateful;

/**
 * How a gradient becomes a change of parameters, as a description. Its {@code toString} must tell
 * all parameters.
 */
public sealed interface Optimiser permits GradientDescent, Adam.Parameters {
  /**
   * Starts the optimiser.
   *
   * @param size number of parameters
   * @return the optimiser at its beginning
   */
  Running start(int size);

  /** A running optimiser with its state. */
  interface Running extends Stateful {
    /**
     * Sets the learning rate, for a schedule.
     *
     * @param value eta, &gt;= 0
     */
    void learningRate(double value);

    /**
     * Computes one update.
     *
     * @param gradient g, shape (size)
     * @param dw receives the change of the parameters, shape (size)
     * @return how many values of its own state it updated
     */
    long update(double[] gradient, double[] dw);
  }
}
