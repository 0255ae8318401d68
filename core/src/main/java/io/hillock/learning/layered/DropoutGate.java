package io.hillock.learning.layered;

import io.hillock.random.RandomStream;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/** Inverted dropout of one layer: which units take part in the sample that is learned. */
final class DropoutGate implements Stateful {
  private final double dropout;
  private final float scale;
  private final float[] gate;
  private final RandomStream random;

  DropoutGate(int units, double dropout, RandomStream random) {
    this.dropout = dropout;
    this.random = random;
    scale = (float) (1 / (1 - dropout));
    gate = new float[units];
  }

  /** y = m y / (1 - p), with m drawn anew. */
  void drop(float[] y) {
    for (int j = 0; j < y.length; j++) {
      gate[j] = random.nextBoolean(dropout) ? 0 : scale;
      y[j] *= gate[j];
    }
  }

  /** d = d f'(z) m / (1 - p), where y is what {@link #drop} left. */
  void differentiateTanh(float[] d, float[] y) {
    for (int j = 0; j < d.length; j++) {
      float f = y[j] / scale;
      d[j] *= (1 - f * f) * gate[j];
    }
  }

  /** The same for f(z) = z. */
  void differentiateIdentity(float[] d) {
    for (int j = 0; j < d.length; j++) {
      d[j] *= gate[j];
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    random.visit(visitor);
  }
}
