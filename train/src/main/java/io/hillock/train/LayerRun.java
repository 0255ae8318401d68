package io.hillock.train;

import io.hillock.state.Stateful;

/**
 * A layer at work on a slice of samples. It owns their state and, when training, the tape for the
 * way back. What it shows to a visitor is the state carried from window to window.
 *
 * <p>Calls of one window of T steps: {@link #begin}, then {@link #forward} for t = 0 .. T - 1; when
 * training then, for t = T - 1 .. 0, {@link #recall} followed by {@link #adjoint}, then {@link
 * #end}; after the last window of a batch {@link #flush}. The derivatives by state at the end of a
 * window are zero: across windows state is carried, derivatives are not.
 */
public interface LayerRun extends Stateful {
  /**
   * Begins a window.
   *
   * @param carry whether to go on from the end of the last window; otherwise all state begins at
   *     rest
   */
  void begin(boolean carry);

  /**
   * Makes one step.
   *
   * @param t step within the window
   * @param in what arrives
   * @param out cleared, then filled with what the units send
   */
  void forward(int t, Signals in, Signals out);

  /**
   * Sends again what was sent in a step, and says for which units derivatives are wanted.
   *
   * @param t step within the window
   * @param out cleared, then filled as {@link #forward} did
   * @param demand cleared, then filled with the units through which a derivative can flow
   */
  void recall(int t, Signals out, Demand demand);

  /**
   * Goes one step back.
   *
   * @param t step within the window
   * @param in what arrived in the step
   * @param above what {@link #recall} asked for, with the derivatives from all receivers but the
   *     layer itself
   * @param below receives the layer's share of the derivatives by its inputs; null where nobody
   *     wants them
   */
  void adjoint(int t, Signals in, Demand above, Demand below);

  /** Ends the way back: what has not been added to the gradient yet is added now. */
  void end();

  /**
   * Hands over what was collected over windows for the gradient; called after the last window of a
   * batch.
   */
  default void flush() {}

  /**
   * What happened since it was last asked.
   *
   * @param tally receives the counts
   */
  void tally(Tally tally);

  /**
   * Pushes the activity of units: a derivative of the loss by every event of a unit, on top of what
   * receivers say.
   *
   * @param derivative dL/d(event), shape (units); read during the way back, may be changed between
   *     windows by its owner
   */
  void push(float[] derivative);
}
