package io.hillock.bench;

import io.hillock.learning.layered.LayeredNetwork;
import io.hillock.learning.layered.LayeredParameters;
import io.hillock.learning.layered.LayeredRule;
import io.hillock.ledger.CountKind;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One sample learned by 784-1000-10, batch 1. Images have ten fixed backgrounds and noise, 150 of
 * 784 pixels that are not zero, as many as an image of MNIST has on average.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FeedbackBenchmark {
  static final int PIXELS = 784;
  static final int LIT = 150;
  private static final int HIDDEN = 1000;
  private static final int CLASSES = 10;
  private static final int IMAGES = 1000;
  private static final int NOISE = 4;

  /** How the hidden layer is taught. */
  @Param({"BACKPROPAGATION", "DIRECT_FEEDBACK_ALIGNMENT", "DIRECT_RANDOM_TARGET_PROJECTION"})
  public LayeredRule.Plain rule;

  private final int[][] index = new int[IMAGES][LIT];
  private final float[][] value = new float[IMAGES][LIT];
  private final int[] label = new int[IMAGES];
  private LayeredNetwork network;
  private int next;

  /** JMH makes it. */
  public FeedbackBenchmark() {}

  /** Draws the images and learns them until all but one in twenty are told apart. */
  @Setup
  public void setUp() {
    Seed seed = Seed.of(1);
    for (int i = 0; i < IMAGES; i++) {
      label[i] = i % CLASSES;
      draw(seed.stream(Purpose.DATA, label[i]), seed.stream(Purpose.DATA, CLASSES, i), i);
    }
    network =
        new LayeredNetwork(
            LayeredParameters.of(List.of(PIXELS, HIDDEN, CLASSES), rule, 0.01), seed);
    for (int k = 0; k < 3 * IMAGES; k++) {
      learn();
    }
    int wrong = 0;
    for (int i = 0; i < IMAGES; i++) {
      wrong += network.classify(index[i], value[i], LIT) == label[i] ? 0 : 1;
    }
    long products = network.ledger().total().get(CountKind.MULTIPLY_ACCUMULATE);
    if (wrong > IMAGES / 20 || products < 3L * IMAGES * LIT * HIDDEN) {
      throw new IllegalStateException(wrong + " of " + IMAGES + " images are wrong");
    }
  }

  /** One pixel in every block of five or six is lit; the class says which, noise moves one in 4. */
  private void draw(RandomStream kind, RandomStream noise, int image) {
    for (int s = 0; s < LIT; s++) {
      int first = s * PIXELS / LIT;
      int width = (s + 1) * PIXELS / LIT - first;
      int own = kind.nextInt(width);
      index[image][s] = first + (noise.nextInt(NOISE) == 0 ? noise.nextInt(width) : own);
      value[image][s] = (float) noise.nextDouble(0.2, 1);
    }
  }

  private void learn() {
    next = next + 1 == IMAGES ? 0 : next + 1;
    network.learn(index[next], value[next], LIT, label[next]);
  }

  /** A thousand samples. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public void learnSample() {
    for (int k = 0; k < IMAGES; k++) {
      learn();
    }
  }
}
