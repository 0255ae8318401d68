package io.hillock.train.cell;

import static io.hillock.train.internal.simd.RowKernels.ONES;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Demand;
import io.hillock.train.Gradient;
import io.hillock.train.LayerRun;
import io.hillock.train.Parameter;
import io.hillock.train.Signals;
import io.hillock.train.Tally;
import io.hillock.train.internal.simd.AlignedFloats;
import io.hillock.train.internal.simd.RowKernels;
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
  private final RowKernels rows = RowKernels.best();
  private final SpikeKernels kernels = SpikeKernels.best();
  private final SpikeKernels.Constants constants;
  private final int slice;
  private final int units;
  private final int stride;
  private final int words;
  private final int recent; // refractory steps
  private final boolean training;
  private final AlignedFloats input;
  private final AlignedFloats recurrent;

  // Carried from window to window.
  private final float[] v; // per sample: two rows, of even and of odd steps
  private final float[] b;
  private final long[] history; // spikes of the last steps, the latest first

  // Of the step in hand.
  private final SpikeKernels.Forward step = new SpikeKernels.Forward();
  private final int lastWidth;
  private final int[] last; // units that spiked in the step before, per sample
  private final int[] lastCount;
  private int made; // steps forward since the membranes were settled
  private int window;

  // Of the way back.
  private final LifTape tape;
  private final AlignedFloats gradientInput; // collected until flushed
  private final AlignedFloats gradientRecurrent;
  private final float[] inputTotal;
  private final float[] recurrentTotal;
  private final SpikeKernels.Back back;
  private final float[] scratch;
  private float[] push;

  private final Tally tally;

  AdaptiveLifRun(AdaptiveLif layer, int slice, int steps, Gradient gradient) {
    this.slice = slice;
    constants = constants(layer);
    units = layer.units();
    stride = Parameter.padded(units);
    words = LifTape.words(stride);
    recent = layer.constants().refractory();
    input = layer.alignedInput();
    recurrent = layer.alignedRecurrent();
    training = gradient != null;
    history = new long[slice * recent * words];
    lastWidth = units + SpikeKernels.SLACK;
    last = new int[slice * lastWidth];
    lastCount = new int[slice];
    tally = new Tally(units);
    v = new float[slice * 2 * stride];
    b = new float[slice * stride];
    step.v = v;
    step.b = b;
    step.current = new AlignedFloats(slice * stride);
    step.before = history;
    step.refractory = new long[words];
    step.spikes = new long[words];
    step.near = new long[words];
    int ways = training ? slice : 0;
    tape = new LifTape(ways, steps, stride, recent, layer.adaptive(), constants);
    push = new float[units];
    back = new SpikeKernels.Back();
    back.gv = new float[ways * stride];
    back.q = new float[ways * stride];
    back.gb = new float[ways * stride];
    back.delta = new AlignedFloats(ways * stride);
    back.recurrent = new float[units + SpikeKernels.SLACK];
    back.push = new float[stride];
    tape.share(back);
    scratch = new float[training ? RowKernels.scratch(Math.max(units, layer.inputs())) : 0];
    inputTotal = training ? gradient.of(layer.input()) : new float[0];
    recurrentTotal = training ? gradient.of(layer.recurrent()) : new float[0];
    gradientInput = new AlignedFloats(inputTotal.length);
    gradientRecurrent = new AlignedFloats(recurrentTotal.length);
  }

  private static SpikeKernels.Constants constants(AdaptiveLif layer) {
    LifConstants c = layer.constants();
    double alpha = StrictMath.exp(-1 / c.tauM());
    double rho = StrictMath.exp(-1 / c.tauA());
    return new SpikeKernels.Constants(
        (float) alpha,
        (float) (1 - alpha),
        (float) rho,
        (float) (1 - rho),
        (float) c.threshold(),
        (float) c.gamma(),
        layer.beta(),
        layer.plain());
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
      Arrays.fill(back.gv, 0);
      Arrays.fill(back.q, 0);
      Arrays.fill(back.gb, 0);
      back.delta.clear();
      System.arraycopy(push, 0, back.push, 0, units);
      window = 0;
    }
  }

  /** Lists the units of a set as those that spiked in the step before. */
  private void decode(long[] set, int at, int sample) {
    lastCount[sample] = kernels.list(set, at, stride, last, sample * lastWidth);
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
    int from = s * lastWidth;
    int spiked = lastCount[s];
    rows.addRows(step.current, at, stride, recurrent, stride, last, ONES, from, from + spiked);
    if (training) {
      tape.keepAdaptation(t, s, b, at);
    }
    int newest = s * recent * words;
    step.from = row(s, t);
    step.to = row(s, t + 1);
    step.at = at;
    step.beforeAt = newest;
    for (int w = 0; w < words; w++) {
      long late = 0;
      for (int h = 0; h < recent; h++) {
        late |= history[newest + h * words + w];
      }
      step.refractory[w] = late;
    }
    kernels.step(constants, step);
    System.arraycopy(history, newest, history, newest + words, (recent - 1) * words);
    System.arraycopy(step.spikes, 0, history, newest, words);
    if (training) {
      tape.keep(t, s, step);
    }
    decode(step.spikes, 0, s);
    int fired = lastCount[s];
    System.arraycopy(last, from, out.index, s * out.width, fired);
    out.count[s] = fired;
    for (int k = from; k < from + fired; k++) {
      tally.unitEvents[last[k]]++;
    }
    tally.events += fired;
    tally.forwardReads += (long) (arrived + spiked) * units;
  }

  private int receive(Signals in, int s, int at) {
    int from = s * in.width;
    int to = from + in.count[s];
    rows.addRows(step.current, at, stride, input, stride, in.index, in.value, from, to);
    return to - from;
  }

  @Override
  public void recall(int t, Signals out, Demand demand) {
    if (window == 0) {
      window = t + 1;
    }
    tape.rebuild(t, window);
    for (int s = 0; s < slice; s++) {
      if (t == window - 1) {
        decode(tape.spikes(), tape.spikesAt(s, t), s); // later steps left it by the step after
      }
      int fired = lastCount[s];
      System.arraycopy(last, s * lastWidth, out.index, s * out.width, fired);
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
        dots(below.gradient, s * below.width, input, below, s);
      }
    }
  }

  private void stepBack(int t, int s, Demand above) {
    int at = s * stride;
    int from = s * above.width;
    Arrays.fill(back.recurrent, 0, above.count[s], 0);
    if (t < window - 1) {
      dots(back.recurrent, 0, recurrent, above, s);
    }
    back.at = at;
    if (back.gz != above.gradient) { // to store a reference is slow
      back.gz = above.gradient;
    }
    back.gzAt = from;
    tape.take(t, s, above.count[s], back);
    kernels.back(constants, back);
    decode(tape.spikes(), back.beforeAt, s);
  }

  /** (5). */
  private void collect(Signals in, int s) {
    int at = s * stride;
    int from = s * in.width;
    int to = from + in.count[s];
    rows.addOuter(gradientInput, stride, in.index, in.value, from, to, back.delta, at, stride);
    int first = s * lastWidth;
    int end = first + lastCount[s];
    rows.addOuter(gradientRecurrent, stride, last, ONES, first, end, back.delta, at, stride);
    tally.gradientWrites += (long) (to - from + lastCount[s]) * units;
  }

  /** Adds the products of the wanted rows of a matrix with the derivatives by the input. */
  private void dots(float[] out, int at, AlignedFloats matrix, Demand wanted, int s) {
    int from = s * wanted.width;
    int to = from + wanted.count[s];
    rows.dots(
        out, at, matrix, stride, wanted.index, from, to, back.delta, s * stride, stride, scratch);
    tally.backwardReads += (long) (to - from) * units;
  }

  @Override
  public void end() {}

  @Override
  public void flush() {
    for (int j = 0; j < units; j++) {
      gradientRecurrent.set(j * stride + j, 0); // no unit is connected to itself
    }
    gradientInput.flush(inputTotal);
    gradientRecurrent.flush(recurrentTotal);
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
