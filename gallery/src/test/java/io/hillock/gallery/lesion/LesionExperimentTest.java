package io.hillock.gallery.lesion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.StoppedException;
import io.hillock.gallery.feedback.ImageTask;
import io.hillock.gallery.feedback.SparseImages;
import io.hillock.lesion.FaultKind;
import io.hillock.lesion.FaultPlan;
import io.hillock.lesion.Faults;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LesionExperimentTest {
  private static final List<Seed> SEEDS = List.of(Seed.of(31), Seed.of(32));
  private static final Arm.Protocol PROTOCOL =
      new Arm.Protocol(List.of(0.0, 0.02, 0.1, 0.5), 3, List.of(0.0, 0.1), 2);
  private static final ImageTask TASK =
      new ImageTask(
          "few digits",
          SparseImages.of(GeneratedDigits.draw(Seed.of(7), LabelledImages.Part.TRAINING, 1500)),
          SparseImages.of(GeneratedDigits.draw(Seed.of(7), LabelledImages.Part.TEST, 500)));
  private static final DigitRecipe DIGITS =
      new DigitRecipe(
          "", "digits", 40, 0.5, new DigitRecipe.Training(3, 0.05, 0.8, 0.01), seed -> TASK);
  private static final CueRecipe CUES =
      new CueRecipe("spiking.", "cues", new CueRecipe.Training(100, 10, 0.5), 12);

  private static LesionArms arms(Environment environment) {
    Arm.Protocol brief = new Arm.Protocol(List.of(0.0, 0.02, 0.1), 2, List.of(0.1), 1);
    return new LesionArms(
        false,
        List.of(
            new Arm(DIGITS, 1, Arm.ALL_KINDS, PROTOCOL),
            new Arm(DIGITS, 2, Arm.UNITS, brief),
            new Arm(CUES, 1, Arm.ALL_KINDS, brief)));
  }

  private static Result run(int threads, Progress progress, Parts parts) {
    Environment environment =
        new Environment(SEEDS, Scale.QUICK, Optional.empty(), progress, parts);
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.submit(() -> new LesionExperiment(LesionExperimentTest::arms).run(environment))
          .join();
    }
  }

  @Test
  void shouldGiveTheSameOnAnyNumberOfThreadsAndAfterAnInterruption() {
    AtomicLong announced = new AtomicLong();
    StopAfter counting = StopAfter.never();
    Progress both =
        new Progress() {
          @Override
          public void begin(String task, long steps) {
            announced.addAndGet(steps);
          }

          @Override
          public void advance(long steps) {
            counting.advance(steps);
          }

          @Override
          public void say(String line) {}

          @Override
          public boolean stopRequested() {
            return false;
          }
        };
    Result one = run(1, both, Parts.NONE);
    assertThat(counting.done()).isEqualTo(announced.get());
    KeptInMemory parts = new KeptInMemory();
    StopAfter half = new StopAfter(announced.get() / 2);
    assertThatThrownBy(() -> run(3, half, parts)).isInstanceOf(StoppedException.class);
    int kept = parts.keys().size();
    Result resumed = run(3, StopAfter.never(), parts);
    assertThat(kept).isBetween(4, parts.atTheEnd() - 1); // at least the four trained networks
    assertThat(parts.keys()).isEmpty();
    assertThat(resumed.metrics()).isEqualTo(one.metrics());
    assertThat(resumed.claims()).isEqualTo(one.claims());
    assertThat(resumed.tables()).isEqualTo(one.tables());
    assertThat(resumed.rules()).isEqualTo(one.rules());
    Map<String, Double> found = one.metrics();
    assertThat(found.get("loss.fraction0")).isZero();
    assertThat(found.get("spiking.loss.fraction0")).isZero();
    assertThat(found.get("fraction0.differences")).isZero();
    assertThat(found.get("fraction1.differences")).isZero();
    assertThat(found)
        .containsKeys(
            "loss.dead2percent",
            "loss.dead10percent.rescaled",
            "loss.stuckOn10percent.retrained",
            "loss.fraction0.retrained",
            "loss.signFlipped50percent.worst",
            "loss.weightNoise2percent.sd",
            "redundancy2.loss.stuckOn10percent",
            "spiking.loss.stuckAtMax10percent",
            "spiking.error.clean");
    // Half of all signs flipped leave no sum as it was; the bar is far below what is lost then.
    assertThat(found.get("loss.signFlipped50percent")).isGreaterThan(20);
    assertThat(found.get("loss.stuckAtMax10percent.retrained"))
        .isLessThan(found.get("loss.stuckAtMax10percent"));
    assertThat(one.plots()).isNotEmpty();
  }

  @Test
  void shouldHealEverySubjectToTheBit() {
    Seed seed = SEEDS.getFirst();
    for (Recipe recipe : List.of(DIGITS, CUES)) {
      Figures trained = recipe.train(seed, Progress.SILENT).orElseThrow();
      for (int copies : new int[] {1, 2}) {
        Subject subject = recipe.open(trained, seed, copies);
        Subject.Score sound = subject.score();
        for (FaultKind kind : FaultKind.values()) {
          Faults.draw(FaultPlan.of(kind, 0.5), subject.network(), seed.stream(Purpose.DEVICE))
              .inflictOn(subject.network());
          assertThat(subject.score().differences(sound)).as(kind + "").isPositive();
          subject.retrain();
          subject.heal();
          assertThat(subject.score().differences(sound)).as(kind + "").isZero();
        }
      }
    }
  }

  @Test
  void shouldComputeNearlyTheSameWithCopiesOfItsUnits() {
    Seed seed = SEEDS.getFirst();
    for (Recipe recipe : List.of(DIGITS, CUES)) {
      Figures trained = recipe.train(seed, Progress.SILENT).orElseThrow();
      int[] one = recipe.open(trained, seed, 1).score().outputs();
      int[] four = recipe.open(trained, seed, 4).score().outputs();
      double greatest = 0;
      double sum = 0;
      for (int k = 0; k < one.length; k++) {
        double y = Float.intBitsToFloat(one[k]);
        greatest = Math.max(greatest, Math.abs(y));
        sum += Math.abs(y - Float.intBitsToFloat(four[k]));
      }
      // Sums in another order; a spike that moves by a step is rare and changes little.
      assertThat(sum / one.length).isLessThan(1e-3 * greatest);
    }
  }

  @Test
  void shouldCountFallsOfTheCurveBeyondItsErrorOnly() {
    Figures clean = new Figures().put(Recipe.CLEAN, 5);
    Arm arm =
        new Arm(
            DIGITS,
            1,
            List.of(FaultKind.DEAD_UNIT),
            new Arm.Protocol(List.of(0.0, 0.1, 0.2, 0.5), 3, List.of(), 0));
    Figures hurt =
        new Figures()
            .put(LesionJob.errors(LesionJob.State.HURT, 0), 5)
            .put(LesionJob.errors(LesionJob.State.HURT, 0.1), 6, 7, 8)
            .put(LesionJob.errors(LesionJob.State.HURT, 0.2), 5, 8.5, 7) // falls within its error
            .put(LesionJob.errors(LesionJob.State.HURT, 0.5), 4, 7.4, 6); // falls beyond it
    LesionOutcomes outcomes =
        new LesionOutcomes(
            arm, List.of(Seed.of(1)), List.of(clean), Map.of(FaultKind.DEAD_UNIT, List.of(hurt)));
    assertThat(outcomes.falls(FaultKind.DEAD_UNIT)).isEqualTo(1);
    assertThat(outcomes.losses(FaultKind.DEAD_UNIT, LesionJob.State.HURT, 0.1)).containsExactly(2);
  }

  @Test
  void shouldSayBeforehandHowLongItWillTake() {
    Environment environment =
        new Environment(SEEDS, Scale.PAPER, Optional.empty(), Progress.SILENT);
    Duration expected = new LesionExperiment().expected(environment).orElseThrow();
    // Some thousand passes over thousands of samples, less than a day.
    assertThat(expected).isBetween(Duration.ofSeconds(1), Duration.ofDays(1));
  }
}
