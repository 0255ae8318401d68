package io.hillock.train.optimise;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.Arrays;

/**
 * Holds the mean activity of a layer below a target by a Lagrange multiplier.
 *
 * {@snippet lang=text :
 * L = lambda r,   r = mean over units, samples and steps of e                       (1)
 * lambda = max(0, lambda + eta (r - a_k))                                           (2)
 * a_k falls in equal steps from its beginning to the target within k_0 steps, then stays  (3)
 * }
 *
 * <p>lambda grows while the layer is too active and falls while it is quieter than asked, down to
 * zero, where nothing is pushed. Unlike a fixed penalty it needs no tuning for each task, and it
 * leaves it to learning which units fall silent.
 *
 * @see "J. C. Platt, A. H. Barr (1988), NIPS 0:612 (differential multipliers)"
 */
public final class ActivityTarget implements ActivityRegulariser {
  private final Settings settings;
  private double lambda;

  /**
   * What is asked.
   *
   * @param begin a_0, in [0, 1]
   * @param target the activity from step k_0 on, in [0, 1]
   * @param steps k_0, &gt; 0
   * @param eta how fast lambda moves, &gt; 0
   */
  public record Settings(double begin, double target, long steps, double eta) {
    /** Checks every documented bound. */
    public Settings {
      if (!(begin >= 0 && begin <= 1 && target >= 0 && target <= 1 && steps > 0 && eta > 0)) {
        throw new ParameterException(
            "activity target",
            "begin, target, steps, eta",
            begin + ", " + target + ", " + steps + ", " + eta,
            "activities must be in [0, 1], steps and eta > 0");
      }
    }

    /**
     * The activity that is asked for.
     *
     * @param step step of training
     * @return a_k
     */
    public double at(long step) {
      return begin + (target - begin) * Math.min(1, step / (double) steps);
    }
  }

  /**
   * A regulariser whose multiplier is zero.
   *
   * @param settings what is asked
   */
  public ActivityTarget(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void push(long step, double[] rates, long unitSteps, float[] derivative) {
    double sum = 0;
    for (double r : rates) {
      sum += r;
    }
    if (sum >= 0) { // not before the first step
      lambda = Math.max(0, lambda + settings.eta() * (sum / rates.length - settings.at(step)));
    }
    Arrays.fill(derivative, (float) (lambda / ((double) unitSteps * rates.length)));
  }

  /**
   * The multiplier.
   *
   * @return lambda, in units of the loss
   */
  public double lambda() {
    return lambda;
  }

  @Override
  public void visit(StateVisitor visitor) {
    lambda = visitor.scalar("lambda", StateRole.LEARNING, Double.SIZE, lambda);
  }
}
