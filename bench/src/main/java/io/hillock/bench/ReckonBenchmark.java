package io.hillock.bench;

import io.hillock.data.reckon.EventSample;
import io.hillock.device.reckon.Reckon;
import io.hillock.device.reckon.Registers;
import io.hillock.gallery.reckon.ReckonData;
import io.hillock.gallery.reckon.ReckonPlayer;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One training sample of the chip model under the bench setting: 2250 ticks, 149 of them learn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReckonBenchmark {
  private List<EventSample> samples;
  private Reckon chip;
  private int next;

  /** JMH makes it. */
  public ReckonBenchmark() {}

  /** Learns three epochs of generated samples, after which it must be better than by chance. */
  @Setup
  public void setUp() {
    ReckonData data = ReckonData.generated(Seed.of(1));
    samples = data.train();
    chip = new Reckon(Registers.BENCH);
    chip.load(data.weights());
    int right = 0;
    for (int epoch = 0; epoch < 3; epoch++) {
      right = 0;
      for (EventSample sample : samples) {
        right += ReckonPlayer.play(chip, sample, true) == sample.label() ? 1 : 0;
      }
    }
    // 38 of 50 are 3.7 standard deviations above guessing.
    if (right < 38 || chip.ledger().total().get(CountKind.SYNAPSE_WRITE) == 0) {
      throw new IllegalStateException("only " + right + " of 50 samples are right");
    }
  }

  /**
   * One sample with learning.
   *
   * @return the decision
   */
  @Benchmark
  public int sample() {
    next = next + 1 == samples.size() ? 0 : next + 1;
    return ReckonPlayer.play(chip, samples.get(next), true);
  }
}
