package io.hillock.train;

import java.util.Arrays;

/** Counts of a layer over samples and steps, from which sparsity and operations follow. */
public final class Tally {
  /** Unit-steps forward. */
  public long unitSteps;

  /** Events that units sent. */
  public long events;

  /** Unit-steps backward. */
  public long adjointUnitSteps;

  /** Unit-steps with a non-zero derivative of the event: the others need no dot product. */
  public long visited;

  /** Weights read in the forward pass, one per event and target. */
  public long forwardReads;

  /** Weights read in the backward pass, one per wanted unit and target. */
  public long backwardReads;

  /** Elements of gradients written, one per event and target. */
  public long gradientWrites;

  /** The most that the tape of one sample has held, in bytes. */
  public long tapeBytes;

  /** Events of each unit. */
  public final long[] unitEvents;

  /**
   * Nothing counted.
   *
   * @param units how many units
   */
  public Tally(int units) {
    unitEvents = new long[units];
  }

  /** Forgets everything. */
  public void clear() {
    unitSteps = 0;
    events = 0;
    adjointUnitSteps = 0;
    visited = 0;
    forwardReads = 0;
    backwardReads = 0;
    gradientWrites = 0;
    tapeBytes = 0;
    Arrays.fill(unitEvents, 0);
  }

  /**
   * Adds another one.
   *
   * @param other the addend, of as many units
   */
  public void add(Tally other) {
    unitSteps += other.unitSteps;
    events += other.events;
    adjointUnitSteps += other.adjointUnitSteps;
    visited += other.visited;
    forwardReads += other.forwardReads;
    backwardReads += other.backwardReads;
    gradientWrites += other.gradientWrites;
    tapeBytes = Math.max(tapeBytes, other.tapeBytes);
    for (int i = 0; i < unitEvents.length; i++) {
      unitEvents[i] += other.unitEvents[i];
    }
  }

  /**
   * Activity sparsity.
   *
   * @return share of unit-steps without an event
   */
  public double activitySparsity() {
    return 1 - events / (double) unitSteps;
  }

  /**
   * Backward sparsity.
   *
   * @return share of unit-steps whose event has a derivative of zero
   */
  public double backwardSparsity() {
    return 1 - visited / (double) adjointUnitSteps;
  }
}
