package io.hillock.synapse;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.Optional;

/** The synapses of one projection on an {@link AccumulatingSubstrate}; equations there. */
public final class AccumulatingSynapses implements Synapses {
  private final Synapses inner;
  private final Wiring wiring;
  private final Counts counts;
  private final float step;
  private final float[] register; // chi, shape (synapses), in the order of the wiring

  AccumulatingSynapses(Synapses inner, float step, Counts counts) {
    this.inner = inner;
    this.step = step;
    this.counts = counts;
    wiring = inner.wiring();
    register = new float[wiring.size()];
  }

  /**
   * The synapses that hold the weights.
   *
   * @return the synapses of the inner substrate
   */
  public Synapses inner() {
    return inner;
  }

  /**
   * What has gathered for a synapse and is not yet written.
   *
   * @param k position of the synapse in the wiring
   * @return chi, below one step in magnitude
   */
  public float gathered(int k) {
    return register[k];
  }

  @Override
  public void proposeRow(int pre, float factor, float[] post) {
    if (factor == 0) {
      return;
    }
    int updates = 0;
    int end = wiring.rowStart(pre + 1);
    for (int k = wiring.rowStart(pre); k < end; k++) {
      int j = wiring.target(k);
      float dw = factor * post[j];
      if (dw != 0) {
        gather(k, pre, j, dw);
        updates++;
      }
    }
    counts.add(CountKind.TRACE_UPDATE, updates);
  }

  @Override
  public void propose(int pre, int post, float dw) {
    int k = wiring.find(pre, post);
    if (k >= 0 && dw != 0) {
      gather(k, pre, post, dw);
      counts.add(CountKind.TRACE_UPDATE, 1);
    }
  }

  private void gather(int k, int i, int j, float dw) {
    if (!Float.isFinite(dw)) {
      throw new ArithmeticException("the proposed change of a weight is " + dw);
    }
    float sum = register[k] + dw; // (1)
    if (Math.abs(sum) < step) {
      register[k] = sum;
      return;
    }
    float rest = sum % step; // exact, with the sign of the sum
    register[k] = rest; // (3)
    inner.propose(i, j, sum - rest); // (2)
  }

  @Override
  public Wiring wiring() {
    return wiring;
  }

  @Override
  public void deliver(SpikeList spikes, float[] current) {
    inner.deliver(spikes, current);
  }

  @Override
  public void read(float[] x, float[] y) {
    inner.read(x, y);
  }

  @Override
  public void readTransposed(float[] y, float[] x) {
    inner.readTransposed(y, x);
  }

  @Override
  public float weight(int pre, int post) {
    return inner.weight(pre, post);
  }

  @Override
  public void weights(int pre, float[] row) {
    inner.weights(pre, row);
  }

  @Override
  public Optional<WeightLevels> levels() {
    return inner.levels();
  }

  @Override
  public void settle() {
    inner.settle();
  }

  @Override
  public boolean pending() {
    return inner.pending();
  }

  @Override
  public void skip(long steps) {
    inner.skip(steps);
  }

  @Override
  public void reset() {
    inner.reset(); // what has gathered belongs to the weights and stays with them
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("inner", inner);
    visitor.floats("register", StateRole.LEARNING, Float.SIZE, register);
  }
}
