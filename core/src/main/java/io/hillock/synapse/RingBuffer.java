package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.internal.simd.Kernels;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/**
 * Sums under way on synaptic delays, one slot for each of the coming steps.
 *
 * {@snippet lang=text :
 * slot[t + d]_j += x      when x enters in step t with delay d                      (1)
 * y_j += slot[t]_j        when step t leaves                                        (2)
 * }
 *
 * <p>What a substrate reads goes through here whenever its wiring has delays; with a longest delay
 * of 0 the buffer has no slots and must not be used. Shapes: slot and y (n).
 *
 * @see "A. Morrison, C. Mehring, T. Geisel, A. Aertsen, M. Diesmann (2005), Neural Comput. 17:1776,
 *     on ring buffers"
 */
public final class RingBuffer implements Stateful {
  private final Kernels kernels = Kernels.best();
  private final StateRole role;
  private final float[][] slot;
  private int head;
  private int stepsPending;

  /**
   * An empty buffer.
   *
   * @param longestDelay the longest delay that will enter [steps], &gt;= 0
   * @param n length of a slot, positive
   * @param role what the sums are to the modelled hardware
   */
  public RingBuffer(int longestDelay, int n, StateRole role) {
    if (longestDelay < 0) {
      throw new ParameterException(
          "ring buffer", "longest delay", longestDelay + " steps", "it must be >= 0");
    }
    this.role = role;
    slot = new float[longestDelay == 0 ? 0 : longestDelay + 1][n];
  }

  /**
   * The sums that leave some steps from now, to be added to.
   *
   * @param delay steps from now, 0 for this step, at most the longest delay
   * @return the slot itself, shape (n)
   */
  public float[] arrivingAfter(int delay) {
    stepsPending = Math.max(stepsPending, delay + 1);
    int at = head + delay;
    return slot[at < slot.length ? at : at - slot.length]; // (1)
  }

  /**
   * Ends the step: adds what leaves now, forgets it and moves on.
   *
   * @param y added to, shape (n)
   */
  public void leave(float[] y) {
    if (stepsPending > 0) {
      kernels.add(y, slot[head]); // (2)
      Arrays.fill(slot[head], 0);
      stepsPending--;
    }
    head = head + 1 == slot.length ? 0 : head + 1;
  }

  /**
   * Whether a later step has something to leave.
   *
   * @return true when something is under way
   */
  public boolean pending() {
    return stepsPending > 0;
  }

  /** Forgets what is under way. */
  public void reset() {
    for (float[] sums : slot) {
      Arrays.fill(sums, 0);
    }
    stepsPending = 0;
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int d = 0; d < slot.length; d++) {
      visitor.floats("underWay" + d, role, Float.SIZE, slot[d]);
    }
    head = (int) visitor.scalar("head", StateRole.BOOKKEEPING, Integer.SIZE, head);
    stepsPending =
        (int) visitor.scalar("stepsPending", StateRole.BOOKKEEPING, Integer.SIZE, stepsPending);
  }
}
