package io.hillock.synapse;

import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateVisitor;

/** Passes everything on, so that nobody can tell whether weights are numbers or devices. */
public record OpaqueSubstrate(Substrate base) implements Substrate {
  @Override
  public Synapses create(Wiring wiring, float[] weights, RandomStream device, Counts counts) {
    return new Opaque(base.create(wiring, weights, device, counts));
  }

  private record Opaque(Synapses inner) implements Synapses {
    @Override
    public Wiring wiring() {
      return inner.wiring();
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
    public float weight(int pre, int post) {
      return inner.weight(pre, post);
    }

    @Override
    public void readTransposed(float[] y, float[] x) {
      inner.readTransposed(y, x);
    }

    @Override
    public void proposeRow(int pre, float factor, float[] post) {
      inner.proposeRow(pre, factor, post);
    }

    @Override
    public void propose(int pre, int post, float dw) {
      inner.propose(pre, post, dw);
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
      inner.visit(visitor);
    }
  }
}
