package io.hillock.synapse;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.Arrays;

/** The synapses of one projection on a {@link ParallelSubstrate}; equations there. */
public final class ParallelSynapses implements Synapses {
  private static final CountKind[] KINDS = CountKind.values();

  private final Synapses[] members;
  private final Counts shared; // what the members counted since it was last passed on
  private final Counts counts;
  private final Wiring wiring;
  private final float[] sum; // shape (post)
  private final float[] back; // shape (pre)
  private int first; // member of the first proposal of this step
  private int next; // member of the next proposal
  private boolean wrote;

  ParallelSynapses(Synapses[] members, Counts shared, Counts counts) {
    this.members = members;
    this.shared = shared;
    this.counts = counts;
    wiring = members[0].wiring();
    sum = new float[wiring.post()];
    back = new float[wiring.pre()];
  }

  /**
   * How many members there are.
   *
   * @return K
   */
  public int members() {
    return members.length;
  }

  /**
   * One of the members.
   *
   * @param m its index, below K
   * @return its synapses
   */
  public Synapses member(int m) {
    return members[m];
  }

  @Override
  public Wiring wiring() {
    return wiring;
  }

  @Override
  public void deliver(SpikeList spikes, float[] current) {
    Arrays.fill(sum, 0);
    for (Synapses member : members) {
      member.deliver(spikes, sum);
    }
    addMean(sum, current);
    passOn();
  }

  @Override
  public void read(float[] x, float[] y) {
    Arrays.fill(sum, 0);
    for (Synapses member : members) {
      member.read(x, sum);
    }
    addMean(sum, y);
    passOn();
  }

  @Override
  public void readTransposed(float[] y, float[] x) {
    Arrays.fill(back, 0);
    for (Synapses member : members) {
      member.readTransposed(y, back);
    }
    addMean(back, x);
    passOn();
  }

  private void addMean(float[] from, float[] to) {
    for (int j = 0; j < from.length; j++) {
      to[j] += from[j] / members.length; // (1)
    }
  }

  private void passOn() {
    for (CountKind kind : KINDS) {
      long n = shared.get(kind);
      boolean once = kind == CountKind.SYNAPSE_READ || kind == CountKind.MULTIPLY_ACCUMULATE;
      counts.add(kind, once ? n / members.length : n);
    }
    counts.addReadEnergy(shared.readEnergyJ());
    counts.addWriteEnergy(shared.writeEnergyJ());
    shared.clear();
  }

  @Override
  public float weight(int pre, int post) {
    double all = 0;
    for (Synapses member : members) {
      all += member.weight(pre, post);
    }
    return (float) (all / members.length); // (1)
  }

  @Override
  public void proposeRow(int pre, float factor, float[] post) {
    if (factor == 0) {
      return;
    }
    int end = wiring.rowStart(pre + 1);
    for (int k = wiring.rowStart(pre); k < end; k++) {
      int j = wiring.target(k);
      float dw = factor * post[j];
      if (dw != 0) {
        deal(pre, j, dw);
      }
    }
  }

  @Override
  public void propose(int pre, int post, float dw) {
    if (dw != 0 && wiring.find(pre, post) >= 0) {
      deal(pre, post, dw);
    }
  }

  private void deal(int i, int j, float dw) {
    float whole = members.length * dw;
    if (Float.isInfinite(whole) && Float.isFinite(dw)) {
      whole = Math.copySign(Float.MAX_VALUE, dw);
    }
    members[next].propose(i, j, whole); // (2)
    next = next + 1 == members.length ? 0 : next + 1; // (3)
    wrote = true;
    passOn();
  }

  @Override
  public void settle() {
    for (Synapses member : members) {
      member.settle();
    }
    endStep();
    passOn();
  }

  private void endStep() {
    if (wrote) {
      first = first + 1 == members.length ? 0 : first + 1;
      next = first; // (4)
      wrote = false;
    }
  }

  @Override
  public boolean pending() {
    for (Synapses member : members) {
      if (member.pending()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void skip(long steps) {
    for (Synapses member : members) {
      member.skip(steps);
    }
    endStep();
    passOn();
  }

  @Override
  public void reset() {
    for (Synapses member : members) {
      member.reset();
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int m = 0; m < members.length; m++) {
      visitor.part("member" + m, members[m]);
    }
    first = (int) visitor.scalar("first", StateRole.BOOKKEEPING, Integer.SIZE, first);
    next = (int) visitor.scalar("next", StateRole.BOOKKEEPING, Integer.SIZE, next);
    wrote = visitor.scalar("wrote", StateRole.BOOKKEEPING, 1, wrote ? 1L : 0L) != 0;
  }
}
