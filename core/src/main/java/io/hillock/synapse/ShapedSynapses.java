package io.hillock.synapse;

import io.hillock.random.RandomStream;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateVisitor;
import java.util.Optional;

/** The synapses of one projection on a {@link ShapedSubstrate}. */
public final class ShapedSynapses implements Synapses {
  private final Synapses inner;
  private final Wiring wiring;
  private final ProposalShape shape;
  private final RandomStream random;

  ShapedSynapses(Synapses inner, ProposalShape shape, RandomStream random) {
    this.inner = inner;
    this.shape = shape;
    this.random = random;
    wiring = inner.wiring();
  }

  /**
   * The synapses that hold the weights.
   *
   * @return the synapses of the inner substrate
   */
  public Synapses inner() {
    return inner;
  }

  @Override
  public void proposeRow(int pre, float factor, float[] post) {
    if (factor == 0) {
      return;
    }
    int end = wiring.rowStart(pre + 1);
    for (int k = wiring.rowStart(pre); k < end; k++) {
      int j = wiring.target(k);
      shaped(pre, j, factor * post[j]);
    }
  }

  @Override
  public void propose(int pre, int post, float dw) {
    if (wiring.find(pre, post) >= 0) {
      shaped(pre, post, dw);
    }
  }

  private void shaped(int i, int j, float dw) {
    if (!Float.isFinite(dw)) {
      throw new ArithmeticException("the proposed change of a weight is " + dw);
    }
    float asked = dw == 0 ? 0 : shape.of(dw, random);
    if (asked != 0) {
      inner.propose(i, j, asked);
    }
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
    inner.reset();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("inner", inner);
    visitor.part("shape", random);
  }
}
