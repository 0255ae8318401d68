package io.hillock.train.cell;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Gradient;
import io.hillock.train.Layer;
import io.hillock.train.LayerRun;
import io.hillock.train.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Event-based gated recurrent units: a GRU whose units send their state only when it exceeds a
 * threshold, and are then reset by that threshold.
 *
 * {@snippet lang=text :
 * z = sigm(W_z x + V_z y' + b_z),   r = sigm(W_r x + V_r y' + b_r)                  (1), (2)
 * g = tanh(W_g x + b_g + r (V_g y' + c))                                            (3)
 * s = z h' + (1 - z) g                                                              (4)
 * e = 1 where s > th, else 0                                                        (5)
 * y = e s,   h = s - e th                                                           (6), (7)
 * de/ds = -de/dth = gamma max(0, 1 - eps |s - th|)                                  (8)
 * }
 *
 * <p>x what arrives, shape (inputs); y' and y what is sent, h' and h the state, s the state before
 * the reset, th thresholds in [0, 1], all of shape (units). At s = th nothing is sent. Columns of
 * the matrices stand in the order z, r, g. (8) stands in for the derivative of (5) on the way back.
 *
 * <p>These are the equations of the published code; the paper has the reset before the recurrent
 * product and subtracts y.
 *
 * @see "A. Subramoney, K. K. Nazeer, M. Schoene, C. Mayr, D. Kappel (2023), ICLR, arXiv:2206.06178"
 */
public final class Egru implements Layer {
  private static final int GATES = 3;

  /** When a unit sends. */
  public enum Event {
    /** By (5). */
    THRESHOLD,
    /** In every step, and is never reset: a standard GRU. */
    ALWAYS
  }

  /**
   * What makes the events.
   *
   * @param event when a unit sends
   * @param gamma height of (8), &gt;= 0
   * @param eps one over the half width of (8), &gt; 0
   * @param meanThreshold m, mean of the thresholds drawn from Beta(3m / (1 - m), 3), in (0, 1)
   * @param trained whether thresholds are trained
   */
  public record Settings(
      Event event, double gamma, double eps, double meanThreshold, boolean trained) {
    /** Those of the paper's language model. */
    public static final Settings LANGUAGE = new Settings(Event.THRESHOLD, 0.7, 3.6, 0.01, true);

    /** Checks every documented bound. */
    public Settings {
      if (!(gamma >= 0 && eps > 0 && meanThreshold > 0 && meanThreshold < 1)) {
        throw new ParameterException(
            "EGRU",
            "gamma, eps, mean threshold",
            gamma + ", " + eps + ", " + meanThreshold,
            "gamma must be >= 0, eps > 0, the mean threshold in (0, 1)");
      }
    }

    /**
     * A variant with another width.
     *
     * @param value eps, &gt; 0
     * @return the variant
     */
    public Settings withEps(double value) {
      return new Settings(event, gamma, value, meanThreshold, trained);
    }
  }

  private final String name;
  private final Settings settings;
  private final GatedWeights weights;
  private final Parameter threshold;

  /**
   * Draws a layer.
   *
   * @param name its name, unique within a network
   * @param inputs number of inputs, &gt; 0
   * @param units number of units, &gt; 0
   * @param settings what makes the events
   * @param seed draws the weights, as for {@link Gru}, and the thresholds
   */
  public Egru(String name, int inputs, int units, Settings settings, Seed seed) {
    this.name = name;
    this.settings = settings;
    weights = GatedWeights.draw(name, inputs, units, GATES, true, seed);
    threshold = Parameter.bounded(name + ".threshold", 1, units, 0, 1);
    RandomStream stream = seed.stream(Purpose.NEURON, name.hashCode());
    double mean = settings.meanThreshold();
    for (int j = 0; j < units; j++) {
      threshold.set(0, j, (float) beta3(3 * mean / (1 - mean), stream.nextDouble()));
    }
  }

  /**
   * The quantile of Beta(a, 3), whose distribution function is x^a (1 + a (1 - x) + a (a + 1) (1 -
   * x)^2 / 2), by bisection over log x.
   */
  static double beta3(double a, double p) {
    double low = -700;
    double high = 0;
    for (int k = 0; k < 100; k++) {
      double middle = (low + high) / 2;
      double rest = -StrictMath.expm1(middle);
      double below = StrictMath.exp(a * middle) * (1 + a * rest + a * (a + 1) * rest * rest / 2);
      if (below < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return StrictMath.exp(high);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * What makes the events.
   *
   * @return the settings
   */
  public Settings settings() {
    return settings;
  }

  @Override
  public int inputs() {
    return weights.input().parameter().rows();
  }

  @Override
  public int units() {
    return weights.recurrent().parameter().rows();
  }

  @Override
  public boolean binary() {
    return false;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(weights.parameters());
    all.add(threshold);
    return all;
  }

  @Override
  public void prepare() {
    weights.prepare();
  }

  /** {@inheritDoc} Five floats for each unit and step. */
  @Override
  public long tapeBytes(int steps) {
    return 5L * Float.BYTES * units() * steps;
  }

  @Override
  public LayerRun train(int slice, int steps, Gradient gradient) {
    return run(slice, steps, gradient);
  }

  @Override
  public LayerRun infer(int slice) {
    return run(slice, 1, null);
  }

  private LayerRun run(int slice, int steps, Gradient gradient) {
    return new GatedRun(slice, steps, weights, threshold, settings, gradient);
  }
}
