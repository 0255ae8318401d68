package io.hillock.train.cell;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Demand;
import io.hillock.train.Gradient;
import io.hillock.train.LayerRun;
import io.hillock.train.Parameter;
import io.hillock.train.Signals;
import io.hillock.train.Tally;
import io.hillock.train.internal.simd.EventKernels;
import io.hillock.train.internal.simd.SpikeKernels;
import java.util.Arrays;

/**
 * {@link AdaptiveLif} at work. With gv_t, gb_t, gz_t the derivatives of the loss by v_t, b_t and
 * z_t, d_t = (1 - alpha) gv_t, and p_t = dz_t/dv_{t-1} = gamma max(0, 1 - |s_t|) / A_t, the way
 * back is
 *
 * {@snippet lang=text :
 * gv_t = alpha gv_{t+1} + q_{t+1}                                                   (1)
 * gz_t = (receivers) + W_rec d_{t+1} + (1 - rho) gb_{t+1} - A_{t+1} gv_{t+1}        (2)
 * q_t = p_t gz_t                                                                    (3)
 * gb_t = rho gb_{t+1} + beta (- z_{t-1} gv_t - q_t v_{t-1} / A_t)                   (4)
 * dL/dW_in += x_t d_t,   dL/dW_rec += z_{t-1} d_t                                   (5)
 * }
 *
 * <p>(2) and (3) are computed for units with p_t != 0 only. The tape holds v in single precision,
 * spikes as bits, and b of every 32nd step, from which b in between is computed again to the same
 * bits. d_t takes the place of v_t, which is not needed any more; (5) is summed at the end, source
 * by source.
 */
final class AdaptiveLifRun implements LayerRun {
  /** Steps between kept values of b. */
  private static final int SEGMENT = 32;

  private final EventKernels events = EventKernels.best();
  private final SpikeKernels kernels = SpikeKernels.best();
  private final SpikeKernels.Constants constants;
  private final float jump; // 1 - rho
  private final float gamma;
  private final boolean adaptive;
  private final float[] beta;
  private final int slice;
  private final int units;
  private final int stride;
  private final int words;
  private final int recent; // refractory steps
  private final boolean training;
  private final int rowsKept; // rows of v per sample
  private final float[] input;
  private final float[] recurrent;

  // Carried from window to window.
  private final float[] v;
  private final float[] b;
  private final long[] history; // spikes of the last steps, the latest first

  // Of the window.
  private final float[] tape; // per sample: v before the first step, then after each; later d
  private final long[] spikes; // per sample: those of the steps before the window, then each step
  private final float[] kept; // per sample: b at every SEGMENT-th step
  private final float[] current;
  private final float[] subtract; // A of the units that spiked, by place in the list
  private final int[] last; // units that spiked in the step before, per sample
  private final int[] lastCount;
  private final long[] bits;
  private int made; // steps forward since v was settled
  private int window;

  // Of the way back.
  private final float[] gradientInput;
  private final float[] gradientRecurrent;
  private final float[] gv;
  private final float[] q;
  private final float[] gb;
  private final float[] segment; // b of SEGMENT + 1 steps, per sample
  private final float[] products;
  private float[] shares = new float[0]; // of the layer below
  private final EventRows inputRows;
  private final EventRows spikeRows;
  private int segmentStart;
  private float[] push;

  private final Tally tally;

