package io.hillock.device.mtj;

import io.hillock.device.ExactDevicesContract;
import io.hillock.device.NonIdeality;
import io.hillock.synapse.Substrate;
import io.hillock.unit.Time;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** Pairs of junctions under the contract that holds for all substrates. */
class MtjContractTest extends ExactDevicesContract {
  private static final MtjModel REAL = MtjPreset.PERPENDICULAR_40.model();
  private static final MtjSubstrate IDEAL =
      new MtjSubstrate(MtjPreset.IDEAL.model(), 1, Time.ms(1));
  private static final MtjSubstrate TWO_STATES =
      new MtjSubstrate(REAL.withOnly(NonIdeality.QUANTISATION), 1, Time.ms(1));
  private static final MtjSubstrate STOCHASTIC =
      new MtjSubstrate(
          REAL.withOnly(NonIdeality.QUANTISATION, NonIdeality.CYCLE_TO_CYCLE), 1, Time.ms(1));
  private static final MtjSubstrate EVERYTHING =
      new MtjSubstrate(REAL.withOnly(allButWires()), 1, Time.ms(1));

  private static Set<NonIdeality> allButWires() {
    Set<NonIdeality> all = EnumSet.copyOf(MtjModel.MODELS);
    all.remove(NonIdeality.WIRE_RESISTANCE);
    return all;
  }

  @Override
  protected Substrate ideal() {
    return IDEAL;
  }

  /** Eight junctions on a side, the nearest whole number of which switches. */
  @Nested
  class TwoStates extends Exact {
    @Override
    protected Substrate substrate() {
      return TWO_STATES;
    }

    @Override
    protected double storing() {
      return 0.5 / 8 + 1e-7; // half a junction, and a rounding to float
    }

    @Override
    protected double writing() {
      return 0.5 / 8 + 1e-6; // the same, and the slack in which a change counts as whole
    }
  }

  /** As the rule means it: whole steps with a probability. */
  @Nested
  class Stochastic extends TwoStates {
    @Override
    protected Substrate substrate() {
      return STOCHASTIC;
    }

    @Override
    protected double writing() {
      return 1.0 / 8 + 1e-6; // a junction more or less
    }
  }

  /** All that is modelled acts, but the lines, whose drop a single bound does not describe. */
  @Nested
  class Everything extends Stochastic {
    @Override
    protected Substrate substrate() {
      return EVERYTHING;
    }

    @Override
    protected double storing() {
      // Eight junctions of each side, R of each off by 7 % (R_P and TMR): G of a side by 5 % /
      // sqrt(8) of at most 5 + 8 x 0.67 gaps of conductance, below 0.04 of w_max in one deviation.
      return 0.5 / 8 + 4 * 0.04;
    }

    @Override
    protected double writing() {
      return 3.5 / 8; // three switches instead of two, each of them 1.25 of the nominal one
    }

    @Override
    protected double reading() {
      // Read noise of 1 % of 16 junctions of at most 200 uS over 960 uS is 0.008 for each weight;
      // |x| up to 2 for four rows: 0.03 in one deviation.
      return 0.12;
    }

    @Override
    protected double overshoot() {
      return 0.4;
    }

    @Override
    protected int defects() {
      return 2;
    }
  }
}
