package io.hillock.bench;

import io.hillock.internal.simd.Kernels;
import io.hillock.internal.simd.ScalarKernels;
import io.hillock.internal.simd.VectorKernels;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The kernels of a step, plain and with the Vector API. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {
  /** Which kernels. */
  public enum Kind {
    /** Plain Java. */
    SCALAR,
    /** Vector API. */
    VECTOR
  }

  /** Which kernels. */
  @Param({"SCALAR", "VECTOR"})
  public Kind kind;

  /** Neurons; 1003 is no multiple of the lanes. */
  @Param({"256", "1003"})
  public int size;

  private static final int ROWS = 35;

  private Kernels kernels;
  private final float[][] rows = new float[700][];
  private SpikeList presynaptic;
  private SpikeList spiked;
  private float[] v;
  private float[] alpha;
  private float[] gain;
  private float[] current;
  private float[] threshold;

  /** JMH makes it. */
  public KernelBenchmark() {}

  /** Draws the arrays and checks that both kernels give the same bits. */
  @Setup
  public void setUp() {
    fill();
    kernels = new ScalarKernels();
    final float[] expected = results();
    fill();
    kernels = kind == Kind.SCALAR ? kernels : new VectorKernels();
    if (!Arrays.equals(expected, results())) {
      throw new IllegalStateException("the kernels do not agree");
    }
  }

  private void fill() {
    RandomStream random = Seed.of(1).stream(Purpose.DATA);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = draw(random, 0.05);
    }
    v = draw(random, 0.3);
    gain = draw(random, 1);
    current = draw(random, 1);
    alpha = new float[size];
    Arrays.fill(alpha, 0.95f);
    threshold = new float[size];
    Arrays.fill(threshold, 1);
    spiked = new SpikeList(size);
    presynaptic = new SpikeList(ROWS);
    for (int s = 0; s < ROWS; s++) {
      presynaptic.add(20 * s);
    }
  }

  private float[] draw(RandomStream random, double sd) {
    float[] x = new float[size];
    for (int j = 0; j < size; j++) {
      x[j] = (float) (sd * random.nextGaussian());
    }
    return x;
  }

  private float[] results() {
    addRows();
    axpy();
    integrate();
    fire();
    float[] all = Arrays.copyOf(v, size + spiked.size());
    for (int k = 0; k < spiked.size(); k++) {
      all[size + k] = spiked.get(k);
    }
    return all;
  }

  /**
   * Adds 35 of 700 rows to the input, as 5 % of 700 inputs do.
   *
   * @return the input
   */
  @Benchmark
  public float[] addRows() {
    kernels.addRows(current, rows, presynaptic);
    return current;
  }

  /**
   * Adds a scaled row.
   *
   * @return the row added to
   */
  @Benchmark
  public float[] axpy() {
    kernels.axpy(current, 1e-3f, gain);
    return current;
  }

  /**
   * Membrane update.
   *
   * @return membrane potentials
   */
  @Benchmark
  public float[] integrate() {
    kernels.integrate(v, alpha, gain, current);
    return v;
  }

  /**
   * Membrane update and threshold.
   *
   * @return who fired
   */
  @Benchmark
  public SpikeList integrateAndFire() {
    kernels.integrateAndFire(v, alpha, gain, current, threshold, spiked);
    return spiked;
  }

  /**
   * Threshold.
   *
   * @return who fired
   */
  @Benchmark
  public SpikeList fire() {
    kernels.fire(v, threshold, spiked);
    return spiked;
  }
}
