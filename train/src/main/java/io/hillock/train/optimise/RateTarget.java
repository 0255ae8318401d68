package io.hillock.train.optimise;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateVisitor;

/**
 * Keeps every unit near a rate: L = c sum_j (r_j - f)^2 with r_j the mean of z_j over samples and
 * steps, so that dL/dz_j = 2 c (r_j - f) / (samples steps).
 *
 * @param coefficient c, &gt;= 0
 * @param rate f, events per step, in [0, 1]
 * @see "G. Bellec, D. Salaj, A. Subramoney, R. Legenstein, W. Maass (2018), NeurIPS,
 *     arXiv:1803.09574"
 */
public record RateTarget(double coefficient, double rate) implements ActivityRegulariser {
  /** Checks every documented bound. */
  public RateTarget {
    if (!(coefficient >= 0 && rate >= 0 && rate <= 1)) {
      throw new ParameterException(
          "rate target",
          "coefficient, rate",
          coefficient + ", " + rate,
          "coefficient must be >= 0, rate in [0, 1]");
    }
  }

  @Override
  public void push(long step, double[] rates, long unitSteps, float[] derivative) {
    for (int j = 0; j < rates.length; j++) {
      boolean known = rates[j] >= 0;
      derivative[j] = known ? (float) (2 * coefficient * (rates[j] - rate) / unitSteps) : 0;
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    // A function of its arguments: it holds nothing.
  }
}
