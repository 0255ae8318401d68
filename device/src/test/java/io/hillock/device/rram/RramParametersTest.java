package io.hillock.device.rram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.device.ConductanceRange;
import io.hillock.device.Evidence;
import io.hillock.device.Figure;
import io.hillock.device.WearLaw;
import io.hillock.fault.ParameterException;
import io.hillock.unit.Time;
import java.util.List;
import org.junit.jupiter.api.Test;

class RramParametersTest {
  @Test
  void shouldStateProvenanceOfEveryNumberOfEveryPreset() {
    for (RramPreset preset : RramPreset.values()) {
      RramParameters p = preset.parameters();
      assertThat(p.origin().name()).isEqualTo(preset.id());
      assertThat(p.origin().citation()).isNotBlank();
      assertThat(p.figures())
          .hasSizeGreaterThan(25)
          .noneMatch(f -> f.source().isBlank() || f.source().equals("set by the user"));
      assertThat(RramPreset.of(preset.id())).isEqualTo(preset);
    }
  }

  @Test
  void shouldGradeANumberThatTheUserChangedAsAssumed() {
    RramParameters p = RramPreset.HFO2_1T1R.parameters();
    Variability v = p.variability();
    RramParameters changed =
        p.withVariability(new Variability(v.cvLrs(), 0.3, new WearLaw(0.001, 5e6)));
    Figure endurance =
        changed.figures().stream().filter(f -> f.symbol().equals("endurance")).findFirst().get();
    assertThat(endurance.evidence()).isEqualTo(Evidence.ASSUMED);
    assertThat(endurance.source()).isEqualTo("set by the user");
    Figure before =
        p.figures().stream().filter(f -> f.symbol().equals("endurance")).findFirst().get();
    assertThat(before.evidence()).isEqualTo(Evidence.MEASURED);
  }

  @Test
  void shouldNameSymbolValueAndRuleOfABadParameter() {
    assertThatThrownBy(() -> new ConductanceRange(20, 10))
        .isInstanceOf(ParameterException.class)
        .hasMessage("device: G_max = 10.0 uS, but it must lie above G_min = 20.0 uS");
    assertThatThrownBy(() -> new ConductanceRange(Double.NaN, 10))
        .hasMessage("device: G_min = NaN uS, but it must be > 0 and finite");
    assertThatThrownBy(() -> new ResetLaw(100, -1))
        .hasMessage("RRAM: sigma of ln R = -1.0, but it must lie in [0, 3]");
    assertThatThrownBy(() -> new Programming.Online(Programming.Rounding.FLOOR, 1, 0, 0))
        .hasMessage("RRAM: refresh = 0.0, but it must lie in (0, 1]");
    assertThatThrownBy(() -> RramPreset.of("pcm"))
        .hasMessage("RRAM: preset = pcm, but known are ideal, hfo2-1t1r, hfox-wan2022");
    assertThatThrownBy(() -> new RramCrossbar(RramPreset.IDEAL.parameters(), -1, Time.ms(1)))
        .hasMessage("RRAM: w_max = -1.0, but it must be > 0 and finite");
  }

  @Test
  void shouldRefuseARangeThatNoSetReaches() {
    RramParameters p = RramPreset.IDEAL.parameters();
    SetLaw weak = new SetLaw(0.5, 1, SpreadLaw.None.NONE, 0, p.set().current());
    assertThatThrownBy(() -> p.withSet(weak))
        .hasMessage("RRAM: G_max = 101.0 uS, but a SET with I_max gives only 50.5 uS");
  }

  @Test
  void shouldInvertTheMeanLaw() {
    SetLaw law = new SetLaw(0.7, 1.3, SpreadLaw.None.NONE, 0, new SetLaw.Compliance(1, 100, 0));
    for (double g = 1; g < 200; g *= 1.7) {
      // two roundings of pow, each within 1 ulp, amplified by at most the exponent
      assertThat(law.meanUS(law.complianceUA(g)))
          .isCloseTo(g, org.assertj.core.data.Offset.offset(1e-13 * g));
    }
  }

  @Test
  void shouldReproduceTheStatedPeakOfTheFit() {
    SpreadLaw fit = RramPreset.HFOX_WAN2022.parameters().programming().mapping().residual();
    double best = 0;
    double at = 0;
    for (int n = 0; n <= 400; n++) {
      double s = fit.sigmaUS(0.1 * n);
      if (s > best) {
        best = s;
        at = 0.1 * n;
      }
    }
    // The peak is about 2.3 uS near g = 0.3, quoted to two digits.
    assertThat(best).isBetween(2.2, 2.4);
    assertThat(at / 40).isBetween(0.25, 0.37);
  }

  @Test
  void shouldBroadenWithAgeAndNeverShrink() {
    List<RelaxationLaw> laws =
        List.of(
            new RelaxationLaw.LogTime(0.5, 1e-3),
            RramPreset.HFOX_WAN2022.parameters().relaxation());
    for (RelaxationLaw law : laws) {
      for (double g = 1; g < 40; g += 3) {
        double last = 0;
        for (double age = 1e-3; age < 1e6; age *= 1.5) {
          double sigma = law.sigmaUS(g, age);
          assertThat(sigma).isGreaterThanOrEqualTo(last);
          last = sigma;
        }
        assertThat(last).isPositive();
      }
    }
    // s0 log10(1 + 0.999/0.001) = 3 s0
    assertThat(laws.get(0).sigmaUS(10, 0.999))
        .isCloseTo(1.5, org.assertj.core.data.Offset.offset(1e-12));
  }
}
