package io.hillock.train;

import io.hillock.state.Stateful;

/**
 * The end of a network at work on a slice of samples.
 *
 * <p>Calls of one window of T steps: {@link #begin}, {@link #forward} for t = 0 .. T - 1, {@link
 * #finish}; when training then {@link #adjoint} for t = T - 1 .. 0 and {@link #end}, and after the
 * last window of a batch {@link #flush}.
 */
public interface HeadRun extends Stateful {
  /**
   * Begins a window.
   *
   * @param carry whether to go on from the end of the last window
   * @param steps its length
   */
  void begin(boolean carry, int steps);

  /**
   * Receives one step.
   *
   * @param t step within the window
   * @param in what arrives
   */
  void forward(int t, Signals in);

  /**
   * Compares with the targets, after the last step.
   *
   * @param batch where the targets are
   * @param first which sample of the batch is the first of the slice
   * @param samples how many samples of the slice are in use
   * @param scale factor of the derivatives: one over the number of samples of the batch
   * @param score receives loss and hits
   */
  void finish(Batch batch, int first, int samples, float scale, Score score);

  /**
   * Goes one step back.
   *
   * @param t step within the window
   * @param in what arrived in the step
   * @param below receives the derivatives by what arrived, for the units asked for
   */
  void adjoint(int t, Signals in, Demand below);

  /** Ends the way back: what has not been added to the gradient yet is added now. */
  void end();

  /**
   * Hands over what was collected over windows for the gradient; called after the last window of a
   * batch.
   */
  default void flush() {}
}
