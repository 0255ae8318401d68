package io.hillock.device.pcm;

import io.hillock.device.NonIdeality;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.SubstrateContract;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Nested;

/** Phase-change synapses under the contract that holds for all substrates. */
class PcmContractTest {
  private abstract static class Exact extends SubstrateContract {
    @Override
    protected Substrate substrate() {
      return new PcmSubstrate(PcmPreset.IDEAL.parameters(), 1, Time.ms(1));
    }

    @Override
    protected double wMax() {
      return 1;
    }

    @Override
    protected double storing() {
      return 0; // all off is exact
    }

    @Override
    protected double writing() {
      return 2e-7; // both ends are rounded to float
    }
  }

  @Nested
  class IdealDense extends Exact {}

  @Nested
  class IdealSparse extends Exact {
    @Override
    protected Wiring.Pairs pairs() {
      return SPARSE;
    }
  }

  @Nested
  class IdealWithDelays extends Exact {
    @Override
    protected Wiring.Pairs pairs() {
      return OFF_DIAGONAL;
    }

    @Override
    protected int delay(int position) {
      return position % 4;
    }
  }

  /** Whole pulses along the mean curve, with drift, and without chance. */
  @Nested
  class PulsedAndDrifting extends Exact {
    @Override
    protected Substrate substrate() {
      PcmParameters p = PcmPreset.GST_NANDAKUMAR2018.parameters();
      return new PcmSubstrate(
          p.withOnly(NonIdeality.QUANTISATION, NonIdeality.DRIFT), 1, Time.ms(1));
    }

    @Override
    protected double storing() {
      // Half of the first pulse of 1.82 uS in a window of 11.9 uS is 0.077; read 0.5 ms after the
      // pulse, a weight of at most 0.6 + 0.077 is higher by (0.5 ms / 38.6 s)^-0.04 = 1.57.
      return 0.077 + 0.57 * 0.677;
    }

    @Override
    protected double writing() {
      return 0.077 + 0.57 * 0.327; // the same of a change of 0.25
    }

    @Override
    protected double reading() {
      // Within 12 ms weights fall by 1 - 25^-0.04 = 0.12 of at most 1.06; three rows arrive.
      return 3 * 0.12 * 1.06;
    }

    @Override
    protected double overshoot() {
      return 0.57; // of the programmed bound, just after a write
    }

    @Override
    protected boolean holdsStill() {
      return false;
    }
  }
}
