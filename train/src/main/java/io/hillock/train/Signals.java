package io.hillock.train;

import java.util.Arrays;

/**
 * What the units of a layer send in one step, for each sample of a slice: the list of those that
 * send, and their values. A unit that is not listed sends zero and costs nothing.
 *
 * <p>The arrays are open, for kernels: sample b has {@code count[b]} events, the k-th from unit
 * {@code index[b * width + k]} with {@code value[b * width + k]}. Units appear at most once, in
 * ascending order. In binary signals every value is 1 and need not be read.
 */
public final class Signals {
  /** How many samples go side by side. */
  public final int slice;

  /** How many units there are. */
  public final int width;

  /** Whether every value is 1. */
  public final boolean binary;

  /** Events of each sample, shape (slice). */
  public final int[] count;

  /** Which units send, shape (slice, width). */
  public final int[] index;

  /** What they send, shape (slice, width); empty for binary signals. */
  public final float[] value;

  /**
   * Silence.
   *
   * @param slice how many samples go side by side
   * @param width how many units
   * @param binary whether every event has the value 1
   */
  public Signals(int slice, int width, boolean binary) {
    this.slice = slice;
    this.width = width;
    this.binary = binary;
    count = new int[slice];
    index = new int[slice * width];
    value = new float[binary ? 0 : slice * width];
  }

  /** Makes all samples silent. */
  public void clear() {
    Arrays.fill(count, 0);
  }

  /**
   * Adds an event of value 1.
   *
   * @param sample place in the slice
   * @param unit who sends; beyond those already listed
   */
  public void add(int sample, int unit) {
    add(sample, unit, 1);
  }

  /**
   * Adds an event.
   *
   * @param sample place in the slice
   * @param unit who sends; beyond those already listed
   * @param sent its value; 1 in binary signals
   */
  public void add(int sample, int unit, float sent) {
    int at = sample * width + count[sample]++;
    assert unit < width && (count[sample] == 1 || index[at - 1] < unit) : unit;
    index[at] = unit;
    if (binary) {
      assert sent == 1 : sent;
    } else {
      value[at] = sent;
    }
  }

  /**
   * How many events all samples have together.
   *
   * @return the sum of counts
   */
  public int events() {
    int sum = 0;
    for (int c : count) {
      sum += c;
    }
    return sum;
  }
}