  AdaptiveLifRun(AdaptiveLif layer, int slice, int steps, Gradient gradient) {
    this.slice = slice;
    LifConstants c = layer.constants();
    double alpha = StrictMath.exp(-1 / c.tauM());
    double rho = StrictMath.exp(-1 / c.tauA());
    constants =
        new SpikeKernels.Constants(
            (float) alpha, (float) (1 - alpha), (float) rho, (float) c.threshold());
    jump = (float) (1 - rho);
    gamma = (float) c.gamma();
    beta = layer.beta();
    boolean any = false;
    for (float value : beta) {
      any |= value > 0;
    }
    adaptive = any;
    units = layer.units();
    stride = Parameter.padded(units);
    words = (stride + 63) / 64;
    recent = c.refractory();
    input = layer.input().values();
    recurrent = layer.recurrent().values();
    training = gradient != null;
    rowsKept = training ? steps + 1 : 2;
    v = new float[slice * stride];
    b = new float[slice * stride];
    history = new long[slice * recent * words];
    tape = new float[slice * rowsKept * stride];
    current = new float[slice * stride];
    subtract = new float[units];
    last = new int[slice * units];
    lastCount = new int[slice];
    bits = new long[words];
    tally = new Tally(units);
    push = new float[units];
    int back = training ? slice : 0;
    spikes = new long[back * (steps + recent) * words];
    kept = new float[adaptive ? back * segments(steps) * stride : 0];
    gv = new float[back * stride];
    q = new float[back * stride];
    gb = new float[back * stride];
    segment = new float[back * (SEGMENT + 1) * stride];
    products = new float[back * units];
    gradientInput = training ? gradient.of(layer.input()) : new float[0];
    gradientRecurrent = training ? gradient.of(layer.recurrent()) : new float[0];
    inputRows = new EventRows(layer.inputs());
    spikeRows = new EventRows(units);
  }

  private static int segments(int steps) {
    return (steps + SEGMENT - 1) / SEGMENT;
  }

  static long tapeBytes(AdaptiveLif layer, int steps) {
    int stride = Parameter.padded(layer.units());
    long membranes = (steps + 1L) * stride * Float.BYTES;
    long spikes =
        (steps + (long) layer.constants().refractory()) * ((stride + 63) / 64) * Long.BYTES;
    boolean adaptive = false;
    for (float value : layer.beta()) {
      adaptive |= value > 0;
    }
    return membranes + spikes + (adaptive ? (long) segments(steps) * stride * Float.BYTES : 0);
  }

  private int row(int sample, int r) {
    return (sample * rowsKept + (training ? r : r & 1)) * stride;
  }

  private int spikeRow(int sample, int t) {
    return (sample * (spikes.length / (slice * words)) + t + recent) * words;
  }

  /** Brings the membranes of the last step where the next window looks for them. */
  private void settle() {
    if (made > 0) {
      for (int s = 0; s < slice; s++) {
        System.arraycopy(tape, row(s, made), v, s * stride, stride);
      }
      made = 0;
    }
  }

  @Override
  public void begin(boolean carry) {
    if (carry) {
      settle();
    } else {
      made = 0;
      Arrays.fill(v, 0);
      Arrays.fill(b, 0);
      Arrays.fill(history, 0);
    }
    for (int s = 0; s < slice; s++) {
      System.arraycopy(v, s * stride, tape, row(s, 0), stride);
      decode(history, s * recent * words, s);
      if (training) {
        for (int h = 0; h < recent; h++) {
          System.arraycopy(history, (s * recent + h) * words, spikes, spikeRow(s, -1 - h), words);
        }
      }
    }
    if (training) {
      Arrays.fill(gv, 0);
      Arrays.fill(q, 0);
      Arrays.fill(gb, 0);
      inputRows.begin();
      spikeRows.begin();
      segmentStart = Integer.MAX_VALUE;
      window = 0;
    }
  }

  /** Lists the units whose bits are set as those that spiked in the step before. */
  private void decode(long[] set, int at, int sample) {
    int k = sample * units;
    for (int w = 0; w < words; w++) {
      for (long rest = set[at + w]; rest != 0; rest &= rest - 1) {
        last[k++] = (w << 6) + Long.numberOfTrailingZeros(rest);
      }
    }
    lastCount[sample] = k - sample * units;
  }

  @Override
  public void forward(int t, Signals in, Signals out) {
    for (int s = 0; s < slice; s++) {
      step(t, s, in, out);
    }
    made = t + 1;
    tally.unitSteps += (long) slice * units;
  }

