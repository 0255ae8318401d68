package io.hillock.gallery.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class BayesArmTest {
  @Test
  void shouldClassifyPatientsWithCellsAsInSoftware() {
    Figures device = BayesArm.DEVICE.run(Seed.of(21), 0, 3000, Progress.SILENT).orElseThrow();
    Figures software = BayesArm.SOFTWARE.run(Seed.of(21), 0, 3000, Progress.SILENT).orElseThrow();
    for (Figures f : new Figures[] {device, software}) {
      // the majority class is 0.63; a standard error over 114 patients is 0.03
      assertThat(f.get("accuracy")).isGreaterThan(0.8);
      assertThat(f.get("accepted")).isBetween(150.0, 2400.0);
    }
    // a short chain on either side: four patients of 114
    assertThat(Math.abs(device.get("accuracy") - software.get("accuracy"))).isLessThan(0.04);
    assertThat(device.ledger().total().writeEnergyJ()).isPositive();
  }
}
