package io.hillock.learning.local;

import io.hillock.internal.simd.Kernels;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.Arrays;

/**
 * Shared kernels, driven by events: a spike of an input adds one weight of every kernel at each
 * position that sees it, and the membranes filter what arrives.
 *
 * {@snippet lang=text :
 * A = alpha A + (1 - alpha) B,   then   B = beta B + (1 - beta) K * S_in            (1)
 * (W P)_i = max over the square of A                                                (2)
 * dK_c = sum_i factor_i P at the position that was the greatest of i                (3)
 * }
 *
 * <p>A, B of each position and kernel; K, shape (kernels, side, side, channels); i the units of
 * kernel c. As long as K rests, A is K applied to P, for both are linear; where K moves during a
 * sample, an event keeps the weight that it met. So P and Q of the inputs are there for (3) alone.
 * A and B below 2^-40 in size are zero.
 */
final class ConvolutionalSynapses implements LocalSynapses {
  private static final float LEAST = 0x1.0p-40f;

  private final Kernels simd = Kernels.best();
  private final LocalWiring.Convolution wiring;
  private final LocalNeuron neuron;
  private final InputTraces traces;
  private final float[] w; // (kernels, side, side, channels)
  private final float[] b; // (kernels)
  private final float[] membrane; // A, (position rows, position columns, kernels)
  private final float[] current; // B, as A
  private final int[] winner; // cell of A behind each unit in the last step
  private final float[] patch; // P under a kernel at one position, (side, side, channels)
  private final int[] kernel;
  private final float[] kernelFactor;

  ConvolutionalSynapses(LocalWiring.Convolution wiring, LocalNeuron neuron) {
    this.wiring = wiring;
    this.neuron = neuron;
    traces = new InputTraces(wiring.inputs());
    w = new float[wiring.kernels() * wiring.fanIn()];
    b = new float[wiring.kernels()];
    membrane = new float[wiring.positionRows() * wiring.positionColumns() * wiring.kernels()];
    current = new float[membrane.length];
    winner = new int[wiring.units()];
    patch = new float[wiring.fanIn()];
    kernel = new int[wiring.kernels()];
    kernelFactor = new float[wiring.kernels()];
  }

  @Override
  public void reset() {
    traces.reset();
    Arrays.fill(membrane, 0);
    Arrays.fill(current, 0);
  }

  @Override
  public void step(SpikeList in, float[] u, Counts counts) {
    traces.advance(in, neuron);
    float alpha = (float) neuron.alpha();
    float beta = (float) neuron.beta();
    float toA = (float) (1 - neuron.alpha());
    float toB = (float) (1 - neuron.beta());
    for (int i = 0; i < membrane.length; i++) { // (1)
      float newA = alpha * membrane[i] + toA * current[i];
      float newB = beta * current[i];
      membrane[i] = Math.abs(newA) < LEAST ? 0 : newA;
      current[i] = Math.abs(newB) < LEAST ? 0 : newB;
    }
    long reads = 0;
    for (int k = 0; k < in.size(); k++) {
      reads += event(in.get(k), toB);
    }
    pool(u); // (2)
    counts.add(CountKind.TRACE_UPDATE, 2L * traces.p().length + current.length);
    counts.add(CountKind.NEURON_UPDATE, membrane.length);
    counts.add(CountKind.SYNAPSE_READ, reads);
  }

