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
 * <p>(2) and (3) are computed for units with p_t != 0 only, and of these alone the {@link LifTape}
 * keeps v.
 */
final class AdaptiveLifRun implements LayerRun {
  private final EventKernels events = EventKernels.best();
  private final SpikeKernels kernels = SpikeKernels.best();
  private final SpikeKernels.Constants constants;
  private final float jump; // 1 - rho
  private final float gamma;
  private final float[] beta;
  private final int slice;
  private final int units;
  private final int stride;
  private final int words;
  private final int recent; // refractory steps
  private final boolean training;
  private final float[] input;
  private final float[] recurrent;

  // Carried from window to window.
  private final float[] v; // per sample: two rows, of even and of odd steps
  private final float[] b;
  private final long[] history; // spikes of the last steps, the latest first

  // Of the step in hand.
  private final float[] current;
  private final float[] subtract; // A of the units that spiked, by place in the list
  private final int[] last; // units that spiked in the step before, per sample
  private final int[] lastCount;
  private final long[] bits;
  private final long[] near;
  private int made; // steps forward since the membranes were settled
  private int window;

  // Of the way back.
  private final LifTape tape;
  private final float[] gradientInput;
  private final float[] gradientRecurrent;
  private final float[] gv;
  private final float[] q;
  private final float[] gb;
  private final float[] delta;
  private final float[] products;
  private float[] shares = new float[0]; // of the layer below
  private float[] push;

  private final Tally tally;

  AdaptiveLifRun(AdaptiveLif layer, int slice, int steps, Gradient gradient) {
    this.slice = slice;
    LifConstants c = layer.constants();
    double alpha = StrictMath.exp(-1 / c.tauM());
    double rho = StrictMath.exp(-1 / c.tauA());
    constants =
        new SpikeKernels.Constants(
            (float) alpha, (float) (1 - alpha), (float) rho, (float) c.threshold(), layer.plain());
    jump = (float) (1 - rho);
    gamma = (float) c.gamma();
    beta = layer.beta();
    units = layer.units();
    stride = Parameter.padded(units);
    words = LifTape.words(stride);
    recent = c.refractory();
    input = layer.input().values();
    recurrent = layer.recurrent().values();
    training = gradient != null;
    v = new float[slice * 2 * stride];
    b = new float[slice * stride];
    history = new long[slice * recent * words];
    current = new float[slice * stride];
    subtract = new float[units];
    last = new int[slice * units];
    lastCount = new int[slice];
    bits = new long[words];
    near = new long[words];
    tally = new Tally(units);
    push = new float[units];
    int back = training ? slice : 0;
    tape = new LifTape(back, steps, stride, recent, layer.adaptive(), constants, jump);
    gv = new float[back * stride];
    q = new float[back * stride];
    gb = new float[back * stride];
    delta = new float[back * stride];
    products = new float[back * units];
    gradientInput = training ? gradient.of(layer.input()) : new float[0];
    gradientRecurrent = training ? gradient.of(layer.recurrent()) : new float[0];
  }

  private int row(int sample, int r) {
    return (2 * sample + (r & 1)) * stride;
  }

  /** Brings the membranes of the last step where the next window looks for them. */
  private void settle() {
    if ((made & 1) == 1) {
      for (int s = 0; s < slice; s++) {
        System.arraycopy(v, row(s, 1), v, row(s, 0), stride);
      }
    }
    made = 0;
  }

