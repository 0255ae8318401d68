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
 * Which networks are hurt and how much is done to each. Settings were chosen on training images
 * held back and on trials of their own, under seeds from 11 on (docs/lesion.md).
 *
 * @param real whether the digits are those of MNIST
 * @param arms the network of the claims first
 */
record LesionArms(boolean real, List<Arm> arms) {
  static final List<Double> FRACTIONS = List.of(0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5);
  private static final List<Double> SOME = List.of(0.0, 0.02, 0.1, 0.5);
  private static final int DRAWS = 10;
  private static final int FEW = 3;
  private static final double DROPOUT = 0.5;
  private static final CueRecipe.Training CUES = new CueRecipe.Training(2000, 200, 0.5);

  /** Copies the list. */
  LesionArms {
    arms = List.copyOf(arms);
  }

  static LesionArms of(Environment environment) {
    boolean real = ImageTask.present(environment, DataSet.MNIST);
    Function<Seed, ImageTask> tasks = real ? mnist(environment) : generated(environment);
    DigitRecipe main = digits("", 100, DROPOUT, real, tasks);
    DigitRecipe small = digits("h32.", 32, DROPOUT, real, tasks);
    DigitRecipe large = digits("h500.", 500, DROPOUT, real, tasks);
    DigitRecipe plain = digits("noDropout.", 100, 0, real, tasks);
    boolean paper = environment.scale() == Scale.PAPER;
    CueRecipe cues = new CueRecipe("spiking.", "100 recurrent LIF", CUES, paper ? 500 : 200);
    return new LesionArms(
        real,
        paper ? paper(main, small, large, plain, cues) : quick(main, small, large, plain, cues));
  }

  private static Function<Seed, ImageTask> mnist(Environment environment) {
    ImageTask mnist = ImageTask.read(environment.data().get(), DataSet.MNIST);
    return seed -> mnist;
  }

  private static Function<Seed, ImageTask> generated(Environment environment) {
    Map<Seed, ImageTask> tasks = new HashMap<>();
    environment.seeds().forEach(seed -> tasks.put(seed, ImageTask.generated(seed)));
    return tasks::get;
  }

  private static DigitRecipe digits(
      String prefix, int hidden, double dropout, boolean real, Function<Seed, ImageTask> tasks) {
    String title = hidden + " hidden units, " + (dropout == 0 ? "no dropout" : "dropout 0.5");
    double decay = real ? 0.8 : 0.9;
    return new DigitRecipe(
        prefix, title, hidden, dropout, new DigitRecipe.Training(10, 0.02, decay, 0.005), tasks);
  }

  private static List<Arm> quick(
      Recipe main, Recipe small, Recipe large, Recipe plain, Recipe cues) {
    Protocol brief = new Protocol(FRACTIONS, DRAWS, SOME, FEW);
    Protocol noLearning = new Protocol(FRACTIONS, DRAWS, List.of(), 0);
    Protocol few = new Protocol(FRACTIONS, FEW, List.of(0.0, 0.1), FEW);
    return List.of(
        new Arm(main, 1, Arm.ALL_KINDS, brief),
        new Arm(main, 2, Arm.UNITS, noLearning),
        new Arm(main, 4, Arm.UNITS, noLearning),
        new Arm(small, 1, Arm.UNITS, noLearning),
        new Arm(large, 1, Arm.UNITS, noLearning),
        new Arm(plain, 1, Arm.UNITS, noLearning),
        new Arm(cues, 1, Arm.ALL_KINDS, few));
  }

  private static List<Arm> paper(
      Recipe main, Recipe small, Recipe large, Recipe plain, Recipe cues) {
    Protocol whole = new Protocol(FRACTIONS, DRAWS, FRACTIONS, DRAWS);
    Protocol brief = new Protocol(FRACTIONS, DRAWS, SOME, FEW);
    Protocol noLearning = new Protocol(FRACTIONS, DRAWS, List.of(), 0);
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
}
