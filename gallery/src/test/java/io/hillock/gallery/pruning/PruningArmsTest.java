package io.hillock.gallery.pruning;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.feedback.ImageTask;
import io.hillock.gallery.rewiring.SparseArm;
import io.hillock.gallery.rewiring.SparseOutcome;
import io.hillock.gallery.rewiring.SparseRun;
import io.hillock.gallery.rewiring.SparseSettings;
import io.hillock.random.Seed;
import io.hillock.train.rewire.MagnitudePruning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PruningArmsTest {
  private static final Seed SEED = Seed.of(33);

  @Test
  void shouldPruneWithinTheStepsOfTraining() {
    for (Scale scale : Scale.values()) {
      for (boolean real : new boolean[] {true, false}) {
        PruningArms arms = new PruningArms(real, scale, 6000);
        for (double factor : arms.factors()) {
          for (SparseArm arm : arms.at(factor)) {
            if (arm.settings().rewiring() instanceof MagnitudePruning rule) {
              long steps = arm.settings().epochs() * 6000L / SparseSettings.BATCH;
              assertThat(rule.to()).isLessThanOrEqualTo(steps);
              assertThat(rule.from()).isPositive();
            }
          }
        }
      }
    }
  }

  /** All ways with little data and few epochs, through to the claims, plots and tables. */
  @Test
  void shouldEndWithEquallyManyConnectionsOnEveryWayAndReportThem() {
    ImageTask all = ImageTask.generated(SEED);
    ImageTask task = new ImageTask("test", all.training().part(0, 200), all.test().part(0, 100));
    PruningArms arms = new PruningArms(false, Scale.PAPER, 200);
    List<List<SparseOutcome>> outcomes = new ArrayList<>();
    for (double factor : arms.factors()) {
      List<SparseOutcome> at = new ArrayList<>();
      for (SparseArm arm : arms.at(factor)) {
        at.add(run(arm, task));
      }
      outcomes.add(at);
      for (SparseOutcome o : at) {
        assertThat(o.last(SparseRun.CONNECTIONS)).isEqualTo(at.get(0).last(SparseRun.CONNECTIONS));
      }
    }
    SparseOutcome dense = run(arms.dense(), task);
    Result result =
        new Result(
            "pruning",
            new Environment(List.of(SEED), Scale.PAPER, Optional.empty(), Progress.SILENT),
            "generated");
    PruningReport report = new PruningReport(result, dense, outcomes);
    report.claims(PruningBars.of(Scale.PAPER, false));
    report.plots();
    report.tables();
    assertThat(result.metrics()).containsKeys("accuracy.pruneFull", "accuracy.deepr");
    assertThat(result.plots()).hasSize(5);
    assertThat(result.tables()).hasSize(3);
    // The dense start does more work for each image, whatever is learned from so few.
    assertThat(result.metrics().get("energyJ.learning.pruneFull"))
        .isGreaterThan(2 * result.metrics().get("energyJ.learning.static"));
  }

  private static SparseOutcome run(SparseArm arm, ImageTask task) {
    Figures figures =
        new SparseRun(arm.settings(), task.training(), task.test(), PruningExperiment.LOOKS, SEED)
            .learn(Progress.SILENT, Parts.NONE, "test")
            .orElseThrow();
    return new SparseOutcome(arm, List.of(figures));
  }
}
