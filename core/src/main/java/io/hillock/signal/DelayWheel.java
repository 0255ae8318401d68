package io.hillock.signal;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/** The spikes of the last steps, so that they can be delivered later: a ring of spike lists. */
public final class DelayWheel implements Stateful {
  private final SpikeList[] ring;
  private int head;
  private int quietSteps;

  /**
   * An empty wheel.
   *
   * @param capacity the most spikes in one step
   * @param longestDelay the longest delay that will be asked for [steps], not negative
   */
  public DelayWheel(int capacity, int longestDelay) {
    if (longestDelay < 0) {
      throw new ParameterException(
          "delay wheel", "delay", longestDelay + " steps", "it must be >= 0");
    }
    ring = new SpikeList[longestDelay];
    for (int i = 0; i < ring.length; i++) {
      ring[i] = new SpikeList(capacity);
    }
    quietSteps = longestDelay;
  }

  /**
   * The spikes pushed some steps ago.
   *
   * @param delay 1 for the last push, up to the longest delay
   * @return the spikes
   */
  public SpikeList ago(int delay) {
    int at = head - delay;
    return ring[at < 0 ? at + ring.length : at];
  }

  /**
   * Ends a step with its spikes.
   *
   * @param spikes the spikes of the step; copied
   */
  public void push(SpikeList spikes) {
    if (ring.length == 0) {
      return;
    }
    ring[head].copyFrom(spikes);
    head = head + 1 == ring.length ? 0 : head + 1;
    quietSteps = spikes.isEmpty() ? Math.min(quietSteps + 1, ring.length) : 0;
  }

  /**
   * Whether spikes are still under way.
   *
   * @return true when any list holds a spike
   */
  public boolean pending() {
    return quietSteps < ring.length;
  }

  /** Forgets all spikes under way. */
  public void reset() {
    for (SpikeList list : ring) {
      list.clear();
    }
    head = 0;
    quietSteps = ring.length;
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int i = 0; i < ring.length; i++) {
      visitor.part("ago" + i, ring[i]);
    }
    head = (int) visitor.scalar("head", StateRole.BOOKKEEPING, Integer.SIZE, head);
    quietSteps = (int) visitor.scalar("quiet", StateRole.BOOKKEEPING, Integer.SIZE, quietSteps);
  }
}
