package io.hillock.learning.layered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.learning.layered.LayerShape.Convolution;
import io.hillock.learning.layered.LayerShape.Dense;
import io.hillock.learning.layered.LayeredParameters.Activation;
import io.hillock.learning.layered.LayeredRule.Plain;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutional layers: the same rules on shared weights. */
class LayeredConvolutionTest {
  private static final Grid INPUT = new Grid(9, 8, 2);

  /** 4 x 3 x 17 (one more than 16 lanes), then 3 x 2 x 4, then 6, then 5 units. */
  private static final List<LayerShape> LAYERS =
      List.of(new Convolution(17, 3, 2), new Convolution(4, 2, 1), new Dense(6), new Dense(5));

  private static final int LABEL = 3;
  private static final double ETA = 0.125; // a power of two: dividing by it is exact

  private final int[] index = new int[60];
  private final float[] value = new float[60];

  LayeredConvolutionTest() {
    RandomStream random = Seed.of(8).stream(Purpose.DATA);
    for (int s = 0; s < index.length; s++) {
      index[s] = 2 * s + s % 2; // 60 of 144 inputs, all different
      value[s] = (float) random.nextDouble(-1, 1);
    }
    assertThat(Arrays.stream(index).distinct().filter(i -> i < INPUT.units()).count())
        .isEqualTo(index.length);
  }

  private static LayeredNetwork network(LayeredRule rule) {
    return new LayeredNetwork(
        new LayeredParameters(INPUT, LAYERS, Activation.TANH, rule, ETA, 1, 1), Seed.of(4));
  }

  private void learn(LayeredNetwork net) {
    net.learn(index, value, index.length, LABEL);
  }

  private static void differ(float[][] a, float[][] b) {
    assertThat(Arrays.deepEquals(a, b)).isFalse();
  }

  private double[] input() {
    double[] x = new double[INPUT.units()];
    for (int s = 0; s < index.length; s++) {
      x[index[s]] = value[s];
    }
    return x;
  }

  /** The sum of {@link Convolution}, read off its Javadoc. */
  private static double[] convolve(Grid in, Convolution shape, double[][] w, double[] x) {
    Grid out = shape.over(in);
    double[] z = new double[out.units()];
    int side = shape.side();
    for (int r = 0; r < out.rows(); r++) {
      for (int c = 0; c < out.columns(); c++) {
        for (int o = 0; o < out.channels(); o++) {
          double sum = 0;
          for (int u = 0; u < side; u++) {
            for (int v = 0; v < side; v++) {
              for (int i = 0; i < in.channels(); i++) {
                int row = shape.stride() * r + u;
                int column = shape.stride() * c + v;
                sum +=
                    w[(u * side + v) * in.channels() + i][o]
                        * x[(row * in.columns() + column) * in.channels() + i];
              }
            }
          }
          z[(r * out.columns() + c) * out.channels() + o] = sum;
        }
      }
    }
    return z;
  }

  private static double[] multiply(double[][] w, double[] x) {
    double[] z = new double[w[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < z.length; j++) {
        z[j] += w[i][j] * x[i];
      }
    }
    return z;
  }

  /** The loss in double precision, forward by definition. */
  private double loss(double[][][] w) {
    double[] y = input();
    Grid grid = INPUT;
    for (int k = 0; k < w.length; k++) {
      double[] z =
          switch (LAYERS.get(k)) {
            case Convolution c -> convolve(grid, c, w[k], y);
            case Dense ignored -> multiply(w[k], y);
          };
      grid = LAYERS.get(k).over(grid);
      y = k == w.length - 1 ? z : Arrays.stream(z).map(StrictMath::tanh).toArray();
    }
    double loss = 0;
    for (int c = 0; c < y.length; c++) {
      double p = 1 / (1 + StrictMath.exp(-y[c]));
      loss -= StrictMath.log(c == LABEL ? p : 1 - p);
    }
    return loss;
  }

