package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/**
 * Synapses of any substrate of which some are stuck at a weight: every read sees that weight, and
 * no proposal changes it. Without faults everything is passed on as it is.
 *
 * <p>Where weights lie in memory as numbers the stuck weight is put there, and reads are exact and
 * cost nothing more. On devices the write path brings the weight w_ij as near to the stuck weight
 * v_ij as one proposal can (and counts it), and what is left is added to each read,
 *
 * {@snippet lang=text :
 * current_j += sum over spikes i of (v_ij - w_ij),   (i, j) stuck                   (1)
 * }
 *
 * <p>so that noise, wires and blind time of the device go on acting on a stuck synapse. The faults
 * are state: a snapshot holds them.
 */
public final class FaultySynapses extends DelegatingSynapses {
  private final LaidOutSynapses memory; // null where weights are devices
  private final float[] stuck; // by position in the wiring, NaN where a synapse is sound
  private final int[] stuckInRow;
  private final float[] weights;
  private final float[] rest;
  private final RingBuffer ring;
  private boolean any;

  /**
   * Synapses that are all sound.
   *
   * @param inner the synapses that may fail
   */
  public FaultySynapses(Synapses inner) {
    super(inner);
    memory = inner instanceof LaidOutSynapses laidOut ? laidOut : null;
    stuck = new float[wiring.size()];
    Arrays.fill(stuck, Float.NaN);
    stuckInRow = new int[wiring.pre()];
    weights = new float[wiring.post()];
    rest = new float[wiring.post()];
    int longest = memory == null ? wiring.longestDelay() : 0;
    ring = new RingBuffer(longest, wiring.post(), StateRole.BOOKKEEPING);
  }

  /**
   * Lets a synapse fail.
   *
   * @param position its place in the wiring
   * @param weight the weight at which it is stuck from now on, finite
   */
  public void stick(int position, float weight) {
    if (!Float.isFinite(weight)) {
      throw new ParameterException("faulty synapse", "w", weight, "it must be finite");
    }
    int i = row(position);
    int j = wiring.target(position);
    if (memory == null) {
      inner.propose(i, j, weight - inner.weight(i, j));
    } else {
      memory.force(i, j, weight);
    }
    stuckInRow[i] += isStuck(position) ? 0 : 1;
    stuck[position] = weight;
    any = true;
  }

  private int row(int position) {
    int low = 0;
    int high = wiring.pre();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (wiring.rowStart(middle) <= position) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** After a restore: counts the faults again and puts them into the memory. */
  private void listFaults() {
    any = false;
    for (int i = 0; i < stuckInRow.length; i++) {
      stuckInRow[i] = 0;
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        stuckInRow[i] += isStuck(k) ? 1 : 0;
        if (memory != null && isStuck(k)) {
          memory.force(i, wiring.target(k), stuck[k]);
        }
      }
      any |= stuckInRow[i] > 0;
    }
  }

  /**
   * Whether a synapse has failed.
   *
   * @param position its place in the wiring
   * @return true when it is stuck
   */
  public boolean isStuck(int position) {
    return !Float.isNaN(stuck[position]);
  }

  /**
   * The weight of a synapse as it is stored.
   *
   * @param position its place in the wiring
   * @return w
   */
  public float weightAt(int position) {
    return isStuck(position)
        ? stuck[position]
        : inner.weight(row(position), wiring.target(position));
  }

  @Override
  public void deliver(SpikeList spikes, float[] current) {
    inner.deliver(spikes, current);
    if (memory == null) {
      for (int s = 0; any && s < spikes.size(); s++) {
        deliverRest(spikes.get(s), current);
      }
      if (wiring.longestDelay() > 0) {
        ring.leave(current);
      }
    }
  }

  private void deliverRest(int i, float[] current) {
    if (!restOf(i)) {
      return;
    }
    for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
      int j = wiring.target(k);
      if (wiring.longestDelay() > 0) {
        ring.arrivingAfter(wiring.delay(k))[j] += rest[j];
      } else {
        current[j] += rest[j]; // (1)
      }
    }
  }

  /** Stuck weight less stored weight of a row, 0 for sound synapses; false when all are sound. */
  private boolean restOf(int i) {
    if (stuckInRow[i] == 0) {
      return false;
    }
    inner.weights(i, weights);
    Arrays.fill(rest, 0);
    for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
      if (isStuck(k)) {
        int j = wiring.target(k);
        rest[j] = stuck[k] - weights[j];
      }
    }
    return true;
  }

  @Override
  public void read(float[] x, float[] y) {
    inner.read(x, y);
    if (memory == null && any) {
      for (int i = 0; i < x.length; i++) {
        if (x[i] != 0 && restOf(i)) {
          for (int j = 0; j < y.length; j++) {
            y[j] += x[i] * rest[j];
          }
        }
      }
    }
  }

  @Override
  public void readTransposed(float[] y, float[] x) {
    inner.readTransposed(y, x);
    if (memory == null && any) {
      for (int i = 0; i < x.length; i++) {
        if (restOf(i)) {
          float sum = 0;
          for (int j = 0; j < y.length; j++) {
            sum += rest[j] * y[j];
          }
          x[i] += sum;
        }
      }
    }
  }

  @Override
  public float weight(int pre, int post) {
    int k = wiring.find(pre, post);
    return k >= 0 && isStuck(k) ? stuck[k] : inner.weight(pre, post);
  }

  @Override
  public void weights(int pre, float[] row) {
    inner.weights(pre, row);
    if (stuckInRow[pre] > 0) {
      for (int k = wiring.rowStart(pre); k < wiring.rowStart(pre + 1); k++) {
        if (isStuck(k)) {
          row[wiring.target(k)] = stuck[k];
        }
      }
    }
  }

  @Override
  public void proposeRow(int pre, float factor, float[] post) {
    if (stuckInRow[pre] == 0) {
      inner.proposeRow(pre, factor, post);
      return;
    }
    System.arraycopy(post, 0, rest, 0, rest.length);
    for (int k = wiring.rowStart(pre); k < wiring.rowStart(pre + 1); k++) {
      if (isStuck(k)) {
        rest[wiring.target(k)] = 0;
      }
    }
    inner.proposeRow(pre, factor, rest);
  }

  @Override
  public void propose(int pre, int post, float dw) {
    int k = wiring.find(pre, post);
    if (k < 0 || !isStuck(k)) {
      inner.propose(pre, post, dw);
    }
  }

  @Override
  public boolean pending() {
    return inner.pending() || ring.pending();
  }

  @Override
  public void reset() {
    super.reset();
    ring.reset();
  }

  @Override
  public void visit(StateVisitor visitor) {
    inner.visit(visitor);
    visitor.part("faults", (Stateful) this::visitFaults);
    listFaults();
  }

  private void visitFaults(StateVisitor visitor) {
    visitor.floats("stuck", StateRole.BOOKKEEPING, Float.SIZE, stuck);
    ring.visit(visitor);
  }
}
