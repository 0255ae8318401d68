package io.hillock.gallery.multilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.Synapses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitNetworkTest {
  private static final Arm FLOAT = Arm.headline(0).getFirst();
  private static final int[] IMAGE = {3, 17, 40, 41, 88, 120, 121, 122, 180, 195};

  private static DigitNetwork.Shape shape(boolean hidden) {
    return hidden ? DigitNetwork.Shape.HIDDEN : DigitNetwork.Shape.ONE_LAYER;
  }

  private static double[][] weights(Synapses s) {
    double[][] w = new double[s.wiring().pre()][s.wiring().post()];
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < w[i].length; j++) {
        w[i][j] = s.weight(i, j);
      }
    }
    return w;
  }

  /** The loss by another hand, in double precision. */
  private static double loss(List<double[][]> layers, int[] white, int label) {
    double[] x = new double[197];
    for (int p : white) {
      x[p] = 1;
    }
    x[196] = 1;
    double[] y = times(x, layers.getFirst());
    if (layers.size() == 2) {
      double[] h = new double[y.length + 1];
      for (int j = 0; j < y.length; j++) {
        h[j] = Math.max(0, y[j]);
      }
      h[y.length] = 1;
      y = times(h, layers.get(1));
    }
    double sum = 0;
    for (double v : y) {
      sum += StrictMath.exp(v);
    }
    return StrictMath.log(sum) - y[label];
  }

  private static double[] times(double[] x, double[][] w) {
    double[] y = new double[w[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * w[i][j];
      }
    }
    return y;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldFollowTheGradientOfItsLoss(boolean hidden) {
    DigitNetwork network = new DigitNetwork(FLOAT, shape(hidden), Seed.of(1));
    for (int n = 0; n < 5; n++) { // away from the beginning
      network.learn(new int[] {n, 40, 88, 100 + n}, n, 0.05);
    }
    List<double[][]> before = network.layers().stream().map(DigitNetworkTest::weights).toList();
    double eta = 0.01;
    network.learn(IMAGE, 4, eta);
    List<double[][]> after = network.layers().stream().map(DigitNetworkTest::weights).toList();
    RandomStream random = Seed.of(2).stream(Purpose.DATA);
    double step = 1e-5;
    int moved = 0;
    for (int layer = 0; layer < before.size(); layer++) {
      for (int n = 0; n < 400; n++) {
        double[][] w = before.get(layer);
        int i = layer == 0 ? (n % 2 == 0 ? IMAGE[n % 10] : random.nextInt(197)) : n % w.length;
        int j = random.nextInt(w[0].length);
        double held = w[i][j];
        w[i][j] = held + step;
        double up = loss(before, IMAGE, 4);
        w[i][j] = held - step;
        double down = loss(before, IMAGE, 4);
        w[i][j] = held;
        double expected = -eta * (up - down) / (2 * step);
        // Float weights near 0.1 are rounded by 4e-9, sums of the forward pass by some 1e-7 of
        // 0.01.
        assertThat(after.get(layer)[i][j] - held).isCloseTo(expected, within(2e-8));
        moved += Math.abs(expected) > 1e-6 ? 1 : 0;
      }
    }
    assertThat(moved).isGreaterThan(100);
  }

  @Test
  void shouldBeTheSameNetworkOnPairsOfCellsWithoutSpread() {
    Arm ideal = new Arm("ideal", "ideal", Storage.Cells.spread(0), false, 0);
    DigitNetwork.Shape same = new DigitNetwork.Shape(100, 0.5f, 0.5f, 0.2, 0.25);
    DigitNetwork cells = new DigitNetwork(ideal, same, Seed.of(1));
    DigitNetwork floats = new DigitNetwork(FLOAT, same, Seed.of(1));
    BinaryDigits.Images images = BinaryDigits.generated(Seed.of(4), 200).training();
    for (int n = 0; n < 60; n++) {
      cells.learn(images.white()[n], images.label()[n], 0.01);
      floats.learn(images.white()[n], images.label()[n], 0.01);
    }
    for (int layer = 0; layer < 2; layer++) {
      double[][] a = weights(cells.layers().get(layer));
      double[][] b = weights(floats.layers().get(layer));
      for (int i = 0; i < a.length; i++) {
        // Each write rounds to float once more; 60 writes of 3e-8 each, amplified by learning.
        assertThat(a[i]).containsExactly(b[i], within(1e-4));
      }
    }
    assertThat(cells.ledger().total().writeEnergyJ()).isPositive();
    assertThat(cells.ledger().total().get(CountKind.PROGRAMMING_PULSE)).isPositive();
  }

  @Test
  void shouldLearnFromWholeErrorEventsOnly() {
    double theta = 0.5;
    double eta = 0.125;
    Arm events = new Arm("events", "events", Storage.Floating.BOUNDED, false, theta);
    DigitNetwork network = new DigitNetwork(events, shape(false), Seed.of(1));
    network.learn(IMAGE, 4, eta);
    double[][] w = weights(network.layers().getFirst());
    // The first error is 0.1 for nine classes and -0.9 for the right one: events -1 or -2 there.
    for (double change : w[IMAGE[0]]) {
      assertThat(change % (eta * theta)).isZero();
    }
    assertThat(w[IMAGE[0]][4]).isGreaterThanOrEqualTo(eta * theta);
    assertThat(w[0]).containsOnly(0); // a black pixel
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "stochastic4bit", "compliance", "compliance.accumulator"})
  void shouldGiveTheSameBitsForTheSameSeedAndGoOnFromItsState(String metric) {
    Arm arm =
        Arm.headline(0.3).stream().filter(a -> a.metric().equals(metric)).findFirst().orElseThrow();
    BinaryDigits.Images images = BinaryDigits.generated(Seed.of(4), 100).training();
    DigitNetwork straight = new DigitNetwork(arm, shape(true), Seed.of(2));
    learn(straight, images, 0, 30);
    Snapshot state = Snapshot.capture(straight, Map.of());
    learn(straight, images, 30, 60);
    DigitNetwork resumed = new DigitNetwork(arm, shape(true), Seed.of(9));
    state.restore(resumed, "snapshot");
    learn(resumed, images, 30, 60);
    for (int layer = 0; layer < 2; layer++) {
      assertThat(weights(resumed.layers().get(layer)))
          .isDeepEqualTo(weights(straight.layers().get(layer)));
    }
  }

  private static void learn(DigitNetwork network, BinaryDigits.Images images, int from, int to) {
    for (int n = from; n < to; n++) {
      network.learn(images.white()[n], images.label()[n], 0.03);
    }
  }

  @Test
  void shouldPayForARegisterInMemoryAndSaveWrites() {
    List<Long> writes = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    BinaryDigits.Images images = BinaryDigits.generated(Seed.of(4), 300).training();
    for (int which : new int[] {3, 5}) { // compliance, alone and with a register
      DigitNetwork network = new DigitNetwork(Arm.headline(0).get(which), shape(false), Seed.of(2));
      learn(network, images, 0, 300);
      writes.add(network.ledger().total().get(CountKind.SYNAPSE_WRITE));
      bytes.add(new MemoryReport(network).learningBytes());
    }
    assertThat(writes.get(1)).isLessThan(writes.get(0) / 50);
    assertThat(bytes.get(1) - bytes.get(0)).isEqualTo(4.0 * 197 * 10);
  }

  @Test
  void shouldLearnStrokes() {
    BinaryDigits digits = BinaryDigits.generated(Seed.of(5), 3000);
    DigitNetwork network = new DigitNetwork(FLOAT, shape(true), Seed.of(5));
    learn(network, digits.training(), 0, 3000);
    long right =
        IntStream.range(0, 1000)
            .filter(n -> network.classify(digits.test().white()[n]) == digits.test().label()[n])
            .count();
    assertThat(right).isGreaterThan(700); // chance 100
  }
}
