package io.hillock.learning.local;

import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.Arrays;

/** P and Q of the inputs of a layer, (1) of {@link LocalLayer}. */
final class InputTraces {
  private static final float LEAST_TRACE = 0x1.0p-40f;

  private final float[] p;
  private final float[] q;
  private int active;

  InputTraces(int inputs) {
    p = new float[inputs];
    q = new float[inputs];
  }

  void reset() {
    Arrays.fill(p, 0);
    Arrays.fill(q, 0);
    active = 0;
  }

  void advance(SpikeList in, LocalNeuron neuron) {
    float alpha = (float) neuron.alpha();
    float beta = (float) neuron.beta();
    float toP = (float) (1 - neuron.alpha());
    float toQ = (float) (1 - neuron.beta());
    int nonZero = 0;
    for (int j = 0; j < p.length; j++) { // (1)
      float newP = alpha * p[j] + toP * q[j];
      float newQ = beta * q[j];
      p[j] = newP < LEAST_TRACE ? 0 : newP;
      q[j] = newQ < LEAST_TRACE ? 0 : newQ;
      nonZero += p[j] > 0 ? 1 : 0;
    }
    for (int k = 0; k < in.size(); k++) {
      q[in.get(k)] += toQ;
    }
    active = nonZero;
  }

  /** P itself, shape (inputs). */
  float[] p() {
    return p;
  }

  /** How many elements of P are not zero. */
  int active() {
    return active;
  }

  void visit(StateVisitor visitor, StateRole role) {
    visitor.floats("p", role, Float.SIZE, p);
    visitor.floats("q", role, Float.SIZE, q);
  }
}
