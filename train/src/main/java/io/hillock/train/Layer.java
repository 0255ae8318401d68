package io.hillock.train;

import java.util.List;

/**
 * A layer of recurrent units: its parameters and equations. It holds no state of a run; many runs
 * may use it side by side.
 *
 * <p>A run goes forward step by step, receiving the events of the layer below and sending its own,
 * and then backward over the same steps (the adjoint). Both passes do work for events only: forward
 * for rows of units that sent, backward for units whose derivative is not zero.
 */
public interface Layer {
  /**
   * Its name, unique within a network; its parameters carry it.
   *
   * @return the name
   */
  String name();

  /**
   * From how many units it receives.
   *
   * @return the number of inputs
   */
  int inputs();

  /**
   * How many units it has.
   *
   * @return the number of units
   */
  int units();

  /**
   * Whether every event that it sends has the value 1.
   *
   * @return true for spikes, false for graded events
   */
  boolean binary();

  /**
   * What is trained.
   *
   * @return its matrices, in a fixed order
   */
  List<Parameter> parameters();

  /** Makes what is derived from the parameters anew; called after they have changed. */
  default void prepare() {}

  /**
   * What a run keeps for the way back.
   *
   * @param steps length of a window
   * @return bytes per sample
   */
  long tapeBytes(int steps);

  /**
   * Starts a run that can go backward.
   *
   * @param slice how many samples go side by side
   * @param steps greatest length of a window
   * @param gradient where derivatives by the parameters are added
   * @return the run
   */
  LayerRun train(int slice, int steps, Gradient gradient);

  /**
   * Starts a run that only goes forward and keeps nothing.
   *
   * @param slice how many samples go side by side
   * @return the run; its adjoint methods throw {@link UnsupportedOperationException}
   */
  LayerRun infer(int slice);
}
