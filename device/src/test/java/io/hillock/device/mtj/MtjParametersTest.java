package io.hillock.device.mtj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hillock.device.Figure;
import io.hillock.fault.ParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MtjParametersTest {
  @Test
  void shouldDeriveTimeAndCriticalCurrent() {
    MtjParameters p = MtjPreset.PERPENDICULAR_40.parameters();
    // by hand: 1.0004 / (0.02 * 176.0860 * 0.3) and 4 * 1519.267 * (0.02 / 0.6) * 40 * 4.14195e-3
    assertThat(p.attemptTimeNs()).isCloseTo(0.946886, withinPercentage(1e-3));
    assertThat(p.criticalCurrentUA()).isCloseTo(33.5612, withinPercentage(1e-3));
    assertThat(p.withDelta(80).criticalCurrentUA())
        .isCloseTo(2 * p.criticalCurrentUA(), withinPercentage(1e-9)); // roundings
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayWhereEveryNumberOfAPresetComesFrom(MtjPreset preset) {
    assertThat(MtjPreset.of(preset.id())).isEqualTo(preset);
    assertThat(preset.figures())
        .extracting(Figure::symbol)
        .contains("Delta", "alpha", "mu0 H_k", "eta", "T", "R_P", "TMR")
        .contains("c_Delta", "c_I", "c_R", "read noise", "K", "stuck fraction", "endurance");
    assertThat(preset.model().exact()).isEqualTo(preset == MtjPreset.IDEAL);
    assertThat(preset.figures()).allSatisfy(f -> assertThat(f.source()).isNotBlank());
    assertThat(StochasticRule.usual().figures())
        .extracting(Figure::symbol)
        .containsExactly("W", "p_LTP", "p_LTD");
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0.02, 0.3, 0.6, 300, 5, 1.5, Delta = 4.0",
    "40, NaN, 0.3, 0.6, 300, 5, 1.5, alpha = NaN",
    "40, 0.02, 0, 0.6, 300, 5, 1.5, mu0 H_k = 0.0 T",
    "40, 0.02, 0.3, 1.1, 300, 5, 1.5, eta = 1.1",
    "40, 0.02, 0.3, 0.6, -1, 5, 1.5, T = -1.0 K",
    "40, 0.02, 0.3, 0.6, 300, Infinity, 1.5, R_P = Infinity kOhm",
    "40, 0.02, 0.3, 0.6, 300, 5, 0, TMR = 0.0"
  })
  void shouldRefuseWhatIsNoJunction(
      double delta, double alpha, double hK, double eta, double t, double r, double tmr, String m) {
    assertThatThrownBy(() -> new MtjParameters(delta, alpha, hK, eta, t, r, tmr))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("MTJ: " + m);
    assertThatThrownBy(() -> MtjPreset.of("none")).hasMessageContaining("perpendicular-40");
  }
}