  private void step(int t, int s, Signals in, Signals out) {
    int at = s * stride;
    int first = s * in.width;
    int arrived = in.count[s];
    receive(in, first, arrived, at);
    int from = s * units;
    int spiked = lastCount[s];
    events.addRows(current, at, stride, recurrent, stride, last, from, from + spiked);
    for (int k = 0; k < spiked; k++) {
      int j = last[from + k];
      subtract[k] = constants.threshold() + beta[j] * b[at + j];
    }
    if (training && adaptive && t % SEGMENT == 0) {
      System.arraycopy(
          b, at, kept, (s * (kept.length / (slice * stride)) + t / SEGMENT) * stride, stride);
    }
    int to = row(s, t + 1);
    kernels.step(constants, tape, row(s, t), to, current, b, beta, at, stride, bits);
    for (int k = 0; k < spiked; k++) {
      tape[to + last[from + k]] -= subtract[k];
    }
    silenceRefractory(s);
    if (training) {
      System.arraycopy(bits, 0, spikes, spikeRow(s, t), words);
      inputRows.count(in.index, first, first + arrived);
      spikeRows.count(last, from, from + spiked);
    }
    decode(bits, 0, s);
    spiked = lastCount[s];
    System.arraycopy(last, from, out.index, s * out.width, spiked);
    out.count[s] = spiked;
    for (int k = 0; k < spiked; k++) {
      int j = last[from + k];
      b[at + j] += jump;
      tally.unitEvents[j]++;
    }
    tally.events += spiked;
    tally.forwardReads += (long) (arrived + spiked) * units;
  }

  private void receive(Signals in, int first, int arrived, int at) {
    if (in.binary) {
      events.addRows(current, at, stride, input, stride, in.index, first, first + arrived);
    } else {
      events.addRows(
          current, at, stride, input, stride, in.index, in.value, first, first + arrived);
    }
  }

  /** Takes those out of bits that spiked lately, and moves the history on. */
  private void silenceRefractory(int s) {
    int newest = s * recent * words;
    for (int h = 0; h < recent; h++) {
      for (int w = 0; w < words; w++) {
        bits[w] &= ~history[newest + h * words + w];
      }
    }
    System.arraycopy(history, newest, history, newest + words, (recent - 1) * words);
    System.arraycopy(bits, 0, history, newest, words);
  }

  @Override
  public void recall(int t, Signals out, Demand demand) {
    if (window == 0) {
      window = t + 1;
      settle();
    }
    demand.clear();
    rebuild(t);
    for (int s = 0; s < slice; s++) {
      decode(spikes, spikeRow(s, t), s);
      int from = s * units;
      int spiked = lastCount[s];
      System.arraycopy(last, from, out.index, s * out.width, spiked);
      out.count[s] = spiked;
      if (t < window - 1) { // the last spikes arrive nowhere within the window
        spikeRows.add(last, from, from + spiked, row(s, t + 2) / stride);
      }
      kernels.live(constants, tape, row(s, t), segment, segmentRow(s, t), beta, stride, bits);
      for (int h = 1; h <= recent; h++) {
        int row = spikeRow(s, t - h);
        for (int w = 0; w < words; w++) {
          bits[w] &= ~spikes[row + w];
        }
      }
      int k = s * demand.width;
      for (int w = 0; w < words; w++) {
        for (long rest = bits[w]; rest != 0; rest &= rest - 1) {
          demand.gradient[k] = 0;
          demand.index[k++] = (w << 6) + Long.numberOfTrailingZeros(rest);
        }
      }
      demand.count[s] = k - s * demand.width;
      tally.visited += demand.count[s];
    }
    tally.adjointUnitSteps += (long) slice * units;
  }

  private int segmentRow(int sample, int t) {
    return (sample * (SEGMENT + 1) + t - segmentStart) * stride;
  }

  /** Computes b of the segment of a step again, from its beginning to one step beyond its end. */
  private void rebuild(int t) {
    int start = t - t % SEGMENT;
    if (start == segmentStart) {
      return;
    }
    segmentStart = start;
    if (!adaptive) {
      return; // b is not zero, but nothing depends on it
    }
    int segments = kept.length / (slice * stride);
    for (int s = 0; s < slice; s++) {
      int at = segmentRow(s, start);
      System.arraycopy(kept, (s * segments + start / SEGMENT) * stride, segment, at, stride);
      int end = Math.min(start + SEGMENT, window);
      for (int u = start; u < end; u++, at += stride) {
        float rho = constants.rho();
        for (int i = at; i < at + stride; i++) {
          segment[i + stride] = rho * segment[i];
        }
        int row = spikeRow(s, u);
        for (int w = 0; w < words; w++) {
          for (long rest = spikes[row + w]; rest != 0; rest &= rest - 1) {
            segment[at + stride + (w << 6) + Long.numberOfTrailingZeros(rest)] += jump;
          }
        }
      }
    }
  }

