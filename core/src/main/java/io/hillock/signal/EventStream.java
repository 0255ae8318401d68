package io.hillock.signal;

import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import java.util.Arrays;

/**
 * Timed events of any length, sorted by (time, channel). The unit of time is the owner's: steps of
 * a simulation or microseconds of a sensor.
 */
public final class EventStream {
  /** Collects events in any order. */
  public static final class Builder {
    private final int channels;
    private long[] time = new long[16];
    private int[] channel = new int[16];
    private int size;

    /**
     * No events yet.
     *
     * @param channels number of channels, &gt;= 1
     */
    public Builder(int channels) {
      if (channels < 1) {
        throw new ParameterException("event stream", "channels", channels, "it must be >= 1");
      }
      this.channels = channels;
    }

    /**
     * Adds an event.
     *
     * @param at its time, &gt;= 0
     * @param on its channel
     * @return this builder
     */
    public Builder add(long at, int on) {
      if (at < 0) {
        throw new ParameterException("event stream", "time", at, "it must be >= 0");
      }
      if (on < 0 || on >= channels) {
        throw new ParameterException(
            "event stream", "channel", on, "it must lie in [0, " + channels + ")");
      }
      if (size == time.length) {
        time = Arrays.copyOf(time, 2 * size);
        channel = Arrays.copyOf(channel, 2 * size);
      }
      time[size] = at;
      channel[size++] = on;
      return this;
    }

    /**
     * The sorted stream.
     *
     * @return the stream
     */
    public EventStream build() {
      boolean sorted = true;
      for (int k = 1; k < size && sorted; k++) {
        sorted = time[k - 1] < time[k] || time[k - 1] == time[k] && channel[k - 1] <= channel[k];
      }
      if (sorted) {
        return new EventStream(channels, Arrays.copyOf(time, size), Arrays.copyOf(channel, size));
      }
      Integer[] order = new Integer[size];
      Arrays.setAll(order, k -> k);
      Arrays.sort(
          order,
          (a, b) ->
              time[a] != time[b]
                  ? Long.compare(time[a], time[b])
                  : Integer.compare(channel[a], channel[b]));
      long[] t = new long[size];
      int[] c = new int[size];
      for (int k = 0; k < size; k++) {
        t[k] = time[order[k]];
        c[k] = channel[order[k]];
      }
      return new EventStream(channels, t, c);
    }
  }

  private final int channels;
  private final long[] time;
  private final int[] channel;

  private EventStream(int channels, long[] time, int[] channel) {
    this.channels = channels;
    this.time = time;
    this.channel = channel;
  }

  /**
   * Number of channels.
   *
   * @return the number
   */
  public int channels() {
    return channels;
  }

  /**
   * Number of events.
   *
   * @return the number
   */
  public int size() {
    return time.length;
  }

  /**
   * Time of an event.
   *
   * @param k position in the order of the stream
   * @return the time
   */
  public long time(int k) {
    return time[k];
  }

  /**
   * Channel of an event.
   *
   * @param k position in the order of the stream
   * @return the channel
   */
  public int channel(int k) {
    return channel[k];
  }

  /**
   * The first event not before a time.
   *
   * @param at the time
   * @return its position, or size() when there is none
   */
  public int from(long at) {
    int low = 0;
    int high = time.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time[middle] < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The events of a stretch, with times counted from its beginning.
   *
   * @param begin first time of the stretch, &gt;= 0
   * @param end time after the stretch
   * @return the slice
   */
  public EventStream slice(long begin, long end) {
    if (begin < 0) {
      throw new ParameterException("event stream", "begin", begin, "it must be >= 0");
    }
    int first = from(begin);
    int last = Math.max(first, from(end));
    long[] t = Arrays.copyOfRange(time, first, last);
    for (int k = 0; k < t.length; k++) {
      t[k] -= begin;
    }
    return new EventStream(channels, t, Arrays.copyOfRange(channel, first, last));
  }

  /**
   * The same events with times in longer units, for example steps in place of microseconds.
   *
   * @param unit length of the new unit in the old one, &gt;= 1
   * @return the stream with every time divided by the unit and rounded down
   */
  public EventStream inUnitsOf(long unit) {
    if (unit < 1) {
      throw new ParameterException("event stream", "unit", unit, "it must be >= 1");
    }
    Builder coarse = new Builder(channels);
    for (int k = 0; k < time.length; k++) {
      coarse.add(time[k] / unit, channel[k]);
    }
    return coarse.build();
  }

  /**
   * This stream and another one together; of events that are equal, those of this stream come
   * first.
   *
   * @param other the other events
   * @return the merged stream, on as many channels as the wider of the two has
   */
  public EventStream merge(EventStream other) {
    Builder all = new Builder(Math.max(channels, other.channels));
    int a = 0;
    int b = 0;
    while (a < size() || b < other.size()) {
      boolean mine =
          b == other.size()
              || a < size()
                  && (time[a] < other.time[b]
                      || time[a] == other.time[b] && channel[a] <= other.channel[b]);
      if (mine) {
        all.add(time[a], channel[a++]);
      } else {
        all.add(other.time[b], other.channel[b++]);
      }
    }
    return all.build();
  }

  /**
   * Adds the events of one time to a spike list.
   *
   * @param at the time
   * @param k position from which on events have not been delivered
   * @param spikes receives the channels
   * @return the position after the last event of that time
   * @throws InputException when the list cannot hold the events of that time
   */
  public int deliver(long at, int k, SpikeList spikes) {
    int next = k;
    while (next < time.length && time[next] == at) {
      if (spikes.size() == spikes.capacity()) {
        throw new InputException(
            "event stream",
            "events at time " + at,
            "more than " + spikes.capacity(),
            "a step takes no more spikes than its list holds");
      }
      spikes.add(channel[next++]);
    }
    return next;
  }
}
