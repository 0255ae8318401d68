package io.hillock.synapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class UnsignedSubstrateTest {
  private final Counts counts = new Counts();

  private Synapses create(Rounding rounding, float... weights) {
    Wiring row = Wiring.where(1, weights.length, (i, j) -> true);
    return new UnsignedSubstrate(3, 7, rounding)
        .create(row, weights, Seed.of(1).stream(Purpose.DEVICE), counts);
  }

  @Test
  void shouldHoldWholeNumbersFromZeroToSeven() {
    Synapses synapses = create(Rounding.NEAREST, -2, 0.4f, 3.6f, 7, 9);
    float[] stored = new float[5];
    for (int j = 0; j < 5; j++) {
      stored[j] = synapses.weight(0, j);
    }
    assertThat(stored).containsExactly(0, 0, 4, 7, 7);
    assertThat(synapses.levels()).contains(new WeightLevels(3, 0, 7, 1));
    assertThat(new MemoryReport(synapses).inferenceBits()).isEqualTo(5 * 3);
  }

  @Test
  void shouldSaturateAtBothEndsAndCountWhatItWrote() {
    Synapses synapses = create(Rounding.NEAREST, 1, 6);
    for (int k = 0; k < 3; k++) {
      synapses.propose(0, 0, -1);
      synapses.propose(0, 1, 1);
    }
    assertThat(synapses.weight(0, 0)).isZero();
    assertThat(synapses.weight(0, 1)).isEqualTo(7);
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(2);
    assertThat(counts.get(CountKind.SATURATION)).isEqualTo(4);
    synapses.propose(0, 1, -1e30f); // far beyond what a code can count
    assertThat(synapses.weight(0, 1)).isZero();
  }

  @Test
  void shouldRoundStochasticallyWithoutBias() {
    int n = 20_000;
    Synapses synapses = create(Rounding.STOCHASTIC, new float[n]);
    double sum = 0;
    for (int j = 0; j < n; j++) {
      synapses.propose(0, j, 2.3f);
      sum += synapses.weight(0, j);
    }
    // Standard error sqrt(.3 * .7 / 20,000) = 0.0033; five of them, false alarm below 1e-6.
    assertThat(sum / n).isCloseTo(2.3, within(0.017));
  }

  @Test
  void shouldTellNoLevelsOfContinuousWeightsAndSignedOnesOfIntegers() {
    Wiring one = Wiring.where(1, 1, (i, j) -> true);
    float[] w = {0};
    assertThat(
            IdealSubstrate.UNBOUNDED
                .create(one, w, Seed.of(1).stream(Purpose.DEVICE), counts)
                .levels())
        .isEmpty();
    assertThat(
            new DigitalSubstrate(3, 3, Rounding.NEAREST)
                .create(one, w, Seed.of(1).stream(Purpose.DEVICE), counts)
                .levels())
        .contains(new WeightLevels(3, -3, 3, 1));
  }

  @Test
  void shouldRefuseWidthsAndWeightsOutOfBounds() {
    assertThatThrownBy(() -> new UnsignedSubstrate(0, 1, Rounding.NEAREST))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("bits");
    assertThatThrownBy(() -> new UnsignedSubstrate(3, Float.NaN, Rounding.NEAREST))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("w_max");
  }
}
