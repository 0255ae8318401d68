package io.hillock.gallery.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.data.text.Corpus;
import io.hillock.data.text.GeneratedStories;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.StoppedException;
import io.hillock.random.Seed;
import io.hillock.train.cell.Egru;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageRunTest {
  private static final Seed SEED = Seed.of(21);
  private static final Corpus STORIES = GeneratedStories.tell(SEED, 6000);
  private static final LanguageSetup SETUP =
      new LanguageSetup(
          24, 4, 25, 2, 0.1, new double[] {0.01, 0.01, 0.01}, 0.18, Egru.Settings.LANGUAGE, 3);
  private static final List<String> ROWS =
      List.of(
          LanguageRun.SEEN,
          LanguageRun.VALIDATION,
          LanguageRun.TRAINING,
          LanguageRun.ACTIVITY,
          LanguageRun.BACKWARD,
          LanguageRun.PERPLEXITY,
          LanguageRun.ACCURACY,
          LanguageRun.TEST_ACTIVITY,
          LanguageRun.LAST_BACKWARD,
          LanguageRun.RECURRENT_READS,
          LanguageRun.BACKWARD_READS);

  private static LanguageRun run(LanguageModel model) {
    return new LanguageRun(model, SETUP, STORIES, SEED);
  }

  @ParameterizedTest
  @EnumSource(LanguageModel.class)
  void shouldGoOnToTheSameBitsAfterAnInterruption(LanguageModel model) {
    LanguageRun whole = run(model);
    assertThat(whole.learn(Parts.NONE, "key", Progress.SILENT)).isTrue();
    Figures expected = whole.figures();
    KeptInMemory parts = new KeptInMemory();
    assertThat(run(model).learn(parts, "key", new StopAfter(37))).isFalse();
    LanguageRun second = run(model);
    StopAfter progress = StopAfter.never();
    assertThat(second.learn(parts.reopened(), "key", progress)).isTrue();
    assertThat(progress.done()).isEqualTo(LanguageRun.steps(SETUP, STORIES));
    Figures found = second.figures();
    for (String row : ROWS) {
      assertThat(found.row(row)).as(row).isEqualTo(expected.row(row));
    }
  }

  @Test
  void shouldCountWhatADenseLayerReadsExactly() {
    LanguageRun gru = run(LanguageModel.GRU);
    gru.learn(Parts.NONE, "key", Progress.SILENT);
    Figures figures = gru.figures();
    double n = SETUP.units();
    assertThat(figures.get(LanguageRun.RECURRENT_READS)).isEqualTo(6 * n * n);
    assertThat(figures.get(LanguageRun.PROJECTION_READS)).isEqualTo(n * n);
    assertThat(figures.get(LanguageRun.TEST_ACTIVITY)).isZero();
    // The last step of a window has no later one: 24 of 25 go back through the recurrence.
    assertThat(figures.get(LanguageRun.BACKWARD_READS)).isEqualTo((1 + 24.0 / 25) * 3 * n * n);
    // Vectors, their biases, the layer, the projection.
    assertThat(figures.get(LanguageRun.PARAMETERS))
        .isEqualTo(STORIES.words().size() * (n + 1) + 6 * n * n + 3 * n + n + n * n);
  }

  @Test
  void shouldReadFewerWeightsWhereUnitsAreSilent() {
    LanguageRun egru = run(LanguageModel.EGRU);
    egru.learn(Parts.NONE, "key", Progress.SILENT);
    Figures figures = egru.figures();
    double n = SETUP.units();
    double active = 1 - figures.get(LanguageRun.TEST_ACTIVITY);
    assertThat(active).isBetween(0.02, 0.6);
    // The input is dense. The last word of the text is not followed by a read of its events.
    double reads = 3 * n * n * (1 + active);
    assertThat(figures.get(LanguageRun.RECURRENT_READS)).isBetween(0.999 * reads, reads);
  }

  @Test
  void shouldKeepWhatIsFinishedAndTakeItUp() {
    KeptInMemory parts = new KeptInMemory();
    EgruLanguageExperiment experiment =
        new EgruLanguageExperiment(
            (environment, seed) -> new EgruLanguageExperiment.Task(STORIES, SETUP, "generated"));
    Progress stopping = new StopAfter(2 * LanguageRun.steps(SETUP, STORIES) - 5);
    assertThatThrownBy(() -> experiment.run(environment(stopping, parts)))
        .isInstanceOf(StoppedException.class);
    KeptInMemory later = parts.reopened();
    Result result = experiment.run(environment(StopAfter.never(), later));
    assertThat(later.found()).isPositive();
    assertThat(later.keys()).isEmpty();
    Result whole = experiment.run(environment(StopAfter.never(), new KeptInMemory()));
    for (String key :
        List.of(
            "perplexity.egru",
            "perplexity.gru",
            "perplexity.lstm",
            "perplexity.ratio",
            "sparsity.activity",
            "sparsity.backward")) {
      assertThat(result.metrics().get(key)).as(key).isEqualTo(whole.metrics().get(key));
    }
    assertThat(result.rules()).hasSize(3);
    assertThat(result.plots()).hasSizeGreaterThanOrEqualTo(2);
    // Two epochs of a small text: better than guessing by frequencies.
    assertThat(result.metrics().get("perplexity.egru"))
        .isLessThan(result.metrics().get("perplexity.unigram"));
  }

  private static Environment environment(Progress progress, Parts parts) {
    return new Environment(List.of(SEED), Scale.QUICK, Optional.empty(), progress).withParts(parts);
  }
}
