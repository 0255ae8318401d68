package io.hillock.device.rram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.NonIdeality;
import io.hillock.device.crossbar.PairRead;
import io.hillock.device.rram.Programming.Rounding;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.synapse.Wiring;
import org.junit.jupiter.api.Test;

/** What a proposed change makes of the devices of a crossbar. */
class RramWriteTest extends RramBench {
  @Test
  void shouldWriteExactlyOnTheIdealDeviceThroughManyRefreshes() {
    for (PairRead mode : PairRead.values()) {
      Wiring one = Wiring.where(1, 1, (i, j) -> true);
      RramSynapses s = create(RramPreset.IDEAL.parameters(), one, new float[] {0.25f}, mode);
      double expected = 0.25f;
      for (int n = 0; n < 1000; n++) {
        float dw = (float) input.nextDouble(-0.1, 0.1);
        expected = Math.max(-1, Math.min(1, expected + dw));
        s.propose(0, 0, dw);
        s.settle();
        double[] y = new double[1];
        s.readExact(new double[] {1}, y);
        assertThat(y[0]).isCloseTo(expected, within(1e-12)); // 1000 roundings of 1e-16
      }
      assertThat(counts.get(CountKind.PROGRAMMING_PULSE))
          .isGreaterThan(counts.get(CountKind.SYNAPSE_WRITE));
    }
  }

  @Test
  void shouldKeepAbsentSynapsesAbsent() {
    Wiring wiring = sparse();
    RramSynapses s = create(RramPreset.HFO2_1T1R.parameters(), wiring, weights(wiring, 1));
    Counts before = counts.copy();
    s.propose(0, 0, 0.5f); // (0 + 0) % 4 == 0: absent
    assertThat(s.weight(0, 0)).isZero();
    assertThat(counts.minus(before).get(CountKind.PROGRAMMING_PULSE)).isZero();
    Wiring none = Wiring.where(PRE, POST, (i, j) -> j != 5);
    RramSynapses hole = create(RramPreset.HFO2_1T1R.parameters(), none, weights(none, 1));
    float[] current = new float[POST];
    hole.deliver(all(PRE), current);
    assertThat(current[5]).isZero();
  }

  private static RramParameters openLoop(NonIdeality... only) {
    RramParameters p = RramPreset.HFO2_1T1R.parameters().withOnly(only);
    Programming o = p.programming();
    return p.withProgramming(
        new Programming(
            o.pulse(), o.mapping(), new Programming.Online(Rounding.FLOOR, 1, 0, 0.07)));
  }

  @Test
  void shouldDoNothingBelowTheResolution() {
    RramParameters p = openLoop(NonIdeality.QUANTISATION);
    Wiring one = Wiring.where(1, 1, (i, j) -> true);
    RramSynapses s = create(p, one, new float[] {0});
    s.propose(0, 0, 2.9f / 125);
    assertThat(s.weight(0, 0)).isZero();
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isZero();
    s.propose(0, 0, 3.1f / 125);
    assertThat(s.weight(0, 0)).isCloseTo(3f / 125, within(1e-7f));
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isEqualTo(1);
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(1);

    RramSynapses random = create(p.withRounding(Rounding.STOCHASTIC), one, new float[] {0});
    Counts before = counts.copy();
    for (int n = 0; n < 2000; n++) {
      random.propose(0, 0, n % 2 == 0 ? 0.9f / 125 : -0.9f / 125);
    }
    // probability 0.3 of a step: 600 writes with a binomial sd of 20
    assertThat(counts.minus(before).get(CountKind.SYNAPSE_WRITE)).isBetween(540L, 660L);
  }

  @Test
  void shouldKeepTheDifferenceInARefresh() {
    RramParameters p = openLoop();
    Wiring one = Wiring.where(1, 1, (i, j) -> true);
    RramSynapses s = create(p, one, new float[] {0.2f});
    s.propose(0, 0, -0.0699f);
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isEqualTo(1);
    double gp = s.plusUS(0);
    double gm = s.minusUS(0);
    assertThat(gm - 25).isCloseTo(0.0699 * 125, within(1e-5)); // float proposal
    s.propose(0, 0, -0.0011f);
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isEqualTo(2 + 4); // and 2 RESET, 2 SET
    assertThat(s.minusUS(0)).isEqualTo(25);
    double expected = gp - gm - (double) 0.0011f * 125;
    assertThat(s.plusUS(0) - s.minusUS(0)).isCloseTo(expected, within(1e-10));
  }

  @Test
  void shouldSaturateAtTheLargestWeight() {
    Wiring one = Wiring.where(1, 1, (i, j) -> true);
    RramSynapses s = create(RramPreset.IDEAL.parameters(), one, new float[] {7});
    assertThat(s.weight(0, 0)).isEqualTo(1);
    s.propose(0, 0, -0.5f);
    s.propose(0, 0, 2);
    assertThat(s.weight(0, 0)).isCloseTo(1, within(1e-7f));
    assertThat(counts.get(CountKind.SATURATION)).isEqualTo(1);
    assertThatThrownBy(() -> s.propose(0, 0, Float.NaN)).isInstanceOf(ArithmeticException.class);
  }
}
