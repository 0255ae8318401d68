package io.hillock.state;

/** Why a piece of state exists; the ledger adds up memory by it. */
public enum StateRole {
  /** Needed to run the network: weights, membranes, thresholds, spikes in flight. */
  INFERENCE,
  /** Exists only so that the network can learn: traces for plasticity, accumulators, feedback. */
  LEARNING,
  /** Belongs to the simulation and not to the modelled hardware: counters, generators, clock. */
  BOOKKEEPING
}
