package io.hillock.bench;

import io.hillock.device.DeviceModel;
import io.hillock.device.NonIdeality;
import io.hillock.device.crossbar.PairedSynapses;
import io.hillock.device.library.DeviceLibrary;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.List;
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

/** Crossbars of 512 x 512 synapses: graded read, spikes and programming, on each kind of device. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CrossbarBenchmark {
  /** Rows and columns. */
  static final int SIZE = 512;

  /** Rows that spike, one in a hundred. */
  static final int ACTIVE = 5;

  private static final String EXACT = "rram-ideal";
  private static final String WIRES = "+wires";

  /** The device, with all that its preset states; {@code +wires} adds resistance of the lines. */
  @Param({"rram-ideal", "hfo2-1t1r", "hfo2-1t1r+wires", "gst-nandakumar2018", "perpendicular-40"})
  public String device;

  private final float[] x = new float[SIZE];
  private final float[] y = new float[SIZE];
  private final float[] post = new float[SIZE];
  private final SpikeList spikes = new SpikeList(SIZE);
  private PairedSynapses synapses;
  private int row;
  private float sign = 1;

  /** JMH makes it. */
  public CrossbarBenchmark() {}

  private DeviceModel model() {
    DeviceModel preset = DeviceLibrary.builtIn().find(device.replace(WIRES, ""));
    if (!device.endsWith(WIRES)) {
      return preset;
    }
    List<NonIdeality> all = new ArrayList<>(preset.active());
    all.add(NonIdeality.WIRE_RESISTANCE);
    return preset.withOnly(all);
  }

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
        (PairedSynapses)
            model()
                .substrate(1, Time.ms(1))
                .create(wiring, w, Seed.of(2).stream(Purpose.DEVICE), new Counts());
    for (int n = 0; n < ACTIVE; n++) {
      spikes.add(n * SIZE / ACTIVE);
    }
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
    // Read noise of 1 % of each conductance is 3 % of a sum whose terms have random signs, that of
    // phase change some 30 %; 512 active rows lose more than half in their wires.
    double bound =
        device.endsWith(WIRES)
            ? 1
            : device.startsWith("gst") ? 0.5 : device.equals(EXACT) ? 1e-5 : 0.1;
    if (!(Math.sqrt(error / size) < bound)) {
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
   * One step in which one row in a hundred spikes.
   *
   * @return the sums
   */
  @Benchmark
  public float[] spikes() {
    java.util.Arrays.fill(y, 0);
    synapses.deliver(spikes, y);
    synapses.settle();
    return y;
  }

  /**
   * One proposal, in calls of one row whose sign changes from round to round.
   *
   * @return the array
   */
  @Benchmark
  @OperationsPerInvocation(SIZE)
  public PairedSynapses propose() {
    synapses.proposeRow(row, sign, post);
    synapses.settle();
    if (++row == SIZE) {
      row = 0;
      sign = -sign;
    }
    return synapses;
  }
}
