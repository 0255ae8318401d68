package io.hillock.gallery.multilevel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.device.DeviceModel;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.pcm.PcmPreset;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.impact.ImpactTask;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitsTaskTest {
  private final DigitsTask task = new DigitsTask();

  private Figures run(SubstrateChoice substrate) {
    return task.run(substrate, Seed.of(1), Progress.SILENT).orElseThrow();
  }

  @Test
  void shouldGiveTheBitsOfFloatOnEveryKindWithEverythingOff() {
    Figures ideal = run(SubstrateChoice.ideal());
    assertThat(ideal.get(ImpactTask.ACCURACY)).isGreaterThan(0.6); // chance is 0.1
    List<DeviceModel> devices =
        List.of(
            RramPreset.HFO2_1T1R.parameters(),
            PcmPreset.GST_NANDAKUMAR2018.parameters(),
            MtjPreset.PERPENDICULAR_40.model());
    for (DeviceModel device : devices) {
      Figures off = run(SubstrateChoice.device(device.withOnly(List.of()), task.dt()));
      assertThat(off.get(ImpactTask.FINGERPRINT))
          .as(device.name())
          .isEqualTo(ideal.get(ImpactTask.FINGERPRINT));
      assertThat(off.get(ImpactTask.ACCURACY)).isEqualTo(ideal.get(ImpactTask.ACCURACY));
      assertThat(off.ledger().total().get(CountKind.PROGRAMMING_PULSE)).isPositive();
    }
  }
}
