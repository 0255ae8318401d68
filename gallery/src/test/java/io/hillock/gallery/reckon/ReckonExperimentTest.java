package io.hillock.gallery.reckon;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReckonExperimentTest {
  @Test
  void shouldHoldEveryClaimOnThePublishedFilesAtPaperScale() {
    Result result =
        new ReckonExperiment()
            .run(
                new Environment(
                    List.of(Seed.of(1)),
                    Scale.PAPER,
                    Optional.of(ReckonBenchTest.folder().getParent()),
                    Progress.SILENT));
    assertThat(result.metrics())
        .containsEntry("hash.mismatches", 0.0)
        .containsEntry("hash.compared", 12.0)
        .containsEntry("curve.mismatches", 0.0)
        .containsEntry("curve.compared", 20.0)
        // Steps of single weights over ten epochs in the circuit.
        .containsEntry("changes.input", 28_151.0)
        .containsEntry("changes.recurrent", 53_255.0)
        .containsEntry("changes.output", 31_310.0)
        .containsEntry("learningBits", 8704.0);
    assertThat(result.dataSha256()).isPresent();
    // All but the time, which a busy machine stretches.
    assertThat(result.claims()).filteredOn(c -> !c.unit().equals("s")).allMatch(c -> c.holds());
  }

  @Test
  void shouldLearnGeneratedTrialsWithoutAnyData() {
    Result result =
        new ReckonExperiment()
            .run(
                new Environment(
                    List.of(Seed.of(2)), Scale.QUICK, Optional.empty(), Progress.SILENT));
    assertThat(result.dataSource()).isEqualTo("generated");
    assertThat(result.metrics()).doesNotContainKey("hash.mismatches");
    assertThat(result.claims()).filteredOn(c -> !c.unit().equals("s")).allMatch(c -> c.holds());
  }
}
