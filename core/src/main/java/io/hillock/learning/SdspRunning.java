package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.Plasticity;
import io.hillock.network.Projection;
import io.hillock.network.RuleContext;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.WeightLevels;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.Arrays;

/** Running {@link Sdsp}, whose equation numbers are used here. */
final class SdspRunning implements Plasticity {
  private static final int FLAG_BITS = 2;

  private final Sdsp.Parameters parameters;
  private final Synapses synapses;
  private final SpikeList preSpikes;
  private final SpikeList postSpikes;
  private final float[] v;
  private final WeightLevels levels;
  private final Counts counts;
  private final int leakSteps;
  private final int bistableSteps;
  private final int[] calcium;

  /** Registered flags, shape (post): 1 up, -1 down, 0 nothing. */
  private final float[] flag;

  private int sinceLeak;
  private int sinceBistability;

  SdspRunning(
      Projection projection, Sdsp.Parameters parameters, WeightLevels levels, RuleContext context) {
    this.parameters = parameters;
    this.levels = levels;
    synapses = context.synapses(projection);
    preSpikes = context.delivered(projection);
    postSpikes = context.spikes(projection.post());
    v = context.neurons(projection.post()).v();
    counts = context.counts();
    leakSteps = period("calcium leak", parameters.calcium().leak(), context.dt());
    bistableSteps = period("bistability", parameters.bistability(), context.dt());
    calcium = new int[v.length];
    flag = new float[v.length];
  }

  private static int period(String symbol, Time time, Time dt) {
    long steps = time.steps(dt);
    if (steps > Integer.MAX_VALUE || steps == 0 && time.ms() > 0) {
      throw new ParameterException(
          "SDSP", symbol, time, "it must be 0 or from 1 to 2147483647 steps of " + dt);
    }
    return (int) steps;
  }

  @Override
  public void step() {
    for (int k = 0; k < preSpikes.size(); k++) {
      synapses.proposeRow(preSpikes.get(k), levels.step(), flag); // (3)
    }
    for (int k = 0; k < postSpikes.size(); k++) {
      int j = postSpikes.get(k);
      calcium[j] = Math.min(calcium[j] + 1, parameters.calcium().most()); // (4)
    }
    if (!postSpikes.isEmpty()) {
      counts.add(CountKind.TRACE_UPDATE, postSpikes.size());
    }
    pass(1);
  }

  /** Leak, drift and flags after steps in which no spike came, or after the one just learned. */
  private void pass(long steps) {
    if (leakSteps > 0) {
      long leaks = (sinceLeak + steps) / leakSteps;
      sinceLeak = (int) ((sinceLeak + steps) % leakSteps);
      if (leaks > 0) {
        leak(leaks);
      }
    }
    if (bistableSteps > 0) {
      long drifts = (sinceBistability + steps) / bistableSteps;
      sinceBistability = (int) ((sinceBistability + steps) % bistableSteps);
      for (long k = 0; k < drifts && drift(); k++) {
        // until nothing moves any more
      }
      if (drifts > 0) {
        counts.add(CountKind.SYNAPSE_READ, drifts * synapses.wiring().size());
      }
    }
    for (int j = 0; j < flag.length; j++) {
      flag[j] = parameters.direction(v[j], calcium[j]); // (1), (2)
    }
  }

  private void leak(long leaks) {
    for (int j = 0; j < calcium.length; j++) {
      calcium[j] = (int) Math.max(calcium[j] - leaks, 0); // (4)
    }
    counts.add(CountKind.TRACE_UPDATE, calcium.length * leaks);
  }

  /** Drifts all weights once, (5); whether one moved. */
  private boolean drift() {
    Wiring wiring = synapses.wiring();
    float sum = levels.lowest() + levels.highest();
    boolean moved = false;
    for (int i = 0; i < wiring.pre(); i++) {
      for (int s = wiring.rowStart(i); s < wiring.rowStart(i + 1); s++) {
        int j = wiring.target(s);
        float w = synapses.weight(i, j);
        boolean up = 2 * w >= sum;
        if (w != (up ? levels.highest() : levels.lowest())) {
          synapses.propose(i, j, up ? levels.step() : -levels.step());
          moved = true;
        }
      }
    }
    return moved;
  }

  @Override
  public boolean canSkip() {
    return true;
  }

  @Override
  public void skip(long steps) {
    pass(steps);
  }

  @Override
  public void reset() {
    Arrays.fill(calcium, 0);
    Arrays.fill(flag, 0);
    sinceLeak = 0;
    sinceBistability = 0;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.ints("Ca", StateRole.LEARNING, width(parameters.calcium().most()), calcium);
    visitor.floats("flag", StateRole.LEARNING, FLAG_BITS, flag);
    sinceLeak = counter(visitor, "calciumCounter", leakSteps, sinceLeak);
    sinceBistability = counter(visitor, "bistabilityCounter", bistableSteps, sinceBistability);
  }

  private static int counter(StateVisitor visitor, String name, int period, int value) {
    return (int) visitor.scalar(name, StateRole.LEARNING, width(Math.max(period - 1, 0)), value);
  }

  private static int width(int greatest) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(greatest);
  }
}
