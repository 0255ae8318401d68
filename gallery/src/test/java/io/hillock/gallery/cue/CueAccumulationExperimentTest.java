package io.hillock.gallery.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.StoppedException;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole experiment on very short schedules, on which nothing is learned. */
class CueAccumulationExperimentTest {
  private static final CueAccumulationExperiment EXPERIMENT =
      new CueAccumulationExperiment(CueAccumulationExperimentTest::shortArms);
  private static Result whole;

  @BeforeAll
  static void runWithoutInterruption() {
    whole = EXPERIMENT.run(environment(Progress.SILENT, 1));
  }

  private static List<CueArm> shortArms(Scale scale) {
    List<CueArm> arms = new ArrayList<>();
    for (GradientArm arm : GradientArm.of(scale)) {
      GradientTraining.Schedule two = new GradientTraining.Schedule(2, 8, 5e-3, 9, 1, 8);
      arms.add(new GradientArm(arm.key(), arm.title(), arm.teacher(), arm.adaptive(), two));
    }
    for (CueVariant variant : CueVariant.values()) {
      arms.add(new HardwareArm(variant, 100));
    }
    return arms;
  }

  private static Environment environment(Progress progress, int seeds) {
    List<Seed> all = List.of(Seed.of(11), Seed.of(12)).subList(0, seeds);
    return new Environment(all, Scale.PAPER, Optional.empty(), progress);
  }

  @Test
  void shouldGiveWhatItWouldHaveGivenWhenItGoesOnAfterInterruptions() {
    KeptInMemory parts = new KeptInMemory();
    // Inside the first arm, then within the arms of the hardware rule.
    for (long stop : new long[] {10, 2600}) {
      Environment stopped = environment(new StopAfter(stop), 1).withParts(parts.reopened());
      assertThatThrownBy(() -> EXPERIMENT.run(stopped))
          .isInstanceOf(StoppedException.class)
          .hasMessageContaining("of 10 parts are finished and kept");
      assertThat(parts.keys()).isNotEmpty();
    }
    Result resumed = EXPERIMENT.run(environment(Progress.SILENT, 1).withParts(parts.reopened()));
    assertThat(resumed.metrics()).isEqualTo(whole.metrics());
    assertThat(resumed.claims()).isEqualTo(whole.claims());
    assertThat(resumed.rules()).isEqualTo(whole.rules());
    assertThat(resumed.tables()).isEqualTo(whole.tables());
    assertThat(parts.keys()).isEmpty();
  }

  @Test
  void shouldRequireTheBarsOfThePaperScaleAndShowTheSpreadOfSeveralSeeds() {
    Result result = EXPERIMENT.run(environment(Progress.SILENT, 2));
    assertThat(result.claims().stream().map(Claim::required))
        .containsExactly(0.96, 0.94, 0.93, 0.93, 0.08, 1.0, 0.08, 1.0);
    assertThat(result.metrics().keySet())
        .contains(
            "accuracy.longLeak",
            "accuracy.longLeak8bit",
            "accuracy.alif",
            "accuracy.alif.bptt",
            "accuracy.shortLeak",
            "accuracy.shortLeak.bptt",
            "learningBits",
            "overheadPercent");
    assertThat(result.tables()).hasSize(4);
    Table comparison = result.tables().getFirst();
    assertThat(comparison.rows()).hasSize(4);
    assertThat(comparison.rows().getFirst().get(1)).contains("+-");
    Plot.Bars bars = (Plot.Bars) result.plots().getFirst();
    assertThat(bars.names()).hasSize(11).endsWith("chance");
  }

  @Test
  void shouldPriceEachRuleByWhatItCounted() {
    assertThat(whole.tables().getFirst().rows().getFirst().get(1)).doesNotContain("+-");
    List<RuleCost> rules = whole.rules();
    assertThat(rules).hasSize(5);
    RuleCost hardware = rules.get(0);
    RuleCost published = rules.get(3);
    RuleCost throughTime = rules.get(4);
    // Three traces and a rate for each neuron, one trace for each input: 32 bits each.
    assertThat(hardware.learningBytes()).isEqualTo(4 * (40 + 100 + 100 + 100));
    // Traces for each synapse, and a record of the whole trial.
    assertThat(published.learningBytes()).isGreaterThan(100 * hardware.learningBytes());
    assertThat(throughTime.learningBytes()).isGreaterThan(4.0 * 100 * 2250);
    for (RuleCost rule : rules) {
      assertThat(rule.step()).isEqualTo("tick of 1 ms");
      // At least the membranes of the hidden neurons in every tick.
      assertThat(rule.accessesPerStep()).isGreaterThan(100);
      assertThat(rule.energyPerSample().values()).hasSize(2).allMatch(e -> e.value() > 0);
    }
    assertThat(published.accessesPerStep()).isGreaterThan(2 * hardware.accessesPerStep());
  }

  @Test
  void shouldTellHowLongThePaperScaleTakes() {
    assertThat(EXPERIMENT.expected(environment(Progress.SILENT, 1)).orElseThrow().toSeconds())
        .isPositive();
  }
}