  /** Adds the patch of an event to B. */
  private long event(int input, float toB) {
    int channel = input % wiring.channels();
    int place = input / wiring.channels();
    int y = place / wiring.columns() + wiring.padding();
    int x = place % wiring.columns() + wiring.padding();
    int top = firstPosition(y);
    int bottom = Math.min(wiring.positionRows() - 1, y / wiring.stride());
    int left = firstPosition(x);
    int right = Math.min(wiring.positionColumns() - 1, x / wiring.stride());
    int fanIn = wiring.fanIn();
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        int tap = (y - row * wiring.stride()) * wiring.side() + x - column * wiring.stride();
        int from = tap * wiring.channels() + channel;
        int cell = (row * wiring.positionColumns() + column) * wiring.kernels();
        for (int c = 0; c < wiring.kernels(); c++) {
          current[cell + c] += toB * w[c * fanIn + from];
        }
      }
    }
    return (long) Math.max(0, bottom - top + 1) * Math.max(0, right - left + 1) * wiring.kernels();
  }

  /** The first position whose kernel reaches a padded place. */
  private int firstPosition(int place) {
    int before = place - wiring.side() + 1;
    return before <= 0 ? 0 : (before + wiring.stride() - 1) / wiring.stride();
  }

  private void pool(float[] u) {
    int side = wiring.pool();
    int unit = 0;
    for (int row = 0; row < wiring.unitRows(); row++) {
      for (int column = 0; column < wiring.unitColumns(); column++) {
        for (int c = 0; c < wiring.kernels(); c++, unit++) {
          int best = cell(row * side, column * side) + c;
          for (int inside = 1; inside < side * side; inside++) {
            int other = cell(row * side + inside / side, column * side + inside % side) + c;
            best = membrane[other] > membrane[best] ? other : best;
          }
          winner[unit] = best;
          u[unit] = membrane[best] + b[c];
        }
      }
    }
  }

  private int cell(int row, int column) {
    return (row * wiring.positionColumns() + column) * wiring.kernels();
  }

  @Override
  public long learn(int[] unit, float[] factor, int n) {
    int kernels = wiring.kernels();
    int squares = wiring.pool() * wiring.pool();
    long written = 0;
    int from = 0;
    while (from < n) { // units of one square share the positions and so the patches
      int square = unit[from] / kernels;
      int to = from + 1;
      while (to < n && unit[to] / kernels == square) {
        to++;
      }
      int row = square / wiring.unitColumns() * wiring.pool();
      int column = square % wiring.unitColumns() * wiring.pool();
      for (int inside = 0; inside < squares; inside++) {
        written +=
            learn(
                row + inside / wiring.pool(),
                column + inside % wiring.pool(),
                unit,
                factor,
                from,
                to);
      }
      from = to;
    }
    return written;
  }

  /** (3) for those of some units of a square whose greatest membrane was at a position. */
  private long learn(int row, int column, int[] unit, float[] factor, int from, int to) {
    int cell = cell(row, column);
    int here = 0;
    for (int k = from; k < to; k++) {
      int c = unit[k] % wiring.kernels();
      if (winner[unit[k]] == cell + c) {
        kernel[here] = c;
        kernelFactor[here++] = factor[k];
        b[c] += factor[k];
      }
    }
    if (here == 0) {
      return 0;
    }
    int active = look(row, column);
    simd.addToRows(w, kernel, kernelFactor, here, patch);
    return (long) here * (active + 1);
  }

  /** Copies P under a position into the patch; how many elements are not zero. */
  private int look(int row, int column) {
    float[] p = traces.p();
    int channels = wiring.channels();
    int width = wiring.side() * channels;
    int active = 0;
    for (int dy = 0; dy < wiring.side(); dy++) {
      int y = row * wiring.stride() - wiring.padding() + dy;
      for (int dx = 0; dx < wiring.side(); dx++) {
        int x = column * wiring.stride() - wiring.padding() + dx;
        int at = dy * width + dx * channels;
        boolean seen = y >= 0 && y < wiring.rows() && x >= 0 && x < wiring.columns();
        for (int channel = 0; channel < channels; channel++) {
          float value = seen ? p[(y * wiring.columns() + x) * channels + channel] : 0;
          patch[at + channel] = value;
          active += value > 0 ? 1 : 0;
        }
      }
    }
    return active;
  }

  @Override
  public float[] weights() {
    return w;
  }

  @Override
  public float[] biases() {
    return b;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("w", StateRole.INFERENCE, Float.SIZE, w);
    visitor.floats("b", StateRole.INFERENCE, Float.SIZE, b);
    visitor.floats("membrane", StateRole.INFERENCE, Float.SIZE, membrane);
    visitor.floats("current", StateRole.INFERENCE, Float.SIZE, current);
    traces.visit(visitor, StateRole.LEARNING);
  }
}
