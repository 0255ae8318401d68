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

/** One step of the network 700-256-20 while it learns by the hardware form of e-prop, batch 1. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LearningBenchmark {
  /** Probability of a spike of an input channel in a step. */
  @Param({"0.01", "0.05"})
  public double inputRate;

  /** Whether every step writes or only those with an error event. */
  @Param({"EVERY_STEP", "TRIGGERED"})
  public Learning learning;

  private SpeechNetwork network;

  /** JMH makes it. */
  public LearningBenchmark() {}

  /** Opens the network and lets it learn until its trigger has settled. */
  @Setup
  public void setUp() {
    network = new SpeechNetwork(inputRate, learning, Seed.of(1));
    for (int t = 0; t < 20 * SpeechNetwork.STEPS; t++) {
      network.step();
    }
    double writes = network.writesPerStep();
    double all = SpeechNetwork.WEIGHTS;
    boolean right =
        switch (learning) {
          case EVERY_STEP -> writes > 0.1 * all;
          case TRIGGERED -> writes > 0.001 * all && writes < 0.5 * all;
          case NONE -> false;
        };
    if (!right) {
      throw new IllegalStateException(writes + " of " + all + " weights are written per step");
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
