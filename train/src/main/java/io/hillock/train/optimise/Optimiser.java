package io.hillock.train.optimise;

import io.hillock.state.Stateful;
import io.hillock.train.Gradient;
import io.hillock.train.Mask;
import io.hillock.train.ParameterSet;
import java.util.List;

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
     * Changes the elements that exist, and only these, and keeps them within their bounds: neither
     * gradient nor memory of any other element is looked at, and the work is that of the elements
     * that exist.
     *
     * @param gradient the gradient
     * @param masks which elements exist, for each matrix of the set in its order
     * @param rate learning rate of this step, &gt;= 0
     */
    void step(Gradient gradient, List<Mask> masks, double rate);

    /**
     * Forgets what it remembers of one element, for a connection that begins anew.
     *
     * @param parameter place of the matrix in its set
     * @param element place in the array of its values
     */
    void forget(int parameter, int element);
  }
}
