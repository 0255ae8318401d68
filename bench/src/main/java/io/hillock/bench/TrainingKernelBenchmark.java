package io.hillock.bench;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.internal.simd.Activations;
import io.hillock.train.internal.simd.AlignedFloats;
import io.hillock.train.internal.simd.DenseProduct;
import io.hillock.train.internal.simd.EventLists;
import io.hillock.train.internal.simd.EventProduct;
import io.hillock.train.internal.simd.PackedMatrix;
import io.hillock.train.internal.simd.PeakLoop;
import io.hillock.train.internal.simd.RowKernels;
import io.hillock.train.internal.simd.ScalarRowKernels;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The kernels of training beside the peak of the vector units: products of a layer of 512 units
 * with 1536 outputs, dense and by events at 85 % sparsity, and the event kernels at the width of a
 * small spiking network.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TrainingKernelBenchmark {
  /** Multiplications and additions of a dense product for one sample. */
  static final double FLOPS = 2.0 * 512 * 1536;

  /** Samples over which a gradient by the weights is summed. */
  static final int CHUNK = 256;

  /** Rounds of the peak loops. */
  static final int ROUNDS = 5_000;

  /** Width of the event kernels. */
  static final int WIDTH = 224;

  /** Events of one call of the event kernels. */
  static final int EVENTS = 20;

  /** Elements of the activations. */
  static final int ELEMENTS = 4_096;

  private static final int UNITS = 512;
  private static final int OUTPUTS = 1536;
  private static final int BATCH = 32;
  private static final double DENSITY = 0.15;
  private static final int LISTS = 64;

  private final DenseProduct dense = DenseProduct.best();
  private final EventProduct events = EventProduct.best();
  private final RowKernels kernels = RowKernels.best();
  private final Activations activations = Activations.best();
  private final PeakLoop peak = PeakLoop.best();

  private final PackedMatrix weights = new PackedMatrix(UNITS, OUTPUTS, DenseProduct.WIDTH);
  private final PackedMatrix eventWeights = new PackedMatrix(UNITS, OUTPUTS, EventProduct.WIDTH);
  private final PackedMatrix deltas = new PackedMatrix(CHUNK, OUTPUTS, DenseProduct.WIDTH);
  private final PackedMatrix eventDeltas = new PackedMatrix(CHUNK, OUTPUTS, EventProduct.WIDTH);
  private final float[] scratch = new float[DenseProduct.scratch(UNITS, UNITS)];
  private final EventLists single = EventLists.viewing(1, UNITS);
  private final EventLists batch = EventLists.viewing(BATCH, UNITS);
  private final EventLists byUnit = EventLists.holding(UNITS, CHUNK);
  private final int[] index = new int[CHUNK * UNITS];
  private final float[] value = new float[CHUNK * UNITS];
  private final int[] count = new int[CHUNK];
  private final float[] result = new float[BATCH * OUTPUTS];
  private final float[] gradient = new float[UNITS * OUTPUTS];
  private final int[][] rows = new int[LISTS][EVENTS];
  private final float[] dots = new float[EVENTS];
  private float[] y;
  private float[] delta;
  private float[] values;
  private AlignedFloats matrix;
  private AlignedFloats vector;
  private final float[] partial = new float[RowKernels.scratch(EVENTS)];
  private float[] arguments;
  private final float[] results = new float[ELEMENTS];
  private int turn;

  /** JMH makes it. */
  public TrainingKernelBenchmark() {}

  /** Draws the arrays; checks dense products against events, and vector kernels against scalar. */
  @Setup
  public void setUp() {
    RandomStream random = Seed.of(1).stream(Purpose.DATA);
    float[] w = draw(random, UNITS * OUTPUTS, 0.05);
    weights.pack(w, 0, OUTPUTS);
    eventWeights.pack(w, 0, OUTPUTS);
    y = draw(random, CHUNK * UNITS, 1);
    for (int i = 0; i < y.length; i++) {
      y[i] = random.nextDouble() < DENSITY ? y[i] : 0;
    }
    delta = draw(random, CHUNK * OUTPUTS, 1);
    for (int[] list : rows) {
      for (int s = 0; s < EVENTS; s++) {
        list[s] = random.nextInt(WIDTH);
      }
    }
    values = draw(random, EVENTS, 1e-3);
    matrix = aligned(draw(random, WIDTH * WIDTH, 1));
    vector = aligned(draw(random, WIDTH, 1e-3));
    arguments = draw(random, ELEMENTS, 3);
    float[] inputs = dense32().clone();
    turn = 0;
    check(inputs, events32());
    Arrays.fill(gradient, 0);
    float[] expected = denseWeights().clone();
    Arrays.fill(gradient, 0);
    check(expected, eventWeights());
    AlignedFloats sum = new AlignedFloats(WIDTH);
    AlignedFloats sum2 = new AlignedFloats(WIDTH);
    new ScalarRowKernels().addRows(sum, 0, WIDTH, matrix, WIDTH, rows[0], values, 0, EVENTS);
    kernels.addRows(sum2, 0, WIDTH, matrix, WIDTH, rows[0], values, 0, EVENTS);
    check(array(sum), array(sum2));
  }

  private static AlignedFloats aligned(float[] x) {
    AlignedFloats copy = new AlignedFloats(x.length);
    copy.take(x, 0, 0, x.length);
    return copy;
  }

  private static float[] array(AlignedFloats x) {
    float[] copy = new float[x.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = x.get(i);
    }
    return copy;
  }

  private static void check(float[] expected, float[] actual) {
    if (!Arrays.equals(expected, actual)) {
      throw new IllegalStateException("the kernels do not agree");
    }
  }

  private static float[] draw(RandomStream random, int n, double sd) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (sd * random.nextGaussian());
    }
    return x;
  }

  /**
   * The limit of the vector units, products rounded before they are added.
   *
   * @return a sum
   */
  @Benchmark
  public float peak() {
    return peak.run(ROUNDS);
  }

  /**
   * The limit of the vector units with fused multiply-add.
   *
   * @return a sum
   */
  @Benchmark
  public float peakFused() {
    return peak.runFused(ROUNDS);
  }

  private int sample() {
    turn = (turn + 1) % CHUNK;
    return turn;
  }

  private int samples() {
    turn = (turn + BATCH) % CHUNK;
    return turn;
  }

  /** Lists what some samples send. */
  private void collect(int first, int samples) {
    for (int i = 0; i < samples; i++) {
      count[i] = events.collect(index, value, i * UNITS, y, (first + i) * UNITS, UNITS);
    }
  }

  /**
   * Dense product, one sample.
   *
   * @return inputs
   */
  @Benchmark
  public float[] dense1() {
    Arrays.fill(result, 0, OUTPUTS, 0);
    dense.multiply(result, 0, OUTPUTS, y, sample() * UNITS, UNITS, 1, weights, scratch);
    return result;
  }

  /**
   * Dense product, 32 samples.
   *
   * @return inputs
   */
  @Benchmark
  public float[] dense32() {
    Arrays.fill(result, 0);
    dense.multiply(result, 0, OUTPUTS, y, samples() * UNITS, UNITS, BATCH, weights, scratch);
    return result;
  }

  /**
   * Dense gradient by the weights over 256 samples, with packing of what comes back.
   *
   * @return the gradient
   */
  @Benchmark
  public float[] denseWeights() {
    deltas.pack(delta, 0, OUTPUTS);
    dense.multiplyTransposed(gradient, 0, OUTPUTS, y, 0, UNITS, UNITS, deltas, scratch);
    return gradient;
  }

  /**
   * The same as {@link #dense1} by events, with the making of the list.
   *
   * @return inputs
   */
  @Benchmark
  public float[] events1() {
    Arrays.fill(result, 0, OUTPUTS, 0);
    collect(sample(), 1);
    single.view(index, value, count);
    events.multiply(result, 0, OUTPUTS, single, eventWeights);
    return result;
  }

  /**
   * The same as {@link #dense32} by events, with the making of the lists.
   *
   * @return inputs
   */
  @Benchmark
  public float[] events32() {
    Arrays.fill(result, 0);
    collect(samples(), BATCH);
    batch.view(index, value, count);
    events.multiply(result, 0, OUTPUTS, batch, eventWeights);
    return result;
  }

  /**
   * The same as {@link #denseWeights} by events, with the making of the lists.
   *
   * @return the gradient
   */
  @Benchmark
  public float[] eventWeights() {
    eventDeltas.pack(delta, 0, OUTPUTS);
    collect(0, CHUNK);
    byUnit.transpose(index, value, count, CHUNK);
    events.multiply(gradient, 0, OUTPUTS, byUnit, eventDeltas);
    return gradient;
  }

  /**
   * Adds 20 rows of 224 elements.
   *
   * @return the sums
   */
  @Benchmark
  public AlignedFloats addRows() {
    turn = (turn + 1) % LISTS;
    kernels.addRows(vector, 0, WIDTH, matrix, WIDTH, rows[turn], values, 0, EVENTS);
    return vector;
  }

  /**
   * Dot products of 20 rows of 224 elements.
   *
   * @return the products
   */
  @Benchmark
  public float[] dots() {
    turn = (turn + 1) % LISTS;
    kernels.dots(dots, 0, matrix, WIDTH, rows[turn], 0, EVENTS, vector, 0, WIDTH, partial);
    return dots;
  }

  /**
   * Adds a vector to 20 rows of 224 elements.
   *
   * @return the matrix
   */
  @Benchmark
  public AlignedFloats addOuter() {
    turn = (turn + 1) % LISTS;
    kernels.addOuter(matrix, WIDTH, rows[turn], values, 0, EVENTS, vector, 0, WIDTH);
    return matrix;
  }

  /**
   * Hyperbolic tangents of 4096 elements.
   *
   * @return the results
   */
  @Benchmark
  public float[] tanh() {
    activations.tanh(results, 0, arguments, 0, ELEMENTS);
    return results;
  }

  /**
   * Logistic function of 4096 elements.
   *
   * @return the results
   */
  @Benchmark
  public float[] sigmoid() {
    activations.sigmoid(results, 0, arguments, 0, ELEMENTS);
    return results;
  }

  /**
   * Exponentials of 4096 elements.
   *
   * @return the results
   */
  @Benchmark
  public float[] exp() {
    activations.exp(results, 0, arguments, 0, ELEMENTS);
    return results;
  }
}
