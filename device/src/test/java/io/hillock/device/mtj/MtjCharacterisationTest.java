package io.hillock.device.mtj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.characterisation.Characterisation;
import io.hillock.device.characterisation.Chart;
import io.hillock.device.characterisation.Extent;
import io.hillock.device.characterisation.Measured;
import io.hillock.device.characterisation.Sample;
import io.hillock.device.characterisation.Series;
import io.hillock.random.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class MtjCharacterisationTest {
  private static final MtjModel MODEL = MtjPreset.PERPENDICULAR_40.model();
  private static final Characterisation PAGE =
      MtjCharacterisation.of(MODEL, new Extent(2, 4000), Seed.of(1));

  private static List<Series> chart(String title) {
    return PAGE.charts().stream()
        .filter(c -> c.title().equals(title))
        .findFirst()
        .map(Chart::series)
        .orElseThrow();
  }

  private static double figure(String name) {
    return PAGE.figures().stream()
        .filter(f -> f.name().equals(name))
        .mapToDouble(Measured::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldSwitchMoreSurelyWithMoreCurrentAndLongerPulses() {
    List<Series> pulses = chart("Switching probability against current");
    for (int k = 0; k < pulses.size(); k++) {
      double[] p = pulses.get(k).y();
      for (int n = 1; n < p.length; n++) {
        assertThat(p[n]).isGreaterThanOrEqualTo(p[n - 1] - 1e-9); // interpolation
        if (k > 0) {
          assertThat(p[n]).isGreaterThanOrEqualTo(pulses.get(k - 1).y()[n] - 1e-9);
        }
      }
    }
  }

  @Test
  void shouldHaveItsCheapestWriteBetweenBothEnds() {
    for (Series s : chart("Energy of a write against current")) {
      double[] e = s.y();
      double least = java.util.Arrays.stream(e).min().orElseThrow();
      assertThat(e[0]).isGreaterThan(2 * least);
      assertThat(e[e.length - 1]).isGreaterThan(1.2 * least);
    }
    assertThat(figure("its current at P = 0.1")).isBetween(0.9, 1.4);
  }

  @Test
  void shouldMeasureResistanceAndRetentionOfTheStatedJunction() {
    MtjParameters j = MODEL.junction();
    double[] on = chart("Resistance of both states, cumulative").get(0).x();
    // standard error of the mean of 4000 draws, three of them
    double sd = MODEL.spread().resistance() * j.rParallelKOhm();
    assertThat(Sample.mean(on)).isCloseTo(j.rParallelKOhm(), within(3 * sd / Math.sqrt(4000)));
    double dwell = 1e-9 * new SwitchingLaw(j).dwellTimeNs(0) / 3.156e7;
    // the median junction has the nominal barrier; its standard error in ln tau is some 0.05
    assertThat(figure("median dwell time")).isCloseTo(dwell, within(0.25 * dwell));
    double[] kept = chart("Retention").getFirst().y();
    assertThat(kept[0]).isGreaterThan(0.999);
    assertThat(kept).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(kept[kept.length - 1]).isLessThan(0.05);
  }

  @Test
  void shouldTellTheSourceOfEachCurve() {
    for (Chart chart : PAGE.charts()) {
      assertThat(chart.source()).as(chart.title()).contains(":").doesNotContain(": none");
    }
  }
}
