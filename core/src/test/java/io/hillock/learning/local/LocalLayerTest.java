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
import org.junit.jupiter.params.provider.EnumSource;

class LocalLayerTest {
  private static final int INPUTS = 7;
  private static final int UNITS = 9;
  private static final int CLASSES = 3;
  private static final LocalNeuron NEURON = new LocalNeuron(0.7, 0.4, 0.65, 1, new Box(0.5f));
  private static final Seed SEED = Seed.of(21);

  private static LocalLayer.Shape shape(int inputs, int units, Loss loss) {
    return new LocalLayer.Shape(
        new LocalWiring.Dense(inputs, units),
        CLASSES,
        NEURON,
        loss,
        8,
        1,
        LocalFeedback.READOUT,
        true);
  }

  private static LocalLayer layer(Loss loss, Optional<LocalLayer.Trigger> trigger) {
    return new LocalLayer(shape(INPUTS, UNITS, loss), trigger, SEED, 0, new Counts());
  }

  private static void spikes(long step, SpikeList in, int channels) {
    RandomStream random = SEED.stream(Purpose.INPUT, step);
    in.clear();
    for (int j = 0; j < channels; j++) {
      if (random.nextBoolean(0.4)) {
        in.add(j);
      }
    }
  }

  /** The neuron by sums over the past, in double precision, without any recursion of the layer. */
  private static double[] membranes(
      float[] w, boolean[][] input, boolean[][] output, int step, double[] bias) {
    double[] u = bias.clone();
    for (int i = 0; i < UNITS; i++) {
      for (int j = 0; j < INPUTS; j++) {
        u[i] += w[i * INPUTS + j] * trace(input, j, step);
      }
      for (int s = 0; s < step; s++) {
        u[i] -= output[s][i] ? 0.35 * StrictMath.pow(0.65, step - 1 - s) : 0;
      }
    }
    return u;
  }

