package io.hillock.train.cell;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Demand;
import io.hillock.train.Gradient;
import io.hillock.train.LayerRun;
import io.hillock.train.Parameter;
import io.hillock.train.Signals;
import io.hillock.train.Tally;
import io.hillock.train.internal.simd.EventProduct;
import java.util.Arrays;

/**
 * What all gated layers do at work: input and recurrence through their matrices, what was sent,
 * counts, and the order of the way back. A cell adds its equations, unit by unit.
 */
abstract class RecurrentRun implements LayerRun {
  private static final EventProduct EVENTS = EventProduct.best();

  final int slice;
  final int units;
  final int stride;
  final boolean training;

  /** What arrives at the gates from below, bias included, shape (slice, stride). */
  final float[] below;

  /** What arrives from the layer itself. */
  final float[] own;

  /** dL/d(below), dL/d(own). */
  final float[] derivativeBelow;

  final float[] derivativeOwn;

  /** dL/d(what was sent), zero where nobody asked, shape (slice, units). */
  final float[] derivativeSent;

  /** What the units sent last, shape (slice, units). */
  final float[] sent;

  /** What they sent in the step that is gone back through. */
  final float[] recalled;

  final long[] unitEvents;
  float[] push;
  long visited;

  private final EventMatrix.Run input;
  private final EventMatrix.Run recurrent;
  private final Parameter bias;
  private final float[] biasGradient;
  private final Signals last;
  private final Signals first;
  private int length;
  private long unitSteps;
  private long adjointUnitSteps;
  private long events;

  RecurrentRun(
      int slice,
      int units,
      EventMatrix inputs,
      EventMatrix recurrence,
      Parameter bias,
      Gradient gradient) {
    this.slice = slice;
    this.units = units;
    this.bias = bias;
    training = gradient != null;
    stride = bias.stride();
    below = new float[slice * stride];
    own = new float[slice * stride];
    derivativeBelow = new float[training ? slice * stride : 0];
    derivativeOwn = new float[training ? slice * stride : 0];
    derivativeSent = new float[training ? slice * units : 0];
    sent = new float[slice * units];
    recalled = new float[training ? slice * units : 0];
    unitEvents = new long[units];
    push = new float[units];
    input = inputs.new Run(slice, training ? gradient.of(inputs.parameter()) : null);
    recurrent = recurrence.new Run(slice, training ? gradient.of(recurrence.parameter()) : null);
    biasGradient = training ? gradient.of(bias) : null;
    last = new Signals(slice, units, false);
    first = new Signals(slice, units, false);
  }

  /** Whether every unit sends in every step. */
  abstract boolean dense();

  /** State at rest. */
  abstract void rest();

  /** Keeps what the way back needs of the state before the first step. */
  abstract void keepFirst();

  /** What the recurrence adds before any event, one row of the slice. */
  abstract void ownBias(float[] to, int at);

  /** One step of all units: from below and own to what is sent. */
  abstract void activate(int t);

  /**
   * What was sent in a step, into recalled; and who is asked for a derivative, if there is a list.
   */
  abstract void recallSent(int t, Demand demand);

  /** One step back of all units: from derivativeSent to derivativeBelow and derivativeOwn. */
  abstract void back(int t, boolean lastStep);

  @Override
  public final void begin(boolean carry) {
    if (!carry) {
      Arrays.fill(sent, 0);
      rest();
    }
    list(sent, last);
    list(sent, first);
    keepFirst();
    length = 0;
  }

  /** Lists what is sent. */
  private void list(float[] sent, Signals out) {
    out.clear();
    if (dense()) {
      System.arraycopy(sent, 0, out.value, 0, sent.length);
      Arrays.fill(out.count, units);
      for (int b = 0; b < slice; b++) {
        for (int j = 0; j < units; j++) {
          out.index[b * units + j] = j;
        }
      }
      return;
    }
    send(sent, out);
  }

  /** Lists the units that send something. */
  static void send(float[] sent, Signals out) {
    int n = out.width;
    for (int b = 0; b < out.slice; b++) {
      out.count[b] = EVENTS.collect(out.index, out.value, b * n, sent, b * n, n);
    }
  }

  /** Asks for the derivatives of the units that have a number other than zero here. */
  static void ask(float[] asked, Demand demand) {
    int n = demand.width;
    for (int b = 0; b < demand.slice; b++) {
      int count = EVENTS.collect(demand.index, demand.gradient, b * n, asked, b * n, n);
      Arrays.fill(demand.gradient, b * n, b * n + count, 0);
      demand.count[b] = count;
    }
  }

  private static void copy(Signals from, Signals to) {
    for (int b = 0; b < from.slice; b++) {
      int at = b * from.width;
      System.arraycopy(from.index, at, to.index, at, from.count[b]);
      System.arraycopy(from.value, at, to.value, at, from.count[b]);
      to.count[b] = from.count[b];
    }
  }

  @Override
  public final void forward(int t, Signals in, Signals out) {
    for (int b = 0; b < slice; b++) {
      System.arraycopy(bias.values(), 0, below, b * stride, stride);
      ownBias(own, b * stride);
    }
    input.forward(in, below);
    recurrent.forward(last, own);
    activate(t);
    list(sent, last);
    copy(last, out);
    length = t + 1;
    unitSteps += (long) slice * units;
    events += last.events();
    for (int b = 0; b < slice; b++) {
      for (int k = b * units; k < b * units + last.count[b]; k++) {
        unitEvents[last.index[k]]++;
      }
    }
  }

  @Override
  public final void recall(int t, Signals out, Demand demand) {
    requireTraining();
    demand.clear();
    recallSent(t, demand);
    list(recalled, last);
    copy(last, out);
  }

  @Override
  public final void adjoint(int t, Signals in, Demand above, Demand wanted) {
    requireTraining();
    boolean lastStep = t == length - 1;
    if (!lastStep) {
      recurrent.backward(derivativeOwn, above);
      recurrent.gradient(last, derivativeOwn);
    }
    Arrays.fill(derivativeSent, 0);
    for (int b = 0; b < slice; b++) {
      for (int k = b * units; k < b * units + above.count[b]; k++) {
        derivativeSent[b * units + above.index[k]] = above.gradient[k];
      }
    }
    back(t, lastStep);
    adjointUnitSteps += (long) slice * units;
    for (int b = 0; b < slice; b++) {
      for (int k = 0; k < stride; k++) {
        biasGradient[k] += derivativeBelow[b * stride + k];
      }
    }
    if (wanted != null) {
      input.backward(derivativeBelow, wanted);
    }
    input.gradient(in, derivativeBelow);
    if (t == 0) {
      recurrent.gradient(first, derivativeOwn);
    }
  }

  @Override
  public final void end() {
    requireTraining();
    input.end();
    recurrent.end();
    finish();
  }

  /** Anything else that a cell collects. */
  void finish() {}

  private void requireTraining() {
    if (!training) {
      throw new UnsupportedOperationException("this run only goes forward");
    }
  }

  @Override
  public final void tally(Tally tally) {
    tally.unitSteps += unitSteps;
    tally.events += events;
    tally.adjointUnitSteps += adjointUnitSteps;
    tally.visited += visited;
    for (int j = 0; j < units; j++) {
      tally.unitEvents[j] += unitEvents[j];
    }
    input.tally(tally);
    recurrent.tally(tally);
    unitSteps = 0;
    events = 0;
    adjointUnitSteps = 0;
    visited = 0;
    Arrays.fill(unitEvents, 0);
  }

  @Override
  public final void push(float[] derivative) {
    push = derivative;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("y", StateRole.INFERENCE, Float.SIZE, sent);
  }
}
