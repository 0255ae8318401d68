package io.hillock.bench;

import io.hillock.random.Seed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One step of the network 700-256-20, batch 1. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StepBenchmark {
  /** Probability of a spike of an input channel in a step. */
  @Param({"0.01", "0.05"})
  public double inputRate;

  private SpeechNetwork network;

  /** JMH makes it. */
  public StepBenchmark() {}

  /** Opens the network and checks a pass against plain dense sums. */
  @Setup
  public void setUp() {
    network = new SpeechNetwork(inputRate, Learning.NONE, Seed.of(1));
    int wrong = network.wrongAgainstDenseSums();
    if (wrong > 0) {
      throw new IllegalStateException(wrong + " neurons fire at other times than dense sums say");
    }
  }

  /**
   * One step.
   *
   * @return an output
   */
  @Benchmark
  public float step() {
    network.step();
    return network.output(0);
  }
}
