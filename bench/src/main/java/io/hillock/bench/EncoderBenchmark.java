package io.hillock.bench;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SendOnDelta;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Send-on-delta encoding of a noisy sine, one event per some ten samples. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncoderBenchmark {
  private static final int SAMPLES = 10_000;
  private static final float THRESHOLD = 0.05f;

  private final float[] signal = new float[SAMPLES];
  private SendOnDelta encoder;

  /** JMH makes it. */
  public EncoderBenchmark() {}

  /** Draws the signal and checks that the events reconstruct it. */
  @Setup
  public void setUp() {
    RandomStream noise = Seed.of(1).stream(Purpose.INPUT);
    for (int t = 0; t < SAMPLES; t++) {
      signal[t] = (float) (StrictMath.sin(2 * Math.PI * t / 500) + 0.01 * noise.nextGaussian());
    }
    encoder = new SendOnDelta(SendOnDelta.Parameters.exactStep(THRESHOLD));
    for (float x : signal) {
      encoder.encode(x);
      if (Math.abs(x - encoder.reference()) > 1.001f * THRESHOLD) {
        throw new IllegalStateException("the events do not follow the signal");
      }
    }
  }

  /**
   * Encodes the signal.
   *
   * @return its events
   */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public int sendOnDelta() {
    int events = 0;
    for (float x : signal) {
      events += Math.abs(encoder.encode(x));
    }
    return events;
  }
}
