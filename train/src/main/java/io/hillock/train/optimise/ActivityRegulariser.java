package io.hillock.train.optimise;

import io.hillock.state.Stateful;

/**
 * A term of the loss that depends on how often units send. Its derivative is taken at the rates of
 * the step of training before, so that a sample can go forward and at once back.
 */
public interface ActivityRegulariser extends Stateful {
  /**
   * The derivative by each event.
   *
   * @param step how many steps of training were made before
   * @param rates share of unit-steps with an event in the step of training before, shape (units);
   *     NaN in the first
   * @param unitSteps samples times steps of a batch, over which the rates are means
   * @param derivative receives dL/d(event), shape (units)
   */
  void push(long step, double[] rates, long unitSteps, float[] derivative);
}
