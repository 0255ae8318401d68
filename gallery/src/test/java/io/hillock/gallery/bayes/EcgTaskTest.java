package io.hillock.gallery.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EcgTaskTest {
  private static EcgTask task;

  @BeforeAll
  static void generate() {
    task = EcgTask.generated(Seed.of(21));
  }

  @Test
  void shouldBalanceBothClassesInBothParts() {
    EcgTask.Persons persons = task.split(0);
    for (Split.Part part : new Split.Part[] {persons.split().train(), persons.split().test()}) {
      assertThat(Arrays.stream(part.y()).sum() * 2).isEqualTo(part.y().length);
      assertThat(part.x().length).isEqualTo(part.y().length).isGreaterThan(50);
    }
    persons.unseen().forEach((kind, x) -> assertThat(x).as(kind.toString()).isNotEmpty());
    assertThat(persons.unseen()).containsOnlyKeys(EcgTask.Kind.UNSEEN);
  }

  @Test
  void shouldStandardiseByTheTrainingBeatsAndHoldInputsInBounds() {
    EcgTask.Persons persons = task.split(1);
    double[][] train = persons.split().train().x();
    for (int j = 0; j < BeatInputs.INPUTS - 1; j++) {
      double sum = 0;
      for (double[] x : train) {
        sum += x[j];
        assertThat(Math.abs(x[j])).isLessThanOrEqualTo(Standard.BOUND);
      }
      // 0 but for outliers that are held at 4 deviations
      assertThat(Math.abs(sum / train.length)).isLessThan(0.1);
      assertThat(train[0][BeatInputs.INPUTS - 1]).isEqualTo(1);
    }
    double[][] noise = persons.unseen().get(EcgTask.Kind.NOISE);
    assertThat(noise.length).isGreaterThan(50);
    for (double[] x : noise) {
      assertThat(x).doesNotContain(Double.NaN);
    }
  }

  @Test
  void shouldDrawSplitsAgainByNumberAndOthersByAnother() {
    assertThat(task.split(2).split().train().x()).isDeepEqualTo(task.split(2).split().train().x());
    Set<String> different = new HashSet<>();
    for (int k = 0; k < 20; k++) {
      different.add(Arrays.toString(task.split(k).split().test().x()[0]));
    }
    assertThat(different).hasSizeGreaterThan(15); // of 1820 choices of persons
  }

  @Test
  void shouldTellBeatsApartByDeviceAsInSoftware() {
    EcgTask.Persons persons = task.split(0);
    Figures device = chain(BayesArm.DEVICE, persons);
    Figures software = chain(BayesArm.SOFTWARE, persons);
    // chance is 0.5, its standard error over some 180 beats 0.04
    assertThat(device.get("accuracy")).isGreaterThan(0.85);
    // a short chain on either side: some seven beats of 180
    assertThat(Math.abs(device.get("accuracy") - software.get("accuracy"))).isLessThan(0.04);
    double[] known = device.row(EcgChain.Measure.ENTROPY.known());
    double[] noise = device.row(EcgChain.Measure.ENTROPY.row(EcgTask.Kind.NOISE));
    // chance is 0.5, its standard error with some 100 inputs of either kind 0.04
    assertThat(Calibration.above(noise, known)).isGreaterThan(0.62);
  }

  private static Figures chain(BayesArm arm, EcgTask.Persons persons) {
    return EcgChain.run(arm, persons, Seed.of(21), 3000, Progress.SILENT).orElseThrow();
  }
}
