package io.hillock.synapse;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;

/** The synapses of one projection on an {@link AccumulatingSubstrate}; equations there. */
public final class AccumulatingSynapses extends DelegatingSynapses {
  private final Counts counts;
  private final float step;
  private final float[] register; // chi, shape (synapses), in the order of the wiring

  AccumulatingSynapses(Synapses inner, float step, Counts counts) {
    super(inner);
    this.step = step;
    this.counts = counts;
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
    float sum = register[k] + finite(dw); // (1)
    if (Math.abs(sum) < step) {
      register[k] = sum;
      return;
    }
    float rest = sum % step; // exact, with the sign of the sum
    register[k] = rest; // (3)
    inner.propose(i, j, sum - rest); // (2)
  }

  @Override
  public void reset() {
    super.reset(); // what has gathered belongs to the weights and stays with them
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("inner", inner);
    visitor.floats("register", StateRole.LEARNING, Float.SIZE, register);
  }
}
