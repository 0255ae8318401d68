package io.hillock.device.rram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import org.hipparchus.distribution.continuous.LogNormalDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** Cells that hold a parameter. Seeds are fixed, so nothing here fails by chance. */
class ParameterCellsTest {
  private static final RramParameters HFO2 = RramPreset.HFO2_1T1R.parameters();
  private static final int N = 20_000;

  private static ParameterCells cells(int n, RramParameters p, WeakSet law) {
    return new ParameterCells(n, p, law, Seed.of(5).stream(Purpose.DEVICE));
  }

  private static double[] resistances(ParameterCells cells, int n) {
    double[] kOhm = new double[n];
    for (int k = 0; k < n; k++) {
      kOhm[k] = cells.resistanceKOhm(k);
    }
    return kOhm;
  }

  private static double fit(double[] kOhm) {
    var law = new LogNormalDistribution(StrictMath.log(200), 0.7);
    return new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, kOhm, false);
  }

  @Test
  void shouldBeginLogNormal() {
    assertThat(fit(resistances(cells(N, HFO2, WeakSet.usual()), N))).isGreaterThan(0.01);
  }

  @Test
  void shouldDrawAFreshLogNormalResistanceBelowTheFloor() {
    // a floor above every cell: each weak SET that switches ends in a RESET
    ParameterCells cells = cells(N, HFO2, new WeakSet(0.6, 0.1, 0.5, 1e9));
    double[] before = resistances(cells, N);
    Counts counts = new Counts();
    for (int k = 0; k < N; k++) {
      assertThat(cells.weakSet(k, 10, counts)).isTrue(); // 94 slopes above V_half: surely
    }
    double[] after = resistances(cells, N);
    assertThat(after).isNotEqualTo(before);
    assertThat(fit(after)).isGreaterThan(0.01);
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isEqualTo(2 * N);
  }

  @Test
  void shouldSwitchWithTheProbabilityOfTheSigmoid() {
    WeakSet law = WeakSet.usual();
    for (double volts : new double[] {0.4, 0.6, 0.75}) {
      ParameterCells cells = cells(N, HFO2, law);
      int switched = 0;
      for (int k = 0; k < N; k++) {
        switched += cells.weakSet(k, volts, new Counts()) ? 1 : 0;
      }
      double p = 1 / (1 + Math.exp((0.6 - volts) / 0.1));
      // four standard errors of a binomial mean
      assertThat((double) switched / N).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / N)));
    }
  }

  @Test
  void shouldLowerByLambdaOnAverageAndExactlyWithoutVariability() {
    WeakSet law = new WeakSet(0.6, 0.1, 0.5, 1e-9);
    ParameterCells cells = cells(N, HFO2, law);
    double[] before = resistances(cells, N);
    double sum = 0;
    for (int k = 0; k < N; k++) {
      cells.weakSet(k, 10, new Counts());
      sum += Math.log(before[k] / cells.resistanceKOhm(k));
    }
    assertThat(sum / N).isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(N))); // 4 standard errors
    ParameterCells same = cells(1, HFO2.withOnly(), law);
    same.weakSet(0, 10, new Counts());
    assertThat(same.resistanceKOhm(0)).isCloseTo(200 * Math.exp(-0.5), within(1e-12));
  }

  @Test
  void shouldPayForEveryPulse() {
    ParameterCells cells = cells(1, HFO2.withOnly(), WeakSet.usual());
    Counts counts = new Counts();
    cells.weakSet(0, 0.01, counts); // P = 0.003: this draw does not switch
    assertThat(cells.resistanceKOhm(0)).isEqualTo(200);
    // (10 mV)^2 / 200 kOhm x 1 us
    assertThat(counts.writeEnergyJ()).isCloseTo(5e-16, within(1e-27));
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isEqualTo(1);
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isZero();
  }

  @Test
  void shouldRefuseANonsenseLaw() {
    assertThatThrownBy(() -> new WeakSet(0.6, 0, 0.5, 50))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("s = 0.0 V");
  }
}
