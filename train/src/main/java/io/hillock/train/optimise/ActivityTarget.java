package io.hillock.train.optimise;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.Arrays;

/**
 * Holds the mean activity of a layer at a target by a Lagrange multiplier, and keeps every unit
 * alive.
 *
 * {@snippet lang=text :
 * L = lambda r + kappa (r - a_k)^2 / 2 + c sum_j max(0, f - r_j)^2                  (1)
 * lambda = lambda + eta (r - a_k)                                                   (2)
 * a_k falls in equal steps from its beginning to the target within k_0 steps, then stays  (3)
 * }
 *
 * <p>r_j is the mean of e_j over samples and steps, r that of all units. lambda grows while the
 * layer is more active than asked and falls, below zero too, while it is quieter: the target is an
 * equality; kappa damps its swings. Unlike a fixed penalty this needs no tuning for each task, and
 * it leaves it to learning which units fall silent; none may fall silent for good, since units
 * below the rate f are pushed.
 *
 * @see "J. C. Platt, A. H. Barr (1988), NIPS 0:612 (differential multipliers, damped)"
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
   * @param damping kappa, &gt;= 0
   * @param floor f, in [0, 1]
   * @param revival c, &gt;= 0
   */
  public record Settings(
      double begin,
      double target,
      long steps,
      double eta,
      double damping,
      double floor,
      double revival) {
    /** Checks every documented bound. */
    public Settings {
      if (!(begin >= 0 && begin <= 1 && target >= 0 && target <= 1 && floor >= 0 && floor <= 1)) {
        throw new ParameterException(
            "activity target",
            "begin, target, floor",
            begin + ", " + target + ", " + floor,
            "activities must be in [0, 1]");
      }
      if (!(steps > 0 && eta > 0 && damping >= 0 && revival >= 0)) {
        throw new ParameterException(
            "activity target",
            "steps, eta, damping, revival",
            steps + ", " + eta + ", " + damping + ", " + revival,
            "steps and eta must be > 0, damping and revival >= 0");
      }
    }

    /**
     * The activity that is asked for.
     *
     * @param step step of training
     * @return a_k
     */
    public double at(long step) {
      return begin + (target - begin) * Math.min(1, step / (double) steps); // (3)
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
    if (!(sum >= 0)) { // before the first step
      Arrays.fill(derivative, 0);
      return;
    }
    double over = sum / rates.length - settings.at(step);
    lambda += settings.eta() * over; // (2)
    double all = (lambda + settings.damping() * over) / rates.length;
    for (int j = 0; j < rates.length; j++) {
      double below = Math.max(0, settings.floor() - rates[j]);
      derivative[j] = (float) ((all - 2 * settings.revival() * below) / unitSteps); // (1)
    }
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
