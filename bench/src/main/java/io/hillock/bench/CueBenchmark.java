package io.hillock.bench;

import io.hillock.data.cue.CueAccumulation;
import io.hillock.data.cue.CueTrial;
import io.hillock.gallery.cue.CueNetwork;
import io.hillock.gallery.cue.CueVariant;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One training trial of cue accumulation, 2250 steps of the network 40-100-2. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CueBenchmark {
  private static final int TRIALS = 200;

  private final CueTrial[] trials = new CueTrial[TRIALS];
  private CueNetwork network;
  private int next;

  /** JMH makes it. */
  public CueBenchmark() {}

  /** Draws the trials and learns each once; later ones must be told apart better than by chance. */
  @Setup
  public void setUp() {
    Seed seed = Seed.of(1);
    network = new CueNetwork(CueVariant.LONG_LEAK, seed);
    for (int k = 0; k < TRIALS; k++) {
      trials[k] = CueAccumulation.PUBLISHED.trial(seed, k);
      network.learn(trials[k]);
    }
    int right = 0;
    for (CueTrial trial : trials) {
      right += network.learn(trial) == trial.label() ? 1 : 0;
    }
    // 120 of 200 are 2.8 standard deviations above guessing.
    if (right < 120 || network.session().ledger().total().get(CountKind.SYNAPSE_WRITE) == 0) {
      throw new IllegalStateException("only " + right + " of " + TRIALS + " trials are right");
    }
  }

  /**
   * One trial with learning.
   *
   * @return the decision
   */
  @Benchmark
  public int trial() {
    next = next + 1 == TRIALS ? 0 : next + 1;
    return network.learn(trials[next]);
  }
}
