package io.hillock.gallery.lesion;

import io.hillock.data.DataSet;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Scale;
import io.hillock.gallery.feedback.ImageTask;
import io.hillock.gallery.lesion.Arm.Protocol;
import io.hillock.random.Seed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which networks are hurt and how much is done to each, by scale. Settings were chosen on training
 * images held back and on trials of their own, under seeds from 11 on (docs/lesion.md).
 */
final class LesionArms {
  static final List<Double> FRACTIONS = List.of(0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5);
  private static final List<Double> SOME = List.of(0.0, 0.02, 0.1, 0.5);
  private static final int DRAWS = 10;
  private static final int FEW = 3;
  private static final double DROPOUT = 0.5;
  private static final CueRecipe.Training CUES = new CueRecipe.Training(2000, 200, 0.5);

  private final boolean real;
  private final boolean paper;
  private final Function<Seed, ImageTask> tasks;

  LesionArms(Environment environment) {
    real = ImageTask.present(environment, DataSet.MNIST);
    paper = environment.scale() == Scale.PAPER;
    if (real) {
      ImageTask mnist = ImageTask.read(environment.data().get(), DataSet.MNIST);
      tasks = seed -> mnist;
    } else {
      Map<Seed, ImageTask> generated = new HashMap<>();
      environment.seeds().forEach(seed -> generated.put(seed, ImageTask.generated(seed)));
      tasks = generated::get;
    }
  }

  boolean real() {
    return real;
  }

  private DigitRecipe digits(String prefix, int hidden, double dropout) {
    String title = hidden + " hidden units, " + (dropout == 0 ? "no dropout" : "dropout 0.5");
    DigitRecipe.Training training =
        new DigitRecipe.Training(10, 0.02, real ? 0.8 : 0.9, 0.005); // 10 epochs
    return new DigitRecipe(prefix, title, hidden, dropout, training, tasks);
  }

  /** The network of the claims first. */
  List<Arm> all() {
    DigitRecipe main = digits("", 100, DROPOUT);
    DigitRecipe small = digits("h32.", 32, DROPOUT);
    DigitRecipe large = digits("h500.", 500, DROPOUT);
    DigitRecipe plain = digits("noDropout.", 100, 0);
    CueRecipe cues = new CueRecipe("spiking.", "100 recurrent LIF", CUES, paper ? 500 : 200);
    Protocol whole = new Protocol(FRACTIONS, DRAWS, FRACTIONS, DRAWS);
    Protocol brief = new Protocol(FRACTIONS, DRAWS, SOME, FEW);
    Protocol noLearning = new Protocol(FRACTIONS, DRAWS, List.of(), 0);
    Protocol few = new Protocol(FRACTIONS, FEW, List.of(0.0, 0.1), FEW);
    if (paper) {
      return List.of(
          new Arm(main, 1, Arm.ALL_KINDS, whole),
          new Arm(main, 2, Arm.ALL_KINDS, brief),
          new Arm(main, 4, Arm.ALL_KINDS, brief),
          new Arm(small, 1, Arm.ALL_KINDS, whole),
          new Arm(large, 1, Arm.ALL_KINDS, brief),
          new Arm(plain, 1, Arm.ALL_KINDS, whole),
          new Arm(cues, 1, Arm.ALL_KINDS, whole),
          new Arm(cues, 2, Arm.UNITS, brief),
          new Arm(cues, 4, Arm.UNITS, noLearning));
    }
    return List.of(
        new Arm(main, 1, Arm.ALL_KINDS, brief),
        new Arm(main, 2, Arm.UNITS, noLearning),
        new Arm(main, 4, Arm.UNITS, noLearning),
        new Arm(small, 1, Arm.UNITS, noLearning),
        new Arm(large, 1, Arm.UNITS, noLearning),
        new Arm(plain, 1, Arm.UNITS, noLearning),
        new Arm(cues, 1, Arm.ALL_KINDS, few));
  }
}
