package io.hillock.learning.layered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.learning.layered.LayeredParameters.Activation;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DropoutTest {
  private static final int[] INDEX = {0, 1, 3};
  private static final float[] VALUE = {0.5f, -1, 0.75f};
  private static final int HIDDEN = 200;
  private static final double ETA = 0.0625;
  private static final int LABEL = 1;

  private static LayeredNetwork network(double dropout, Activation f) {
    return new LayeredNetwork(
        LayeredParameters.of(List.of(4, HIDDEN, 3), LayeredRule.Plain.BACKPROPAGATION, ETA)
            .withActivation(f)
            .withDropout(dropout),
        Seed.of(12));
  }

  private static void learn(LayeredNetwork network) {
    network.learn(INDEX, VALUE, INDEX.length, LABEL);
  }

  /**
   * (1), (2) of the network and backpropagation once more in double, for the units that took part.
   */
  @ParameterizedTest
  @EnumSource
  void shouldFollowTheGradientOfTheUnitsThatTookPart(Activation f) {
    double p = 0.25;
    LayeredNetwork network = network(p, f);
    float[][] w1 = network.weights(1);
    float[][] w2 = network.weights(2);
    learn(network);
    float[][] after1 = network.weights(1);
    float[][] after2 = network.weights(2);
    double[] y = new double[HIDDEN];
    double[] slope = new double[HIDDEN];
    double[] z = new double[3];
    int dropped = 0;
    for (int j = 0; j < HIDDEN; j++) {
      boolean takesPart = after2[j][LABEL] != w2[j][LABEL];
      dropped += takesPart ? 0 : 1;
      double a = 0.5 * w1[0][j] - w1[1][j] + 0.75 * w1[3][j];
      double out = f == Activation.TANH ? StrictMath.tanh(a) : a;
      y[j] = takesPart ? out / (1 - p) : 0;
      slope[j] = takesPart ? (f == Activation.TANH ? 1 - out * out : 1) / (1 - p) : 0;
      for (int c = 0; c < 3; c++) {
        z[c] += w2[j][c] * y[j];
      }
    }
    assertThat(dropped).isBetween(26, 74); // 50 of 200 on average, four deviations of 6
    for (int j = 0; j < HIDDEN; j++) {
      double d = 0;
      for (int c = 0; c < 3; c++) {
        double e = 1 / (1 + StrictMath.exp(-z[c])) - (c == LABEL ? 1 : 0);
        d += w2[j][c] * e;
        // Single precision, sums of 200 terms.
        assertThat((double) after2[j][c] - w2[j][c]).isCloseTo(-ETA * e * y[j], within(1e-6));
      }
      double delta = d * slope[j];
      assertThat((double) after1[0][j] - w1[0][j]).isCloseTo(-ETA * delta * 0.5, within(1e-6));
      assertThat((double) network.biases(1)[j]).isCloseTo(-ETA * delta, within(1e-6));
    }
  }

  @Test
  void shouldUseAllUnitsToClassify() {
    LayeredNetwork with = network(0.5, Activation.TANH);
    LayeredNetwork without = network(0, Activation.TANH);
    with.classify(INDEX, VALUE, INDEX.length);
    without.classify(INDEX, VALUE, INDEX.length);
    assertThat(with.output()).containsExactly(without.output());
  }

  @Test
  void shouldDropOtherUnitsEachTimeAndTheSameAfterARestore() {
    LayeredNetwork a = network(0.5, Activation.TANH);
    learn(a);
    Snapshot kept = Snapshot.capture(a, Map.of());
    LayeredNetwork b = network(0.5, Activation.TANH);
    kept.restore(b, "test");
    float[][] before = a.weights(2);
    learn(a);
    learn(b);
    assertThat(b.weights(2)).isDeepEqualTo(a.weights(2));
    float[][] after = a.weights(2);
    LayeredNetwork fresh = network(0.5, Activation.TANH);
    float[][] first = fresh.weights(2);
    learn(fresh);
    int same = 0;
    for (int j = 0; j < HIDDEN; j++) {
      boolean now = after[j][0] != before[j][0];
      boolean then = fresh.weights(2)[j][0] != first[j][0];
      same += now == then ? 1 : 0;
    }
    assertThat(same).isBetween(72, 128); // 100 on average, four deviations of 7
  }

  @Test
  void shouldTellItsDropoutAndRefuseNonsense() {
    LayeredParameters plain =
        LayeredParameters.of(List.of(4, 5, 3), LayeredRule.Plain.BACKPROPAGATION, ETA);
    assertThat(plain.toString()).doesNotContain("dropout");
    assertThat(plain.withDropout(0.5).toString()).contains("dropout=0.5");
    assertThat(plain.withDropout(0.5).withGains(2, 1).dropout()).isEqualTo(0.5);
    for (double p : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> plain.withDropout(p))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("dropout");
    }
  }
}
