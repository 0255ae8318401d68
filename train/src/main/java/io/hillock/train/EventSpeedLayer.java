package io.hillock.train;

import io.hillock.random.RandomStream;
import io.hillock.train.internal.simd.DenseProduct;
import io.hillock.train.internal.simd.EventKernels;
import io.hillock.train.internal.simd.EventLists;
import io.hillock.train.internal.simd.EventProduct;
import io.hillock.train.internal.simd.PackedMatrix;
import java.util.Arrays;

/** The layer that {@link EventSpeed} measures: weights, steps of activity, and both ways. */
final class EventSpeedLayer {
  /** Samples of a chunk of steps over which gradients by the weights are summed. */
  private static final int CHUNK = 256;

  /** Chunks with activity of their own. */
  private static final int CHUNKS = 2;

  /** Longest chunk in steps, as truncated back-propagation has them. */
  private static final int LONGEST = 64;

  private final EventSpeed.Setting setting;
  private final int n;
  private final int m;
  private final int batch;
  private final int chunk;
  private final int steps;
  private final boolean byDots;
  private final DenseProduct dense = DenseProduct.best();
  private final EventProduct events = EventProduct.best();

  private final float[] weights;
  private final PackedMatrix forDense;
  private final PackedMatrix forEvents;
  private final PackedMatrix turned;
  private final PackedMatrix deltasForDense;
  private final PackedMatrix deltasForEvents;
  private final float[] scratch;

  /**
   * Outputs y, pseudo-derivatives psi, shape (samples, n); derivatives delta, shape (samples, m).
   */
  private final float[] y;

  private final float[] psi;
  private final float[] delta;

  private final EventLists active;
  private final EventLists needed;
  private final EventLists chunkActive;
  private final EventLists chunkByUnit;
  private final float[] mask;
  private final float[] dots;
  private final float[] partial;

  private final float[] input;
  private final float[] input2;
  private final float[] toState;
  private final float[] toState2;
  private final float[] gradient;
  private final float[] gradient2;

  /** Counts steps and chunks, so that each call meets other activity. */
  private final int[] turn = new int[6];

