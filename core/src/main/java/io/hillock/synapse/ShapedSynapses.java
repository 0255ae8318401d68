package io.hillock.synapse;

import io.hillock.random.RandomStream;
import io.hillock.state.StateVisitor;

/** The synapses of one projection on a {@link ShapedSubstrate}. */
public final class ShapedSynapses extends DelegatingSynapses {
  private final ProposalShape shape;
  private final RandomStream random;

  ShapedSynapses(Synapses inner, ProposalShape shape, RandomStream random) {
    super(inner);
    this.shape = shape;
    this.random = random;
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
    float asked = dw == 0 ? 0 : shape.of(finite(dw), random);
    if (asked != 0) {
      inner.propose(i, j, asked);
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("inner", inner);
    visitor.part("shape", random);
  }
}
