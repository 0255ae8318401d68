package io.hillock.train.optimise;

import io.hillock.state.Stateful;
import io.hillock.train.Gradient;

/** What else happens to parameters at a step of training: rewiring, masks, pruning. */
public interface ParameterRule extends Stateful {
  /**
   * Changes the gradient before clipping and the optimiser.
   *
   * @param gradient the gradient of the batch
   */
  default void before(Gradient gradient) {}

  /**
   * Changes the parameters after the optimiser.
   *
   * @param gradient the gradient that was used
   * @param optimiser the optimiser
   * @param rate learning rate of the step
   */
  void after(Gradient gradient, Optimiser.Running optimiser, double rate);
}
