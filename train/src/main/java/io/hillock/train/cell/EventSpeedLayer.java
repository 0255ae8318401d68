package io.hillock.train.cell;

import io.hillock.random.RandomStream;
import io.hillock.train.Demand;
import io.hillock.train.EventCrossover;
import io.hillock.train.Parameter;
import io.hillock.train.Signals;
import java.util.Arrays;

/**
 * The layer that {@link EventSpeed} measures: steps of activity, and one matrix that goes through
 * them in both ways as it does in training.
 */
final class EventSpeedLayer {
  /** Chunks of steps with activity of their own; gradients are formed of a chunk at once. */
  private static final int CHUNKS = 2;

  private final int n;
  private final int m;
  private final int batch;
  private final int steps;
  private final boolean byDots;
  private final EventMatrix.Run denseRun;
  private final EventMatrix.Run eventRun;

  /** Outputs y, pseudo-derivatives psi, shape (steps, batch n). */
  private final float[][] y;

  private final float[][] psi;

  /** Derivatives that come back, shape (steps, batch m). */
  private final float[][] delta;

  /** What all units send, zeros included: a dense layer needs no lists. */
  private final Signals[] all;

  private final Signals active;
  private final Demand needed;
  private final Demand everything;
  private final float[] asked;
  private final float[] input;
  private final float[] input2;
  private final float[] gradient;
  private final float[] gradient2;

  /** Counts steps and chunks, so that each call meets other activity. */
  private final int[] turn = new int[6];

  EventSpeedLayer(EventSpeed.Setting setting, RandomStream random) {
    n = setting.units();
    batch = setting.batch();
    Parameter weights = new Parameter("weights", n, setting.outputs());
    weights.fillNormal(1 / Math.sqrt(n), random);
    m = weights.stride();
    steps = CHUNKS * stepsPerChunk();
    y = new float[steps][batch * n];
    psi = new float[steps][batch * n];
    delta = new float[steps][batch * m];
    all = new Signals[steps];
    byDots = EventCrossover.DEFAULT.toStateByDots(batch, 1 - setting.backwardSparsity());
    double[] bounds = EventSpeed.thresholdAndWidth(setting, random);
    for (int t = 0; t < steps; t++) {
      all[t] = new Signals(batch, n, false);
      for (int i = 0; i < batch * n; i++) {
        double z = random.nextGaussian();
        y[t][i] = z > bounds[0] ? (float) Math.abs(z) : 0;
        psi[t][i] = (float) Math.max(0, 1 - Math.abs(z - bounds[0]) / bounds[1]);
        all[t].add(i / n, i % n, y[t][i]);
      }
      for (int i = 0; i < delta[t].length; i++) {
        delta[t][i] = i % m < setting.outputs() ? (float) random.nextGaussian() : 0;
      }
    }
    active = new Signals(batch, n, false);
    needed = new Demand(batch, n);
    everything = new Demand(batch, n);
    everything.addAll();
    asked = new float[batch * n];
    input = new float[batch * m];
    input2 = new float[batch * m];
    gradient = new float[n * m];
    gradient2 = new float[n * m];
    EventMatrix matrix = new EventMatrix(weights);
    denseRun = matrix.new Run(batch, gradient, EventCrossover.ALL_DENSE);
    eventRun = matrix.new Run(batch, gradient2, EventCrossover.ALL_EVENTS);
  }

  void denseForward() {
    Arrays.fill(input, 0);
    denseRun.forward(all[step(0)], input);
  }

  void eventForward() {
    Arrays.fill(input2, 0);
    RecurrentRun.send(y[step(1)], active);
    eventRun.forward(active, input2);
  }

  void denseToState() {
    Arrays.fill(everything.gradient, 0);
    denseRun.backward(delta[step(2)], everything);
  }

  void eventToState() {
    int t = step(3);
    if (!byDots()) {
      Arrays.fill(everything.gradient, 0);
      denseRun.backward(delta[t], everything);
      return;
    }
    for (int i = 0; i < asked.length; i++) {
      asked[i] = y[t][i] + psi[t][i];
    }
    RecurrentRun.ask(asked, needed);
    eventRun.backward(delta[t], needed);
  }

  void denseToWeights() {
    int from = chunk(4);
    for (int t = from; t < from + stepsPerChunk(); t++) {
      denseRun.gradient(all[t], delta[t]);
    }
    denseRun.end();
  }

  void eventToWeights() {
    int from = chunk(5);
    for (int t = from; t < from + stepsPerChunk(); t++) {
      RecurrentRun.send(y[t], active);
      eventRun.gradient(active, delta[t]);
    }
    eventRun.end();
  }

  private int step(int way) {
    turn[way] = (turn[way] + 1) % steps;
    return turn[way];
  }

  /** First step of a chunk. */
  private int chunk(int way) {
    turn[way] = (turn[way] + 1) % CHUNKS;
    return turn[way] * stepsPerChunk();
  }

  boolean byDots() {
    return byDots;
  }

  int stepsPerChunk() {
    return EventMatrix.Chunk.samples(batch) / batch;
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
      for (int b = 0; byDots && b < batch; b++) {
        for (int s = b * n; s < b * n + needed.count[b]; s++) {
          float answer = everything.gradient[b * n + needed.index[s]];
          // Both round m products of some size in another order.
          if (!(Math.abs(answer - needed.gradient[s]) < 1e-3 * Math.sqrt(m / (double) n))) {
            throw new IllegalStateException("the gradient to the state differs by events");
          }
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

  private static double fraction(float[][] a, float[][] b) {
    int count = 0;
    for (int t = 0; t < a.length; t++) {
      for (int i = 0; i < a[t].length; i++) {
        count += a[t][i] != 0 || b[t][i] != 0 ? 1 : 0;
      }
    }
    return count / (double) (a.length * a[0].length);
  }
}
