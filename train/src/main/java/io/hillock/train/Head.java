package io.hillock.train;

import java.util.List;

/** The end of a network: receives the events of the last layer and turns them into a loss. */
public interface Head {
  /**
   * From how many units it receives.
   *
   * @return the number of inputs
   */
  int inputs();

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
   * Starts a run.
   *
   * @param slice how many samples go side by side
   * @param steps greatest length of a window
   * @param gradient where derivatives by the parameters are added; null for a run that only goes
   *     forward
   * @return the run
   */
  HeadRun start(int slice, int steps, Gradient gradient);
}
