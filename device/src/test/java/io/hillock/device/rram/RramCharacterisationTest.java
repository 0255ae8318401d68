package io.hillock.device.rram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.characterisation.Chart;
import io.hillock.device.characterisation.Extent;
import io.hillock.device.characterisation.Measured;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class RramCharacterisationTest {
  private static RramCharacterisation of(RramPreset preset) {
    return RramCharacterisation.of(preset.parameters(), new Extent(8, 500), Seed.of(1));
  }

  @Test
  void shouldMeasureWhatTheParametersSay() {
    RramCharacterisation c = of(RramPreset.HFO2_1T1R);
    assertThat(c.levels()).hasSize(8);
    assertThat(c.levels().get(4).meanUS())
        .isCloseTo(c.levels().get(4).targetUS(), within(5.0)); // tolerance 2 uS and stuck cells
    double[] mean = c.programming().get(0).y();
    double[] icc = c.programming().get(0).x();
    for (int n = 0; n < icc.length; n++) {
      // log-normal of cv 10 %: mean above the median by 0.5 %, standard error 0.5 %, stuck cells
      assertThat(mean[n]).isCloseTo(icc[n], within(0.05 * icc[n]));
    }
    double[] weight = c.pulses().get(0).y();
    assertThat(weight[30]).isGreaterThan(0.3);
    assertThat(weight[60]).isLessThan(weight[30] - 0.2);
    double[] broadening = c.relaxation().get(1).y();
    assertThat(broadening[3]).isCloseTo(1.5, within(0.3)); // s0 log10(1 + 1 s / 1 ms)
    assertThat(c.readNoise().y()[9]).isCloseTo(0.01, within(0.003));
    assertThat(c.retention().y()[0]).isGreaterThan(c.retention().y()[9] - 0.05);
    assertThat(c.figures()).extracting(Measured::name).hasSize(7);
  }

  @Test
  void shouldShowNoSpreadOnTheIdealDevice() {
    RramCharacterisation c = of(RramPreset.IDEAL);
    assertThat(c.levels()).allMatch(l -> l.sdUS() < 1e-9 && l.unverified() == 0);
    assertThat(java.util.Arrays.stream(c.retention().y()).boxed())
        .allMatch(v -> Math.abs(v - 1) < 1e-9);
    assertThat(c.readNoise().y()).containsOnly(0);
  }

  @Test
  void shouldMeasureTheSameWithTheSameSeed() {
    assertThat(of(RramPreset.HFOX_WAN2022).levels().get(3).histogram().y())
        .isEqualTo(of(RramPreset.HFOX_WAN2022).levels().get(3).histogram().y());
  }

  @Test
  void shouldTellTheSourceOfEachCurve() {
    for (RramPreset preset : RramPreset.values()) {
      for (Chart chart : of(preset).page().charts()) {
        assertThat(chart.source()).as(chart.title()).contains(":");
      }
    }
  }
}
