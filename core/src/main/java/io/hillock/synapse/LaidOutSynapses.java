package io.hillock.synapse;

import io.hillock.internal.simd.Kernels;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;

/**
 * Synapses whose weights lie in memory as numbers: layout, read path and delays. What a write makes
 * of a weight is left to the substrate.
 *
 * <p>Layout: one float array per presynaptic row. A row is dense, shape (post) with zeros for
 * absent synapses, when at least a quarter of all pairs are connected and no synapse has a delay of
 * its own; otherwise it holds the present synapses only, in the order of the wiring.
 */
abstract class LaidOutSynapses implements Synapses {
  private static final double DENSE_FROM = 0.25;

  /** Where writes and reads are counted. */
  protected final Counts counts;

  private final Kernels kernels = Kernels.best();
  private final Wiring wiring;
  private final boolean dense;
  private final boolean delayed;
  private final float[][] row;
  private final int[][] target;
  private final int[][] absent;
  private final RingBuffer ring;

  LaidOutSynapses(Wiring wiring, Counts counts) {
    this.wiring = wiring;
    this.counts = counts;
    double density = (double) wiring.size() / ((long) wiring.pre() * wiring.post());
    delayed = wiring.longestDelay() > 0;
    dense = density >= DENSE_FROM && !delayed;
    row = new float[wiring.pre()][];
    target = new int[wiring.pre()][];
    absent = new int[wiring.pre()][];
    for (int i = 0; i < row.length; i++) {
      int start = wiring.rowStart(i);
      int length = wiring.rowStart(i + 1) - start;
      target[i] = new int[length];
      for (int k = 0; k < length; k++) {
        target[i][k] = wiring.target(start + k);
      }
      row[i] = new float[dense ? wiring.post() : length];
      absent[i] = dense ? complement(target[i], wiring.post()) : new int[0];
    }
    ring = new RingBuffer(wiring.longestDelay(), wiring.post(), StateRole.INFERENCE);
  }

  private static int[] complement(int[] present, int n) {
    int[] rest = new int[n - present.length];
    int r = 0;
    int p = 0;
    for (int j = 0; j < n; j++) {
      if (p < present.length && present[p] == j) {
        p++;
      } else {
        rest[r++] = j;
      }
    }
    return rest;
  }

  /** Stores the initial weights, in the order of the wiring, as the substrate can hold them. */
  final void load(float[] weights, String substrate) {
    wiring.requireWeights(substrate, weights);
    for (int i = 0; i < row.length; i++) {
      int start = wiring.rowStart(i);
      for (int k = 0; k < target[i].length; k++) {
        row[i][dense ? target[i][k] : k] = stored(weights[start + k]);
      }
    }
  }

  /** The nearest value that the substrate can hold. */
  abstract float stored(float weight);

  /** What a proposal makes of a weight; counts writes and saturations. */
  abstract float written(float weight, float dw);

  /** Whether {@link #written} is a plain addition for which a whole dense row may be added. */
  abstract boolean writesAreSums();

  /** Bits that the modelled memory holds per weight. */
  abstract int bits();

  @Override
  public final Wiring wiring() {
    return wiring;
  }

  @Override
  public final void deliver(SpikeList spikes, float[] current) {
    long reads = 0;
    for (int s = 0; s < spikes.size(); s++) {
      int i = spikes.get(s);
      reads += wiring.rowStart(i + 1) - wiring.rowStart(i); // target[i].length is far from here
      if (!dense && delayed) {
        enterRing(i);
      } else if (!dense) {
        addSparse(i, 1, current);
      }
    }
    if (dense) {
      kernels.addRows(current, row, spikes);
    }
    if (reads > 0) {
      counts.add(CountKind.SYNAPSE_READ, reads);
    }
    if (delayed) {
      ring.leave(current);
    }
  }

  private void addSparse(int i, float factor, float[] sums) {
    float[] w = row[i];
    int[] post = target[i];
    for (int k = 0; k < w.length; k++) {
      sums[post[k]] += factor * w[k];
    }
  }

