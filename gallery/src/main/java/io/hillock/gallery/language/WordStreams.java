package io.hillock.gallery.language;

import io.hillock.train.Batch;
import io.hillock.train.Signals;

/**
 * A window of a text that is cut into streams side by side: the words arrive, the next ones are the
 * targets.
 *
 * @param text the words
 * @param samples number of streams
 * @param steps length of the window
 * @param at where the window begins in each stream
 */
record WordStreams(int[] text, int samples, int steps, int at) implements Batch {
  /** Words of a stream that have a next one. */
  static int length(int[] text, int samples) {
    return (text.length - 1) / samples;
  }

  private int place(int sample, int t) {
    return sample * length(text, samples) + at + t;
  }

  @Override
  public void input(int sample, int t, Signals in, int place) {
    in.add(place, text[place(sample, t)]);
  }

  @Override
  public int target(int sample, int t) {
    return text[place(sample, t) + 1];
  }
}
