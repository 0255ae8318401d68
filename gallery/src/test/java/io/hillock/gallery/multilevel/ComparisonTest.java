package io.hillock.gallery.multilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.StoppedException;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final List<Seed> SEEDS = List.of(Seed.of(1), Seed.of(2));

  private static Environment environment(Progress progress, Parts parts) {
    return new Environment(SEEDS, Scale.QUICK, Optional.empty(), progress, parts);
  }

  /** Validation says that the rate 0.2 is best; the test samples would prefer 0.3. */
  private record Known(List<Arm> arms, boolean prepares) implements LearningTask {
    @Override
    public String prefix() {
      return "known.";
    }

    @Override
    public String title() {
      return "known";
    }

    @Override
    public double[] rates(Arm arm) {
      return new double[] {0.1, 0.2, 0.3};
    }

    @Override
    public List<Seed> validationSeeds() {
      return List.of(Seed.of(11), Seed.of(12));
    }

    @Override
    public String key(Seed seed) {
      return "known";
    }

    @Override
    public long steps() {
      return 1;
    }

    @Override
    public double probe(int seeds) {
      return 0;
    }

    @Override
    public Trial prepare(Seed seed, Part part) {
      assertThat(prepares).isTrue();
      assertThat(part == Part.VALIDATION).isEqualTo(seed.value() >= 11);
      return (arm, rate, progress) -> {
        double accuracy =
            switch (part) {
              case VALIDATION -> 1 - Math.abs(rate - 0.2) - (seed.value() - 11) * (0.4 - rate) / 9;
              case TEST -> rate + 0.01 * seed.value();
            };
        progress.advance(1);
        return Optional.of(
            LearningTask.figures(
                accuracy, 100, new Ledger(), new MemoryReport(new Ledger().of("none"))));
      };
    }
  }

  @Test
  void shouldChooseTheRateByValidationAndReportWhatItGivesOnTheTest() {
    Comparison c =
        Comparison.run(new Known(Arm.headline(0), true), environment(Progress.SILENT, Parts.NONE));
    for (Comparison.Outcome o : c.outcomes()) {
      assertThat(o.rate()).isEqualTo(0.2);
      assertThat(o.validation()[1]).isEqualTo(Claim.mean(1.0, 1 - 0.2 / 9));
      assertThat(o.accuracy()).containsExactly(new double[] {0.21, 0.22}, within(1e-12));
    }
    assertThat(c.pointsAbove(Arm.FLOAT, Arm.COMPLIANCE)).containsExactly(0, 0);
    assertThat(Comparison.best(new double[] {0.3, 0.5, 0.5})).isEqualTo(1);
    assertThatThrownBy(() -> c.of("nothing")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldTakeUpWhatAnInterruptedRunKeptAndPrepareNothingForIt() {
    KeptInMemory kept = new KeptInMemory();
    Known task = new Known(Arm.headline(0), true);
    assertThatThrownBy(() -> Comparison.run(task, environment(new StopAfter(20), kept)))
        .isInstanceOf(StoppedException.class);
    Comparison whole = Comparison.run(task, environment(StopAfter.never(), kept));
    assertThat(kept.found()).isPositive();
    Comparison again =
        Comparison.run(
            new Known(Arm.headline(0), false), environment(Progress.SILENT, kept.reopened()));
    for (int a = 0; a < whole.outcomes().size(); a++) {
      assertThat(again.outcomes().get(a).accuracy()).isEqualTo(whole.outcomes().get(a).accuracy());
    }
  }

  @Test
  void shouldReportContractMetricsClaimsAndCostsOfRealNetworks() {
    DigitLearning digits =
        new DigitLearning(
            "digits",
            "",
            DigitNetwork.Shape.ONE_LAYER,
            Optional.empty(),
            2000,
            Arm.headline(DigitLearning.THETA),
            List.of(Seed.of(11)));
    Environment environment = environment(Progress.SILENT, Parts.NONE);
    Comparison c = Comparison.run(digits, environment);
    Result result = new Result("multilevel-programming", environment, "generated");
    MultilevelReport.add(result, c);
    assertThat(result.metrics())
        .containsKeys(
            "accuracy.float",
            "accuracy.naive4bit",
            "accuracy.stochastic4bit",
            "accuracy.compliance",
            "accuracy.naive4bit.accumulator",
            "accuracy.compliance.accumulator");
    // 2000 strokes are few; float and register lie far above chance all the same, and above the
    // grid that loses small changes by more than its noise of some 0.05.
    double best = result.metrics().get("accuracy.float");
    assertThat(best).isGreaterThan(0.6);
    assertThat(result.metrics().get("accuracy.naive4bit.accumulator")).isGreaterThan(best - 0.05);
    assertThat(result.metrics().get("accuracy.naive4bit")).isLessThan(best - 0.1);
    assertThat(result.claims()).hasSize(5);
    assertThat(result.rules()).hasSize(6);
    assertThat(result.rules().getFirst().learningBytes()).isEqualTo(4.0 * 10);
    assertThat(result.rules().getLast().learningBytes()).isEqualTo(4.0 * 10 + 4 * 197 * 10);
  }
}
