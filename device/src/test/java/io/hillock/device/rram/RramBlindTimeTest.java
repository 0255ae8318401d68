package io.hillock.device.rram;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.device.NonIdeality;
import io.hillock.device.crossbar.BlindScope;
import io.hillock.ledger.CountKind;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.Wiring;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a crossbar does not hear while it is written. */
class RramBlindTimeTest extends RramBench {
  private RramParameters blind(double blindNs, BlindScope scope) {
    RramParameters p = RramPreset.IDEAL.parameters().withOnly(NonIdeality.BLIND_TIME);
    Programming o = p.programming();
    return p.withProgramming(
        new Programming(
            new Programming.Pulse(1.2, 1.5, 1000, blindNs, scope), o.mapping(), o.online()));
  }

  @Test
  void shouldLoseSpikesWhileTheArrayIsWritten() {
    Wiring wiring = Wiring.where(300, 4, (i, j) -> true);
    RramSynapses s = create(blind(1000, BlindScope.PER_ROW), wiring, new float[1200]);
    float[] post = {0.001f, -0.001f, 0.001f, 0};
    long arrived = 0;
    for (int step = 0; step < 40; step++) {
      s.deliver(all(300), new float[4]);
      arrived += step == 0 ? 0 : 300;
      for (int i = 0; i < 250; i++) {
        s.proposeRow(i, step % 2 == 0 ? 1 : -1, post);
      }
      s.settle();
      assertThat(s.blindFraction()).isEqualTo(0.25); // 250 rows, 1 us each, of 1 ms
    }
    // 11,700 spikes at 1/4: 2925 with a binomial sd of 47; three of them miss in 0.3 % of seeds
    assertThat(arrived).isEqualTo(11_700);
    assertThat(counts.get(CountKind.LOST_SPIKE)).isBetween(2785L, 3065L);
    assertThat(counts.get(CountKind.SYNAPSE_READ))
        .isEqualTo(4 * (12_000 - counts.get(CountKind.LOST_SPIKE)));
    s.settle();
    assertThat(s.blindFraction()).isZero();
  }

  @Test
  void shouldCarryBlindTimeBeyondOneStep() {
    Wiring wiring = Wiring.where(10, 4, (i, j) -> true);
    RramSynapses s = create(blind(100_000, BlindScope.PER_CELL), wiring, new float[40]);
    float[] post = {0.01f, 0.01f, 0.01f, 0};
    for (int i = 0; i < 5; i++) {
      s.proposeRow(i, 1, post);
    }
    s.settle();
    assertThat(s.blindFraction()).isEqualTo(1); // 15 cells of 0.1 ms
    s.deliver(all(10), new float[4]);
    assertThat(counts.get(CountKind.LOST_SPIKE)).isEqualTo(10);
    s.settle();
    assertThat(s.blindFraction()).isEqualTo(0.5);
    s.skip(1);
    assertThat(s.blindFraction()).isZero();
  }

  @Test
  void shouldLoseASpikeWithADelayWhenTheArrayIsDeafAsItComes() {
    Wiring wiring = Wiring.where(10, 4, (i, j) -> true).withDelays(k -> 3);
    float[] w = new float[40];
    Arrays.fill(w, 0.5f);
    RramSynapses s = create(blind(100_000, BlindScope.PER_CELL), wiring, w);
    float[] post = {0.01f, 0.01f, 0.01f, 0};
    for (int i = 0; i < 5; i++) {
      s.proposeRow(i, 1, post);
    }
    float[] current = new float[4];
    s.deliver(all(10), current); // heard: comes before the writing begins, leaves in the deaf time
    s.settle();
    assertThat(s.blindFraction()).isEqualTo(1);
    s.deliver(all(10), current); // lost
    for (int t = 2; t < 8; t++) {
      s.settle();
      s.deliver(new SpikeList(10), current);
    }
    assertThat(counts.get(CountKind.LOST_SPIKE)).isEqualTo(10);
    assertThat(current[3]).isEqualTo(10 * 0.5f);
  }
}