  private static double[][] wide(float[][] w) {
    double[][] d = new double[w.length][w[0].length];
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < w[i].length; j++) {
        d[i][j] = w[i][j];
      }
    }
    return d;
  }

  @ParameterizedTest
  @CsvSource({"9,8,2,17,3,2", "28,28,1,16,5,2", "5,5,3,1,5,1", "6,7,1,3,1,1", "8,8,1,4,3,3"})
  void shouldSumWindowsAsDefined(
      int rows, int columns, int channels, int maps, int side, int stride) {
    Grid in = new Grid(rows, columns, channels);
    Convolution shape = new Convolution(maps, side, stride);
    SharedWeights weights = new SharedWeights(in, shape);
    RandomStream random = Seed.of(rows).stream(Purpose.DATA);
    weights.draw(random, 1);
    double[][] w = new double[weights.rows()][maps];
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < maps; j++) {
        w[i][j] = weights.w()[weights.at(i, j)];
      }
    }
    double[] x = new double[in.units()];
    Activity sparse = new Activity(in.units());
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 3 == 0 ? 0 : (float) random.nextDouble(-1, 1);
      sparse.dense[i] = (float) x[i];
    }
    sparse.list();
    float[] z = new float[shape.over(in).units()];
    weights.addTo(z, sparse);
    double[] expected = convolve(in, shape, w, x);
    float[] delta = new float[z.length];
    double inner = 0;
    for (int j = 0; j < z.length; j++) {
      // At most 75 products below 1: each sum rounds to less than 75 x 75 x 6e-8 in the worst case.
      assertThat((double) z[j]).isCloseTo(expected[j], within(2e-5));
      delta[j] = (float) random.nextDouble(-1, 1);
      inner += expected[j] * delta[j];
    }
    float[] back = new float[x.length];
    weights.transposed(back, delta);
    double adjoint = 0;
    for (int i = 0; i < x.length; i++) {
      adjoint += back[i] * x[i];
    }
    assertThat(adjoint).isCloseTo(inner, within(1e-4)); // (W x) delta = x (W^T delta)
  }

  @Test
  void shouldFollowTheGradientUnderBackpropagation() {
    LayeredNetwork net = network(Plain.BACKPROPAGATION);
    double[][][] w = new double[LAYERS.size()][][];
    float[][][] before = new float[w.length][][];
    for (int k = 0; k < w.length; k++) {
      before[k] = net.weights(k + 1);
      w[k] = wide(before[k]);
    }
    learn(net);
    double h = 1e-5; // central difference: error of order h h = 1e-10, rounding 1e-16 / h = 1e-11
    for (int k = 0; k < w.length; k++) {
      float[][] after = net.weights(k + 1);
      for (int i = 0; i < w[k].length; i++) {
        for (int j = 0; j < w[k][i].length; j += 2) {
          final double held = w[k][i][j];
          w[k][i][j] = held + h;
          final double up = loss(w);
          w[k][i][j] = held - h;
          final double slope = (up - loss(w)) / (2 * h);
          w[k][i][j] = held;
          double step = ((double) after[i][j] - before[k][i][j]) / -ETA;
          // A shared weight of size 1/2 is rounded once for each of 12 places: 12 x 3e-8 x 8.
          assertThat(step).as("W_%d[%d][%d]", k + 1, i, j).isCloseTo(slope, within(3e-6));
        }
      }
    }
  }

  @Test
  void shouldBeBackpropagationWhenFeedbackIsTheForwardWeights() {
    LayeredNetwork bp = network(Plain.BACKPROPAGATION);
    LayeredNetwork fa = network(Plain.FEEDBACK_ALIGNMENT);
    for (int hidden = 1; hidden < LAYERS.size(); hidden++) {
      differ(fa.feedback(hidden).orElseThrow(), fa.weights(hidden + 1));
      fa.feedback(hidden, fa.weights(hidden + 1));
    }
    float[][] first = fa.weights(1);
    learn(bp);
    learn(fa);
    differ(fa.weights(1), first);
    for (int k = 1; k <= LAYERS.size(); k++) {
      assertThat(fa.weights(k)).isDeepEqualTo(bp.weights(k));
      assertThat(fa.biases(k)).isEqualTo(bp.biases(k));
    }
  }

  @Test
  void shouldStepSharedBiasesByTheSumOverPlaces() {
    LayeredNetwork net = network(Plain.DIRECT_RANDOM_TARGET_PROJECTION);
    float[][] b = net.feedback(1).orElseThrow();
    double[] z = convolve(INPUT, (Convolution) LAYERS.getFirst(), wide(net.weights(1)), input());
    double[] sums = new double[17];
    for (int u = 0; u < z.length; u++) {
      double y = StrictMath.tanh(z[u]);
      sums[u % 17] += b[u][LABEL] * (1 - y * y);
    }
    learn(net);
    float[] bias = net.biases(1);
    for (int o = 0; o < sums.length; o++) {
      assertThat(bias[o] / -ETA).isCloseTo(sums[o], within(1e-5)); // 12 places, values below 1/2
    }
  }

  @Test
  void shouldTeachByTargetsWithoutSeeingTheOutput() {
    LayeredNetwork net = network(Plain.DIRECT_RANDOM_TARGET_PROJECTION);
    LayeredNetwork garbled = network(Plain.DIRECT_RANDOM_TARGET_PROJECTION);
    LayeredNetwork alone = network(Plain.DIRECT_RANDOM_TARGET_PROJECTION);
    float[][] readout = net.weights(4);
    float[][] initial = net.weights(1);
    for (float[] row : readout) {
      Arrays.fill(row, Float.NaN);
    }
    garbled.weights(4, readout);
    for (int t = 0; t < 10; t++) {
      learn(net);
      learn(garbled);
      alone.learnFirst(1, index, value, index.length, LABEL);
    }
    differ(net.weights(1), initial);
    for (int k = 1; k <= 3; k++) {
      assertThat(garbled.weights(k)).isDeepEqualTo(net.weights(k));
    }
    assertThat(alone.weights(1)).isDeepEqualTo(net.weights(1));
    differ(alone.weights(2), net.weights(2));
  }

  @ParameterizedTest
  @MethodSource("io.hillock.learning.layered.LayeredNetworkTest#rules")
  void shouldLearnASampleByHeartAndGiveTheSameBitsAgain(LayeredRule rule) {
    LayeredNetwork a = network(rule);
    LayeredNetwork b = network(rule);
    for (int t = 0; t < 30; t++) {
      learn(a);
      learn(b);
    }
    assertThat(a.classify(index, value, index.length)).isEqualTo(LABEL);
    for (int k = 1; k <= LAYERS.size(); k++) {
      assertThat(a.weights(k)).isDeepEqualTo(b.weights(k));
    }
    assertThat(a.ledger().total().get(CountKind.SYNAPSE_WRITE)).isPositive();
  }

  @Test
  void shouldMeasureTheAngleOfTheGradientsOfSharedWeights() {
    LayeredNetwork bp = network(Plain.BACKPROPAGATION);
    LayeredNetwork dfa = network(Plain.DIRECT_FEEDBACK_ALIGNMENT);
    assertThat(bp.angle(1, index, value, index.length, LABEL)).isCloseTo(0, within(0.1)); // acos
    final double angle = dfa.angle(1, index, value, index.length, LABEL);
    double[] x = change(bp);
    double[] y = change(dfa);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    double expected = StrictMath.toDegrees(StrictMath.acos(xy / StrictMath.sqrt(xx * yy)));
    assertThat(angle).isCloseTo(expected, within(0.01)); // weights are rounded to 3e-8
  }

  private double[] change(LayeredNetwork net) {
    float[][] before = net.weights(1);
    learn(net);
    float[][] after = net.weights(1);
    double[] d = new double[before.length * before[0].length];
    for (int i = 0; i < d.length; i++) {
      int row = i / before[0].length;
      int column = i % before[0].length;
      d[i] = (double) after[row][column] - before[row][column];
    }
    return d;
  }

  @ParameterizedTest
  @EnumSource(Plain.class)
  void shouldHoldInMemoryWhatTheRuleStates(Plain rule) {
    MemoryReport memory = new MemoryReport(network(rule));
    long second = 2 * 2 * 17 * 4;
    long upper = 24 * 6 + 6 * 5;
    long hidden = 4 * 3 * 17 + 3 * 2 * 4 + 6;
    long biases = 17 + 4 + 6 + 5;
    assertThat(memory.inferenceBits())
        .isEqualTo(32 * (3 * 3 * 2 * 17 + second + upper + biases + hidden + 5));
    long held =
        switch (rule) {
          case FROZEN_HIDDEN -> 5;
          case BACKPROPAGATION -> 144 + hidden + 5;
          case FEEDBACK_ALIGNMENT -> 144 + hidden + 5 + second + upper;
          case DIRECT_FEEDBACK_ALIGNMENT, SIGN_OF_ERROR, DIRECT_RANDOM_TARGET_PROJECTION ->
              144 + hidden + 5 + 5 * hidden;
        };
    assertThat(memory.learningBits()).isEqualTo(32 * held);
  }

  @Test
  void shouldCountOneProductForEachInputWindowAndMap() {
    LayeredNetwork net =
        new LayeredNetwork(
            new LayeredParameters(
                new Grid(5, 5, 1),
                List.of(new Convolution(2, 3, 2), new Dense(3)),
                Activation.TANH,
                Plain.DIRECT_RANDOM_TARGET_PROJECTION,
                ETA,
                1,
                1),
            Seed.of(1));
    // Windows begin at rows and columns 0 and 2: the centre lies in all four, a corner in one.
    net.learn(new int[] {0, 12}, new float[] {1, 1}, 2, 1);
    assertThat(net.ledger().total().get(CountKind.MULTIPLY_ACCUMULATE))
        .isEqualTo((1 + 4) * 2 + 8 * 3);
    assertThat(net.ledger().total().get(CountKind.SYNAPSE_WRITE))
        .isEqualTo((1 + 4) * 2 + 8 + 3 * (8 + 1));
  }

  @ParameterizedTest
  @MethodSource("io.hillock.learning.layered.LayeredNetworkTest#rules")
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
  void shouldRefuseWhatDoesNotFit() {
    assertThatThrownBy(() -> new Convolution(4, 6, 1).over(new Grid(5, 8, 1)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("at most 5");
    assertThatThrownBy(() -> new Convolution(0, 3, 1)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new Convolution(1, 3, 0)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new Grid(3, 0, 1)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new Dense(0)).isInstanceOf(ParameterException.class);
  }
}
