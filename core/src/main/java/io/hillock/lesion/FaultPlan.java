package io.hillock.lesion;

import io.hillock.fault.ParameterException;

/**
 * Which faults a network is to have.
 *
 * @param kind what fails
 * @param fraction q, the fraction of the units or synapses of each group that fails, in [0, 1]
 * @param law how many fail, and which
 * @param noise standard deviation of {@link FaultKind#WEIGHT_NOISE}, relative to the root mean
 *     square of the weights of the group, &gt;= 0 and finite; other kinds ignore it
 */
public record FaultPlan(FaultKind kind, double fraction, FaultLaw law, double noise) {
  /** Checks every documented bound. */
  public FaultPlan {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new ParameterException("faults", "q", fraction, "it must lie in [0, 1]");
    }
    if (!(noise >= 0 && Double.isFinite(noise))) {
      throw new ParameterException("faults", "noise", noise, "it must be >= 0 and finite");
    }
  }

  /**
   * Faults under the law of counts; noise, if any, as large as the weights.
   *
   * @param kind what fails
   * @param fraction q
   * @return the plan
   */
  public static FaultPlan of(FaultKind kind, double fraction) {
    return new FaultPlan(kind, fraction, FaultLaw.COUNT, 1);
  }

  /**
   * The same under another law.
   *
   * @param other how many fail, and which
   * @return the plan
   */
  public FaultPlan withLaw(FaultLaw other) {
    return new FaultPlan(kind, fraction, other, noise);
  }
}
