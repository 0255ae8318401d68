package io.hillock.train.delay;

import io.hillock.fault.ParameterException;
import java.util.Arrays;

/**
 * Labelled samples of spikes on a grid of steps, all in one array.
 *
 * <p>An event is an int: the step in the upper bits, the source in the lower {@value #SOURCE_BITS}.
 */
public final class SpikeSamples {
  /** How many bits of an event name its source. */
  public static final int SOURCE_BITS = 20;

  static final int SOURCE_MASK = (1 << SOURCE_BITS) - 1;

  private final int sources;
  private final int steps;
  private final int[] start;
  private final int[] events;
  private final int[] labels;

  /**
   * Samples; the arrays are shared, not copied.
   *
   * @param sources number of sources, from 1 to 2^20
   * @param steps number of steps in which events may lie
   * @param start where the events of each sample begin, and the end of the last one
   * @param events events as {@link #event} makes them, sample by sample
   * @param labels class of each sample, &gt;= 0
   */
  public SpikeSamples(int sources, int steps, int[] start, int[] events, int[] labels) {
    if (sources < 1 || sources > SOURCE_MASK + 1) {
      throw new ParameterException(
          "spike samples", "sources", sources, "it must be from 1 to " + (SOURCE_MASK + 1));
    }
    if (start.length != labels.length + 1 || start[labels.length] != events.length) {
      throw new ParameterException(
          "spike samples", "start", start.length, "it must hold a beginning for each sample");
    }
    for (int k = 0; k < events.length; k++) {
      if (source(events[k]) >= sources || step(events[k]) >= steps || events[k] < 0) {
        throw new ParameterException(
            "spike samples",
            "event " + k,
            source(events[k]) + " at step " + step(events[k]),
            "its source must be below " + sources + " and its step below " + steps);
      }
    }
    this.sources = sources;
    this.steps = steps;
    this.start = start;
    this.events = events;
    this.labels = labels;
  }

  /**
   * An event.
   *
   * @param step when, &gt;= 0
   * @param source where
   * @return both in one number
   */
  public static int event(int step, int source) {
    return step << SOURCE_BITS | source;
  }

  /**
   * The source of an event.
   *
   * @param event the event
   * @return its source
   */
  public static int source(int event) {
    return event & SOURCE_MASK;
  }

  /**
   * The step of an event.
   *
   * @param event the event
   * @return its step
   */
  public static int step(int event) {
    return event >>> SOURCE_BITS;
  }

  /**
   * How many samples there are.
   *
   * @return their number
   */
  public int size() {
    return labels.length;
  }

  /**
   * How many sources there are.
   *
   * @return their number
   */
  public int sources() {
    return sources;
  }

  /**
   * How many steps events may lie in.
   *
   * @return their number
   */
  public int steps() {
    return steps;
  }

  /**
   * The class of a sample.
   *
   * @param sample which one
   * @return its class
   */
  public int label(int sample) {
    return labels[sample];
  }

  /**
   * The events of a sample.
   *
   * @param sample which one
   * @return a copy
   */
  public int[] events(int sample) {
    return Arrays.copyOfRange(events, start[sample], start[sample + 1]);
  }

  /**
   * Some of the samples.
   *
   * @param from the first
   * @param to one after the last
   * @return those samples
   */
  public SpikeSamples part(int from, int to) {
    int[] begin = new int[to - from + 1];
    Arrays.setAll(begin, k -> start[from + k] - start[from]);
    return new SpikeSamples(
        sources,
        steps,
        begin,
        Arrays.copyOfRange(events, start[from], start[to]),
        Arrays.copyOfRange(labels, from, to));
  }

  int[] all() {
    return events;
  }

  int from(int sample) {
    return start[sample];
  }
}
