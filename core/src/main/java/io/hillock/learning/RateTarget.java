package io.hillock.learning;

import io.hillock.fault.ParameterException;

/**
 * A wanted firing rate.
 *
 * @param strength C, &gt;= 0
 * @param wantedHz f*, wanted rate [Hz], &gt;= 0
 * @param over over what the mean rate is taken
 */
public record RateTarget(double strength, double wantedHz, Span over) {
  /** Over what the mean rate f_j is taken. */
  public enum Span {
    /** All steps and trials of an update, as published. */
    BATCH,
    /** Each trial for itself; the term is then the mean over trials. So NEST does. */
    TRIAL
  }

  /**
   * A rate that the mean over a batch shall have.
   *
   * @param strength C, &gt;= 0
   * @param wantedHz f*, wanted rate [Hz], &gt;= 0
   */
  public RateTarget(double strength, double wantedHz) {
    this(strength, wantedHz, Span.BATCH);
  }

  /** Checks every documented bound. */
  public RateTarget {
    if (!(strength >= 0)) {
      throw new ParameterException("rate target", "C", strength, "it must be >= 0");
    }
    if (!(wantedHz >= 0)) {
      throw new ParameterException("rate target", "f*", wantedHz, "it must be >= 0 Hz");
    }
  }
}
