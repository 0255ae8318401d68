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
 * Adam over whole matrices, with the weight decay of AdamW and the greatest second moment of
 * AMSGrad where wanted.
 *
 * {@snippet lang=text :
 * m = b1 m + (1 - b1) g,   v = b2 v + (1 - b2) g^2,   u = v or max(u, v)            (1)
 * w = w - eta (m / (1 - b1^t) / (sqrt(u / (1 - b2^t)) + eps) + decay w)             (2)
 * }
 *
 * @param b1 decay of the first moment, in [0, 1)
 * @param b2 decay of the second moment, in [0, 1)
 * @param eps guard of the division, &gt; 0
 * @param decay decoupled weight decay, &gt;= 0
 * @param greatest whether u is the greatest v so far
 * @see "D. P. Kingma, J. Ba (2015), ICLR, arXiv:1412.6980"
 * @see "I. Loshchilov, F. Hutter (2019), ICLR, arXiv:1711.05101"
 * @see "S. J. Reddi, S. Kale, S. Kumar (2018), ICLR, arXiv:1904.09237"
 */
public record Adam(double b1, double b2, double eps, double decay, boolean greatest)
    implements Optimiser {
  /** The published defaults, without decay. */
  public static final Adam STANDARD = new Adam(0.9, 0.999, 1e-8, 0, false);

  /** Checks every documented bound. */
  public Adam {
    if (!(b1 >= 0 && b1 < 1 && b2 >= 0 && b2 < 1 && eps > 0 && decay >= 0)) {
      throw new ParameterException(
          "Adam",
          "b1, b2, eps, decay",
          b1 + ", " + b2 + ", " + eps + ", " + decay,
          "b1 and b2 must be in [0, 1), eps > 0, decay >= 0");
    }
  }

  /**
   * A variant with weight decay.
   *
   * @param value decay, &gt;= 0
   * @return the variant
   */
  public Adam withDecay(double value) {
    return new Adam(b1, b2, eps, value, greatest);
  }

  /**
   * The variant of AMSGrad.
   *
   * @return the variant
   */
  public Adam withGreatest() {
    return new Adam(b1, b2, eps, decay, true);
  }

  @Override
  public Running start(ParameterSet parameters) {
    return new Moments(this, parameters);
  }

  private static final class Moments implements Running {
    private final Adam settings;
    private final ParameterSet parameters;
    private final float[][] m;
    private final float[][] v;
    private final float[][] u;
    private double power1 = 1;
    private double power2 = 1;

    Moments(Adam settings, ParameterSet parameters) {
      this.settings = settings;
      this.parameters = parameters;
      m = zeros(parameters);
      v = zeros(parameters);
      u = settings.greatest ? zeros(parameters) : v;
    }

    private static float[][] zeros(ParameterSet parameters) {
      return parameters.all().stream()
          .map(p -> new float[p.values().length])
          .toArray(float[][]::new);
    }

    @Override
    public void step(Gradient gradient, double rate) {
      power1 *= settings.b1;
      power2 *= settings.b2;
      List<Parameter> all = parameters.all();
      for (int k = 0; k < all.size(); k++) {
        moments(gradient.of(k), m[k], v[k]);
        if (settings.greatest) {
          for (int i = 0; i < v[k].length; i++) {
            u[k][i] = Math.max(u[k][i], v[k][i]);
          }
        }
        move(all.get(k).values(), m[k], u[k], rate);
        all.get(k).clamp();
      }
    }

    private void moments(float[] g, float[] m, float[] v) {
      float b1 = (float) settings.b1;
      float b2 = (float) settings.b2;
      float fresh1 = (float) (1 - settings.b1);
      float fresh2 = (float) (1 - settings.b2);
      for (int i = 0; i < g.length; i++) {
        m[i] = b1 * m[i] + fresh1 * g[i]; // (1)
        v[i] = b2 * v[i] + fresh2 * g[i] * g[i];
      }
    }

    private void move(float[] w, float[] m, float[] u, double rate) {
      float eta = (float) (rate / (1 - power1));
      float correction = (float) (1 / (1 - power2));
      float eps = (float) settings.eps;
      float keep = (float) (1 - rate * settings.decay);
      for (int i = 0; i < w.length; i++) {
        float root = (float) Math.sqrt(u[i] * correction);
        w[i] = keep * w[i] - eta * m[i] / (root + eps); // (2)
      }
    }

    @Override
    public void step(Gradient gradient, List<Mask> masks, double rate) {
      power1 *= settings.b1;
      power2 *= settings.b2;
      float b1 = (float) settings.b1;
      float b2 = (float) settings.b2;
      float fresh1 = (float) (1 - settings.b1);
      float fresh2 = (float) (1 - settings.b2);
      float eta = (float) (rate / (1 - power1));
      float correction = (float) (1 / (1 - power2));
      float eps = (float) settings.eps;
      float keep = (float) (1 - rate * settings.decay);
      for (int k = 0; k < masks.size(); k++) {
        Parameter parameter = parameters.all().get(k);
        int[] elements = masks.get(k).elements();
        float[] w = parameter.values();
        float[] g = gradient.of(k);
        for (int n = 0; n < masks.get(k).count(); n++) {
          int i = elements[n];
          m[k][i] = b1 * m[k][i] + fresh1 * g[i]; // (1)
          v[k][i] = b2 * v[k][i] + fresh2 * g[i] * g[i];
          if (settings.greatest) {
            u[k][i] = Math.max(u[k][i], v[k][i]);
          }
          float root = (float) Math.sqrt(u[k][i] * correction);
          w[i] = parameter.clamped(keep * w[i] - eta * m[k][i] / (root + eps)); // (2)
        }
      }
    }

    @Override
    public void forget(int parameter, int element) {
      m[parameter][element] = 0;
      v[parameter][element] = 0;
      u[parameter][element] = 0;
    }

    @Override
    public void visit(StateVisitor visitor) {
      for (int k = 0; k < m.length; k++) {
        String name = parameters.all().get(k).name();
        visitor.floats("m of " + name, StateRole.LEARNING, Float.SIZE, m[k]);
        visitor.floats("v of " + name, StateRole.LEARNING, Float.SIZE, v[k]);
        if (settings.greatest) {
          visitor.floats("u of " + name, StateRole.LEARNING, Float.SIZE, u[k]);
        }
      }
      power1 = visitor.scalar("power1", StateRole.BOOKKEEPING, Double.SIZE, power1);
      power2 = visitor.scalar("power2", StateRole.BOOKKEEPING, Double.SIZE, power2);
    }
  }
}
