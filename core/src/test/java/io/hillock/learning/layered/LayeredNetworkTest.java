package io.hillock.learning.layered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.learning.layered.LayeredParameters.Activation;
import io.hillock.learning.layered.LayeredRule.Plain;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LayeredNetworkTest {
  /** The second hidden layer has rows for each input, the last layer for each output. */
  private static final List<Integer> SIZES = List.of(12, 70, 66, 5);

  private static final int[] INDEX = {1, 4, 5, 11};
  private static final float[] VALUE = {0.5f, -1, 0.25f, 0.75f};
  private static final int LABEL = 3;
  private static final double ETA = 0.125; // a power of two: dividing by it is exact

  static List<LayeredRule> rules() {
    List<LayeredRule> all = new ArrayList<>(List.of(Plain.values()));
    all.add(new LayeredRule.TernaryError(0.3));
    return all;
  }

  private static LayeredNetwork network(LayeredRule rule, Activation f) {
    return new LayeredNetwork(
        LayeredParameters.of(SIZES, rule, ETA).withActivation(f), Seed.of(21));
  }

  private static LayeredNetwork network(LayeredRule rule) {
    return network(rule, Activation.TANH);
  }

  private static void learn(LayeredNetwork net) {
    net.learn(INDEX, VALUE, INDEX.length, LABEL);
  }

  /** The loss in double precision, written down once more: weights as given, StrictMath.tanh. */
  private static double loss(double[][][] w) {
    double[] y = new double[SIZES.getFirst()];
    for (int s = 0; s < INDEX.length; s++) {
      y[INDEX[s]] = VALUE[s];
    }
    double loss = 0;
    for (int k = 0; k < w.length; k++) {
      double[] z = new double[SIZES.get(k + 1)];
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < z.length; j++) {
          z[j] += w[k][i][j] * y[i];
        }
      }
      if (k < w.length - 1) {
        y = Arrays.stream(z).map(StrictMath::tanh).toArray();
      } else {
        for (int c = 0; c < z.length; c++) {
          double p = 1 / (1 + StrictMath.exp(-z[c]));
          loss -= StrictMath.log(c == LABEL ? p : 1 - p);
        }
      }
    }
    return loss;
  }

  @Test
  void shouldFollowTheGradientUnderBackpropagation() {
    LayeredNetwork net = network(Plain.BACKPROPAGATION);
    double[][][] w = new double[3][][];
    for (int k = 0; k < 3; k++) {
      w[k] =
          Arrays.stream(net.weights(k + 1))
              .map(row -> {
                double[] r = new double[row.length];
                Arrays.setAll(r, j -> row[j]);
                return r;
              })
              .toArray(double[][]::new);
    }
    float[][][] before = {net.weights(1), net.weights(2), net.weights(3)};
    learn(net);
    double h = 1e-5; // central difference: error of order h h = 1e-10, rounding 1e-16 / h = 1e-11
    for (int k = 0; k < 3; k++) {
      float[][] after = net.weights(k + 1);
      for (int i = 0; i < w[k].length; i += 3) {
        for (int j = 0; j < w[k][i].length; j += 2) {
          final double held = w[k][i][j];
          w[k][i][j] = held + h;
          final double up = loss(w);
          w[k][i][j] = held - h;
          final double slope = (up - loss(w)) / (2 * h);
          w[k][i][j] = held;
          double step = ((double) after[i][j] - before[k][i][j]) / -ETA;
          // Weights of size 1/3 are stored to 3e-8, a step of 1/8: 2.4e-7; tanh: 3e-7.
          assertThat(step).as("W_%d[%d][%d]", k + 1, i, j).isCloseTo(slope, within(1e-6));
        }
      }
    }
  }

  private static void close(LayeredNetwork a, LayeredNetwork b, float tolerance) {
    for (int k = 1; k < SIZES.size(); k++) {
      float[][] wa = a.weights(k);
      float[][] wb = b.weights(k);
      for (int i = 0; i < wa.length; i++) {
        for (int j = 0; j < wa[i].length; j++) {
          assertThat(wa[i][j]).as("W_%d[%d][%d]", k, i, j).isCloseTo(wb[i][j], within(tolerance));
        }
      }
    }
  }

  private static void differ(float[][] a, float[][] b) {
    assertThat(Arrays.deepEquals(a, b)).isFalse();
  }

  @Test
  void shouldBeBackpropagationWhenFeedbackIsTheForwardWeights() {
    LayeredNetwork bp = network(Plain.BACKPROPAGATION);
    LayeredNetwork fa = network(Plain.FEEDBACK_ALIGNMENT);
    float[][] first = fa.weights(1);
    fa.feedback(1, fa.weights(2));
    fa.feedback(2, fa.weights(3));
    learn(bp);
    learn(fa);
    close(fa, bp, 0); // the same operations in the same order
    differ(fa.weights(1), first);
    LayeredNetwork random = network(Plain.FEEDBACK_ALIGNMENT);
    learn(random);
    differ(random.weights(1), bp.weights(1));
  }

  @Test
  void shouldBeBackpropagationOnALinearNetworkWhenFeedbackIsTheProductOfTheWeights() {
    LayeredNetwork bp = network(Plain.BACKPROPAGATION, Activation.IDENTITY);
    LayeredNetwork dfa = network(Plain.DIRECT_FEEDBACK_ALIGNMENT, Activation.IDENTITY);
    float[][] second = dfa.weights(2);
    float[][] third = dfa.weights(3);
    float[][] product = new float[second.length][third[0].length];
    for (int i = 0; i < second.length; i++) {
      for (int c = 0; c < third[0].length; c++) {
        double sum = 0;
        for (int j = 0; j < third.length; j++) {
          sum += (double) second[i][j] * third[j][c];
        }
        product[i][c] = (float) sum;
      }
    }
    dfa.feedback(1, product);
    dfa.feedback(2, third);
    assertThat(dfa.angle(1, INDEX, VALUE, 4, LABEL)).isLessThan(0.1); // acos amplifies rounding
    learn(bp);
    learn(dfa);
    close(dfa, bp, 2e-7f); // rounding: deltas of size 1 over 66 summands, times 1/8
  }

  @Test
  void shouldMakeFeedbackAlignmentDirectWithOneHiddenLayer() {
    List<Integer> sizes = List.of(12, 70, 5);
    LayeredNetwork fa =
        new LayeredNetwork(LayeredParameters.of(sizes, Plain.FEEDBACK_ALIGNMENT, ETA), Seed.of(3));
    LayeredNetwork dfa =
        new LayeredNetwork(
            LayeredParameters.of(sizes, Plain.DIRECT_FEEDBACK_ALIGNMENT, ETA), Seed.of(3));
    dfa.feedback(1, fa.feedback(1).orElseThrow());
    for (int t = 0; t < 5; t++) {
      learn(fa);
      learn(dfa);
    }
    assertThat(fa.weights(1)).isDeepEqualTo(dfa.weights(1));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldTeachHiddenLayersAsTheEquationsSay(LayeredRule rule) {
    LayeredNetwork net = network(rule, Activation.IDENTITY);
    float[][] before = net.weights(2);
    double[] e = outputError(net);
    float[][] b = net.feedback(2).orElse(net.weights(3));
    double[] y = firstLayer(net);
    learn(net);
    float[][] after = net.weights(2);
    for (int i = 0; i < after.length; i++) {
      for (int j = 0; j < after[i].length; j++) {
        double d = 0;
        for (int c = 0; c < e.length; c++) {
          d += b[j][c] * taught(rule, e[c], c == LABEL ? 1 : 0);
        }
        double step = ((double) after[i][j] - before[i][j]) / -ETA;
        assertThat(step).isCloseTo(d * y[i], within(2e-6)); // weights stored to 3e-8, sums of 12
      }
    }
  }

  private static double taught(LayeredRule rule, double e, double target) {
    return switch (rule) {
      case LayeredRule.TernaryError t -> Math.abs(e) > t.deadZone() ? Math.signum(e) : 0;
      case Plain plain ->
          switch (plain) {
            case BACKPROPAGATION, FEEDBACK_ALIGNMENT, DIRECT_FEEDBACK_ALIGNMENT -> e;
            case SIGN_OF_ERROR -> Math.signum(e);
            case DIRECT_RANDOM_TARGET_PROJECTION -> target;
            case FROZEN_HIDDEN -> 0;
          };
    };
  }

  private static double[] firstLayer(LayeredNetwork net) {
    float[][] w = net.weights(1);
    double[] y = new double[w[0].length];
    for (int j = 0; j < y.length; j++) {
      for (int s = 0; s < INDEX.length; s++) {
        y[j] += (double) w[INDEX[s]][j] * VALUE[s];
      }
    }
    return y;
  }

  private static double[] outputError(LayeredNetwork net) {
    double[] y = firstLayer(net);
    for (int k = 2; k <= 3; k++) {
      float[][] w = net.weights(k);
      double[] z = new double[w[0].length];
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < z.length; j++) {
          z[j] += w[i][j] * y[i];
        }
      }
      y = z;
    }
    double[] e = new double[y.length];
    for (int c = 0; c < e.length; c++) {
      e[c] = 1 / (1 + StrictMath.exp(-y[c])) - (c == LABEL ? 1 : 0);
    }
    return e;
  }

  @Test
  void shouldTeachByTargetsWithoutSeeingTheOutput() {
    LayeredNetwork net = network(Plain.DIRECT_RANDOM_TARGET_PROJECTION);
    LayeredNetwork garbled = network(Plain.DIRECT_RANDOM_TARGET_PROJECTION);
    float[][] readout = net.weights(3);
    for (float[] row : readout) {
      Arrays.fill(row, Float.NaN);
    }
    float[][] initial = net.weights(1);
    garbled.weights(3, readout);
    for (int t = 0; t < 10; t++) {
      learn(net);
      learn(garbled);
    }
    assertThat(garbled.weights(1)).isDeepEqualTo(net.weights(1));
    differ(garbled.weights(1), initial);
    assertThat(garbled.weights(2)).isDeepEqualTo(net.weights(2));
    LayeredNetwork seeing = network(Plain.DIRECT_FEEDBACK_ALIGNMENT);
    seeing.weights(3, readout);
    learn(seeing);
    assertThat(seeing.weights(1)[INDEX[0]]).contains(Float.NaN);
  }

  private static List<String> traceOf(LayeredRule rule) {
    LayeredNetwork net = network(rule);
    List<String> heard = new ArrayList<>();
    net.trace(
        new LayeredTrace() {
          @Override
          public void evaluated(int layer) {
            heard.add("evaluate " + layer);
          }

          @Override
          public void written(int layer) {
            heard.add("write " + layer);
          }
        });
    learn(net);
    return heard;
  }

  @Test
  void shouldWriteAHiddenLayerBeforeTheNextIsEvaluatedWhenTargetsTeach() {
    assertThat(traceOf(Plain.DIRECT_RANDOM_TARGET_PROJECTION))
        .containsExactly("evaluate 1", "write 1", "evaluate 2", "write 2", "evaluate 3", "write 3");
    assertThat(traceOf(Plain.FROZEN_HIDDEN))
        .containsExactly("evaluate 1", "evaluate 2", "evaluate 3", "write 3");
    for (LayeredRule rule : rules()) {
      if (rule.needs().contains(LayeredRule.Need.WHOLE_FORWARD_PASS)) {
        assertThat(traceOf(rule))
            .containsExactly(
                "evaluate 1", "evaluate 2", "evaluate 3", "write 3", "write 2", "write 1");
      }
    }
  }

  @Test
  void shouldLearnTheFirstLayersAloneToTheSameBits() {
    LayeredNetwork whole = network(Plain.DIRECT_RANDOM_TARGET_PROJECTION);
    LayeredNetwork first = network(Plain.DIRECT_RANDOM_TARGET_PROJECTION);
    for (int t = 0; t < 10; t++) {
      learn(whole);
      first.learnFirst(1, INDEX, VALUE, INDEX.length, LABEL);
    }
    assertThat(first.weights(1)).isDeepEqualTo(whole.weights(1));
    differ(first.weights(2), whole.weights(2));
    assertThatThrownBy(() ->
            network(Plain.FEEDBACK_ALIGNMENT).learnFirst(1, INDEX, VALUE, INDEX.length, LABEL))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("whole forward pass");
  }

  @ParameterizedTest
  @EnumSource(Plain.class)
  void shouldHoldInMemoryWhatTheRuleStates(Plain rule) {
    MemoryReport memory = new MemoryReport(network(rule));
    long weights = 12 * 70 + 70 * 66 + 66 * 5;
    long units = 70 + 66 + 5;
    long feedback =
        switch (rule) {
          case BACKPROPAGATION, FROZEN_HIDDEN -> 0;
          case FEEDBACK_ALIGNMENT -> 70 * 66 + 66 * 5;
          case DIRECT_FEEDBACK_ALIGNMENT, SIGN_OF_ERROR, DIRECT_RANDOM_TARGET_PROJECTION ->
              (70 + 66) * 5;
        };
    assertThat(memory.inferenceBits()).isEqualTo(32 * (weights + 2 * units));
    assertThat(memory.learningBits())
        .isEqualTo(32 * (feedback + (rule == Plain.FROZEN_HIDDEN ? 5 : 12 + units)));
    assertThat(feedback > 0).isEqualTo(rule.needs().contains(LayeredRule.Need.RANDOM_FEEDBACK));
  }

  @Test
  void shouldCountOperations() {
    LayeredNetwork net = network(Plain.DIRECT_RANDOM_TARGET_PROJECTION);
    learn(net);
    assertThat(net.ledger().total().get(CountKind.MULTIPLY_ACCUMULATE))
        .isEqualTo(4 * 70 + 70 * 66 + 66 * 5);
    assertThat(net.ledger().total().get(CountKind.SYNAPSE_READ)).isEqualTo(70 + 66);
    assertThat(net.ledger().total().get(CountKind.SYNAPSE_WRITE))
        .isEqualTo(5 * 70 + 71 * 66 + 67 * 5);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldAllocateNothingPerSample(LayeredRule rule) {
    LayeredNetwork net = network(rule);
    long least =
        Allocation.least(() -> {
          for (int t = 0; t < 2000; t++) {
            learn(net);
          }
        });
    assertThat(least).isLessThan(Allocation.METER);
  }

  @Test
  void shouldMeasureNoAngleUnderBackpropagation() {
    LayeredNetwork net = network(Plain.BACKPROPAGATION);
    assertThat(net.angle(1, INDEX, VALUE, 4, LABEL)).isCloseTo(0, within(1e-3)); // acos near 1
    assertThat(network(Plain.FROZEN_HIDDEN).angle(1, INDEX, VALUE, 4, LABEL)).isNaN();
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThatThrownBy(() -> LayeredParameters.of(List.of(3), Plain.BACKPROPAGATION, 1))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> LayeredParameters.of(SIZES, Plain.BACKPROPAGATION, Double.NaN))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new LayeredRule.TernaryError(1))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> network(Plain.BACKPROPAGATION).feedback(1, new float[1][1]))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("feedback of its own");
    assertThatThrownBy(() -> network(Plain.BACKPROPAGATION).weights(1, new float[1][1]))
        .isInstanceOf(ParameterException.class);
  }
}
