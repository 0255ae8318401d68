package io.hillock.gallery.multilevel;

import io.hillock.device.NonIdeality;
import io.hillock.device.rram.Programming;
import io.hillock.device.rram.RramCrossbar;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.RramPreset;
import io.hillock.device.rram.SetLaw;
import io.hillock.device.rram.SpreadLaw;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import io.hillock.unit.Time;

/** How a weight is stored and what a proposed change makes of it. */
sealed interface Storage {
  /** A step of the network: a sample. Ages and blind time count in it. */
  Time DT = Time.ms(1);

  /** The substrate of one layer, up to a greatest absolute weight. */
  Substrate upTo(float greatest);

  /** A float number. */
  enum Floating implements Storage {
    /** Held within the range that the others have. */
    BOUNDED;

    @Override
    public Substrate upTo(float greatest) {
      return new IdealSubstrate(-greatest, greatest);
    }
  }

  /**
   * Whatever somebody else chose.
   *
   * @param choice the substrate up to a greatest weight
   */
  record Chosen(SubstrateChoice choice) implements Storage {
    @Override
    public Substrate upTo(float greatest) {
      return choice.upTo(greatest);
    }
  }

  /**
   * One of 2^n - 1 equally spaced levels.
   *
   * @param bits n
   * @param rounding what becomes of a change that is no whole number of levels
   */
  record Grid(int bits, Rounding rounding) implements Storage {
    /** The distance of two levels in units of the greatest weight. */
    static float level(int bits) {
      return 1f / ((1 << (bits - 1)) - 1);
    }

    @Override
    public Substrate upTo(float greatest) {
      return new DigitalSubstrate(bits, greatest, rounding);
    }
  }

  /**
   * A differential pair of resistive cells. A change sets the compliance current of a SET on the
   * cell of its sign, relative to the present conductance.
   *
   * @param cells the cells
   */
  record Cells(RramParameters cells) implements Storage {
    private static final double PERCENT = 0.01;

    @Override
    public Substrate upTo(float greatest) {
      return new RramCrossbar(cells, greatest, DT);
    }

    /**
     * Cells between 1 and 101 uS of which nothing is non-ideal but the spread of a SET from cycle
     * to cycle; one SET for each write, not verified.
     *
     * @param spreadPercent deviation of a SET in percent of the conductance
     */
    static Cells spread(int spreadPercent) {
      return new Cells(
          withSpread(RramPreset.IDEAL.parameters(), spreadPercent)
              .withOnly(NonIdeality.CYCLE_TO_CYCLE));
    }

    /**
     * The same cells behind a source of 2^n compliance currents; a change is rounded to its steps
     * at random.
     */
    static Cells source(int spreadPercent, int bits) {
      RramParameters cells = withSpread(RramPreset.IDEAL.parameters(), spreadPercent);
      SetLaw set = cells.set();
      SetLaw.Compliance all = set.current();
      double step = (all.maxUA() - all.minUA()) / ((1 << bits) - 1);
      return new Cells(
          cells
              .withSet(
                  new SetLaw(
                      set.aUS(),
                      set.b(),
                      set.cycleToCycle(),
                      set.correlationCycles(),
                      new SetLaw.Compliance(all.minUA(), all.maxUA(), step)))
              .withRounding(Programming.Rounding.STOCHASTIC)
              .withOnly(NonIdeality.CYCLE_TO_CYCLE, NonIdeality.QUANTISATION));
    }

    /** The range of {@link RramPreset#HFO2_1T1R}, from 25 to 150 uS, with this spread alone. */
    static Cells narrow(int spreadPercent) {
      return new Cells(
          withSpread(RramPreset.HFO2_1T1R.parameters(), spreadPercent)
              .withOnly(NonIdeality.CYCLE_TO_CYCLE));
    }

    /** Everything that {@link RramPreset#HFO2_1T1R} says of its cells. */
    static Cells preset() {
      return new Cells(
          RramPreset.HFO2_1T1R.parameters().withRounding(Programming.Rounding.STOCHASTIC));
    }

    private static RramParameters withSpread(RramParameters cells, int spreadPercent) {
      SetLaw set = cells.set();
      return cells.withSet(
          new SetLaw(
              set.aUS(),
              set.b(),
              new SpreadLaw.Power(PERCENT * spreadPercent, 1),
              set.correlationCycles(),
              set.current()));
    }
  }
}
