package io.hillock.bench;

import io.hillock.device.rram.RramCrossbar;
import io.hillock.device.rram.RramPreset;
import io.hillock.device.rram.RramSynapses;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A resistive crossbar of 512 x 512 synapses: graded read and programming. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CrossbarBenchmark {
  /** Rows and columns. */
  static final int SIZE = 512;

  /** The device: without any fault, or with all that its preset states. */
  @Param({"IDEAL", "HFO2_1T1R"})
  public RramPreset preset;

  private final float[] x = new float[SIZE];
  private final float[] y = new float[SIZE];
  private final float[] post = new float[SIZE];
  private RramSynapses synapses;
  private int row;
  private float sign = 1;

  /** JMH makes it. */
  public CrossbarBenchmark() {}

  /** Programs the array and checks a read against a sum in double precision. */
  @Setup
  public void setUp() {
    RandomStream random = Seed.of(1).stream(Purpose.DATA);
    Wiring wiring = Wiring.where(SIZE, SIZE, (i, j) -> true);
    float[] w = new float[wiring.size()];
    for (int k = 0; k < w.length; k++) {
      w[k] = (float) random.nextDouble(-0.5, 0.5);
    }
    synapses =
        new RramCrossbar(preset.parameters(), 1, Time.ms(1))
            .create(wiring, w, Seed.of(2).stream(Purpose.DEVICE), new Counts());
    double[] exactX = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      x[i] = (float) random.nextDouble(-1, 1);
      exactX[i] = x[i];
      post[i] = (float) random.nextDouble(-0.05, 0.05);
    }
    double[] exact = new double[SIZE];
    synapses.readExact(exactX, exact);
    read();
    double error = 0;
    double size = 0;
    for (int j = 0; j < SIZE; j++) {
      error += (y[j] - exact[j]) * (y[j] - exact[j]);
      size += exact[j] * exact[j];
    }
    // Read noise of 1 % of each conductance is 3 % of a sum whose terms have random signs.
    if (!(Math.sqrt(error / size) < (preset == RramPreset.IDEAL ? 1e-5 : 0.1))) {
      throw new IllegalStateException("relative error of a read: " + Math.sqrt(error / size));
    }
  }

  /**
   * One graded read of all columns.
   *
   * @return the sums
   */
  @Benchmark
  public float[] read() {
    java.util.Arrays.fill(y, 0);
    synapses.read(x, y);
    return y;
  }

  /**
   * One proposal, in calls of one row whose sign changes from round to round.
   *
   * @return the array
   */
  @Benchmark
  @OperationsPerInvocation(SIZE)
  public RramSynapses propose() {
    synapses.proposeRow(row, sign, post);
    synapses.settle();
    if (++row == SIZE) {
      row = 0;
      sign = -sign;
    }
    return synapses;
  }
}