  @Override
  public void adjoint(int t, Signals in, Demand above, Demand below) {
    for (int s = 0; s < slice; s++) {
      stepBack(t, s, above);
      int delta = row(s, t + 1);
      int first = s * in.width;
      int arrived = in.count[s];
      int row = delta / stride;
      if (in.binary) {
        inputRows.add(in.index, first, first + arrived, row);
      } else {
        inputRows.add(in.index, in.value, first, first + arrived, row);
      }
      tally.gradientWrites += (long) (arrived + lastCount[s]) * units;
      if (below != null) {
        askInputs(s, delta, below);
      }
    }
  }

  private void stepBack(int t, int s, Demand above) {
    int at = s * stride;
    int from = s * above.width;
    int to = from + above.count[s];
    float[] gz = above.gradient;
    boolean inside = t < window - 1;
    if (inside) {
      events.dots(products, recurrent, stride, above.index, from, to, tape, row(s, t + 2), stride);
      tally.backwardReads += (long) above.count[s] * units;
    }
    int now = segmentRow(s, t);
    int next = now + stride;
    for (int k = from; k < to; k++) {
      int j = above.index[k];
      float sum = gz[k] + push[j];
      if (inside) {
        float reset = constants.threshold() + beta[j] * segment[next + j];
        sum += products[k] + jump * gb[at + j] - reset * gv[at + j]; // (2)
      }
      gz[k] = sum;
    }
    int v0 = row(s, t);
    kernels.back(constants, gv, q, gb, at, tape, row(s, t + 1), stride); // (1), half of (4)
    for (int k = from; k < to; k++) {
      int j = above.index[k];
      float a = constants.threshold() + beta[j] * segment[now + j];
      float ratio = tape[v0 + j] / a;
      float slope = gamma * (1 - Math.abs(ratio - 1)) / a;
      float through = slope * gz[k]; // (3)
      q[at + j] = through;
      gb[at + j] -= beta[j] * (through * ratio); // (4)
    }
    decode(spikes, spikeRow(s, t - 1), s);
    int spiked = lastCount[s];
    for (int k = s * units; k < s * units + spiked; k++) {
      int j = last[k];
      gb[at + j] -= beta[j] * gv[at + j]; // (4)
    }
    if (t == 0) { // spikes before the window arrive in its first step
      spikeRows.add(last, s * units, s * units + spiked, row(s, 1) / stride);
    }
  }

  private void askInputs(int s, int delta, Demand below) {
    int from = s * below.width;
    int to = from + below.count[s];
    if (shares.length < below.gradient.length) {
      shares = new float[below.gradient.length];
    }
    events.dots(shares, input, stride, below.index, from, to, tape, delta, stride);
    for (int k = from; k < to; k++) {
      below.gradient[k] += shares[k];
    }
    tally.backwardReads += (long) (to - from) * units;
  }

  @Override
  public void end() {
    inputRows.sum(gradientInput, stride, tape);
    spikeRows.sum(gradientRecurrent, stride, tape);
    for (int j = 0; j < units; j++) {
      gradientRecurrent[j * stride + j] = 0;
    }
  }

  @Override
  public void tally(Tally sum) {
    sum.add(tally);
    tally.clear();
  }

  @Override
  public void push(float[] derivative) {
    push = derivative;
  }

  @Override
  public void visit(StateVisitor visitor) {
    settle();
    visitor.floats("v", StateRole.INFERENCE, Float.SIZE, v);
    visitor.floats("b", StateRole.INFERENCE, Float.SIZE, b);
    visitor.longs("spikes", StateRole.INFERENCE, Long.SIZE, history);
  }
}
