package io.hillock.train.cell;

import io.hillock.train.internal.simd.EventKernels;
import java.util.Arrays;

/**
 * The events of a window sorted by source, each with the row of the tape that it adds to the
 * gradient of its source: so a row of the gradient is summed in registers and written once.
 *
 * <p>Events are counted on the way forward, laid down on the way back, from the last to the first.
 */
final class EventRows {
  private final EventKernels kernels = EventKernels.best();
  private final int[] counts;
  private final int[] place; // the next free place of each source, from the end of its range
  private int[] rows = new int[0];
  private float[] values = new float[0];
  private boolean laid;
  private boolean graded; // of this window: all its events are, or none

  EventRows(int sources) {
    counts = new int[sources];
    place = new int[sources];
  }

  void begin() {
    Arrays.fill(counts, 0);
    laid = false;
    graded = false;
  }

  /** Counts events listed from one place to another. */
  void count(int[] sources, int from, int to) {
    for (int k = from; k < to; k++) {
      counts[sources[k]]++;
    }
  }

  private void lay(boolean withValues) {
    int end = 0;
    for (int s = 0; s < counts.length; s++) {
      end += counts[s];
      place[s] = end;
    }
    if (rows.length < end) {
      rows = new int[end + end / 2];
    }
    if (withValues && values.length < end) {
      values = new float[end + end / 2];
    }
    graded = withValues;
    laid = true;
  }

  /** Lays down spikes listed from one place to another, all with the same row. */
  void add(int[] sources, int from, int to, int row) {
    if (!laid) {
      lay(false);
    }
    for (int k = from; k < to; k++) {
      rows[--place[sources[k]]] = row;
    }
  }

  /** Lays down graded events. */
  void add(int[] sources, float[] sent, int from, int to, int row) {
    if (!laid) {
      lay(true);
    }
    for (int k = from; k < to; k++) {
      int at = --place[sources[k]];
      rows[at] = row;
      values[at] = sent[k];
    }
  }

  /** Adds to row s of the gradient, for every source s, the rows of the tape of its events. */
  void sum(float[] gradient, int stride, float[] tape) {
    for (int s = 0; s < counts.length; s++) {
      if (counts[s] == 0) {
        continue;
      }
      int from = place[s];
      int to = from + counts[s];
      if (graded) {
        kernels.addRows(gradient, s * stride, stride, tape, stride, rows, values, from, to);
      } else {
        kernels.addRows(gradient, s * stride, stride, tape, stride, rows, from, to);
      }
    }
  }
}
