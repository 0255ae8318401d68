package io.hillock.device.pcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.characterisation.Characterisation;
import io.hillock.device.characterisation.Chart;
import io.hillock.device.characterisation.Extent;
import io.hillock.device.characterisation.Measured;
import io.hillock.device.characterisation.Series;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class PcmCharacterisationTest {
  private static Characterisation of(PcmPreset preset) {
    return PcmCharacterisation.of(preset.parameters(), new Extent(6, 2000), Seed.of(1));
  }

  private static Chart chart(Characterisation c, String title) {
    return c.charts().stream().filter(x -> x.title().equals(title)).findFirst().orElseThrow();
  }

  private static double figure(Characterisation c, String name) {
    return c.figures().stream()
        .filter(f -> f.name().equals(name))
        .mapToDouble(Measured::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldMeasureWhatTheParametersSay() {
    Characterisation c = of(PcmPreset.GST_NANDAKUMAR2018);
    // 2000 devices: three standard errors of mean and sd of N(0.04, 0.004^2)
    assertThat(figure(c, "exponent of drift, mean")).isCloseTo(0.04, within(0.0003));
    assertThat(figure(c, "exponent of drift, sd")).isCloseTo(0.004, within(0.0002));
    assertThat(figure(c, "RESET energy")).isCloseTo(3e-11, within(1e-20));
    Series noise = chart(c, "Read noise").series().getFirst();
    for (int n = 0; n < noise.x().length; n++) {
      double plus = 0.03 * noise.x()[n] + 0.13;
      double minus = 0.03 * 0.1 + 0.13;
      double sd = Math.hypot(plus, minus);
      // relative standard error of an sd over 2000 reads is 1.6 %
      assertThat(noise.y()[n]).isCloseTo(sd, within(0.05 * sd));
    }
    for (Series s : chart(c, "Drift of twelve devices").series()) {
      assertThat(s.y()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }
    double[] alive = chart(c, "Endurance").series().getFirst().y();
    assertThat(alive[0]).isCloseTo(0.999, within(0.001)); // one in a thousand is stuck
    assertThat(alive[alive.length - 1]).isZero();
    assertThat(c.levels()).hasSize(6);
  }

  @Test
  void shouldShowNoSpreadOnTheIdealDevice() {
    Characterisation c = of(PcmPreset.IDEAL);
    assertThat(c.levels()).allMatch(l -> l.sdUS() < 1e-9 && l.unverified() == 0);
    assertThat(chart(c, "Read noise").series().getFirst().y()).containsOnly(0);
    assertThat(figure(c, "exponent of drift, mean")).isZero();
  }

  @Test
  void shouldTellTheSourceOfEachCurve() {
    for (Chart chart : of(PcmPreset.GST_NANDAKUMAR2018).charts()) {
      assertThat(chart.source()).as(chart.title()).contains(":").doesNotContain(": none");
    }
  }
}