  @Override
  public void begin(boolean carry) {
    settle();
    if (!carry) {
      Arrays.fill(v, 0);
      Arrays.fill(b, 0);
      Arrays.fill(history, 0);
    }
    for (int s = 0; s < slice; s++) {
      decode(history, s * recent * words, s);
    }
    if (training) {
      tape.begin(history);
      Arrays.fill(gv, 0);
      Arrays.fill(q, 0);
      Arrays.fill(gb, 0);
      Arrays.fill(delta, 0);
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
    int arrived = receive(in, s, at);
    int from = s * units;
    int spiked = lastCount[s];
    events.addRows(current, at, stride, recurrent, stride, last, from, from + spiked);
    for (int k = 0; k < spiked; k++) {
      int j = last[from + k];
      subtract[k] = constants.threshold() + beta[j] * b[at + j];
    }
    if (training) {
      tape.keepAdaptation(t, s, b, at);
    }
    int old = row(s, t);
    int fresh = row(s, t + 1);
    kernels.step(constants, v, old, fresh, current, b, beta, at, stride, bits, near);
    for (int k = 0; k < spiked; k++) {
      v[fresh + last[from + k]] -= subtract[k];
    }
    silenceRefractory(s);
    if (training) {
      tape.keep(t, s, bits, near, v, old);
    }
    decode(bits, 0, s);
    int fired = lastCount[s];
    System.arraycopy(last, from, out.index, s * out.width, fired);
    out.count[s] = fired;
    for (int k = from; k < from + fired; k++) {
      b[at + last[k]] += jump;
      tally.unitEvents[last[k]]++;
    }
    tally.events += fired;
    tally.forwardReads += (long) (arrived + spiked) * units;
  }

  private int receive(Signals in, int s, int at) {
    int from = s * in.width;
    int to = from + in.count[s];
    if (in.binary) {
      events.addRows(current, at, stride, input, stride, in.index, from, to);
    } else {
      events.addRows(current, at, stride, input, stride, in.index, in.value, from, to);
    }
    return to - from;
  }

  /** Takes those out of both sets that spiked lately, and moves the history on. */
  private void silenceRefractory(int s) {
    int newest = s * recent * words;
    for (int h = newest; h < newest + recent * words; h += words) {
      for (int w = 0; w < words; w++) {
        bits[w] &= ~history[h + w];
        near[w] &= ~history[h + w];
      }
    }
    System.arraycopy(history, newest, history, newest + words, (recent - 1) * words);
    System.arraycopy(bits, 0, history, newest, words);
  }

  @Override
  public void recall(int t, Signals out, Demand demand) {
    if (window == 0) {
      window = t + 1;
    }
    tape.rebuild(t, window);
    for (int s = 0; s < slice; s++) {
      decode(tape.spikes(), tape.spikesAt(s, t), s);
      int fired = lastCount[s];
      System.arraycopy(last, s * units, out.index, s * out.width, fired);
      out.count[s] = fired;
      int from = s * demand.width;
      int wanted = tape.listNear(s, t, demand.index, from);
      Arrays.fill(demand.gradient, from, from + wanted, 0);
      demand.count[s] = wanted;
      tally.visited += wanted;
    }
    tally.adjointUnitSteps += (long) slice * units;
  }

  @Override
  public void adjoint(int t, Signals in, Demand above, Demand below) {
    for (int s = 0; s < slice; s++) {
      stepBack(t, s, above);
      collect(in, s);
      if (below != null) {
        answer(s, below);
      }
    }
  }

  private void stepBack(int t, int s, Demand above) {
    int at = s * stride;
    int from = s * above.width;
    int to = from + above.count[s];
    float[] gz = above.gradient;
    float[] adaptation = tape.adaptation();
    int now = tape.adaptationAt(s, t);
    if (t < window - 1) {
      events.dots(products, recurrent, stride, above.index, from, to, delta, at, stride);
      tally.backwardReads += (long) above.count[s] * units;
      int next = now + stride;
      for (int k = from; k < to; k++) {
        int j = above.index[k];
        float reset = constants.threshold() + beta[j] * adaptation[next + j];
        gz[k] += products[k] + push[j] + jump * gb[at + j] - reset * gv[at + j]; // (2)
      }
    } else {
      for (int k = from; k < to; k++) {
        gz[k] += push[above.index[k]];
      }
    }
    kernels.back(constants, gv, q, gb, delta, at, stride); // (1), half of (4)
    int kept = tape.take(s, to - from);
    float[] membranes = tape.membranes(s);
    for (int k = from; k < to; k++) {
      int j = above.index[k];
      float a = constants.threshold() + beta[j] * adaptation[now + j];
      float ratio = membranes[kept + k - from] / a;
      float slope = gamma * Math.max(0, 1 - Math.abs(ratio - 1)) / a;
      float through = slope * gz[k]; // (3)
      q[at + j] = through;
      gb[at + j] -= beta[j] * (through * ratio); // (4)
    }
    decode(tape.spikes(), tape.spikesAt(s, t - 1), s);
    for (int k = s * units; k < s * units + lastCount[s]; k++) {
      int j = last[k];
      gb[at + j] -= beta[j] * gv[at + j]; // (4)
    }
  }

  /** (5). */
  private void collect(Signals in, int s) {
    int at = s * stride;
    int from = s * in.width;
    int to = from + in.count[s];
    if (in.binary) {
      events.addOuter(gradientInput, stride, in.index, from, to, delta, at, stride);
    } else {
      events.addOuter(gradientInput, stride, in.index, in.value, from, to, delta, at, stride);
    }
    int first = s * units;
    events.addOuter(
        gradientRecurrent, stride, last, first, first + lastCount[s], delta, at, stride);
    tally.gradientWrites += (long) (to - from + lastCount[s]) * units;
  }

  private void answer(int s, Demand below) {
    int from = s * below.width;
    int to = from + below.count[s];
    if (shares.length < below.gradient.length) {
      shares = new float[below.gradient.length];
    }
    events.dots(shares, input, stride, below.index, from, to, delta, s * stride, stride);
    for (int k = from; k < to; k++) {
      below.gradient[k] += shares[k];
    }
    tally.backwardReads += (long) (to - from) * units;
  }

  @Override
  public void end() {
    for (int j = 0; j < units; j++) {
      gradientRecurrent[j * stride + j] = 0; // no unit is connected to itself
    }
  }

  @Override
  public void tally(Tally sum) {
    sum.add(tally);
    sum.tapeBytes = Math.max(sum.tapeBytes, tape.greatestBytes());
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
