package io.hillock.device.mtj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hillock.fault.ParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchingLawTest {
  private static final MtjParameters JUNCTION = MtjPreset.PERPENDICULAR_40.parameters();
  private static final SwitchingLaw LAW = new SwitchingLaw(JUNCTION);

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.4, 0.5, 0.6})
  void shouldHaveTheExactDwellTimeBeyondTheHighBarrierLimit(double i) {
    // Laplace's method one order on: the start within its well, the curvature at the top
    double barrier = 40 * (1 - i) * (1 - i);
    double well = 0.5 / barrier;
    double top = (2 + 6 * i * i) / ((1 - i * i) * (1 - i * i)) / (4 * 40);
    double ratio = LAW.exactDwellTimeNs(i) / LAW.dwellTimeNs(i);
    assertThat(ratio).isCloseTo(1 + well + top, within(3 / (barrier * barrier))); // next order
  }

  @Test
  void shouldSwitchByTheExponentialLawBelowTheCriticalCurrent() {
    double i = 0.5; // barrier 10
    double tau = 0.9468860 * Math.sqrt(Math.PI / 40) * Math.exp(10) / (0.75 * 0.5);
    assertThat(LAW.dwellTimeNs(i)).isCloseTo(tau, withinPercentage(1e-4)); // digits of t_A
    assertThat(LAW.thermal(i, 0)).isZero();
    assertThat(LAW.thermal(i, tau)).isCloseTo(1 - 1 / Math.E, within(1e-6)); // digits of t_A
    double brief = 1e-6 * tau;
    assertThat(LAW.thermal(i, brief)).isCloseTo(1e-6, withinPercentage(1e-3)); // P = t / tau
  }

  @ParameterizedTest
  @CsvSource({"1.2, 0.99, 0", "2, 0.999, -0.9", "5, 0.5, 0.1"})
  void shouldIntegrateThePathWithoutThermalField(double i, double from, double to) {
    int n = 200_000;
    double sum = 0;
    for (int k = 0; k < n; k++) {
      double z = to + (from - to) * (k + 0.5) / n;
      sum += (from - to) / n / ((i - z) * (1 - z * z));
    }
    // midpoint rule: h^2 f'' / 24 f is below 1e-5 where 1 - z = 0.001 and h = 1e-5
    assertThat(LAW.coldTimeNs(i, from, to))
        .isCloseTo(JUNCTION.attemptTimeNs() * sum, withinPercentage(1e-3));
    assertThat(LAW.coldTimeNs(i, from, from)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.2, 2, 5})
  void shouldContinueTheLinearGrowthByTheExactPath(double i) {
    double start = 1e-7; // 1 - m_z, so small that the path begins linear
    double reached = LAW.coldTimeNs(i, 1 - start, 0);
    double u = start * Math.exp(2 * (i - 1) * reached / JUNCTION.attemptTimeNs());
    double s = 3;
    double q = (i * Math.exp(2 * (i - 1) * s) - 1) / (40 * (i - 1));
    double p = LAW.precessional(i, s * JUNCTION.attemptTimeNs());
    // 1 - start is rounded by 1e-16, 1e-9 of start; the path is linear to start / (i - 1)
    assertThat(-Math.log(p) * q / 2).isCloseTo(u, withinPercentage(1e-3));
  }

  @Test
  void shouldRefuseTheOtherRegime() {
    assertThatThrownBy(() -> LAW.thermal(1, 5))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("I / I_c0 = 1.0, but it must lie in [0, 1)");
    assertThatThrownBy(() -> LAW.precessional(1, 5)).hasMessageContaining("it must be > 1");
    assertThatThrownBy(() -> LAW.coldTimeNs(2, 0.5, 0.6)).hasMessageContaining("m_z to = 0.6");
  }
}
