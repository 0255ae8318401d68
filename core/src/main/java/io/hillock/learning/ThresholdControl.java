package io.hillock.learning;

import io.hillock.fault.ParameterException;

/**
 * How the threshold of an {@link ErrorTrigger} is set.
 *
 * {@snippet lang=text :
 * fixed:           theta' = theta                                                   (1)
 * proportional:    theta' = max(theta_min, theta - k (r* - r))                      (2)
 * multiplicative:  theta' = clip(theta exp(k (r - r*)/r*), theta_min, theta_max)    (3)
 * }
 *
 * <p>r measured events per unit-step over the last window, r* the wanted rate. Too many events
 * raise theta. In (3) the exponent is kept within [-1, 1], so that one silent or noisy window
 * cannot throw theta away.
 */
public sealed interface ThresholdControl {
  /**
   * The threshold at the beginning.
   *
   * @return theta
   */
  double initial();

  /**
   * Unit-steps between two adjustments.
   *
   * @return the window
   */
  long window();

  /**
   * The threshold for the next window.
   *
   * @param theta the present threshold
   * @param rate r, measured
   * @return the next threshold
   */
  double next(double theta, double rate);

  /**
   * Equation (1).
   *
   * @param initial theta, &gt; 0
   */
  record Fixed(double initial) implements ThresholdControl {
    /** Checks the bound of theta. */
    public Fixed {
      requirePositive("theta", initial);
    }

    @Override
    public long window() {
      return Long.MAX_VALUE;
    }

    @Override
    public double next(double theta, double rate) {
      return theta;
    }
  }

  /**
   * Equation (2), the published controller.
   *
   * @param initial theta at the beginning, &gt; 0
   * @param wantedRate r*, &gt; 0
   * @param gain k, &gt; 0
   * @param least theta_min, &gt; 0
   * @param window unit-steps between two adjustments, &gt;= 1
   */
  record Proportional(double initial, double wantedRate, double gain, double least, long window)
      implements ThresholdControl {
    /** Checks every documented bound. */
    public Proportional {
      requirePositive("theta", initial);
      requirePositive("r*", wantedRate);
      requirePositive("k", gain);
      requirePositive("theta_min", least);
      requirePositive("window", window);
    }

    @Override
    public double next(double theta, double rate) {
      return Math.max(least, theta - gain * (wantedRate - rate));
    }
  }

  /**
   * Equation (3).
   *
   * @param initial theta at the beginning, within the bounds
   * @param wantedRate r*, &gt; 0
   * @param gain k, &gt; 0
   * @param least theta_min, &gt; 0
   * @param greatest theta_max, above theta_min
   * @param window unit-steps between two adjustments, &gt;= 1
   */
  record Multiplicative(
      double initial, double wantedRate, double gain, double least, double greatest, long window)
      implements ThresholdControl {
    /** Checks every documented bound. */
    public Multiplicative {
      requirePositive("r*", wantedRate);
      requirePositive("k", gain);
      requirePositive("theta_min", least);
      requirePositive("window", window);
      if (!(greatest > least)) {
        throw new ParameterException(
            "threshold control", "theta_max", greatest, "it must be > theta_min = " + least);
      }
      if (!(initial >= least && initial <= greatest)) {
        throw new ParameterException(
            "threshold control", "theta", initial, "it must lie in [theta_min, theta_max]");
      }
    }

    @Override
    public double next(double theta, double rate) {
      double exponent = Math.clamp(gain * (rate - wantedRate) / wantedRate, -1.0, 1.0);
      return Math.clamp(theta * StrictMath.exp(exponent), least, greatest);
    }
  }

  private static void requirePositive(String symbol, double value) {
    if (!(value > 0)) {
      throw new ParameterException("threshold control", symbol, value, "it must be > 0");
    }
  }
}
