package io.hillock.train;

import java.util.Arrays;

/**
 * The derivatives of the loss that a layer wants of what it sent in one step: only those of the
 * units through which a derivative can flow. Whoever received from the layer adds its share for
 * these units and does no work for the others.
 *
 * <p>The arrays are open, for kernels: the k-th wanted unit of sample b is {@code index[b * width +
 * k]}, its derivative so far {@code gradient[b * width + k]}.
 */
public final class Demand {
  private static final int ROOM = 16;

  /** How many samples go side by side. */
  public final int slice;

  /** How many units there are. */
  public final int width;

  /** How many units each sample asks for, shape (slice). */
  public final int[] count;

  /** Which units, shape (slice, width), each at most once, in ascending order. */
  public final int[] index;

  /** dL/d(what the unit sent), shape (slice, width), with room for a vector that reaches beyond. */
  public final float[] gradient;

  /**
   * Nothing wanted.
   *
   * @param slice how many samples go side by side
   * @param width how many units
   */
  public Demand(int slice, int width) {
    this.slice = slice;
    this.width = width;
    count = new int[slice];
    index = new int[slice * width];
    gradient = new float[slice * width + ROOM];
  }

  /** Asks for nothing. */
  public void clear() {
    Arrays.fill(count, 0);
  }

  /**
   * Asks for the derivative of one unit, so far zero.
   *
   * @param sample place in the slice
   * @param unit which unit; beyond those already listed
   */
  public void add(int sample, int unit) {
    int at = sample * width + count[sample]++;
    assert unit < width && (count[sample] == 1 || index[at - 1] < unit) : unit;
    index[at] = unit;
    gradient[at] = 0;
  }

  /** Asks for the derivatives of all units of all samples. */
  public void addAll() {
    Arrays.fill(count, width);
    Arrays.fill(gradient, 0);
    for (int at = 0; at < index.length; at++) {
      index[at] = at % width;
    }
  }
}
