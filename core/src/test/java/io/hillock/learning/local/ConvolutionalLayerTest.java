package io.hillock.learning.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.learning.ErrorTrigger;
import io.hillock.learning.Loss;
import io.hillock.learning.ThresholdControl;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Box;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConvolutionalLayerTest {
  private static final int CLASSES = 3;
  private static final LocalNeuron NEURON = new LocalNeuron(0.7, 0.4, 0.65, 1, new Box(0.5f));
  private static final Seed SEED = Seed.of(22);

  private static LocalLayer.Shape shape(LocalWiring wiring) {
    return new LocalLayer.Shape(
        wiring, CLASSES, NEURON, Loss.SMOOTH_L1, 3, 1, LocalFeedback.READOUT, true);
  }

  private static LocalLayer layer(LocalWiring wiring) {
    return new LocalLayer(shape(wiring), Optional.empty(), SEED, 0, new Counts());
  }

  private static void spikes(long step, SpikeList in) {
    RandomStream random = SEED.stream(Purpose.INPUT, step);
    in.clear();
    for (int j = 0; j < in.capacity(); j++) {
      if (random.nextBoolean(0.3)) {
        in.add(j);
      }
    }
  }

  private static void biases(float[] b) {
    RandomStream random = SEED.stream(Purpose.NEURON, 5);
    for (int c = 0; c < b.length; c++) {
      b[c] = (float) (0.1 * random.nextGaussian());
    }
  }

  /** Input behind a tap of the kernel at a position, or -1 beyond the border. */
  private static int input(LocalWiring.Convolution c, int row, int column, int tap) {
    int channel = tap % c.channels();
    int y = row * c.stride() - c.padding() + tap / c.channels() / c.side();
    int x = column * c.stride() - c.padding() + tap / c.channels() % c.side();
    boolean inside = y >= 0 && y < c.rows() && x >= 0 && x < c.columns();
    return inside ? (y * c.columns() + x) * c.channels() + channel : -1;
  }

  @ParameterizedTest
  @CsvSource({
    "6, 5, 2, 3, 3, 1, 1",
    "7, 7, 1, 4, 3, 2, 0",
    "8, 6, 2, 2, 5, 2, 2",
    "5, 4, 3, 2, 2, 3, 1"
  })
  void shouldEqualADenseLayerWithTheUnrolledKernels(
      int rows, int columns, int channels, int kernels, int side, int stride, int padding) {
    LocalWiring.Convolution wiring =
        new LocalWiring.Convolution(rows, columns, channels, kernels, side, stride, padding, 1);
    LocalLayer shared = layer(wiring);
    LocalLayer dense = layer(new LocalWiring.Dense(wiring.inputs(), wiring.units()));
    assertThat(dense.fixedReadout()).containsExactly(shared.fixedReadout());
    biases(shared.biases());
    float[] w = dense.weights();
    Arrays.fill(w, 0);
    for (int i = 0; i < wiring.units(); i++) {
      dense.biases()[i] = shared.biases()[i % kernels];
      for (int tap = 0; tap < wiring.fanIn(); tap++) {
        int j =
            input(
                wiring,
                i / kernels / wiring.unitColumns(),
                i / kernels % wiring.unitColumns(),
                tap);
        if (j >= 0) {
          w[i * wiring.inputs() + j] = shared.weights()[i % kernels * wiring.fanIn() + tap];
        }
      }
    }
    SpikeList in = new SpikeList(wiring.inputs());
    for (int t = 0; t < 12; t++) {
      spikes(t, in);
      shared.step(in);
      dense.step(in);
      // float sums of at most 50 products below 1
      assertThat(shared.membranes()).containsExactly(dense.membranes(), within(2e-5f));
      assertThat(shared.spikes().size()).isEqualTo(dense.spikes().size());
    }
    float[] before = dense.weights().clone();
    float[] kernelsBefore = shared.weights().clone();
    float[] biasBefore = shared.biases().clone();
    shared.learn(1, 0.5f);
    dense.learn(1, 0.5f);
    double[] sum = new double[kernelsBefore.length];
    double[] biasSum = new double[kernels];
    for (int i = 0; i < wiring.units(); i++) {
      biasSum[i % kernels] += dense.biases()[i] - (double) biasBefore[i % kernels];
      for (int tap = 0; tap < wiring.fanIn(); tap++) {
        int j =
            input(
                wiring,
                i / kernels / wiring.unitColumns(),
                i / kernels % wiring.unitColumns(),
                tap);
        if (j >= 0) {
          int at = i * wiring.inputs() + j;
          sum[i % kernels * wiring.fanIn() + tap] += dense.weights()[at] - (double) before[at];
        }
      }
    }
    assertThat(shared.unitStepsWritten()).isEqualTo(dense.unitStepsWritten()).isPositive();
    for (int k = 0; k < sum.length; k++) {
      // up to 42 positions, each a float rounding of weights of size 1
      assertThat(shared.weights()[k] - (double) kernelsBefore[k]).isCloseTo(sum[k], within(1e-5));
    }
    for (int c = 0; c < kernels; c++) {
      assertThat(shared.biases()[c] - (double) biasBefore[c]).isCloseTo(biasSum[c], within(1e-5));
    }
  }

  /** P as a double convolution of the input spikes with both exponentials. */
  private static double trace(boolean[][] input, int j, int step) {
    double p = 0;
    for (int s = 0; s < step; s++) {
      for (int between = s; between < step && input[s][j]; between++) {
        double q = 0.6 * StrictMath.pow(0.4, between - s);
        p += 0.3 * StrictMath.pow(0.7, step - 1 - between) * q;
      }
    }
    return p;
  }

  @Test
  void shouldTakeTheGreatestMembraneOfASquareAndTeachAtItsPosition() {
    LocalWiring.Convolution c = new LocalWiring.Convolution(9, 8, 2, 3, 3, 1, 1, 2);
    assertThat(c.unitRows()).isEqualTo(4); // nine rows of positions; the last fills no square
    assertThat(c.unitColumns()).isEqualTo(4);
    LocalLayer layer = layer(c);
    biases(layer.biases());
    SpikeList in = new SpikeList(c.inputs());
    int steps = 10;
    boolean[][] input = new boolean[steps][c.inputs()];
    double[] r = new double[c.units()];
    double[] u = new double[c.units()];
    int[] winner = new int[c.units()];
    for (int t = 0; t < steps; t++) {
      spikes(t, in);
      for (int k = 0; k < in.size(); k++) {
        input[t][in.get(k)] = true;
      }
      layer.step(in);
      for (int i = 0; i < u.length; i++) {
        r[i] = 0.65 * r[i] - (t > 0 && u[i] > 0 ? 0.35 : 0);
      }
      double[] p = new double[c.inputs()];
      for (int j = 0; j < p.length; j++) {
        p[j] = trace(input, j, t);
      }
      for (int i = 0; i < u.length; i++) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int position = 0; position < c.positionRows() * c.positionColumns(); position++) {
          int row = position / c.positionColumns();
          int column = position % c.positionColumns();
          if (row / 2 * c.unitColumns() + column / 2 != i / 3 || row / 2 >= 4 || column / 2 >= 4) {
            continue;
          }
          double sum = 0;
          for (int tap = 0; tap < c.fanIn(); tap++) {
            int j = input(c, row, column, tap);
            sum += j < 0 ? 0 : layer.weights()[i % 3 * c.fanIn() + tap] * p[j];
          }
          if (sum > greatest) {
            greatest = sum;
            winner[i] = position;
          }
        }
        u[i] = greatest + layer.biases()[i % 3] + r[i];
        assertThat(layer.membranes()[i]).isCloseTo((float) u[i], within(2e-5f)); // as above
      }
    }
    float[] before = layer.weights().clone();
    layer.learn(2, 0.5f);
    double[] expected = new double[before.length];
    int boxed = 0;
    for (int i = 0; i < u.length; i++) {
      if (u[i] > -0.5 && u[i] <= 0.5) {
        boxed++;
        double g = 0;
        for (int k = 0; k < CLASSES; k++) {
          double d = layer.readout()[k] - (k == 2 ? 1 : 0);
          g += layer.fixedReadout()[k * u.length + i] * Math.clamp(d, -1.0, 1.0);
        }
        for (int tap = 0; tap < c.fanIn(); tap++) {
          int row = winner[i] / c.positionColumns();
          int j = input(c, row, winner[i] % c.positionColumns(), tap);
          double p = j < 0 ? 0 : trace(input, j, steps - 1);
          expected[i % 3 * c.fanIn() + tap] -= 0.5 * g * p;
        }
      }
    }
    assertThat(boxed).isBetween(5, u.length - 1);
    for (int k = 0; k < expected.length; k++) {
      double measured = layer.weights()[k] - (double) before[k];
      assertThat(measured)
          .isCloseTo(expected[k], within(5e-6)); // 16 roundings of weights of size 1
    }
  }

  private static final LocalWiring.Convolution FRONT =
      new LocalWiring.Convolution(8, 8, 2, 4, 3, 1, 1, 2);
  private static final LocalWiring.Convolution MIDDLE =
      new LocalWiring.Convolution(4, 4, 4, 6, 3, 2, 1, 1);

  private static LocalNetwork network(Optional<LocalLayer.Trigger> trigger) {
    LocalWiring last = new LocalWiring.Dense(MIDDLE.units(), 10);
    return new LocalNetwork(
        List.of(shape(FRONT), shape(MIDDLE), shape(last)),
        trigger.map(t -> List.of(t, t, t)).orElse(List.of()),
        SEED);
  }

  private static void teach(LocalNetwork network, int from, int to) {
    SpikeList in = new SpikeList(FRONT.inputs());
    for (int t = from; t < to; t++) {
      if (t % 10 == 0) {
        network.reset();
      }
      spikes(t, in);
      network.step(in);
      network.learn(t / 10 % CLASSES, 0.02f, 0.02f, 0.02f);
    }
  }

  @Test
  void shouldLetALayerOfRateZeroRest() {
    LocalNetwork network = network(Optional.empty());
    float[] before = network.layer(0).weights().clone();
    SpikeList in = new SpikeList(FRONT.inputs());
    for (int t = 0; t < 10; t++) {
      spikes(t, in);
      network.step(in);
      network.learn(1, 0, 0.02f, 0.02f);
    }
    assertThat(network.layer(0).weights()).containsExactly(before);
    assertThat(network.layer(0).unitStepsWritten()).isZero();
    assertThat(network.layer(1).unitStepsWritten()).isPositive();
    assertThat(network.ledger().of("layer 1").get(CountKind.SYNAPSE_WRITE)).isZero();
  }

  private static byte[] bytes(LocalNetwork network) {
    return Snapshot.capture(network, Map.of()).toBytes();
  }

  @ParameterizedTest
  @EnumSource(ErrorTrigger.Form.class)
  void shouldLearnAtAVanishingThresholdAsAtEveryStep(ErrorTrigger.Form form) {
    LocalLayer.Trigger least = new LocalLayer.Trigger(form, new ThresholdControl.Fixed(1e-7));
    LocalNetwork every = network(Optional.empty());
    LocalNetwork events = network(Optional.of(least));
    teach(every, 0, 100);
    teach(events, 0, 100);
    for (int l = 0; l < 3; l++) {
      // theta 1e-7 per step and position, and float rounding of weights of size 1
      assertThat(events.layer(l).weights())
          .containsExactly(every.layer(l).weights(), within(2e-5f));
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorTrigger.Form.class)
  void shouldRepeatAndResumeToTheBitWithOneValuePerUnit(ErrorTrigger.Form form) {
    LocalLayer.Trigger trigger =
        new LocalLayer.Trigger(
            form, new ThresholdControl.Multiplicative(0.1, 0.05, 0.1, 1e-6, 1e3, 64));
    LocalNetwork whole = network(Optional.of(trigger));
    LocalNetwork again = network(Optional.of(trigger));
    teach(whole, 0, 155);
    teach(again, 0, 87);
    LocalNetwork resumed = network(Optional.of(trigger));
    Snapshot.fromBytes(bytes(again), "test").restore(resumed, "test");
    teach(again, 87, 155);
    teach(resumed, 87, 155);
    assertThat(bytes(again)).isEqualTo(bytes(whole));
    assertThat(bytes(resumed)).isEqualTo(bytes(whole));
    assertThat(whole.ledger().total().get(CountKind.ERROR_EVENT)).isPositive();
    long bits = new MemoryReport(whole).learning().getOrDefault("layer1/trigger/rest", 0L);
    boolean accumulates = form == ErrorTrigger.Form.ACCUMULATE_AND_FIRE;
    assertThat(bits).isEqualTo(accumulates ? 32L * FRONT.units() : 0);
  }

  @Test
  void shouldCountThePatchOfAnEventAndTheValuesThatALearningUnitWrites() {
    LocalWiring.Convolution wiring = new LocalWiring.Convolution(6, 6, 1, 4, 3, 1, 1, 1);
    Counts counts = new Counts();
    LocalLayer layer = new LocalLayer(shape(wiring), Optional.empty(), SEED, 0, counts);
    SpikeList in = new SpikeList(36);
    in.add(0); // in the corner: 2 x 2 positions see it
    in.add(14); // inside: 3 x 3 positions
    layer.step(in);
    assertThat(counts.get(CountKind.SYNAPSE_READ) - 3L * layer.spikes().size())
        .isEqualTo((4 + 9) * 4);
    assertThat(counts.get(CountKind.TRACE_UPDATE)).isEqualTo(2 * 36 + 144 + 144); // P, Q; B; R
    assertThat(counts.get(CountKind.NEURON_UPDATE)).isEqualTo(144);
    in.clear();
    layer.step(in); // now P is not zero where both events were
    Arrays.fill(layer.membranes(), 10); // outside the box
    layer.membranes()[(1 * 6 + 1) * 4 + 2] = 0.1f; // kernel 2 at (1, 1) sees both
    layer.membranes()[(5 * 6 + 5) * 4] = 0.1f; // kernel 0 at (5, 5) sees none
    float[] before = layer.weights().clone();
    layer.learn(0, 0.5f);
    assertThat(layer.unitStepsInside()).isEqualTo(2);
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(2 + 1 + 1); // weights and biases
    for (int k = 0; k < before.length; k++) {
      boolean seen = k == 2 * 9 || k == 2 * 9 + 8; // taps (0, 0) and (2, 2) of kernel 2
      assertThat(layer.weights()[k] != before[k]).as("weight " + k).isEqualTo(seen);
    }
  }

  @Test
  void shouldNeedTracesOfInputsForLearningAlone() {
    MemoryReport memory = new MemoryReport(layer(FRONT));
    assertThat(memory.learning()).containsOnlyKeys("synapses/p", "synapses/q");
    assertThat(memory.learningBits()).isEqualTo(2 * 32L * FRONT.inputs());
    long positions = 8 * 8 * 4;
    long weights = 4 * 18 + 4;
    long units = FRONT.units();
    // weights, A and B, H and R, and one bit for each spike
    assertThat(memory.inferenceBits())
        .isEqualTo(32 * (weights + 2 * positions + (CLASSES + 1) * units) + units);
  }

  @Test
  void shouldRefuseConvolutionsThatDoNotFit() {
    assertThatThrownBy(() -> new LocalWiring.Convolution(4, 4, 1, 1, 7, 1, 1, 1))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("side = 7");
    assertThatThrownBy(() -> new LocalWiring.Convolution(4, 4, 1, 1, 3, 1, 0, 3))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("pool = 3");
    assertThatThrownBy(() -> new LocalWiring.Convolution(4, 4, 1, 1, 3, 1, 3, 1))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("padding = 3");
  }
}
