package io.hillock.learning;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.Arrays;

/** Traces that are a function of the age of the last coincidence alone. */
abstract class StampedEligibility implements Eligibility {
  private static final long NEVER = Long.MIN_VALUE;

  private final long[] marked; // step of the last coincidence, shape (synapses)
  private final Counts counts;
  private final int bits;
  private long now;

  StampedEligibility(int synapses, int bits, Counts counts) {
    this.counts = counts;
    this.bits = bits;
    marked = new long[synapses];
    Arrays.fill(marked, NEVER);
  }

  /** The trace of a coincidence, by its age in steps. */
  abstract double value(long age);

  @Override
  public final int size() {
    return marked.length;
  }

  @Override
  public final void mark(int k) {
    marked[k] = now;
    account();
  }

  @Override
  public final double read(int k) {
    account();
    return marked[k] == NEVER ? 0 : value(now - marked[k]);
  }

  /** What holds no bit between steps is no memory and costs no access. */
  private void account() {
    if (bits > 0) {
      counts.add(CountKind.TRACE_UPDATE, 1);
    }
  }

  @Override
  public final void pass(long steps) {
    now += steps;
  }

  @Override
  public final void reset() {
    Arrays.fill(marked, NEVER);
    now = 0;
  }

  @Override
  public final void visit(StateVisitor visitor) {
    visitor.longs("marked", StateRole.LEARNING, bits, marked);
    now = visitor.scalar("now", StateRole.BOOKKEEPING, Long.SIZE, now);
  }
}