  /** P as a double convolution of the input spikes with both exponentials. */
  private static double trace(boolean[][] input, int j, int step) {
    double p = 0;
    for (int s = 0; s < step; s++) {
      for (int between = s; between < step; between++) {
        double q = 0.6 * StrictMath.pow(0.4, between - s);
        p += input[s][j] ? 0.3 * StrictMath.pow(0.7, step - 1 - between) * q : 0;
      }
    }
    return p;
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void shouldFollowTheGradientOfTheLocalLossAlone(Loss loss) {
    LocalLayer layer = layer(loss, Optional.empty());
    SpikeList in = new SpikeList(INPUTS);
    int steps = 12;
    boolean[][] input = new boolean[steps][INPUTS];
    boolean[][] output = new boolean[steps][UNITS];
    int boxed = 0;
    for (int t = 0; t < steps; t++) {
      spikes(t, in, INPUTS);
      for (int k = 0; k < in.size(); k++) {
        input[t][in.get(k)] = true;
      }
      layer.step(in);
      double[] u = membranes(layer.weights(), input, output, t, new double[UNITS]);
      for (int i = 0; i < UNITS; i++) {
        assertThat(layer.membranes()[i]).isCloseTo((float) u[i], within(1e-5f)); // float sums of 7
        output[t][i] = u[i] > 0;
      }
      float[] before = layer.weights().clone();
      float eta = 0.5f;
      int label = t % CLASSES;
      // The last step teaches; earlier ones would move weights and bias under the reference.
      if (t < steps - 1) {
        continue;
      }
      layer.learn(label, eta);
      for (int i = 0; i < UNITS; i++) {
        boolean inside = u[i] > -0.5 && u[i] <= 0.5;
        boxed += inside ? 1 : 0;
        for (int j = 0; j < INPUTS; j++) {
          double slope = inside ? slope(loss, layer, output[t], i, label) : 0;
          double expected = -eta * slope * trace(input, j, t);
          double measured = layer.weights()[i * INPUTS + j] - (double) before[i * INPUTS + j];
          assertThat(measured).isCloseTo(expected, within(1e-6)); // float weights up to 10
        }
      }
    }
    assertThat(boxed).isBetween(1, UNITS - 1);
  }

  /** dL/dS_i by central differences of the loss written out again. */
  private static double slope(Loss loss, LocalLayer layer, boolean[] s, int unit, int label) {
    double h = 1e-5;
    return (value(loss, layer, s, unit, h, label) - value(loss, layer, s, unit, -h, label))
        / (2 * h);
  }

  private static double value(
      Loss loss, LocalLayer layer, boolean[] s, int unit, double by, int label) {
    double[] y = new double[CLASSES];
    double total = 0;
    double exponentials = 0;
    for (int k = 0; k < CLASSES; k++) {
      for (int i = 0; i < UNITS; i++) {
        double spike = (s[i] ? 1 : 0) + (i == unit ? by : 0);
        y[k] += layer.fixedReadout()[k * UNITS + i] * spike;
      }
      double d = Math.abs(y[k] - (k == label ? 1 : 0));
      exponentials += StrictMath.exp(y[k]);
      total +=
          switch (loss) {
            case SQUARED -> d * d / 2;
            case SMOOTH_L1 -> d < 1 ? d * d / 2 : d - 0.5;
            case HARD_SIGMOID ->
                (y[k] < -1 ? 0 : y[k] > 1 ? y[k] : (y[k] + 1) * (y[k] + 1) / 4)
                    - (k == label ? y[k] : 0);
            case SOFTMAX_CROSS_ENTROPY -> k == label ? -y[k] : 0;
          };
    }
    return loss == Loss.SOFTMAX_CROSS_ENTROPY ? total + StrictMath.log(exponentials) : total;
  }

  private static LocalNetwork network(Optional<LocalLayer.Trigger> trigger) {
    return new LocalNetwork(
        List.of(shape(20, 30, Loss.SMOOTH_L1), shape(30, 15, Loss.SMOOTH_L1)),
        trigger.map(t -> List.of(t, t)).orElse(List.of()),
        SEED);
  }

  private static void teach(LocalNetwork network, int from, int to) {
    SpikeList in = new SpikeList(20);
    for (int t = from; t < to; t++) {
      if (t % 10 == 0) {
        network.reset();
      }
      spikes(t, in, 20);
      network.step(in);
      network.learn(t / 10 % CLASSES, 0.05f, 0.02f);
    }
  }

  private static LocalLayer.Trigger fixed(ErrorTrigger.Form form, double theta) {
    return new LocalLayer.Trigger(form, new ThresholdControl.Fixed(theta));
  }

  @ParameterizedTest
  @EnumSource(ErrorTrigger.Form.class)
  void shouldLearnAtAVanishingThresholdAsAtEveryStep(ErrorTrigger.Form form) {
    LocalNetwork every = network(Optional.empty());
    LocalNetwork events = network(Optional.of(fixed(form, 1e-7)));
    teach(every, 0, 200);
    teach(events, 0, 200);
    for (int l = 0; l < 2; l++) {
      float[] expected = every.layer(l).weights();
      float[] measured = events.layer(l).weights();
      for (int k = 0; k < expected.length; k++) {
        // theta 1e-7 per step, 200 steps, eta P <= 0.05, and float rounding of weights of size 1
        assertThat(measured[k]).isCloseTo(expected[k], within(1e-5f));
      }
    }
  }

  @Test
  void shouldWriteNothingOutsideTheBoxAndNothingBelowTheThreshold() {
    LocalNetwork events = network(Optional.of(fixed(ErrorTrigger.Form.DETERMINISTIC_FLOOR, 1e6)));
    float[] before = events.layer(0).weights().clone();
    teach(events, 0, 100);
    assertThat(events.layer(0).weights()).containsExactly(before);
    assertThat(events.layer(0).unitStepsInside()).isPositive();
    assertThat(events.layer(0).unitStepsWritten()).isZero();
    assertThat(events.ledger().total().get(CountKind.SYNAPSE_WRITE)).isZero();

    LocalNetwork every = network(Optional.empty());
    teach(every, 0, 100);
    assertThat(every.layer(0).unitStepsWritten()).isEqualTo(every.layer(0).unitStepsInside());
    assertThat(every.layer(0).unitStepsInside()).isLessThan(30 * 100L);
  }

  @ParameterizedTest
  @EnumSource(ErrorTrigger.Form.class)
  void shouldResumeToTheBit(ErrorTrigger.Form form) {
    LocalLayer.Trigger trigger =
        new LocalLayer.Trigger(
            form, new ThresholdControl.Multiplicative(0.1, 0.05, 0.1, 1e-6, 1e3, 64));
    LocalNetwork whole = network(Optional.of(trigger));
    LocalNetwork first = network(Optional.of(trigger));
    teach(whole, 0, 155);
    teach(first, 0, 87);
    LocalNetwork second = network(Optional.of(trigger));
    byte[] file = Snapshot.capture(first, Map.of()).toBytes();
    Snapshot.fromBytes(file, "test").restore(second, "test");
    teach(second, 87, 155);
    assertThat(Snapshot.capture(second, Map.of()).toBytes())
        .isEqualTo(Snapshot.capture(whole, Map.of()).toBytes());
    assertThat(whole.ledger().total().get(CountKind.ERROR_EVENT)).isPositive();
  }

  @Test
  void shouldLeaveAFrontLayerAloneWhateverComesBehindIt() {
    LocalNetwork two = network(Optional.empty());
    LocalNetwork one = new LocalNetwork(List.of(shape(20, 30, Loss.SMOOTH_L1)), List.of(), SEED);
    teach(two, 0, 100);
    teach(one, 0, 100);
    assertThat(two.layer(0).weights()).containsExactly(one.layer(0).weights());
  }

  @Test
  void shouldReturnErrorsByRandomWeightsOfTheSignsOfTheReadout() {
    LocalLayer.Shape concordant =
        shape(INPUTS, UNITS, Loss.SMOOTH_L1).withFeedback(LocalFeedback.SIGN_CONCORDANT);
    LocalLayer layer = new LocalLayer(concordant, Optional.empty(), SEED, 0, new Counts());
    LocalLayer plain = layer(Loss.SMOOTH_L1, Optional.empty());
    assertThat(plain.feedback()).isSameAs(plain.fixedReadout());
    assertThat(layer.fixedReadout()).containsExactly(plain.fixedReadout());
    float[] h = layer.fixedReadout();
    float[] g = layer.feedback();
    for (int k = 0; k < h.length; k++) {
      assertThat(g[k] * h[k]).isPositive();
      assertThat(g[k]).isNotEqualTo(h[k]);
    }
    assertThat(new MemoryReport(layer).learningBits()).isEqualTo(32L * CLASSES * UNITS);
    assertThat(new MemoryReport(plain).learningBits()).isZero();
    SpikeList in = new SpikeList(INPUTS);
    for (int t = 0; t < 6; t++) {
      spikes(t, in, INPUTS);
      layer.step(in);
    }
    float[] before = layer.biases().clone();
    layer.learn(1, 0.5f);
    int boxed = 0;
    for (int i = 0; i < UNITS; i++) {
      boolean inside = layer.membranes()[i] > -0.5 && layer.membranes()[i] <= 0.5;
      boxed += inside ? 1 : 0;
      double error = 0;
      for (int k = 0; k < CLASSES; k++) {
        error += g[k * UNITS + i] * Math.clamp(layer.readout()[k] - (k == 1 ? 1 : 0), -1.0, 1.0);
      }
      double expected = inside ? -0.5 * error : 0;
      assertThat((double) layer.biases()[i] - before[i]).isCloseTo(expected, within(1e-6)); // float
    }
    assertThat(boxed).isPositive();
  }

  @Test
  void shouldNeitherLearnNorDecideWhileItBurnsIn() {
    List<LocalLayer.Shape> shapes = List.of(shape(20, 30, Loss.SMOOTH_L1));
    LocalNetwork burning = new LocalNetwork(shapes, List.of(), 4, SEED);
    LocalNetwork twin = new LocalNetwork(shapes, List.of(), SEED);
    SpikeList in = new SpikeList(20);
    double[] sum = new double[CLASSES];
    for (int t = 0; t < 12; t++) {
      if (t == 6) {
        burning.reset();
        twin.reset();
        Arrays.fill(sum, 0);
      }
      spikes(t, in, 20);
      burning.step(in);
      twin.step(in);
      boolean awake = t % 6 >= 4;
      burning.learn(1, 0.05f);
      if (awake) {
        twin.learn(1, 0.05f);
      }
      for (int k = 0; k < CLASSES && awake; k++) {
        sum[k] += burning.layer(0).readout()[k];
      }
      assertThat(burning.layer(0).weights()).containsExactly(twin.layer(0).weights());
    }
    int best = 0;
    for (int k = 1; k < CLASSES; k++) {
      best = sum[k] > sum[best] ? k : best;
    }
    assertThat(burning.decision(0)).isEqualTo(best);
    assertThat(burning.layer(0).unitStepsInside()).isPositive();
    assertThatThrownBy(() -> new LocalNetwork(shapes, List.of(), -1, SEED))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("burn-in = -1");
  }

  @Test
  void shouldRefuseLayersThatDoNotFit() {
    assertThatThrownBy(() ->
            new LocalNetwork(
                List.of(shape(20, 30, Loss.SQUARED), shape(31, 15, Loss.SQUARED)), List.of(), SEED))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("inputs of layer 2 = 31");
    assertThatThrownBy(() -> NEURON.withDecays(1, 0.4))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("alpha");
  }
}
