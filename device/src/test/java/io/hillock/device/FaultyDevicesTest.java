package io.hillock.device;

import io.hillock.device.pcm.PcmPreset;
import io.hillock.device.pcm.PcmSubstrate;
import io.hillock.device.rram.RramCrossbar;
import io.hillock.device.rram.RramPreset;
import io.hillock.synapse.FaultySynapsesContract;
import io.hillock.synapse.Substrate;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Nested;

/** Stuck synapses where weights are devices. */
class FaultyDevicesTest {
  @Nested
  class OnIdealRram extends FaultySynapsesContract {
    @Override
    protected Substrate substrate() {
      return new RramCrossbar(RramPreset.IDEAL.parameters(), 1, Time.ms(1));
    }
  }

  @Nested
  class OnIdealRramWithDelays extends OnIdealRram {
    @Override
    protected int delay(int position) {
      return position % 4;
    }
  }

  /** Noise goes on acting on a stuck synapse. */
  @Nested
  class OnRram extends FaultySynapsesContract {
    @Override
    protected Substrate substrate() {
      return new RramCrossbar(RramPreset.HFO2_1T1R.parameters(), 1, Time.ms(1));
    }

    @Override
    protected double reading() {
      return 0.34; // as in the contract of this substrate
    }
  }

  @Nested
  class OnIdealPcm extends FaultySynapsesContract {
    @Override
    protected Substrate substrate() {
      return new PcmSubstrate(PcmPreset.IDEAL.parameters(), 1, Time.ms(1));
    }
  }
}
