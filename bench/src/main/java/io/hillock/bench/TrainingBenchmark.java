package io.hillock.bench;

import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.sequential.ImageBatch;
import io.hillock.gallery.sequential.ImageCode;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.train.Plan;
import io.hillock.train.Score;
import io.hillock.train.SequenceNetwork;
import io.hillock.train.Tally;
import io.hillock.train.Trainer;
import io.hillock.train.cell.AdaptiveLif;
import io.hillock.train.cell.LeakyReadout;
import io.hillock.train.cell.LifConstants;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.RateTarget;
import io.hillock.train.optimise.Schedule;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A step of training of the LSNN that reads digits pixel by pixel: 80 inputs, 120 LIF and 100
 * adaptive units, 10 readouts, 784 steps, batch 128; forward, back and Adam. Weights stand still
 * while it is timed (the rate is zero), so that every window does the same work.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TrainingBenchmark {
  /** What the fastest peer takes on one thread, scripted PyTorch. */
  static final double PEER_MS = 504;

  private static final int BATCH = 128;

  /** Multiplications and additions of the same step if nothing were left out, forward and back. */
  static final double DENSE_FLOPS = 3 * 2.0 * BATCH * 784 * 220 * (80 + 220 + 10);

  private static final int CHUNKS = 8;
  private static final int LEARNED_BATCHES = 300;
  private static final ImageCode CODE = new ImageCode.Pixels(0);

  /** Threads; 0 for as many as there are processors. */
  @Param({"1", "0"})
  public int threads;

  /** Whether it has learned something; at first more units are near their threshold. */
  @Param({"INITIAL", "LEARNED"})
  public Weights weights;

  /** At which weights. */
  public enum Weights {
    /** As drawn. */
    INITIAL,
    /** After some hundred batches. */
    LEARNED
  }

  private LabelledImages images;
  private int[] order;
  private Trainer trainer;
  private ForkJoinPool pool;

  /** JMH makes it. */
  public TrainingBenchmark() {}

  /** Draws digits and network. */
  @Setup
  public void setUp() {
    Seed seed = Seed.of(1);
    images = GeneratedDigits.draw(seed, LabelledImages.Part.TRAINING, 2 * BATCH);
    order = IntStream.range(0, images.size()).toArray();
    pool = new ForkJoinPool(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    trainer = trainer(seed);
    Score score = new Score();
    for (int k = 0; k < 3; k++) {
      score.add(step());
    }
    Tally tally = trainer.tally(0);
    double rate = 1 - tally.activitySparsity();
    if (!(score.loss() < 3 && rate > 0.002 && rate < 0.1)) {
      throw new IllegalStateException("loss " + score.loss() + ", rate " + rate);
    }
    System.out.printf(
        Locale.ROOT,
        "%n%s: %.2f %% of units spike in a step, %.1f %% have a derivative%n",
        weights,
        100 * rate,
        100 * (1 - tally.backwardSparsity()));
  }

  private Trainer trainer(Seed seed) {
    AdaptiveLif layer =
        new AdaptiveLif(
                "lsnn",
                CODE.inputs(images),
                LifConstants.SEQUENTIAL_MNIST,
                AdaptiveLif.betas(120, 100, 1.8))
            .initialise(1, seed.stream(Purpose.WIRING, 0));
    LeakyReadout head =
        new LeakyReadout(layer.units(), images.classes(), 0.9, 28)
            .initialise(1, seed.stream(Purpose.WIRING, 1));
    SequenceNetwork network = new SequenceNetwork(layer.inputs(), true, List.of(layer), head);
    if (weights == Weights.LEARNED) {
      Trainer first = new Trainer(network, plan(0.001)).regularise(0, new RateTarget(1, 0.01));
      pool.submit(
              () -> {
                for (int k = 0; k < LEARNED_BATCHES; k++) {
                  first.step(new ImageBatch(images, CODE, order, k % 2 * BATCH, BATCH));
                }
              })
          .join();
    }
    return new Trainer(network, plan(0)).regularise(0, new RateTarget(1, 0.01));
  }

  private Plan plan(double rate) {
    return new Plan(
        BATCH,
        CODE.steps(images),
        1,
        CHUNKS,
        false,
        Adam.STANDARD,
        new Schedule.Constant(rate),
        new Clipping.Norm(1));
  }

  /** Ends the threads. */
  @TearDown
  public void tearDown() {
    pool.close();
  }

  /**
   * One batch.
   *
   * @return its score
   */
  @Benchmark
  public Score step() {
    return pool.submit(() -> trainer.step(new ImageBatch(images, CODE, order, 0, BATCH))).join();
  }
}
