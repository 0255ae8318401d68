package io.hillock.train.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Batch;
import io.hillock.train.Evaluator;
import io.hillock.train.Gradient;
import io.hillock.train.Parameter;
import io.hillock.train.Plan;
import io.hillock.train.Score;
import io.hillock.train.SequenceNetwork;
import io.hillock.train.Signals;
import io.hillock.train.Trainer;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.Schedule;
import io.hillock.train.optimise.Sgd;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Embedding, GRU and softmax together, against the same in double precision. */
@Tag("kernels")
class SoftmaxHeadTest {
  private static final int SYMBOLS = 300; // more than one block, and no multiple of one
  private static final int LENGTH = 11;
  private static final int UNITS = 13;
  private static final int SAMPLES = 4;
  private static final int STEPS = 5;

  /** Sums of some hundred terms of single precision, in units of the greatest of its kind. */
  private static final double TOLERANCE = 1e-4;

  private record Text(int[][] symbols) implements Batch {
    static Text draw(RandomStream random) {
      int[][] symbols = new int[SAMPLES][STEPS + 1];
      for (int[] row : symbols) {
        for (int t = 0; t <= STEPS; t++) {
          row[t] = random.nextInt(SYMBOLS);
        }
      }
      return new Text(symbols);
    }

    @Override
    public int samples() {
      return SAMPLES;
    }

    @Override
    public int steps() {
      return STEPS;
    }

    @Override
    public void input(int sample, int t, Signals in, int place) {
      in.add(place, symbols[sample][t]);
    }

    @Override
    public int target(int sample, int t) {
      return symbols[sample][t + 1];
    }
  }

  private final Seed seed = Seed.of(4);
  private final Embedding embedding = new Embedding("words", SYMBOLS, LENGTH, 0.5, 0, seed);
  private final Gru gru = new Gru("gru", LENGTH, UNITS, seed);
  private final SoftmaxHead head = new SoftmaxHead("head", UNITS, embedding.vectors(), 0, seed);
  private final SequenceNetwork network =
      new SequenceNetwork(SYMBOLS, true, List.of(embedding, gru), head);
  private final Text text = Text.draw(seed.stream(Purpose.DATA));

  private Trainer trainer() {
    return new Trainer(
        network,
        new Plan(
            SAMPLES,
            STEPS,
            SAMPLES / 2,
            2,
            true,
            Sgd.PLAIN,
            new Schedule.Constant(0),
            new Clipping.None()));
  }

  private static double[][] matrix(Parameter p) {
    double[][] m = new double[p.rows()][p.columns()];
    for (int r = 0; r < p.rows(); r++) {
      for (int c = 0; c < p.columns(); c++) {
        m[r][c] = p.get(r, c);
      }
    }
    return m;
  }

  /** Everything by its equations, sample by sample; returns the loss and fills the gradients. */
  private double reference(double[][] dVectors, double[][] dProjection, double[] dBias) {
    double[][] vectors = matrix(embedding.vectors());
    double[][] projection = matrix(head.parameters().get(0));
    double[] bias = matrix(head.parameters().get(2))[0];
    double loss = 0;
    double scale = 1.0 / (SAMPLES * STEPS);
    for (int[] row : text.symbols) {
      GruReference cell = new GruReference(gru.parameters(), LENGTH, UNITS);
      double[][] x = new double[STEPS][];
      for (int t = 0; t < STEPS; t++) {
        x[t] = vectors[row[t]];
      }
      cell.forward(x);
      double[][] above = new double[STEPS][UNITS];
      for (int t = 0; t < STEPS; t++) {
        double[] y = cell.sent[t];
        double[] q = new double[LENGTH];
        for (int e = 0; e < LENGTH; e++) {
          for (int j = 0; j < UNITS; j++) {
            q[e] += y[j] * projection[j][e];
          }
        }
        double[] p = new double[SYMBOLS];
        double sum = 0;
        for (int k = 0; k < SYMBOLS; k++) {
          double a = bias[k];
          for (int e = 0; e < LENGTH; e++) {
            a += q[e] * vectors[k][e];
          }
          p[k] = Math.exp(a);
          sum += p[k];
        }
        loss -= Math.log(p[row[t + 1]] / sum);
        double[] dq = new double[LENGTH];
        for (int k = 0; k < SYMBOLS; k++) {
          double d = scale * (p[k] / sum - (k == row[t + 1] ? 1 : 0));
          dBias[k] += d;
          for (int e = 0; e < LENGTH; e++) {
            dVectors[k][e] += d * q[e];
            dq[e] += d * vectors[k][e];
          }
        }
        for (int j = 0; j < UNITS; j++) {
          for (int e = 0; e < LENGTH; e++) {
            dProjection[j][e] += y[j] * dq[e];
            above[t][j] += projection[j][e] * dq[e];
          }
        }
      }
      double[][] dx = cell.adjoint(above, new double[UNITS]);
      for (int t = 0; t < STEPS; t++) {
        for (int e = 0; e < LENGTH; e++) {
          dVectors[row[t]][e] += dx[t][e];
        }
      }
    }
    return loss * scale;
  }

