package io.hillock.device.mtj;

import io.hillock.device.Bounds;
import io.hillock.device.ConductanceRange;
import io.hillock.device.NonIdeality;
import io.hillock.device.crossbar.PairLaw;
import io.hillock.device.crossbar.PairRead;
import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;

/**
 * Differential pairs of binary junctions, K in parallel on each side.
 *
 * {@snippet lang=text :
 * W = w_max (n_plus - n_minus) / K,   n junctions that are ON                          (1)
 * dw: |dw| K / w_max = n + f,  n whole, 0 <= f < 1                                     (2)
 * n pulses that switch for sure, one pulse that switches with P(I, t) = f              (3)
 * }
 *
 * <p>The current of all pulses is the same; the duration t of (3) is read from the switching table.
 * A change upwards turns a junction of the minus side OFF or one of the plus side ON; which of all
 * that could is drawn, so that a stuck one does not bar the way. So on the average the weight
 * changes by dw, however small, and every pulse costs its energy. The sure pulse takes {@link
 * #LONGEST_NS}. The draw needs to know which junctions are ON; its reads are not counted.
 *
 * <p>{@link NonIdeality#CYCLE_TO_CYCLE} off: the nearest whole number of junctions switches, and
 * nothing below a half is written. {@link NonIdeality#QUANTISATION} off: a side conducts anything
 * between K G_AP and K G_P, and moves by what the pulses do on the average or, where they act at
 * random, by whole steps from wherever it is. {@link NonIdeality#DEVICE_TO_DEVICE}: each junction
 * has its own two conductances and its own P.
 */
public final class MtjSubstrate implements Substrate {
  /** Duration of a sure pulse [ns]. */
  static final double LONGEST_NS = 100;

  private static final double SHORTEST_NS = 0.1;

  private final MtjModel model;
  private final double wMax;
  private final Time dt;
  private final PulseWidths widths;
  private final SwitchingFamily family; // null where junctions are equal

  /**
   * A substrate; solves for the switching probabilities, which takes some tenths of a second where
   * junctions differ.
   *
   * @param model the junctions
   * @param wMax w_max, the weight of a full difference, &gt; 0
   * @param dt step, &gt; 0
   */
  public MtjSubstrate(MtjModel model, double wMax, Time dt) {
    Bounds.MTJ.positive("w_max", wMax, "");
    if (!(dt.ms() > 0)) {
      throw new ParameterException("MTJ", "dt", dt, "it must be > 0 ms");
    }
    this.model = model;
    this.wMax = wMax;
    this.dt = dt;
    double ratio = model.write().ratio();
    double[] around = {ratio, ratio + 0.05};
    widths =
        new PulseWidths(
            SwitchingTable.of(model.junction(), around, SHORTEST_NS, LONGEST_NS), ratio);
    family =
        model.has(NonIdeality.DEVICE_TO_DEVICE)
            ? new SwitchingFamily(model, ratio, SHORTEST_NS, LONGEST_NS)
            : null;
  }

  private MtjSubstrate(MtjSubstrate other, double wMax) {
    Bounds.MTJ.positive("w_max", wMax, "");
    this.wMax = wMax;
    model = other.model;
    dt = other.dt;
    widths = other.widths;
    family = other.family;
  }

  /**
   * The same junctions for other weights, without solving again.
   *
   * @param greatest w_max, the weight of a full difference, &gt; 0
   * @return the substrate
   */
  public MtjSubstrate upTo(double greatest) {
    return new MtjSubstrate(this, greatest);
  }

  /**
   * The junctions.
   *
   * @return the model
   */
  public MtjModel model() {
    return model;
  }

  /**
   * Conductances of a side, between all OFF and all ON.
   *
   * @return K G_AP and K G_P
   */
  public ConductanceRange range() {
    int k = model.write().perSide();
    return new ConductanceRange(k * model.range().gMinUS(), k * model.range().gMaxUS());
  }

  /**
   * How a pair becomes a weight.
   *
   * @return the law of (1)
   */
  PairLaw pair() {
    return new PairLaw(range(), wMax, PairRead.DIFFERENCE);
  }

  Time dt() {
    return dt;
  }

  PulseWidths widths() {
    return widths;
  }

  /** P of a junction for a pulse that switches the nominal one with another P. */
  double probability(JunctionTraits traits, int j, Direction direction, double p, double ns) {
    double ratio = traits.ratio(j, model.write().ratio(), direction);
    return family == null ? p : family.probability(p, traits.delta(j), ratio, ns);
  }

  @Override
  public MtjSynapses create(Wiring wiring, float[] weights, RandomStream device, Counts counts) {
    wiring.requireWeights("MTJ", weights);
    return new MtjSynapses(this, wiring, weights, device, counts);
  }
}
