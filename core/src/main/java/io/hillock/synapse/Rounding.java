package io.hillock.synapse;

/** How a change that falls between two levels is rounded. */
public enum Rounding {
  /** Up with probability equal to the fraction, so that the expectation is exact. */
  STOCHASTIC,
  /** To the nearest level; a change below half a level is lost. */
  NEAREST
}
