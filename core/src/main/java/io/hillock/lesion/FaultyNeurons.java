package io.hillock.lesion;

import io.hillock.neuron.PseudoDerivative;
import io.hillock.neuron.SpikingNeurons;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;

/**
 * Spiking neurons of any model of which some never spike and some spike in every step. What a
 * faulty neuron does inside is as before; its pseudo-derivative is 0, since nothing that is learned
 * can move its spikes.
 */
final class FaultyNeurons implements SpikingNeurons {
  private static final int SOUND = 0;

  private final SpikingNeurons inner;
  private final int[] fault; // 0 for sound, else 1 + ordinal of the fault
  private final SpikeList own;
  private int dead;
  private int stuckOn;

  FaultyNeurons(SpikingNeurons inner) {
    this.inner = inner;
    fault = new int[inner.size()];
    own = new SpikeList(inner.size());
  }

  void fail(int i, Lesionable.UnitFault how) {
    fault[i] = 1 + how.ordinal();
    listFaults();
  }

  private void listFaults() {
    dead = 0;
    stuckOn = 0;
    for (int f : fault) {
      dead += f == 1 + Lesionable.UnitFault.DEAD.ordinal() ? 1 : 0;
      stuckOn += f == 1 + Lesionable.UnitFault.STUCK_ON.ordinal() ? 1 : 0;
    }
  }

  @Override
  public void step(SpikeList spiked) {
    if (dead + stuckOn == 0) {
      inner.step(spiked);
      return;
    }
    inner.step(own);
    spiked.clear();
    int next = 0;
    for (int s = 0; s <= own.size(); s++) { // merges two ascending lists
      int until = s < own.size() ? own.get(s) : fault.length;
      for (; stuckOn > 0 && next < until; next++) {
        if (fault[next] == 1 + Lesionable.UnitFault.STUCK_ON.ordinal()) {
          spiked.add(next);
        }
      }
      if (s < own.size()) {
        if (fault[until] != 1 + Lesionable.UnitFault.DEAD.ordinal()) {
          spiked.add(until);
        }
        next = until + 1;
      }
    }
  }

  @Override
  public int size() {
    return inner.size();
  }

  @Override
  public float[] current() {
    return inner.current();
  }

  @Override
  public float[] v() {
    return inner.v();
  }

  @Override
  public boolean fires() {
    return inner.fires();
  }

  @Override
  public boolean silentWithoutInput() {
    return stuckOn == 0 && inner.silentWithoutInput();
  }

  @Override
  public void skip(long steps) {
    inner.skip(steps);
  }

  @Override
  public void reset() {
    inner.reset();
  }

  @Override
  public void pseudoDerivative(PseudoDerivative shape, float[] psi) {
    inner.pseudoDerivative(shape, psi);
    for (int i = 0; dead + stuckOn > 0 && i < psi.length; i++) {
      psi[i] = fault[i] == SOUND ? psi[i] : 0;
    }
  }

  @Override
  public float alpha(int i) {
    return inner.alpha(i);
  }

  @Override
  public float rho(int i) {
    return inner.rho(i);
  }

  @Override
  public float beta(int i) {
    return inner.beta(i);
  }

  @Override
  public float inputGain(int i) {
    return inner.inputGain(i);
  }

  @Override
  public void visit(StateVisitor visitor) {
    inner.visit(visitor);
    visitor.part("faults", v -> v.ints("fault", StateRole.BOOKKEEPING, 2, fault));
    listFaults();
  }
}
