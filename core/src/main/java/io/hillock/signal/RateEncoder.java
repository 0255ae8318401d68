package io.hillock.signal;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;
import io.hillock.unit.Time;

/**
 * Codes values as the rates of independent Poisson spike trains.
 *
 * {@snippet lang=text :
 * P(spike of channel i in a step) = 1 - exp(-f_i dt),   f_i = x_i f_max             (1)
 * }
 *
 * <p>(1) is the probability of at least one event of a Poisson process in a step; x in [0, 1],
 * shape (n).
 *
 * @param greatestHz f_max, rate of the value 1 [Hz], &gt;= 0 and finite
 */
public record RateEncoder(double greatestHz) {
  /** Checks the bound of the rate. */
  public RateEncoder {
    if (!(greatestHz >= 0 && Double.isFinite(greatestHz))) {
      throw new ParameterException(
          "rate encoder", "f_max", greatestHz + " Hz", "it must be >= 0 and finite");
    }
  }

  /**
   * Probabilities of a spike per step, to be computed once for a pattern.
   *
   * @param x values in [0, 1], shape (n)
   * @param dt the step
   * @return probabilities, shape (n)
   */
  public double[] probabilities(float[] x, Time dt) {
    double[] p = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      if (!(x[i] >= 0 && x[i] <= 1)) {
        throw new ParameterException("rate encoder", "x_" + i, x[i], "it must lie in [0, 1]");
      }
      p[i] = -StrictMath.expm1(-x[i] * greatestHz * dt.seconds()); // (1)
    }
    return p;
  }

  /**
   * Draws the spikes of one step; one draw per channel whatever its rate, so that trains of
   * different rates stay comparable.
   *
   * @param p probabilities, shape (n)
   * @param random the stream
   * @param spikes cleared, then filled
   */
  public static void draw(double[] p, RandomStream random, SpikeList spikes) {
    spikes.clear();
    for (int i = 0; i < p.length; i++) {
      if (random.nextDouble() < p[i]) {
        spikes.add(i);
      }
    }
  }
}
