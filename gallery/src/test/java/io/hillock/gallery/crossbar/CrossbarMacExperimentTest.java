package io.hillock.gallery.crossbar;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrossbarMacExperimentTest {
  private static Result run(long seed) {
    return new CrossbarMacExperiment()
        .run(
            new Environment(
                List.of(Seed.of(seed)), Scale.QUICK, Optional.empty(), Progress.SILENT));
  }

  @Test
  void shouldKeepItsBoundsAndShowTheCaseForSparseSpikes() {
    Result result = run(11);
    assertThat(result.claims()).allMatch(Claim::holds);
    assertThat(result.metrics().get("relativeError")).isBetween(0.0, 1e-12);
    assertThat(result.metrics().get("irDrop.approxErrorPercent")).isBetween(1e-9, 5.0);
    double one = result.metrics().get("productErrorPercent.cutOff.1");
    double eight = result.metrics().get("productErrorPercent.cutOff.8");
    double all = result.metrics().get("productErrorPercent.cutOff.64");
    assertThat(one).isLessThan(eight);
    assertThat(eight).isLessThan(all);
    // Bit lines alone: a read of one row loses little, and most of what is lost comes with
    // activity.
    assertThat(result.metrics().get("bitLineErrorPercent.cutOff.1"))
        .isLessThan(result.metrics().get("bitLineErrorPercent.cutOff.64") / 4);
    // With no row idle both circuits are the same; only the drawn rows could differ, and are all.
    assertThat(result.metrics().get("productErrorPercent.grounded.64"))
        .isCloseTo(all, org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void shouldGiveTheSameFiguresAgain() {
    assertThat(run(12).metrics()).isEqualTo(run(12).metrics());
  }
}
