package io.hillock.device.rram;

import io.hillock.device.ExactDevicesContract;
import io.hillock.synapse.AccumulatingSubstrate;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Nested;

/** The crossbar under the contract that holds for all substrates. */
class RramContractTest extends ExactDevicesContract {
  @Override
  protected Substrate ideal() {
    return new RramCrossbar(RramPreset.IDEAL.parameters(), 1, Time.ms(1));
  }

  /** Pairs that are programmed only when a whole step has gathered in a register. */
  @Nested
  class IdealBehindAnAccumulator extends Exact {
    private static final float STEP = 1f / 64;

    @Override
    protected Substrate substrate() {
      return new AccumulatingSubstrate(super.substrate(), STEP);
    }

    @Override
    protected double writing() {
      return STEP + 2e-7; // what has not gathered yet, and both ends rounded to float
    }
  }

  /** Devices that differ, are noisy, relax, wear out and make the array deaf. */
  abstract class Real extends Exact {
    @Override
    protected Substrate substrate() {
      return new RramCrossbar(RramPreset.HFO2_1T1R.parameters(), 1, Time.ms(1));
    }

    @Override
    protected double storing() {
      // Two devices mapped to 2 uS each in a window of 125 uS, then relaxed with 0.5 uS per
      // decade of time.
      return 0.06;
    }

    @Override
    protected double writing() {
      // The ladder of compliance currents mends what falls short, not what goes too far: one SET is
      // off by a cv of 10 % of at most 150 uS, 0.12 of the window, and by one rung of 0.024.
      return 0.15;
    }

    @Override
    protected double overshoot() {
      return writing(); // what a write aims at is bounded, not where a device lands
    }

    @Override
    protected int defects() {
      // One cell in a thousand is stuck: 0.46 of 456, more than 3 in 0.1 % of seeds.
      return 3;
    }

    @Override
    protected double reading() {
      // Read noise of 1 % of at most 150 uS on two devices of a weight: 0.017. Graded sums of four
      // rows with |x| <= 2 have sd <= 0.068 in 31 values; 5 sd, missed in 2e-5 of seeds.
      return 0.34;
    }

    @Override
    protected boolean holdsStill() {
      return false;
    }
  }

  @Nested
  class Hfo2Dense extends Real {}

  @Nested
  class Hfo2WithDelays extends Real {
    @Override
    protected Wiring.Pairs pairs() {
      return OFF_DIAGONAL;
    }

    @Override
    protected int delay(int position) {
      return position % 4;
    }
  }
}
