package io.hillock.gallery.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class RidgeReadoutTest {
  @Test
  void shouldSolveOneFeatureAsByHand() {
    // x = 0, 1, 2 asks for output 0 at 2 only: least squares y = -1/6 + x/2; lambda small
    RidgeReadout readout = new RidgeReadout(1, 3);
    float[] x = {0, 1, 2};
    readout.add(x, 0, 1, 2);
    readout.add(x, 1, 1, 2);
    readout.add(x, 2, 0, 2);
    readout.solve(1e-12);
    assertThat(readout.weight(0, 0)).isCloseTo(0.5, within(1e-8)); // ridge of the bias is 1e-9
    assertThat(readout.weight(1, 0)).isCloseTo(-1.0 / 6, within(1e-8));
  }

  @Test
  void shouldMakeTheGradientOfItsErrorVanish() {
    int n = 40;
    int features = 5;
    RandomStream random = Seed.of(11).stream(Purpose.DATA);
    float[] x = new float[n * features];
    int[] label = new int[n];
    RidgeReadout first = new RidgeReadout(features, 4);
    RidgeReadout second = new RidgeReadout(features, 4);
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < features; i++) {
        x[k * features + i] = random.nextInt(3);
      }
      label[k] = random.nextInt(3);
      (k % 2 == 0 ? first : second).add(x, k * features, label[k], 3);
    }
    first.addAll(second, 0.25);
    double lambda = 0.1;
    first.solve(lambda);
    double total = n / 2.0 * 1.25;
    for (int i = 0; i < features; i++) {
      for (int c = 0; c < 3; c++) {
        double gradient = lambda * total * first.weight(i, c);
        for (int k = 0; k < n; k++) {
          double y = first.weight(features, c);
          for (int f = 0; f < features; f++) {
            y += first.weight(f, c) * x[k * features + f];
          }
          double error = y - (label[k] == c ? 1 : 0);
          gradient += (k % 2 == 0 ? 1 : 0.25) * error * x[k * features + i];
        }
        assertThat(gradient).isCloseTo(0, within(1e-9)); // rounding of 6 x 6 equations
      }
    }
  }

  @Test
  void shouldRefuseToSolveNothing() {
    assertThatThrownBy(() -> new RidgeReadout(2, 2).solve(1))
        .isInstanceOf(ParameterException.class);
  }
}
