package io.hillock.train.feedforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Gradient;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.rewire.Rewiring;
import io.hillock.train.rewire.StaticMask;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReluNetworkTest {
  private static final Seed SEED = Seed.of(37);
  private static final ReluLayers LAYERS =
      new ReluLayers(List.of(30, 20, 12, 4), List.of(0.2, 0.4, 0.7), 1.5);

  private final RandomStream random = SEED.stream(Purpose.INPUT, 3);
  private final int[] index = new int[8];
  private final float[] value = new float[8];

  private void drawInput() {
    for (int k = 0; k < 8; k++) {
      index[k] = 3 * k + random.nextInt(3);
      value[k] = random.nextFloat() + 0.1f;
    }
  }

  /** E by the formula over all matrix elements, in double. */
  private double loss(double[][] w, List<Parameter> shapes, int label) {
    double[] x = new double[30];
    for (int k = 0; k < 8; k++) {
      x[index[k]] = value[k];
    }
    for (int l = 0; l < w.length; l++) {
      Parameter shape = shapes.get(l);
      double[] z = new double[shape.columns()];
      for (int i = 0; i < shape.rows(); i++) {
        for (int j = 0; j < z.length; j++) {
          z[j] += x[i] * w[l][i * shape.stride() + j];
        }
      }
      for (int j = 0; j < z.length && l < w.length - 1; j++) {
        z[j] = Math.max(0, z[j]);
      }
      x = z;
    }
    double sum = 0;
    for (double z : x) {
      sum += Math.exp(z);
    }
    return Math.log(sum) - x[label];
  }

  @Test
  void shouldGiveTheDerivativesOfTheLossWhereConnectionsExistAndZeroElsewhere() {
    ParameterSet weights = LAYERS.weights(SEED);
    Rewiring.Running mask = new StaticMask().start(weights, LAYERS.sparse(weights), SEED);
    ReluNetwork network = new ReluNetwork(weights, mask.masks());
    Gradient gradient = new Gradient(weights);
    double[][] w = new double[3][];
    for (int l = 0; l < 3; l++) {
      float[] from = weights.all().get(l).values();
      w[l] = new double[from.length];
      for (int i = 0; i < from.length; i++) {
        w[l][i] = from[i];
      }
    }
    int compared = 0;
    for (int sample = 0; sample < 20; sample++) {
      drawInput();
      int label = random.nextInt(4);
      gradient.clear();
      double loss = network.learn(index, value, 8, label, 2, gradient);
      // Floats of size 1, sums of some tens of terms.
      assertThat(loss).isCloseTo(loss(w, weights.all(), label), within(1e-5));
      for (int l = 0; l < 3; l++) {
        for (int i = 0; i < w[l].length; i++) {
          if (!mask.masks().get(l).contains(i)) {
            assertThat(gradient.of(l)[i]).isZero();
            continue;
          }
          double held = w[l][i];
          double step = 1e-6;
          w[l][i] = held + step;
          double above = loss(w, weights.all(), label);
          w[l][i] = held - step;
          double below = loss(w, weights.all(), label);
          w[l][i] = held;
          // E is piecewise smooth; no kink lies within 1e-6 of this seed's weights.
          assertThat((double) gradient.of(l)[i])
              .isCloseTo(2 * (above - below) / (2 * step), within(2e-5));
          compared += gradient.of(l)[i] == 0 ? 0 : 1;
        }
      }
    }
    assertThat(compared).isGreaterThan(500);
  }

  @Test
  void shouldGiveTheSameBitsByListsAndByFullRows() {
    ParameterSet sparse = LAYERS.weights(SEED);
    Rewiring.Running mask = new StaticMask().start(sparse, LAYERS.sparse(sparse), SEED);
    List<Mask> full = sparse.all().stream().map(Mask::full).toList();
    ReluNetwork byLists = new ReluNetwork(sparse, mask.masks());
    ReluNetwork byRows = new ReluNetwork(sparse, full);
    Gradient a = new Gradient(sparse);
    Gradient b = new Gradient(sparse);
    for (int sample = 0; sample < 50; sample++) {
      drawInput();
      int label = random.nextInt(4);
      assertThat(byLists.learn(index, value, 8, label, 0.1f, a))
          .isEqualTo(byRows.learn(index, value, 8, label, 0.1f, b));
      assertThat(byLists.classify(index, value, 8)).isEqualTo(byRows.classify(index, value, 8));
    }
    for (int l = 0; l < 3; l++) {
      mask.masks().get(l).zeroOthers(b.of(l));
      assertThat(a.of(l)).isEqualTo(b.of(l));
    }
  }

  /** Two inputs, two hidden units, two classes; every product can be counted by hand. */
  @Test
  void shouldCountTheProductsOfConnectionsThatCarrySomething() {
    Parameter first = new Parameter("w1", 3, 2);
    Parameter second = new Parameter("w2", 2, 2);
    first.set(0, 0, 1); // unit 0 gets input 0
    first.set(1, 1, -1); // unit 1 gets input 1 and stays below zero
    first.set(2, 0, 1); // input 2 is zero
    second.set(0, 0, 1);
    second.set(0, 1, 2);
    second.set(1, 0, 1);
    ParameterSet weights = new ParameterSet(List.of(first, second));
    List<Mask> masks = List.of(ofNonZero(first), ofNonZero(second));
    ReluNetwork network = new ReluNetwork(weights, masks);
    Gradient gradient = new Gradient(weights);
    network.learn(new int[] {0, 1}, new float[] {0.5f, 0.5f}, 2, 0, 1, gradient);
    // Forward 2 products into the hidden layer and 2 out of unit 0; backward 2 to unit 0.
    assertThat(network.learning().get(CountKind.MULTIPLY_ACCUMULATE)).isEqualTo(6);
    // Gradients: both weights of unit 0 above, one below; nothing for the silent unit.
    assertThat(network.learning().get(CountKind.TRACE_UPDATE)).isEqualTo(3);
    // Four units forward, one backward.
    assertThat(network.learning().get(CountKind.NEURON_UPDATE)).isEqualTo(5);
    network.classify(new int[] {0, 1}, new float[] {0.5f, 0.5f}, 2);
    assertThat(network.inference().get(CountKind.MULTIPLY_ACCUMULATE)).isEqualTo(4);
    assertThat(network.inference().get(CountKind.NEURON_UPDATE)).isEqualTo(4);
  }

  private static Mask ofNonZero(Parameter parameter) {
    Mask mask = Mask.empty(parameter);
    for (int i = 0; i < parameter.values().length; i++) {
      if (parameter.values()[i] != 0) {
        mask.insert(new int[] {i}, 1);
      }
    }
    return mask;
  }

  @Test
  void shouldDeployToNothingButItsConnectionsWithTheSameAnswersAndCounts() {
    ParameterSet weights = LAYERS.weights(SEED);
    Rewiring.Running mask = new StaticMask().start(weights, LAYERS.sparse(weights), SEED);
    ReluNetwork network = new ReluNetwork(weights, mask.masks());
    CompressedRows deployed = new CompressedRows(weights, mask.masks());
    for (int sample = 0; sample < 200; sample++) {
      drawInput();
      assertThat(deployed.classify(index, value, 8)).isEqualTo(network.classify(index, value, 8));
    }
    for (CountKind kind : CountKind.values()) {
      assertThat(deployed.counts().get(kind)).isEqualTo(network.inference().get(kind));
    }
    // 120, 96 and 34 connections: 32 bits of weight and 5, 4 and 2 of column each; 31, 21 and 13
    // row
    // starts of 7, 7 and 6 bits; 36 activities of 32 bits.
    long bits = 120 * 37 + 96 * 36 + 34 * 34 + 31 * 7 + 21 * 7 + 13 * 6 + 36 * 32;
    assertThat(new MemoryReport(deployed).inferenceBits()).isEqualTo(bits);
  }

  @Test
  void shouldAllocateNothingForAnImage() {
    ParameterSet weights = LAYERS.weights(SEED);
    Rewiring.Running mask = new StaticMask().start(weights, LAYERS.sparse(weights), SEED);
    ReluNetwork network = new ReluNetwork(weights, mask.masks());
    Gradient gradient = new Gradient(weights);
    drawInput();
    for (int n = 0; n < 3000; n++) {
      network.learn(index, value, 8, n % 4, 0.1f, gradient);
    }
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int n = 0; n < 3000; n++) {
      network.learn(index, value, 8, n % 4, 0.1f, gradient);
    }
    // A compiler that has not finished may still box a few objects; an array per image would show.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(3000);
  }

  @Test
  void shouldRefuseLayersThatDoNotFit() {
    assertThatThrownBy(() -> new ReluLayers(List.of(3, 2), List.of(0.5, 0.5), 1))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("1 layers");
    assertThatThrownBy(() -> new ReluLayers(List.of(3, 2), List.of(1.5), 1))
        .isInstanceOf(ParameterException.class);
    ParameterSet apart =
        new ParameterSet(List.of(new Parameter("a", 3, 2), new Parameter("b", 3, 2)));
    List<Mask> masks = apart.all().stream().map(Mask::full).toList();
    assertThatThrownBy(() -> new ReluNetwork(apart, masks))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b");
  }
}
