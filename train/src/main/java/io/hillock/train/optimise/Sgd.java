package io.hillock.train.optimise;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Gradient;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import java.util.List;

/**
 * Stochastic gradient descent.
 *
 * {@snippet lang=text :
 * m = momentum m + (g + decay w),   w = w - eta m                                   (1)
 * }
 *
 * @param momentum in [0, 1); 0 needs no memory
 * @param decay L2 penalty, &gt;= 0
 */
public record Sgd(double momentum, double decay) implements Optimiser {
  /** Plain descent. */
  public static final Sgd PLAIN = new Sgd(0, 0);

  /** Checks every documented bound. */
  public Sgd {
    if (!(momentum >= 0 && momentum < 1 && decay >= 0)) {
      throw new ParameterException(
          "SGD",
          "momentum, decay",
          momentum + ", " + decay,
          "momentum must be in [0, 1), decay >= 0");
    }
  }

  @Override
  public Running start(ParameterSet parameters) {
    return new Descent(this, parameters);
  }

  private static final class Descent implements Running {
    private final float momentum;
    private final float decay;
    private final ParameterSet parameters;
    private final float[][] m;

    Descent(Sgd settings, ParameterSet parameters) {
      momentum = (float) settings.momentum;
      decay = (float) settings.decay;
      this.parameters = parameters;
      m =
          momentum == 0
              ? new float[0][]
              : parameters.all().stream()
                  .map(p -> new float[p.values().length])
                  .toArray(float[][]::new);
    }

    @Override
    public void step(Gradient gradient, double rate) {
      List<Parameter> all = parameters.all();
      for (int k = 0; k < all.size(); k++) {
        float[] w = all.get(k).values();
        if (momentum == 0) {
          descend(w, gradient.of(k), (float) rate);
        } else {
          roll(w, gradient.of(k), m[k], (float) rate);
        }
        all.get(k).clamp();
      }
    }

    @Override
    public void step(Gradient gradient, List<Mask> masks, double rate) {
      List<Parameter> all = parameters.all();
      float eta = (float) rate;
      for (int k = 0; k < all.size(); k++) {
        Mask mask = masks.get(k);
        float[] w = all.get(k).values();
        float[] g = gradient.of(k);
        if (mask.isFull()) {
          if (momentum == 0) {
            descend(w, g, eta);
          } else {
            roll(w, g, m[k], eta);
          }
          all.get(k).clamp();
        } else {
          int[] elements = mask.elements();
          for (int n = 0; n < mask.count(); n++) {
            int i = elements[n];
            float change = g[i] + decay * w[i]; // (1)
            if (momentum != 0) {
              change += momentum * m[k][i];
              m[k][i] = change;
            }
            w[i] = all.get(k).clamped(w[i] - eta * change);
          }
        }
      }
    }

    private void descend(float[] w, float[] g, float rate) {
      for (int i = 0; i < w.length; i++) {
        w[i] -= rate * (g[i] + decay * w[i]); // (1)
      }
    }

    private void roll(float[] w, float[] g, float[] speed, float rate) {
      for (int i = 0; i < w.length; i++) {
        speed[i] = momentum * speed[i] + (g[i] + decay * w[i]); // (1)
        w[i] -= rate * speed[i];
      }
    }

    @Override
    public void forget(int parameter, int element) {
      if (m.length > 0) {
        m[parameter][element] = 0;
      }
    }

    @Override
    public void visit(StateVisitor visitor) {
      for (int k = 0; k < m.length; k++) {
        visitor.floats(
            "momentum of " + parameters.all().get(k).name(), StateRole.LEARNING, Float.SIZE, m[k]);
      }
    }
  }
}
