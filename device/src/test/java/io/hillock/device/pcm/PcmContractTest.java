package io.hillock.device.pcm;

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
}
