package io.hillock.train.cell;

import io.hillock.train.internal.simd.SpikeKernels;
import java.util.Arrays;

/**
 * What a run of {@link AdaptiveLif} keeps for the way back: spikes and units with a
 * pseudo-derivative as bits, the membranes of these units, and the adaptation of every 32nd step,
 * from which that in between is computed again to the same bits. At most 4.4 bytes per unit and
 * step; with few units near threshold, less than one.
 */
final class LifTape {
  /** Steps between kept values of the adaptation. */
  private static final int SEGMENT = 32;

  private final SpikeKernels kernels = SpikeKernels.best();
  private final int slice;
  private final int steps;
  private final int stride;
  private final int words;
  private final int recent;
  private final boolean adaptive;
  private final SpikeKernels.Constants constants;
  private final long[] spikes; // per sample: those of the steps before the window, then each step
  private final long[] near; // per sample and step
  private final float[][] membranes; // per sample: one after the other
  private final int[] filled;
  private final float[] kept; // per sample: adaptation at every SEGMENT-th step
  private final float[] segment; // per sample: adaptation of SEGMENT + 1 steps
  private int segmentStart;
  private long greatest;

  LifTape(
      int slice,
      int steps,
      int stride,
      int recent,
      boolean adaptive,
      SpikeKernels.Constants constants) {
    this.slice = slice;
    this.steps = steps;
    this.stride = stride;
    this.recent = recent;
    this.adaptive = adaptive;
    this.constants = constants;
    words = words(stride);
    spikes = new long[slice * (steps + recent) * words];
    near = new long[slice * steps * words];
    membranes = new float[slice][steps * stride / 8];
    filled = new int[slice];
    kept = new float[adaptive ? slice * segments(steps) * stride : 0];
    segment = new float[slice * (SEGMENT + 1) * stride];
  }

  static int words(int stride) {
    return (stride + Long.SIZE - 1) / Long.SIZE;
  }

  private static int segments(int steps) {
    return (steps + SEGMENT - 1) / SEGMENT;
  }

  /** The most that a sample can need. */
  static long bytes(int steps, int units, int stride, int recent, boolean adaptive) {
    long bits = (2L * steps + recent) * words(stride) * Long.BYTES;
    long values = (long) steps * units * Float.BYTES;
    return bits + values + (adaptive ? (long) segments(steps) * stride * Float.BYTES : 0);
  }

  /** The most that a sample has needed so far. */
  long greatestBytes() {
    if (slice == 0) {
      return 0;
    }
    long fixed = (spikes.length + near.length) / slice * (long) Long.BYTES;
    return fixed + kept.length / slice * (long) Float.BYTES + greatest * Float.BYTES;
  }

  /** Begins a window; history has the spikes of the steps before it, the latest first. */
  void begin(long[] history) {
    for (int s = 0; s < slice; s++) {
      for (int h = 0; h < recent; h++) {
        System.arraycopy(history, (s * recent + h) * words, spikes, spikesAt(s, -1 - h), words);
      }
    }
    Arrays.fill(filled, 0);
    segmentStart = -1;
  }

  void keepAdaptation(int t, int sample, float[] b, int at) {
    if (adaptive && t % SEGMENT == 0) {
      System.arraycopy(b, at, kept, keptAt(sample, t), stride);
    }
  }

  private int keptAt(int sample, int t) {
    return (sample * segments(steps) + t / SEGMENT) * stride;
  }

  /** Keeps spikes of a step, and the membranes of units with a pseudo-derivative. */
  void keep(int t, int sample, SpikeKernels.Forward step) {
    System.arraycopy(step.spikes, 0, spikes, spikesAt(sample, t), words);
    System.arraycopy(step.near, 0, near, nearAt(sample, t), words);
    float[] to = membranes[sample];
    int k = filled[sample];
    if (k + stride + SpikeKernels.SLACK > to.length) {
      to = Arrays.copyOf(to, to.length + to.length / 2 + stride + SpikeKernels.SLACK);
      membranes[sample] = to;
    }
    filled[sample] += kernels.pack(step.near, 0, stride, step.v, step.from, to, k);
    greatest = Math.max(greatest, filled[sample]);
  }

  private int nearAt(int sample, int t) {
    return (sample * steps + t) * words;
  }

  long[] spikes() {
    return spikes;
  }

  /** Where the spikes of a step begin; steps before the window are negative. */
  int spikesAt(int sample, int t) {
    return (sample * (steps + recent) + t + recent) * words;
  }

  /** Lists the units with a pseudo-derivative in a step; returns how many. */
  int listNear(int sample, int t, int[] index, int at) {
    return kernels.list(near, nearAt(sample, t), stride, index, at);
  }

  /** Shows a step back where everything is kept. */
  void share(SpikeKernels.Back back) {
    back.near = near;
    back.before = spikes;
    back.adaptation = segment;
  }

  /** Says where what was kept of a step lies; membranes are taken from the end. */
  void take(int t, int sample, int count, SpikeKernels.Back back) {
    back.nearAt = nearAt(sample, t);
    back.beforeAt = spikesAt(sample, t - 1);
    back.now = adaptationAt(sample, t);
    back.next = back.now + stride;
    filled[sample] -= count;
    back.membranesAt = filled[sample];
    if (back.membranes != membranes[sample]) { // to store a reference is slow
      back.membranes = membranes[sample];
    }
  }

  private int adaptationAt(int sample, int t) {
    return (sample * (SEGMENT + 1) + t - segmentStart) * stride;
  }

  /**
   * Computes the adaptation of the segment of a step again, from its beginning to one step beyond
   * its end. Without adaptive units nothing depends on it, and it stays zero.
   */
  void rebuild(int t, int window) {
    int start = t - t % SEGMENT;
    if (start == segmentStart) {
      return;
    }
    segmentStart = start;
    if (!adaptive) {
      return;
    }
    int end = Math.min(start + SEGMENT, window);
    for (int s = 0; s < slice; s++) {
      int at = adaptationAt(s, start);
      System.arraycopy(kept, keptAt(s, start), segment, at, stride);
      for (int u = start; u < end; u++, at += stride) {
        kernels.adapt(constants, segment, at, at + stride, spikes, spikesAt(s, u));
      }
    }
  }
}