  EventSpeedLayer(EventSpeed.Setting setting, RandomStream random) {
    this.setting = setting;
    n = setting.units();
    m = Parameter.padded(setting.outputs());
    batch = setting.batch();
    chunk = Math.max(1, Math.min(LONGEST, CHUNK / batch)) * batch;
    steps = CHUNKS * chunk / batch;
    weights = new float[n * m];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() / Math.sqrt(n));
    }
    forDense = new PackedMatrix(n, m, DenseProduct.WIDTH);
    forDense.pack(weights, 0, m);
    forEvents = new PackedMatrix(n, m, EventProduct.WIDTH);
    forEvents.pack(weights, 0, m);
    turned = new PackedMatrix(m, n, DenseProduct.WIDTH);
    turned.packTransposed(weights, 0, m);
    deltasForDense = new PackedMatrix(chunk, m, DenseProduct.WIDTH);
    deltasForEvents = new PackedMatrix(chunk, m, EventProduct.WIDTH);
    int scratches =
        Math.max(DenseProduct.scratch(batch, Math.max(n, m)), DenseProduct.scratch(n, chunk));
    scratch = new float[scratches];
    y = new float[CHUNKS * chunk * n];
    psi = new float[y.length];
    delta = new float[CHUNKS * chunk * m];
    byDots = EventCrossover.DEFAULT.toStateByDots(batch, 1 - setting.backwardSparsity());
    double[] bounds = EventSpeed.thresholdAndWidth(setting, random);
    for (int i = 0; i < y.length; i++) {
      double z = random.nextGaussian();
      y[i] = z > bounds[0] ? (float) z : 0;
      psi[i] = (float) Math.max(0, 1 - Math.abs(z - bounds[0]) / bounds[1]);
    }
    for (int i = 0; i < delta.length; i++) {
      delta[i] = (float) random.nextGaussian();
    }
    active = new EventLists(batch, n);
    needed = new EventLists(batch, n);
    chunkActive = new EventLists(chunk, n);
    chunkByUnit = new EventLists(n, chunk);
    mask = new float[batch * n];
    dots = new float[batch * n];
    partial = new float[EventProduct.scratch(batch)];
    input = new float[batch * m];
    input2 = new float[batch * m];
    toState = new float[batch * n];
    toState2 = new float[batch * n];
    gradient = new float[n * m];
    gradient2 = new float[n * m];
  }

  void denseForward() {
    Arrays.fill(input, 0);
    dense.multiply(input, 0, m, y, step(0) * batch * n, n, batch, forDense, scratch);
  }

  void eventForward() {
    Arrays.fill(input2, 0);
    events.collect(active, y, step(1) * batch * n, n);
    events.multiply(input2, 0, m, active, forEvents);
  }

  void denseToState() {
    Arrays.fill(toState, 0);
    dense.multiply(toState, 0, n, delta, step(2) * batch * m, m, batch, turned, scratch);
  }

  void eventToState() {
    Arrays.fill(toState2, 0);
    int step = step(3);
    if (!byDots()) {
      dense.multiply(toState2, 0, n, delta, step * batch * m, m, batch, turned, scratch);
      return;
    }
    int at = step * batch * n;
    for (int i = 0; i < mask.length; i++) {
      mask[i] = psi[at + i] + Math.abs(y[at + i]); // zero only where both are
    }
    events.collect(needed, mask, 0, n);
    if (batch == 1) {
      needed.dots(EventKernels.best(), dots, weights, m, delta, step * m, m);
    } else {
      events.dots(dots, needed, delta, step * batch * m, m, forEvents, partial);
    }
    needed.spread(dots, toState2, 0, n);
  }

  void denseToWeights() {
    int at = chunk(4);
    deltasForDense.pack(delta, at * m, m);
    dense.multiplyTransposed(gradient, 0, m, y, at * n, n, n, deltasForDense, scratch);
  }

  void eventToWeights() {
    int at = chunk(5);
    deltasForEvents.pack(delta, at * m, m);
    events.collect(chunkActive, y, at * n, n);
    chunkByUnit.transpose(chunkActive);
    events.multiply(gradient2, 0, m, chunkByUnit, deltasForEvents);
  }

  private int step(int way) {
    turn[way] = (turn[way] + 1) % steps;
    return turn[way];
  }

  /** First sample of a chunk. */
  private int chunk(int way) {
    turn[way] = (turn[way] + 1) % CHUNKS;
    return turn[way] * chunk;
  }

  boolean byDots() {
    return byDots;
  }

  int stepsPerChunk() {
    return chunk / batch;
  }

  /** Compares both ways. */
  void check() {
    for (int k = 0; k < steps; k++) {
      denseForward();
      eventForward();
      denseToState();
      eventToState();
      if (!Arrays.equals(input, input2)) {
        throw new IllegalStateException("the forward pass by events differs from the dense one");
      }
      int at = turn[3] * batch * n;
      for (int i = 0; i < toState.length; i++) {
        boolean wanted = psi[at + i] != 0 || y[at + i] != 0;
        // Both round m products of some size in another order.
        if (wanted && !(Math.abs(toState[i] - toState2[i]) < 1e-3 * Math.sqrt(m / (double) n))) {
          throw new IllegalStateException("the gradient to the state differs by events");
        }
      }
    }
    Arrays.fill(gradient, 0);
    Arrays.fill(gradient2, 0);
    denseToWeights();
    eventToWeights();
    if (!Arrays.equals(gradient, gradient2)) {
      throw new IllegalStateException("the gradient by the weights differs by events");
    }
  }

  double active() {
    return fraction(y, y);
  }

  double differentiable() {
    return fraction(psi, psi);
  }

  double needed() {
    return fraction(y, psi);
  }

  private static double fraction(float[] a, float[] b) {
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      count += a[i] != 0 || b[i] != 0 ? 1 : 0;
    }
    return count / (double) a.length;
  }
}
