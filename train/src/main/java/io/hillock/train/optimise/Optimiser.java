package io.hillock.train.optimise;

import io.hillock.state.Stateful;
import io.hillock.train.Gradient;
import io.hillock.train.ParameterSet;

/** How a gradient changes the parameters, as a description. */
public sealed interface Optimiser permits Adam, Sgd {
  /**
   * Starts it.
   *
   * @param parameters what it will change
   * @return the optimiser at its beginning
   */
  Running start(ParameterSet parameters);

  /** A running optimiser with its state. */
  interface Running extends Stateful {
    /**
     * Changes the parameters and keeps them within their bounds.
     *
     * @param gradient the gradient
     * @param rate learning rate of this step, &gt;= 0
     */
    void step(Gradient gradient, double rate);

    /**
     * Forgets what it remembers of one element, for a connection that begins anew.
     *
     * @param parameter place of the matrix in its set
     * @param element place in the array of its values
     */
    void forget(int parameter, int element);
  }
}
