package io.hillock.gallery.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import org.junit.jupiter.api.Test;

class CrossoverTest {
  @Test
  void shouldPriceALayerOfThreeByThreeAsByHand() {
    // Nine MACs of 4.6 pJ and nine words of 5 pJ: 86.4 pJ. Four events a row of three synapses
    // each: 12 adds of 0.9 and 12 words of 5, three updates of 2, four hops of 3: 88.8 pJ.
    Workload.Prices prices = new Workload.Prices(4.6, 0.9, 2, 5, 3, 0);
    assertThat(prices.energy(Workload.dense(9, 1))).isCloseTo(86.4, within(1e-12));
    assertThat(prices.energy(Workload.dense(9, 9))).isCloseTo(46.4, within(1e-12));
    assertThat(prices.energy(new Workload(0, 12, 3, 12, 4, 0))).isCloseTo(88.8, within(1e-12));
  }

  @Test
  void shouldDoubleTheTermsOfEventsAloneWhenActivityDoubles() {
    Workload.Prices prices = new Workload.Prices(4.6, 0.9, 2, 5, 3, 1e-3);
    Workload once = new Workload(0, 12, 3, 12, 4, 1e-9);
    Workload twice = new Workload(0, 24, 3, 24, 8, 1e-9);
    double fixed = 3 * 2 + 1e-3 * 1e-9 * 1e12;
    assertThat(prices.energy(twice) - fixed)
        .isCloseTo(2 * (prices.energy(once) - fixed), within(1e-9));
  }

  @Test
  void shouldFindTheKnownCrossoversOfActivity() {
    assertThat(ActivityCrossover.FLOAT.found()).isCloseTo(5.1, within(0.05));
    assertThat(ActivityCrossover.BYTE.found()).isCloseTo(7.7, within(0.05));
    assertThat(ActivityCrossover.FLOAT_SRAM.found()).isCloseTo(1.63, within(0.005));
    assertThat(ActivityCrossover.FLOAT_DRAM.found()).isCloseTo(1.006, within(0.0005));
    assertThat(ActivityCrossover.worst()).isLessThan(1e-12);
  }

  @Test
  void shouldFindTheBatchAtWhichFetchesAreSharedEnough() {
    // 0.1 events of (0.9 + 640) against 4.6 + 640 / B: B = 640 / (64.09 - 4.6).
    Workload.Prices dram = Workload.Prices.floats(640);
    assertThat(Crossover.batch(dram, 0.1)).isCloseTo(640 / (64.09 - 4.6), within(1e-6));
    // Fewer events than one MAC costs: never. Too many: at once.
    assertThat(Crossover.batch(dram, 0.005)).isInfinite();
    assertThat(Crossover.batch(dram, 3)).isEqualTo(1);
  }

  @Test
  void shouldFindTheBatchOfTheDevicesByTheirPrices() {
    double event = Devices.event().value();
    // 0.3 x 1.28 pJ against 0.23 pJ + 160 pJ / B.
    assertThat(Devices.crossover(0.3, event, Devices.Weights.DRAM))
        .isCloseTo(160 / (0.3 * 1.28 - 0.23), within(1e-3));
    assertThat(Devices.crossover(0.1, event, Devices.Weights.DRAM)).isInfinite();
  }

  @Test
  void shouldRefuseNegativeCounts() {
    assertThatThrownBy(() -> new Workload(-1, 0, 0, 0, 0, 0))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new Workload(0, 0, 0, Double.NaN, 0, 0))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void shouldNameWhatWasNotChecked() {
    assertThat(CitedPrice.HOP.standing().text()).isEqualTo("unverified");
    assertThat(CitedPrice.DRAM_WORD_HIGH.standing()).isEqualTo(CitedPrice.Standing.UNVERIFIED);
    assertThat(CitedPrice.LARGE_SRAM_WORD.standing()).isEqualTo(CitedPrice.Standing.UNVERIFIED);
  }
}
