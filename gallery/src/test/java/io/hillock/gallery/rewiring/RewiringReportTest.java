package io.hillock.gallery.rewiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.feedback.ImageTask;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RewiringReportTest {
  private static final Seed SEED = Seed.of(35);

  private final ImageTask all = ImageTask.generated(SEED);
  private final ImageTask task =
      new ImageTask("test", all.training().part(0, 600), all.test().part(0, 100));

  private SparseOutcome run(SparseArm arm) {
    Figures figures =
        new SparseRun(arm.settings(), task.training(), task.test(), 1, SEED)
            .learn(Progress.SILENT, Parts.NONE, "test")
            .orElseThrow();
    return new SparseOutcome(arm, List.of(figures));
  }

  @Test
  void shouldReportWhereConnectionsGoAndWhatNetworksCost() {
    RewiringArms arms = new RewiringArms(false, Scale.QUICK);
    List<SparseOutcome> main = arms.main().stream().map(this::run).toList();
    Environment environment =
        new Environment(List.of(SEED), Scale.QUICK, Optional.empty(), Progress.SILENT);
    Result result = new Result("deep-rewiring", environment, "generated");
    RewiringReport report = new RewiringReport(result, main);
    report.accuracies();
    report.wiring(task.training(), 0.5);
    report.cost();
    assertThat(result.plots()).hasSize(5);
    Plot.Pictures pixels = (Plot.Pictures) result.plots().get(3);
    // Every connection of an input stands at its pixel.
    assertThat(Arrays.stream(pixels.values()[0]).sum()).isEqualTo(2352);
    assertThat(Arrays.stream(pixels.values()[1]).sum()).isEqualTo(2352);
    // A mask that stays has about half of its connections on half of the pixels: 0.5 +- 0.01.
    assertThat(result.metrics().get("inputs.darkShare.static")).isBetween(0.45, 0.55);
    // Few images move few connections, but away from there.
    assertThat(result.metrics().get("inputs.darkShare.deepr"))
        .isLessThan(result.metrics().get("inputs.darkShare.static"));
    assertThat(result.metrics().get("inference.energyJ.deepr"))
        .isLessThan(result.metrics().get("inference.energyJ.dense") / 5);
    SparseOutcome deepr = RewiringExperiment.find(main, RewiringArms.DEEPR);
    // 3,552 weights of 32 bits with columns of 9, 7 and 4 bits, row starts, 410 activities.
    long bits = 3552 * 32 + 2352 * 9 + 900 * 7 + 300 * 4 + 785 * 12 + 301 * 10 + 101 * 9 + 410 * 32;
    assertThat(deepr.training().inferenceBytes()).isEqualTo(bits / 8.0);
  }
}
