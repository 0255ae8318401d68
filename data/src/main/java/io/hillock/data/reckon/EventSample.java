package io.hillock.data.reckon;

import io.hillock.fault.ParameterException;

/**
 * One labelled sample of events.
 *
 * @param ticks its length [ticks]
 * @param labelTick the tick from which on the label is shown
 * @param label its class
 * @param times tick of each event, ascending
 * @param inputs input of each event
 */
public record EventSample(int ticks, int labelTick, int label, int[] times, int[] inputs) {
  /** Copies the arrays and checks that the events are ordered and inside the sample. */
  public EventSample {
    times = times.clone();
    inputs = inputs.clone();
    if (times.length != inputs.length) {
      throw new ParameterException(
          "event sample", "inputs", inputs.length, "there must be one per time, " + times.length);
    }
    if (labelTick < 1 || labelTick >= ticks) {
      throw new ParameterException(
          "event sample", "label tick", labelTick, "it must lie in 1.." + (ticks - 1));
    }
    for (int k = 0; k < times.length; k++) {
      if (times[k] < (k == 0 ? 0 : times[k - 1]) || times[k] >= ticks) {
        throw new ParameterException(
            "event sample", "time", times[k], "times must ascend and stay below " + ticks);
      }
    }
  }

  /**
   * Number of events.
   *
   * @return how many
   */
  public int events() {
    return times.length;
  }

  /**
   * Ticks of the events.
   *
   * @return a copy
   */
  @Override
  public int[] times() {
    return times.clone();
  }

  /**
   * Inputs of the events.
   *
   * @return a copy
   */
  @Override
  public int[] inputs() {
    return inputs.clone();
  }

  /**
   * Tick of an event.
   *
   * @param k its position
   * @return its tick
   */
  public int time(int k) {
    return times[k];
  }

  /**
   * Input of an event.
   *
   * @param k its position
   * @return its input
   */
  public int input(int k) {
    return inputs[k];
  }
}
