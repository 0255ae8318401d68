package io.hillock.neuron;

/** The factor zeta on the input of a leaky neuron. Parameters do not carry over between the two. */
public enum InputScaling {
  /** zeta = 1: a spike of weight w moves v by w. */
  UNIT,
  /** zeta = 1 - alpha: a constant input I takes v to I. */
  ONE_MINUS_DECAY
}
