package io.hillock.data.cue;

import io.hillock.fault.ParameterException;
import java.util.Arrays;

/**
 * One trial of a spike task: sparse input spikes and a label.
 *
 * <p>Spikes are ordered by time, then by channel; arrays are copied in and out.
 */
public final class CueTrial {
  private final int steps;
  private final int channels;
  private final int[] times;
  private final int[] sources;
  private final int label;

  /**
   * A trial from its spikes.
   *
   * @param steps length of the trial [steps]
   * @param channels number of input channels
   * @param times step of each spike, ascending, in [0, steps)
   * @param sources channel of each spike, ascending within a step, in [0, channels)
   * @param label class of the trial, {@code >= 0}
   */
  public CueTrial(int steps, int channels, int[] times, int[] sources, int label) {
    if (times.length != sources.length) {
      throw new ParameterException(
          "trial", "spikes", times.length + " times, " + sources.length + " channels", "one each");
    }
    for (int k = 0; k < times.length; k++) {
      boolean ordered =
          k == 0
              || times[k] > times[k - 1]
              || (times[k] == times[k - 1] && sources[k] > sources[k - 1]);
      if (times[k] < 0
          || times[k] >= steps
          || sources[k] < 0
          || sources[k] >= channels
          || !ordered) {
        throw new ParameterException(
            "trial",
            "spike " + k,
            "(" + times[k] + ", " + sources[k] + ")",
            "spikes must lie inside the trial, ordered by time and channel");
      }
    }
    if (label < 0) {
      throw new ParameterException("trial", "label", label, "it must be >= 0");
    }
    this.steps = steps;
    this.channels = channels;
    this.times = times.clone();
    this.sources = sources.clone();
    this.label = label;
  }

  /**
   * Length of the trial.
   *
   * @return number of steps
   */
  public int steps() {
    return steps;
  }

  /**
   * Number of input channels.
   *
   * @return the channels, silent ones included
   */
  public int channels() {
    return channels;
  }

  /**
   * Number of spikes.
   *
   * @return the spikes of all channels
   */
  public int spikes() {
    return times.length;
  }

  /**
   * Steps of the spikes.
   *
   * @return a copy, ascending, shape (spikes)
   */
  public int[] times() {
    return times.clone();
  }

  /**
   * Channels of the spikes.
   *
   * @return a copy, shape (spikes)
   */
  public int[] sources() {
    return sources.clone();
  }

  /**
   * Class of the trial.
   *
   * @return the label
   */
  public int label() {
    return label;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CueTrial trial
        && steps == trial.steps
        && channels == trial.channels
        && label == trial.label
        && Arrays.equals(times, trial.times)
        && Arrays.equals(sources, trial.sources);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(times) + Arrays.hashCode(sources)) + label;
  }

  @Override
  public String toString() {
    return "CueTrial[steps=" + steps + ", spikes=" + times.length + ", label=" + label + "]";
  }
}
