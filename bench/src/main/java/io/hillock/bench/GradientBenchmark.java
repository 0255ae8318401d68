package io.hillock.bench;

import io.hillock.gallery.Progress;
import io.hillock.gallery.cue.AdaptiveCueNetwork;
import io.hillock.random.Seed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One training trial of the published network for cue accumulation, 2250 steps of 40-100-2 with 50
 * adaptive neurons, by e-prop or back-propagation through time; batches of 16 on one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Djava.util.concurrent.ForkJoinPool.common.parallelism=0"})
public class GradientBenchmark {
  private static final int BATCH = 16;

  /** What computes the gradient. */
  @Param public AdaptiveCueNetwork.Teacher teacher;

  private AdaptiveCueNetwork network;
  private long next;

  /** JMH makes it. */
  public GradientBenchmark() {}

  /** Learns for 100 batches, so that rates and pseudo-derivatives are those of learning. */
  @Setup
  public void setUp() {
    network =
        new AdaptiveCueNetwork(teacher, AdaptiveCueNetwork.ADAPTIVE, Seed.of(1), Progress.SILENT);
    int right = 0;
    for (int k = 0; k < 100; k++) {
      right += batch();
    }
    // 5 standard deviations above guessing: what is measured learns.
    if (right < 0.56 * 100 * BATCH) {
      throw new IllegalStateException("only " + right + " of " + 100 * BATCH + " are right");
    }
  }

  /**
   * One batch.
   *
   * @return how many decisions were right
   */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int trial() {
    return batch();
  }

  private int batch() {
    next += BATCH;
    return network.learn(next, BATCH, 2.5e-3);
  }
}