  @Test
  void shouldGiveLossAndGradientOfTheEquations() {
    for (int k = 0; k < SYMBOLS; k++) {
      head.parameters().get(2).set(0, k, (k % 7 - 3) * 0.1f);
    }
    double[][] dVectors = new double[SYMBOLS][LENGTH];
    double[][] dProjection = new double[UNITS][LENGTH];
    double[][] dBias = new double[1][SYMBOLS];
    final double loss = reference(dVectors, dProjection, dBias[0]);
    Trainer trainer = trainer();
    Gradient gradient = trainer.gradientOf(text);
    requireClose(gradient, embedding.vectors(), dVectors);
    requireClose(gradient, head.parameters().get(0), dProjection);
    requireClose(gradient, head.parameters().get(2), dBias);
    Score trained = trainer().step(text);
    assertThat(trained.loss()).isCloseTo(loss, within(1e-6));
    assertThat(trained.answers()).isEqualTo(SAMPLES * STEPS);
    Evaluator evaluator = new Evaluator(network, 2, 2, STEPS, true);
    assertThat(evaluator.score(text).loss()).isCloseTo(loss, within(1e-6));
  }

  private static void requireClose(Gradient gradient, Parameter p, double[][] expected) {
    double greatest = 0;
    for (double[] row : expected) {
      for (double x : row) {
        greatest = Math.max(greatest, Math.abs(x));
      }
    }
    for (int r = 0; r < p.rows(); r++) {
      for (int c = 0; c < p.columns(); c++) {
        assertThat((double) gradient.of(p)[r * p.stride() + c])
            .as("%s %d %d", p.name(), r, c)
            .isCloseTo(expected[r][c], within(TOLERANCE * greatest));
      }
    }
  }

  @Test
  void shouldStayFiniteWhereAnswersAreFarApart() {
    for (int k = 0; k < SYMBOLS; k++) {
      head.parameters().get(2).set(0, k, k % 2 == 0 ? 500 : -500);
    }
    Score score = trainer().step(text);
    assertThat(score.loss()).isFinite().isGreaterThan(100);
  }

  /** The mask of a window is drawn again on the way back; another window has another one. */
  @Test
  void shouldDropTheSameElementsOnTheWayBack() {
    Dropout mask = new Dropout(seed, 0.4);
    float[] x = new float[1000];
    java.util.Arrays.fill(x, 1);
    float[] again = x.clone();
    float[] other = x.clone();
    mask.apply(1, 2, 3, x, 0, x.length);
    mask.apply(1, 2, 3, again, 0, x.length);
    mask.apply(1, 3, 3, other, 0, x.length);
    assertThat(again).isEqualTo(x);
    assertThat(other).isNotEqualTo(x);
    int zero = 0;
    for (float value : x) {
      assertThat(value == 0 || Math.abs(value - 1 / 0.6) < 1e-6).isTrue();
      zero += value == 0 ? 1 : 0;
    }
    assertThat(zero).isBetween(330, 470); // 400 expected, standard deviation 15.5
  }
}
