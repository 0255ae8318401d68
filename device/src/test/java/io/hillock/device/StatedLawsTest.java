package io.hillock.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.device.characterisation.StatedLaw;
import io.hillock.device.mtj.MtjLaws;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.pcm.PcmLaws;
import io.hillock.device.pcm.PcmPreset;
import io.hillock.device.rram.RramLaws;
import io.hillock.device.rram.RramPreset;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Simulated devices against the laws that their presets state. */
class StatedLawsTest {
  private static List<StatedLaw> laws(Seed seed, int n) {
    List<StatedLaw> all = new ArrayList<>();
    all.addAll(RramLaws.of(RramPreset.HFO2_1T1R.parameters(), seed, n));
    all.addAll(RramLaws.of(RramPreset.HFOX_WAN2022.parameters(), seed, n));
    all.addAll(PcmLaws.of(PcmPreset.GST_NANDAKUMAR2018.parameters(), seed, n));
    all.addAll(MtjLaws.of(MtjPreset.PERPENDICULAR_40.model(), seed, n));
    return all;
  }

  @Test
  void shouldFollowTheStatedLawOverTenThousandCells() {
    for (StatedLaw law : laws(Seed.of(1), 10_000)) {
      if (!law.discrete()) {
        assertThat(law.ksP()).as("%s %s", law.device(), law.law()).isGreaterThan(0.01);
      }
    }
  }

  /** Three standard errors: each of some forty figures misses in 0.3 % of seeds. */
  @Test
  void shouldHaveTheStatedMomentsOverAHundredThousandDraws() {
    for (StatedLaw law : laws(Seed.of(1), 100_000)) {
      assertThat(law.momentsOff()).as("%s %s", law.device(), law.law()).isLessThan(3);
    }
  }

  @Test
  void shouldNoticeAWrongLaw() {
    double[] z = new double[10_000];
    java.util.Arrays.setAll(z, k -> (k + 0.5) / 5000 - 1); // uniform, variance 1/3
    StatedLaw wrong = new StatedLaw("none", NonIdeality.READ_NOISE, "uniform", false, z);
    assertThat(wrong.ksP()).isLessThan(1e-6);
    assertThat(wrong.momentsOff()).isGreaterThan(100);
  }

  @Test
  void shouldKnowALawForEverySwitchThatDrawsFromOne() {
    assertThat(RramLaws.of(RramPreset.HFO2_1T1R.parameters(), Seed.of(2), 100))
        .extracting(StatedLaw::which)
        .containsExactlyInAnyOrder(
            NonIdeality.CYCLE_TO_CYCLE,
            NonIdeality.DEVICE_TO_DEVICE,
            NonIdeality.HRS_SPREAD,
            NonIdeality.RELAXATION,
            NonIdeality.READ_NOISE);
    assertThat(PcmLaws.of(PcmPreset.GST_NANDAKUMAR2018.parameters(), Seed.of(2), 100))
        .extracting(StatedLaw::which)
        .containsExactlyInAnyOrder(
            NonIdeality.CYCLE_TO_CYCLE,
            NonIdeality.HRS_SPREAD,
            NonIdeality.DEVICE_TO_DEVICE,
            NonIdeality.DRIFT_SPREAD,
            NonIdeality.READ_NOISE);
  }
}
