package io.hillock.train.rtrl;

import io.hillock.fault.ParameterException;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.Optimiser;
import io.hillock.train.optimise.Schedule;

/**
 * How an {@link OnlineLearner} learns.
 *
 * @param kind which influence matrix it keeps
 * @param every steps from one change of the parameters to the next, &gt; 0; {@link #AT_END} for one
 *     change after each sequence
 * @param optimiser how a gradient changes the parameters
 * @param schedule learning rate by the number of changes made
 * @param clipping how the gradient of a change is kept small
 */
public record OnlineSettings(
    InfluenceKind kind, int every, Optimiser optimiser, Schedule schedule, Clipping clipping) {
  /** Change the parameters at the end of a sequence only. */
  public static final int AT_END = Integer.MAX_VALUE;

  /** Checks the bound. */
  public OnlineSettings {
    if (every < 1) {
      throw new ParameterException("online learner", "every", every, "it must be > 0");
    }
  }

  /**
   * The same with another influence matrix.
   *
   * @param other which one
   * @return the settings
   */
  public OnlineSettings with(InfluenceKind other) {
    return new OnlineSettings(other, every, optimiser, schedule, clipping);
  }
}
