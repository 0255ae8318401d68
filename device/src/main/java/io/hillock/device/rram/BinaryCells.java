package io.hillock.device.rram;

import io.hillock.device.NonIdeality;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * One-transistor-one-resistor cells that are only told to conduct or not: SET with one compliance
 * current, RESET, nothing between.
 *
 * {@snippet lang=text :
 * SET:    G of SetLaw at I_max        RESET:  G of ResetLaw                             (1)
 * E = V_set I_max t                   E = V_reset^2 G t, G before the pulse             (2)
 * }
 *
 * <p>A pulse is applied without reading first and costs (2) also where nothing changes. G [uS], one
 * for each cell. Of the non-idealities those of a write act: spread from cycle to cycle and from
 * device to device, correlated cycles, the spread of the high-resistance state, stuck cells,
 * endurance. Read noise, relaxation and blind time are not modelled here.
 */
public final class BinaryCells implements Stateful {
  private static final NonIdeality[] NOT_MODELLED = {
    NonIdeality.READ_NOISE, NonIdeality.RELAXATION, NonIdeality.BLIND_TIME
  };
  private static final double NEVER_S = 1; // without relaxation no step is ever taken

  private final RramArray array;
  private final RandomStream random;
  private final double iccUA;
  private final double lowUS;

  /**
   * Cells in the high-resistance state.
   *
   * @param n how many, not negative
   * @param parameters the cells; their greatest compliance current is used
   * @param random draws of the devices
   */
  public BinaryCells(int n, RramParameters parameters, RandomStream random) {
    this.random = random;
    RramParameters binary = binary(parameters);
    array = new RramArray(binary, n, random, NEVER_S, d -> {});
    iccUA = binary.set().current().maxUA();
    lowUS = binary.set().meanUS(iccUA);
  }

  /** The same cells behind a current source that knows one current: one bit for each cell. */
  private static RramParameters binary(RramParameters p) {
    SetLaw law = p.set();
    SetLaw.Compliance c = law.current();
    SetLaw.Compliance one = new SetLaw.Compliance(c.minUA(), c.maxUA(), c.maxUA() - c.minUA());
    return p.withSet(
            new SetLaw(law.aUS(), law.b(), law.cycleToCycle(), law.correlationCycles(), one))
        .without(NOT_MODELLED);
  }

  /**
   * One SET pulse.
   *
   * @param k the cell
   * @param counts where pulse, write and energy are counted
   */
  public void set(int k, Counts counts) {
    counts.add(CountKind.SYNAPSE_WRITE, 1);
    array.set(k, iccUA, counts);
  }

  /**
   * One RESET pulse.
   *
   * @param k the cell
   * @param counts where pulse, write and energy are counted
   */
  public void reset(int k, Counts counts) {
    counts.add(CountKind.SYNAPSE_WRITE, 1);
    array.reset(k, counts);
  }

  /**
   * The conductance of a cell.
   *
   * @param k the cell
   * @return G [uS]
   */
  public double conductanceUS(int k) {
    return array.g(k);
  }

  /**
   * Whether a cell conducts more than half of what a SET gives on average.
   *
   * @param k the cell
   * @return true in the low-resistance state
   */
  public boolean isLow(int k) {
    return array.g(k) > 0.5 * lowUS;
  }

  /**
   * What a SET gives on average.
   *
   * @return mean conductance of the low-resistance state [uS]
   */
  public double lowUS() {
    return lowUS;
  }

  /**
   * How many cells there are.
   *
   * @return their number
   */
  public int cells() {
    return array.devices();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("array", array);
    visitor.part("draws", random);
  }
}
