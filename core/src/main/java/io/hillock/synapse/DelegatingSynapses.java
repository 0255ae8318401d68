package io.hillock.synapse;

import io.hillock.signal.SpikeList;
import java.util.Optional;

/** Synapses around others, which they are but for what a subclass changes: the write path. */
abstract class DelegatingSynapses implements Synapses {
  /** The synapses within. */
  protected final Synapses inner;

  /** Which synapses are present, within and without. */
  protected final Wiring wiring;

  DelegatingSynapses(Synapses inner) {
    this.inner = inner;
    wiring = inner.wiring();
  }

  /** A proposal as it may be passed on. */
  static float finite(float dw) {
    if (!Float.isFinite(dw)) {
      throw new ArithmeticException("the proposed change of a weight is " + dw);
    }
    return dw;
  }

  @Override
  public final Wiring wiring() {
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
  public final Optional<WeightLevels> levels() {
    return inner.levels();
  }

  @Override
  public final void settle() {
    inner.settle();
  }

  @Override
  public boolean pending() {
    return inner.pending();
  }

  @Override
  public final void skip(long steps) {
    inner.skip(steps);
  }

  @Override
  public void reset() {
    inner.reset();
  }
}
