package io.hillock.device.rram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Delays are a property of the wiring, so the same wiring means the same on every substrate. */
class DelaysOnEverySubstrateTest {
  private static final int PRE = 30;
  private static final int POST = 40;

  @Test
  void shouldDeliverTheSameCurrentsAtTheSameTimes() {
    RandomStream random = Seed.of(1).stream(Purpose.DATA);
    Wiring wiring =
        Wiring.where(PRE, POST, (i, j) -> random.nextBoolean(0.4)).withDelays(k -> k * 5 % 12);
    float[] weights = new float[wiring.size()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (random.nextInt(255) - 127) / 127f; // levels that 8 bits hold
    }
    List<Substrate> substrates =
        List.of(
            new IdealSubstrate(-1, 1),
            new DigitalSubstrate(8, 1, Rounding.STOCHASTIC),
            new RramCrossbar(RramPreset.IDEAL.parameters(), 1, Time.ms(1)));
    List<Synapses> synapses = new ArrayList<>();
    List<Counts> counts = new ArrayList<>();
    for (Substrate substrate : substrates) {
      counts.add(new Counts());
      synapses.add(
          substrate.create(wiring, weights, Seed.of(2).stream(Purpose.DEVICE), counts.getLast()));
    }
    SpikeList spikes = new SpikeList(PRE);
    for (int t = 0; t < 300; t++) {
      spikes.clear();
      for (int i = 0; i < PRE; i++) {
        if (t % 50 < 30 && random.nextBoolean(0.2)) {
          spikes.add(i);
        }
      }
      float[] expected = null;
      for (Synapses s : synapses) {
        float[] current = new float[POST];
        s.deliver(spikes, current);
        s.settle();
        if (expected == null) {
          expected = current;
        }
        for (int j = 0; j < POST; j++) {
          // Levels differ by a rounding near 1 (6e-8), as do up to 20 additions.
          assertThat(current[j]).isCloseTo(expected[j], within(5e-6f));
        }
        assertThat(s.pending()).isEqualTo(synapses.getFirst().pending());
      }
    }
    for (Counts c : counts) {
      assertThat(c.get(CountKind.SYNAPSE_READ))
          .isEqualTo(counts.getFirst().get(CountKind.SYNAPSE_READ))
          .isPositive();
    }
  }
}
