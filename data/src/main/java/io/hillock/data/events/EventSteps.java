package io.hillock.data.events;

import io.hillock.fault.ParameterException;
import io.hillock.signal.SpikeList;
import java.util.Arrays;

/**
 * Events of a camera in steps of a simulation: pixels are pooled in squares, and any number of
 * events of one square, polarity and step are one spike. Channel: 2 (row times width plus column)
 * of the square, plus 1 for OFF. Events after the last step are dropped.
 */
public final class EventSteps implements EventSink {
  private final int pool;
  private final int width;
  private final int channels;
  private final int steps;
  private final long stepUs;
  private final int words;
  private final long[] bits; // (steps, words), channel c in word c / 64

  /**
   * No events yet.
   *
   * @param rows height of the camera [pixel]
   * @param columns width of the camera [pixel]
   * @param pool side of a square [pixel]
   * @param steps number of steps
   * @param stepUs length of a step [us]
   */
  public EventSteps(int rows, int columns, int pool, int steps, long stepUs) {
    if (rows < 1 || columns < 1 || pool < 1 || steps < 1 || stepUs < 1) {
      throw new ParameterException(
          "event steps",
          "rows, columns, pool, steps, step",
          rows + ", " + columns + ", " + pool + ", " + steps + ", " + stepUs + " us",
          "each must be >= 1");
    }
    this.pool = pool;
    this.steps = steps;
    this.stepUs = stepUs;
    width = (columns + pool - 1) / pool;
    channels = 2 * width * ((rows + pool - 1) / pool);
    words = (channels + 63) / 64;
    bits = new long[steps * words];
  }

  /** Forgets all events. */
  public void clear() {
    Arrays.fill(bits, 0);
  }

  @Override
  public void event(long timeUs, int x, int y, boolean on) {
    long step = timeUs / stepUs;
    if (step < steps) {
      int channel = 2 * (y / pool * width + x / pool) + (on ? 0 : 1);
      bits[(int) step * words + (channel >> 6)] |= 1L << channel;
    }
  }

  /**
   * Number of channels.
   *
   * @return two for each square
   */
  public int channels() {
    return channels;
  }

  /**
   * Height of the grid of squares.
   *
   * @return the number of rows
   */
  public int rows() {
    return channels / (2 * width);
  }

  /**
   * Width of the grid of squares.
   *
   * @return the number of columns
   */
  public int columns() {
    return width;
  }

  /**
   * Number of steps.
   *
   * @return the number
   */
  public int steps() {
    return steps;
  }

  /**
   * The spikes of a step.
   *
   * @param step which step
   * @param spikes cleared, then filled in ascending order
   */
  public void deliver(int step, SpikeList spikes) {
    spikes.clear();
    for (int k = 0; k < words; k++) {
      long word = bits[step * words + k];
      while (word != 0) {
        spikes.add((k << 6) + Long.numberOfTrailingZeros(word));
        word &= word - 1;
      }
    }
  }
}
