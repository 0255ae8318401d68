package io.hillock.learning.local;

import io.hillock.internal.simd.Kernels;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;

/** A weight for each input and unit; the traces of the inputs serve membranes and rule. */
final class DenseSynapses implements LocalSynapses {
  private final Kernels kernels = Kernels.best();
  private final LocalNeuron neuron;
  private final InputTraces traces;
  private final float[] w; // (units, inputs), row by row
  private final float[] b;
  private final float[] partial = new float[Kernels.PARTIAL_SUMS];

  DenseSynapses(LocalWiring.Dense wiring, LocalNeuron neuron) {
    this.neuron = neuron;
    traces = new InputTraces(wiring.inputs());
    w = new float[wiring.units() * wiring.inputs()];
    b = new float[wiring.units()];
  }

  @Override
  public void reset() {
    traces.reset();
  }

  @Override
  public void step(SpikeList in, float[] u, Counts counts) {
    traces.advance(in, neuron);
    kernels.dotRows(u, w, traces.p(), partial);
    kernels.add(u, b);
    counts.add(CountKind.TRACE_UPDATE, 2L * traces.p().length);
    counts.add(CountKind.NEURON_UPDATE, u.length);
    counts.add(CountKind.MULTIPLY_ACCUMULATE, (long) traces.active() * u.length);
  }

  @Override
  public long learn(int[] unit, float[] factor, int n) {
    kernels.addToRows(w, unit, factor, n, traces.p());
    for (int k = 0; k < n; k++) {
      b[unit[k]] += factor[k];
    }
    return (long) n * (traces.active() + 1);
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
    traces.visit(visitor, StateRole.INFERENCE);
  }
}
