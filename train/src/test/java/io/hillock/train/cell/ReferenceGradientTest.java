package io.hillock.train.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Layer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The adjoint of every gated cell, in double precision, against finite differences. */
class ReferenceGradientTest {
  private static final int INPUTS = 4;
  private static final int UNITS = 5;
  private static final int STEPS = 7;
  private static final double STEP = 1e-5;

  /** Central differences with step 1e-5: cut-off about 1e-10, rounding about 1e-11. */
  private static final double TOLERANCE = 1e-6;

  /** The cells, with their events smoothed where they have any. */
  enum Kind {
    EGRU,
    EGRU_ALWAYS,
    GRU,
    LSTM
  }

  static ReferenceCell cell(Kind kind, Seed seed) {
    return switch (kind) {
      case EGRU -> {
        Egru.Settings settings = new Egru.Settings(Egru.Event.THRESHOLD, 0.7, 1.3, 0.3, true);
        Layer layer = new Egru("cell", INPUTS, UNITS, settings, seed);
        yield new GatedReference(
            layer.parameters(), INPUTS, UNITS, GatedReference.Event.SMOOTH, 0.7, 1.3);
      }
      case EGRU_ALWAYS -> {
        Egru.Settings settings = new Egru.Settings(Egru.Event.ALWAYS, 0.7, 1.3, 0.3, true);
        Layer layer = new Egru("cell", INPUTS, UNITS, settings, seed);
        yield new GatedReference(
            layer.parameters(), INPUTS, UNITS, GatedReference.Event.FORCED, 0.7, 1.3);
      }
      case GRU ->
          new GruReference(new Gru("cell", INPUTS, UNITS, seed).parameters(), INPUTS, UNITS);
      case LSTM ->
          new LstmReference(new Lstm("cell", INPUTS, UNITS, seed).parameters(), INPUTS, UNITS);
    };
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldAgreeWithFiniteDifferencesOfTheSmoothedModel(Kind kind) {
    for (int s = 1; s <= 5; s++) {
      Seed seed = Seed.of(s);
      RandomStream random = seed.stream(Purpose.INPUT);
      ReferenceCell cell = cell(kind, seed);
      for (double[] p : cell.parameters) {
        for (int i = 0; i < p.length; i++) {
          p[i] += 0.3 * random.nextGaussian(); // no bias stays zero
        }
      }
      double[][] before = draw(STEPS, INPUTS, random);
      double[][] x = draw(STEPS, INPUTS, random);
      double[][] weight = draw(STEPS, UNITS, random);
      double[] push = draw(1, UNITS, random)[0];
      loss(cell, before, x, weight, push);
      double[][] dx = cell.adjoint(weight, push);
      for (int k = 0; k < cell.parameters.length; k++) {
        for (int i = 0; i < cell.parameters[k].length; i++) {
          assertThat(cell.gradients[k][i])
              .as("seed %d, matrix %d, element %d", s, k, i)
              .isCloseTo(
                  slope(cell, cell.parameters[k], i, before, x, weight, push), within(TOLERANCE));
        }
      }
      for (int t = 0; t < STEPS; t++) {
        for (int i = 0; i < INPUTS; i++) {
          assertThat(dx[t][i])
              .as("seed %d, input %d at %d", s, i, t)
              .isCloseTo(slope(cell, x[t], i, before, x, weight, push), within(TOLERANCE));
        }
      }
    }
  }

  private static double slope(
      ReferenceCell cell,
      double[] of,
      int i,
      double[][] before,
      double[][] x,
      double[][] weight,
      double[] push) {
    double kept = of[i];
    // State carried into a window is a constant of it, so it is made with the old number.
    cell.rest();
    cell.forward(before);
    of[i] = kept + STEP;
    double up = window(cell, x, weight, push);
    of[i] = kept;
    cell.rest();
    cell.forward(before);
    of[i] = kept - STEP;
    double down = window(cell, x, weight, push);
    of[i] = kept;
    return (up - down) / (2 * STEP);
  }

  private static double loss(
      ReferenceCell cell, double[][] before, double[][] x, double[][] weight, double[] push) {
    cell.rest();
    cell.forward(before);
    return window(cell, x, weight, push);
  }

  private static double window(ReferenceCell cell, double[][] x, double[][] weight, double[] push) {
    cell.forward(x);
    double loss = cell.pushed(push);
    for (int t = 0; t < x.length; t++) {
      for (int j = 0; j < UNITS; j++) {
        loss += weight[t][j] * cell.sent[t][j];
      }
    }
    return loss;
  }

  static double[][] draw(int rows, int columns, RandomStream random) {
    double[][] drawn = new double[rows][columns];
    for (double[] row : drawn) {
      Arrays.setAll(row, k -> random.nextGaussian());
    }
    return drawn;
  }
}
