package io.hillock.device.mtj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MacrospinTest {
  private static final MtjParameters JUNCTION = MtjPreset.PERPENDICULAR_40.parameters();

  @ParameterizedTest
  @CsvSource({"1.5, 0.99", "1.5, 0.999", "3, 0.99", "3, 0.999"})
  void shouldReachTheEquatorInTheExactTimeWithoutThermalField(double i, double from) {
    Macrospin macrospin = new Macrospin(JUNCTION);
    double time = new SwitchingLaw(JUNCTION).coldTimeNs(i, from, 0);
    // the pulse is rounded by half a step: 0.005 alpha i = 3e-4; the scheme adds less
    assertThat(macrospin.coldPath(i, from, time, 0.01)).isCloseTo(0, within(1e-3));
    double coarse = Math.abs(macrospin.coldPath(i, from, time, 0.1));
    double fine = Math.abs(macrospin.coldPath(i, from, time, 0.05));
    assertThat(coarse / fine).isGreaterThan(4); // second order at least
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.95, 1.05, 1.5, 2})
  void shouldSwitchAsOftenAsItsLawSaysInEveryRegime(double i) {
    double[] ns = {2, 4, 7};
    int junctions = 2000;
    double[] share = new Macrospin(JUNCTION).switchedShare(i, ns, junctions, 0.05, Seed.of(11));
    for (int k = 0; k < ns.length; k++) {
      FokkerPlanck law = new FokkerPlanck(JUNCTION, i, 800);
      law.advance(ns[k], 1000);
      double p = law.switched();
      // 12 shares are looked at; 4 SE by chance once in 1300 times. One trajectory of slack, since
      // the normal law is poor where few switch; the step shifts P by less than 0.003
      double se = Math.sqrt(p * (1 - p) / junctions);
      assertThat(share[k]).as("i=%s t=%s", i, ns[k]).isCloseTo(p, within(4 * se + 5e-4));
    }
  }

  @Test
  void shouldCrossALowBarrierWithoutCurrentAsOftenAsItsLawSays() {
    MtjParameters low = new MtjParameters(5, 0.1, 0.3, 0.6, 300, 5, 1.5);
    int junctions = 4000;
    double[] ns = {2, 10};
    double[] share = new Macrospin(low).switchedShare(0, ns, junctions, 0.05, Seed.of(3));
    for (int k = 0; k < ns.length; k++) {
      FokkerPlanck law = new FokkerPlanck(low, 0, 800);
      law.advance(ns[k], 1000);
      double p = law.switched();
      assertThat(p).isBetween(0.01, 0.5);
      assertThat(share[k]).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / junctions)));
    }
  }

  @Test
  void shouldGiveTheSameBitsForTheSameSeed() {
    double[] ns = {2, 3};
    Macrospin used = new Macrospin(JUNCTION);
    double[] first = used.switchedShare(1.5, ns, 100, 0.1, Seed.of(5));
    assertThat(used.switchedShare(1.5, ns, 100, 0.1, Seed.of(5))).isEqualTo(first);
    assertThat(used.switchedShare(1.5, ns, 100, 0.1, Seed.of(6))).isNotEqualTo(first);
  }

  @Test
  void shouldRefuseWhatItCannotIntegrate() {
    Macrospin macrospin = new Macrospin(JUNCTION);
    double[] ns = {2, 1};
    assertThatThrownBy(() -> macrospin.switchedShare(1, ns, 1, 0.1, Seed.of(1)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("pulse length = 1.0 ns, but they must ascend");
    assertThatThrownBy(() -> macrospin.coldPath(1, 1, 1, 0.1))
        .hasMessageContaining("m_z = 1.0, but it must lie in (-1, 1)");
    assertThatThrownBy(() -> macrospin.coldPath(1, 0.5, 1, Double.NaN))
        .hasMessageContaining("step = NaN");
  }
}
