package io.hillock.synapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubstratesTest {
  private static final int PRE = 9;
  private static final int POST = 21;

  static List<Substrate> substrates() {
    return List.of(
        IdealSubstrate.UNBOUNDED,
        new IdealSubstrate(-2, 2),
        new DigitalSubstrate(8, 2, Rounding.STOCHASTIC),
        new DigitalSubstrate(16, 2, Rounding.NEAREST));
  }

  private static Synapses make(Substrate substrate, double probability, Counts counts) {
    RandomStream random = Seed.of(3).stream(Purpose.WIRING);
    Wiring wiring = new RandomWiring(probability).draw(PRE, POST, random);
    float[] w = new float[wiring.size()];
    for (int k = 0; k < w.length; k++) {
      w[k] = (float) random.nextDouble(-1, 1);
    }
    return substrate.create(wiring, w, Seed.of(4).stream(Purpose.DEVICE), counts);
  }

  @ParameterizedTest
  @MethodSource("substrates")
  void shouldReadWhatItStoresDenseOrSparse(Substrate substrate) {
    for (double probability : new double[] {0.1, 0.6, 1}) {
      Counts counts = new Counts();
      Synapses s = make(substrate, probability, counts);
      SpikeList spikes = new SpikeList(PRE);
      spikes.add(1);
      spikes.add(4);
      float[] current = new float[POST];
      s.deliver(spikes, current);
      float[] x = new float[PRE];
      x[1] = 1;
      x[4] = 1;
      float[] y = new float[POST];
      s.read(x, y);
      float[] back = new float[PRE];
      float[] one = new float[POST];
      one[2] = 1;
      long forward = counts.get(CountKind.MULTIPLY_ACCUMULATE);
      s.readTransposed(one, back);
      for (int j = 0; j < POST; j++) {
        float sum = s.weight(1, j) + s.weight(4, j);
        assertThat(current[j]).isCloseTo(sum, within(1e-6f)); // two roundings near 1
        assertThat(y[j]).isCloseTo(sum, within(1e-6f));
      }
      for (int i = 0; i < PRE; i++) {
        assertThat(back[i]).isEqualTo(s.weight(i, 2));
      }
      Wiring w = s.wiring();
      long present = w.rowStart(2) - w.rowStart(1) + w.rowStart(5) - w.rowStart(4);
      assertThat(counts.get(CountKind.SYNAPSE_READ)).isEqualTo(present);
      assertThat(forward).isEqualTo(present);
      long ontoTwo = 0;
      for (int i = 0; i < PRE; i++) {
        ontoTwo += w.find(i, 2) < 0 ? 0 : 1;
      }
      // Backwards only the synapses onto neurons with a value are read.
      assertThat(counts.get(CountKind.MULTIPLY_ACCUMULATE) - forward).isEqualTo(ontoTwo);
    }
  }

  @ParameterizedTest
  @MethodSource("substrates")
  void shouldKeepAbsentSynapsesAbsentAndBounds(Substrate substrate) {
    Synapses s = make(substrate, 0.5, new Counts());
    float[] ones = new float[POST];
    java.util.Arrays.fill(ones, 1);
    for (int n = 0; n < 50; n++) {
      s.proposeRow(3, 0.1f, ones);
      s.propose(5, 7, 0.1f);
    }
    for (int j = 0; j < POST; j++) {
      boolean present = s.wiring().find(3, j) >= 0;
      assertThat(s.weight(3, j) != 0).isEqualTo(present);
      if (!substrate.equals(IdealSubstrate.UNBOUNDED)) {
        assertThat(Math.abs(s.weight(3, j))).isLessThanOrEqualTo(2 + 1e-6f);
      }
    }
  }

  @Test
  void shouldRoundStochasticallyWithTheRightMean() {
    // 10,000 updates of 0.3 lsb: mean 0.3, standard error 0.0046; 4 of them, false alarm 6e-5.
    int n = 10_000;
    Wiring wiring = Wiring.where(1, n, (i, j) -> true);
    Counts counts = new Counts();
    Synapses s =
        new DigitalSubstrate(8, 127, Rounding.STOCHASTIC)
            .create(wiring, new float[n], Seed.of(1).stream(Purpose.DEVICE), counts);
    for (int j = 0; j < n; j++) {
      s.propose(0, j, 0.3f);
    }
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += s.weight(0, j);
    }
    assertThat(sum / n).isCloseTo(0.3, within(4 * Math.sqrt(0.21 / n)));
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(Math.round(sum));
  }

  @Test
  void shouldDeliverAfterTheDelayOfEachSynapse() {
    Wiring wiring = Wiring.where(1, 3, (i, j) -> true).withDelays(k -> 2 * k);
    Synapses s =
        IdealSubstrate.UNBOUNDED.create(
            wiring, new float[] {1, 2, 4}, Seed.of(1).stream(Purpose.DEVICE), new Counts());
    SpikeList spike = new SpikeList(1);
    spike.add(0);
    SpikeList none = new SpikeList(1);
    float[][] arrived = new float[6][3];
    for (int t = 0; t < 6; t++) {
      s.deliver(t == 0 ? spike : none, arrived[t]);
    }
    assertThat(arrived[0]).containsExactly(1, 0, 0);
    assertThat(arrived[2]).containsExactly(0, 2, 0);
    assertThat(arrived[4]).containsExactly(0, 0, 4);
    assertThat(arrived[1]).containsOnly(0);
    assertThat(s.pending()).isFalse();
  }
}
