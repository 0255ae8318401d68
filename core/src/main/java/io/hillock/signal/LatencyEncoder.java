package io.hillock.signal;

import io.hillock.fault.ParameterException;

/**
 * Codes values as spike times: the greater the value, the earlier its one spike.
 *
 * {@snippet lang=text :
 * t_i = round((1 - x_i) (T - 1))   for x_i > x_min;  no spike otherwise             (1)
 * }
 *
 * <p>x in [0, 1], shape (n); t in steps of a window of T steps.
 *
 * @param window T, steps in the window, &gt;= 1
 * @param least x_min, values up to it stay silent, in [0, 1)
 */
public record LatencyEncoder(int window, float least) {
  /** Checks every documented bound. */
  public LatencyEncoder {
    if (window < 1) {
      throw new ParameterException("latency encoder", "T", window + " steps", "it must be >= 1");
    }
    if (!(least >= 0 && least < 1)) {
      throw new ParameterException("latency encoder", "x_min", least, "it must lie in [0, 1)");
    }
  }

  /**
   * Spike time of each value, without allocation.
   *
   * @param x values in [0, 1], shape (n)
   * @param step receives t [steps], -1 for no spike, shape (n)
   */
  public void encode(float[] x, int[] step) {
    for (int i = 0; i < x.length; i++) {
      if (!(x[i] >= 0 && x[i] <= 1)) {
        throw new ParameterException("latency encoder", "x_" + i, x[i], "it must lie in [0, 1]");
      }
      step[i] =
          x[i] > least ? (int) StrictMath.round((1 - (double) x[i]) * (window - 1)) : -1; // (1)
    }
  }

  /**
   * Encodes a vector.
   *
   * @param x values in [0, 1], shape (n)
   * @return the spikes, time in steps
   */
  public EventStream encode(float... x) {
    int[] step = new int[x.length];
    encode(x, step);
    EventStream.Builder events = new EventStream.Builder(x.length);
    for (int i = 0; i < x.length; i++) {
      if (step[i] >= 0) {
        events.add(step[i], i);
      }
    }
    return events.build();
  }
}