  private void enterRing(int i) {
    int start = wiring.rowStart(i);
    for (int k = 0; k < row[i].length; k++) {
      ring.arrivingAfter(wiring.delay(start + k))[target[i][k]] += row[i][k];
    }
  }

  @Override
  public final void read(float[] x, float[] y) {
    long reads = 0;
    for (int i = 0; i < row.length; i++) {
      if (x[i] != 0) {
        reads += target[i].length;
        if (dense) {
          kernels.axpy(y, x[i], row[i]);
        } else {
          addSparse(i, x[i], y);
        }
      }
    }
    counts.add(CountKind.MULTIPLY_ACCUMULATE, reads);
  }

  @Override
  public final void readTransposed(float[] y, float[] x) {
    long reads = 0;
    for (int i = 0; i < row.length; i++) {
      float sum = 0;
      for (int k = 0; k < target[i].length; k++) {
        int j = target[i][k];
        sum += row[i][dense ? j : k] * y[j];
        reads += y[j] == 0 ? 0 : 1;
      }
      x[i] += sum;
    }
    counts.add(CountKind.MULTIPLY_ACCUMULATE, reads);
  }

  @Override
  public final float weight(int pre, int post) {
    int at = place(pre, post);
    return at < 0 ? 0 : row[pre][at];
  }

  @Override
  public final void weights(int pre, float[] weights) {
    if (dense) {
      System.arraycopy(row[pre], 0, weights, 0, weights.length);
      return;
    }
    java.util.Arrays.fill(weights, 0);
    for (int k = 0; k < target[pre].length; k++) {
      weights[target[pre][k]] = row[pre][k];
    }
  }

  /** Puts a value into the memory of a present synapse past the write path; nothing is counted. */
  final void force(int pre, int post, float value) {
    row[pre][place(pre, post)] = value;
  }

  private int place(int pre, int post) {
    int k = wiring.find(pre, post);
    return k < 0 ? -1 : dense ? post : k - wiring.rowStart(pre);
  }

  @Override
  public final void proposeRow(int pre, float factor, float[] post) {
    if (factor == 0) {
      return;
    }
    float[] w = row[pre];
    if (dense && writesAreSums()) {
      addWholeRow(pre, factor, post);
      return;
    }
    int[] targets = target[pre];
    for (int k = 0; k < targets.length; k++) {
      float p = post[targets[k]];
      if (p != 0) {
        int at = dense ? targets[k] : k;
        w[at] = written(w[at], finite(factor * p));
      }
    }
  }

  private void addWholeRow(int pre, float factor, float[] post) {
    float[] w = row[pre];
    int writes = kernels.countNonZero(factor, post);
    if (writes < 0) {
      for (float p : post) {
        finite(factor * p);
      }
    }
    kernels.axpy(w, factor, post);
    for (int j : absent[pre]) {
      w[j] = 0;
      writes -= post[j] != 0 ? 1 : 0;
    }
    counts.add(CountKind.SYNAPSE_WRITE, writes);
  }

  @Override
  public final void propose(int pre, int post, float dw) {
    int at = place(pre, post);
    if (at >= 0 && dw != 0) {
      row[pre][at] = written(row[pre][at], finite(dw));
    }
  }

  private static float finite(float dw) {
    if (!Float.isFinite(dw)) {
      throw new ArithmeticException("the proposed change of a weight is " + dw);
    }
    return dw;
  }

  @Override
  public void settle() {
    // Numbers in memory do not move by themselves.
  }

  @Override
  public final boolean pending() {
    return ring.pending();
  }

  @Override
  public void skip(long steps) {
    // Nothing is under way and numbers in memory do not move by themselves.
  }

  @Override
  public final void reset() {
    ring.reset();
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int i = 0; i < row.length; i++) {
      visitor.floats("w" + i, StateRole.INFERENCE, bits(), row[i]);
    }
    ring.visit(visitor);
  }
}
