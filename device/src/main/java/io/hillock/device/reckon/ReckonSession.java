package io.hillock.device.reckon;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Ledger;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * A network that runs on the chip; used as a {@link io.hillock.network.Session}. A step is a tick:
 * fire, leak, reset, decide, learn if there is a target, deliver. Values go in and come out in the
 * units of the network; below them every bit is that of {@link Reckon}.
 *
 * <p>What a {@code Session} shows in a step, spikes and outputs, the chip shows one step later,
 * since it asks for the threshold at the beginning of the next tick. The potential is that after
 * delivery, so it is not late.
 */
public final class ReckonSession implements Stateful {
  private static final String MODEL = "ReckOn";

  private final ReckonPlacement placement;
  private final Reckon chip;
  private final Floorplan plan;
  private final SpikeList input;
  private final SpikeList fired;
  private final float[] v;
  private final float[] y;
  private boolean taught;
  private boolean judged;
  private boolean frozen;
  private long step;

  ReckonSession(ReckonPlacement placement, Reckon chip) {
    this.placement = placement;
    this.chip = chip;
    plan = placement.plan();
    input = new SpikeList(plan.in().size());
    fired = new SpikeList(plan.hidden().size());
    v = new float[plan.hidden().size()];
    y = new float[plan.out().size()];
    chip.beginSample();
  }

  /**
   * How the network lies on the chip.
   *
   * @return the placement
   */
  public ReckonPlacement placement() {
    return placement;
  }

  /**
   * The chip itself.
   *
   * @return the chip, which this session steps
   */
  public Reckon chip() {
    return chip;
  }

  /**
   * The list to which the spikes of the input are added before a step.
   *
   * @param population the input
   * @return its list, empty at the beginning of each step
   */
  public SpikeList input(Population population) {
    require(population, plan.in(), "only an input takes spikes from outside");
    return input;
  }

  /**
   * Gives the teaching values of the next step.
   *
   * @param population the readout
   * @param values shape (size); with a hard sigmoid one 1 and else 0, as the chip takes a label;
   *     with linear outputs values that fit 16 bits
   */
  public void target(Population population, float... values) {
    require(population, plan.out(), "the chip teaches its outputs");
    if (values.length != y.length) {
      throw new ParameterException(
          MODEL, "target", values.length + " values", "there are " + y.length + " outputs");
    }
    if (placement.isRegression()) {
      for (int k = 0; k < values.length; k++) {
        if (!Float.isFinite(values[k])) {
          throw new ParameterException(MODEL, "target", values[k], "it must be finite");
        }
        chip.target(k, (int) StrictMath.rint(values[k] / placement.unitY()));
      }
    } else {
      chip.label(label(values));
    }
    taught = true;
  }

  private static int label(float[] values) {
    int label = -1;
    for (int k = 0; k < values.length; k++) {
      if (values[k] == 1 && label < 0) {
        label = k;
      } else if (values[k] != 0) {
        label = values.length;
      }
    }
    if (label < 0 || label >= values.length) {
      throw new ParameterException(
          MODEL, "target", java.util.Arrays.toString(values), "one must be 1 and the others 0");
    }
    return label;
  }

  /** Lets the winner of the next step count for the {@link #decision}. */
  public void judge() {
    judged = true;
  }

  /** Computes one step. */
  public void step() {
    for (int k = 0; k < input.size(); k++) {
      chip.event(input.get(k));
    }
    input.clear();
    chip.tick(taught, judged);
    fired.copyFrom(chip.fired());
    taught = false;
    judged = false;
    step++;
  }

  /**
   * Lets time pass without input.
   *
   * @param steps how many steps, not negative
   */
  public void advance(long steps) {
    for (long t = 0; t < steps; t++) {
      step();
    }
  }

  /**
   * The output that was greatest in most judged steps since the reset, the lowest one of equals.
   *
   * @return its index
   */
  public int decision() {
    return chip.decision();
  }

  /**
   * Begins a sample: membranes, traces, outputs and the count of winners at zero; weights, shift
   * registers and counters stay.
   */
  public void reset() {
    chip.beginSample();
    input.clear();
    fired.clear();
    taught = false;
    judged = false;
  }

  /**
   * Switches learning on or off.
   *
   * @param off true to freeze the rule
   */
  public void freeze(boolean off) {
    frozen = off;
    chip.learning(!off);
  }

  /**
   * Spikes that the hidden neurons fired in the last step.
   *
   * @param population the hidden population
   * @return its spikes
   */
  public SpikeList spikes(Population population) {
    require(population, plan.hidden(), "only the hidden neurons fire");
    return fired;
  }

  /**
   * Membrane potentials or outputs after the last step.
   *
   * @param population hidden neurons or readout
   * @return v or y in the units of the network, shape (size); overwritten by the next call
   */
  public float[] v(Population population) {
    if (population.equals(plan.hidden())) {
      return scaled(chip.memory().v, placement.unitV(), v);
    }
    require(population, plan.out(), "an input has no neurons");
    return scaled(chip.memory().y, placement.unitY(), y);
  }

  private static float[] scaled(int[] codes, double unit, float[] to) {
    for (int k = 0; k < to.length; k++) {
      to[k] = (float) (codes[k] * unit);
    }
    return to;
  }

  /**
   * A weight.
   *
   * @param projection a projection of the network
   * @param pre presynaptic index
   * @param post postsynaptic index
   * @return w in the units of the network
   */
  public float weight(Projection projection, int pre, int post) {
    requireIndex(pre, projection.pre());
    requireIndex(post, projection.post());
    Memory m = chip.memory();
    float lsb = placement.lsb(projection);
    if (projection.equals(plan.win())) {
      return m.wIn[pre * Reckon.NEURONS + post] * lsb;
    }
    return projection.equals(plan.wout())
        ? m.wOut[pre * Reckon.OUTPUTS + post] * lsb
        : m.wRec[pre * Reckon.NEURONS + post] * lsb;
  }

  private static void requireIndex(int index, Population population) {
    if (index < 0 || index >= population.size()) {
      throw new ParameterException(
          MODEL,
          "index in " + population.name(),
          index,
          "it must lie in 0.." + (population.size() - 1));
    }
  }

  private static void require(Population given, Population wanted, String why) {
    if (!given.equals(wanted)) {
      throw new ParameterException(MODEL, "population", given.name(), why);
    }
  }

  /**
   * The counters of the chip.
   *
   * @return the ledger
   */
  public Ledger ledger() {
    return chip.ledger();
  }

  /**
   * Steps since the session was opened.
   *
   * @return the clock [steps]
   */
  public long now() {
    return step;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("chip", chip);
    visitor.part("input", input);
    visitor.part("fired", fired);
    long[] flags = {taught ? 1 : 0, judged ? 1 : 0, frozen ? 1 : 0, step};
    visitor.longs("flags", StateRole.BOOKKEEPING, Long.SIZE, flags);
    taught = flags[0] != 0;
    judged = flags[1] != 0;
    step = flags[3];
    if (frozen != (flags[2] != 0)) {
      freeze(!frozen);
    }
  }
}
