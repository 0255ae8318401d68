package io.hillock.network;

import io.hillock.state.Stateful;

/** A running learning rule: its traces and its step. */
public interface Plasticity extends Stateful {
  /** Learns from the step just computed: updates traces, proposes weight changes. */
  void step();

  /**
   * Whether the rule allows a stretch without any spike and without targets to be skipped.
   *
   * @return true when {@link #skip} may be called
   */
  boolean canSkip();

  /**
   * Passes over a stretch without spikes and targets in closed form.
   *
   * @param steps length of the stretch, positive
   */
  void skip(long steps);

  /** Forgets traces of the stream so far; what was learned stays. */
  void reset();
}
