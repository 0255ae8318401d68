package io.hillock.device.mtj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchingTableTest {
  private static final MtjParameters JUNCTION = MtjPreset.PERPENDICULAR_40.parameters();
  private static final SwitchingTable TABLE = SwitchingTable.of(JUNCTION);
  private static final SwitchingLaw LAW = new SwitchingLaw(JUNCTION);

  private static double hazard(double p) {
    return -Math.log1p(-p);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.4, 0.5, 0.6})
  void shouldFollowTheExponentialLawInTheThermallyActivatedRegime(double i) {
    double tau = LAW.exactDwellTimeNs(i);
    double early = Math.max(200, 0.01 * Math.min(tau, 1e6));
    double late = Math.min(1e5, 3 * tau);
    double rate =
        (hazard(TABLE.probability(i, late)) - hazard(TABLE.probability(i, early))) / (late - early);
    // the rate is 1/tau up to returns from beyond the top, exp(-Delta i^2) = 3 % at i = 0.3, and up
    // to exp(-barrier) and the time on the way, both 1 % at i = 0.6
    assertThat(rate * tau).isCloseTo(1, within(0.015));
    double p = TABLE.probability(i, late);
    // the first switching is late by some 10 ns, below 1 % of each of these pulses
    assertThat(p).isCloseTo(1 - Math.exp(-late / tau), withinPercentage(2));
  }

  @ParameterizedTest
  @CsvSource({"1.5, 3, 0.04", "1.5, 5, 0.04", "2, 2, 0.015", "2, 3, 0.015", "3, 1, 0.015"})
  void shouldFollowThePrecessionalLawWellAboveTheCriticalCurrent(
      double i, double ns, double bound) {
    // the law drops the noise that acts after the angle has become large: order
    // 1 / (Delta (i - 1)) in P, 5 % at i = 1.5, 2.5 % at i = 2
    assertThat(TABLE.probability(i, ns)).isCloseTo(LAW.precessional(i, ns), within(bound));
  }

  @Test
  void shouldSpanTheIntermediateRegimeWhereNeitherLawHolds() {
    double thermal = 0;
    double precessional = 0;
    for (double ns = 1; ns < 30; ns += 1) {
      double below = TABLE.probability(0.95, ns) - LAW.thermal(0.95, ns);
      double above = TABLE.probability(1.05, ns) - LAW.precessional(1.05, ns);
      thermal = Math.max(thermal, Math.abs(below));
      precessional = Math.max(precessional, Math.abs(above));
    }
    assertThat(thermal).isGreaterThan(0.1);
    assertThat(precessional).isGreaterThan(0.1);
  }

  @ParameterizedTest
  @CsvSource({"0.4, 1000", "0.5, 30", "0.9, 5", "1.05, 4", "1.5, 2", "2, 5", "3, 1"})
  void shouldNotDependOnTheGridOfItsSolver(double i, double ns) {
    FokkerPlanck fine = new FokkerPlanck(JUNCTION, i, 1600);
    fine.advance(ns, 4000);
    double[] around = {i, i + 1};
    double p = SwitchingTable.of(JUNCTION, around, ns, 2 * ns).probability(i, ns);
    // second order in the cell: (2 Delta h)^2 / 24 = 0.2 % of the width of the start, whose
    // logarithm enters the time; the usual steps are a hundredth of the pulse
    assertThat(hazard(p)).isCloseTo(hazard(fine.switched()), withinPercentage(2));
    assertThat(fine.switched() + fine.kept()).isCloseTo(1, within(1e-9)); // nothing leaves
  }

  @ParameterizedTest
  @CsvSource({"0.5, 2", "0.8, 1", "1.2, 1", "1.5, 0.5", "2, 0.5"})
  void shouldKnowRareSwitchingByBriefPulsesToATenth(double i, double ns) {
    FokkerPlanck fine = new FokkerPlanck(JUNCTION, i, 3200);
    fine.advance(ns, 8000);
    assertThat(fine.switched()).isBetween(1e-10, 1e-5);
    // far tails feel the cell: the start's width is off by 0.2 %, times -ln P = 23 at 1e-10, and
    // the spread on the way adds as much
    assertThat(TABLE.probability(i, ns)).isCloseTo(fine.switched(), withinPercentage(10));
  }

  @ParameterizedTest
  @CsvSource({"0.3625, 5000", "0.5125, 200", "0.9125, 6", "1.0125, 4", "1.39, 3", "2.29, 1.5"})
  void shouldInterpolateBetweenItsCurrents(double i, double ns) {
    double[] around = {i, i + 1};
    double exact = hazard(SwitchingTable.of(JUNCTION, around, 0.1, 1e4).probability(i, ns));
    // below 1.3, ln tau bends by 2 Delta: 80 d^2 / 8 = 0.6 % for d = 1/40, and the growth of early
    // switching bends more; above, d = 0.05 to 2 and 0.1 to 4, against a scale of i - 1
    assertThat(hazard(TABLE.probability(i, ns))).isCloseTo(exact, withinPercentage(3));
  }

  @Test
  void shouldGrowWithCurrentAndWithPulseLength() {
    RandomStream random = Seed.of(7).stream(Purpose.DATA);
    for (int n = 0; n < 20_000; n++) {
      double i = random.nextDouble(0.3, 3.9);
      double ns = Math.exp(random.nextDouble(Math.log(0.11), Math.log(9e4)));
      double p = TABLE.probability(i, ns);
      assertThat(p).isBetween(0.0, 1.0);
      double least = p * (1 - 1e-12); // roundings of ln P, at most 35 in size, and of its inverse
      assertThat(TABLE.probability(i, 1.1 * ns)).isGreaterThanOrEqualTo(least);
      assertThat(TABLE.probability(i + 0.1, ns)).isGreaterThanOrEqualTo(least);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.01", "0.8, 0.3", "1.1, 0.5", "2, 0.1", "4, 0.999"})
  void shouldFindThePulseOfAProbability(double i, double p) {
    double ns = TABLE.pulseNs(i, p).orElseThrow();
    // halved to a rounding of ln t, at most 2e-15, times a slope of ln P below 100
    assertThat(TABLE.probability(i, ns)).isCloseTo(p, withinPercentage(1e-9));
  }

  @Test
  void shouldRefuseWhatLiesOutside() {
    assertThat(TABLE.pulseNs(0.3, 0.5)).isEmpty(); // takes 0.1 s
    assertThatThrownBy(() -> TABLE.probability(0.2, 10))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("I / I_c0 = 0.2, but the table holds 0.3 to 4.0");
    assertThatThrownBy(() -> TABLE.probability(1, 1e6)).hasMessageContaining("pulse length");
    assertThatThrownBy(() -> TABLE.probability(1, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> TABLE.pulseNs(1, 0)).hasMessageContaining("P = 0.0");
    double[] falling = {1, 0.5};
    assertThatThrownBy(() -> SwitchingTable.of(JUNCTION, falling, 1, 2))
        .hasMessageContaining("currents must ascend");
  }
}
