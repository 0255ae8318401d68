package io.hillock.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the machine can do at all: the limits that the other benchmarks are compared with. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MachineBenchmark {
  /** Bytes that one call of {@link #copyInL2} reads and writes. */
  static final long L2_BYTES = 2 * 256 * 1024;

  /** Bytes that one call of {@link #copyInMemory} reads and writes. */
  static final long MEMORY_BYTES = 2 * 96 * 1024 * 1024;

  /** Floating-point operations of one call of {@link #multiplyAdd}. */
  static final long FLOPS = 2 * 16 * 2048;

  private float[] from;
  private float[] to;
  private float[] farFrom;
  private float[] farTo;
  private float[] values;

  /** JMH makes it. */
  public MachineBenchmark() {}

  /** Makes the arrays. */
  @Setup
  public void setUp() {
    from = new float[(int) L2_BYTES / 8];
    to = new float[from.length];
    farFrom = new float[(int) (MEMORY_BYTES / 8)];
    farTo = new float[farFrom.length];
    values = new float[2048];
  }

  /**
   * Copies 256 KiB to 256 KiB.
   *
   * @return the copy
   */
  @Benchmark
  public float[] copyInL2() {
    System.arraycopy(from, 0, to, 0, from.length);
    return to;
  }

  /**
   * Copies 96 MiB to 96 MiB.
   *
   * @return the copy
   */
  @Benchmark
  public float[] copyInMemory() {
    System.arraycopy(farFrom, 0, farTo, 0, farFrom.length);
    return farTo;
  }

  /**
   * Sixteen multiplications and additions on each of 2048 floats, in a plain loop.
   *
   * @return the values
   */
  @Benchmark
  public float[] multiplyAdd() {
    float a = 0.999f;
    float b = 0.001f;
    float[] x = values;
    for (int j = 0; j < x.length; j++) {
      float y = x[j];
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      y = y * a + b;
      x[j] = y;
    }
    return x;
  }
}
