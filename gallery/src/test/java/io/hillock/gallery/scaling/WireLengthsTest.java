package io.hillock.gallery.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class WireLengthsTest {
  @Test
  void shouldAddUpTwoNeuronsOnALineAsByHand() {
    // Cells 0 1 | 2 3, somata at 0.5 and 2.5, synapse (i, j) at 2 j + i.
    // j = 0: i = 0: 0.5 + 0.5; i = 1: 0.5 + 1.5. j = 1: i = 0: 0.5 + 1.5; i = 1: 0.5 + 0.5.
    assertThat(new WireLengths(1, 2).dense()).isEqualTo(1 + 2 + 2 + 1);
  }

  @Test
  void shouldAddUpAsAnotherSumInTwoDimensions() {
    // The same with coordinates in the open; axes add up apart.
    int k = 4;
    double sum = 0;
    for (int j1 = 0; j1 < k; j1++) {
      for (int j2 = 0; j2 < k; j2++) {
        for (int i1 = 0; i1 < k; i1++) {
          for (int i2 = 0; i2 < k; i2++) {
            double x = k * j1 + i1;
            double y = k * j2 + i2;
            double middle = (k - 1) / 2.0;
            sum += Math.abs(x - (k * j1 + middle)) + Math.abs(y - (k * j2 + middle));
            sum += Math.abs(x - (k * i1 + middle)) + Math.abs(y - (k * i2 + middle));
          }
        }
      }
    }
    WireLengths wires = new WireLengths(2, k);
    assertThat(wires.neurons()).isEqualTo(16);
    assertThat(wires.dense()).isEqualTo(sum);
    assertThat(wires.surface()).isEqualTo(256);
    assertThat(new WireLengths(3, 3).surface()).isEqualTo(6 * 81);
  }

  @Test
  void shouldBeDenseOnAverageWhenAsManySendersAreDrawnAsThereAre() {
    // 400 draws of 64 senders, whose lengths differ by some 20 %: the standard error is 0.1 %.
    WireLengths wires = new WireLengths(3, 4);
    double sparse = wires.sparse(64, 400, Seed.of(3).stream(Purpose.NEURON));
    assertThat(sparse / wires.dense()).isCloseTo(1, within(0.006));
  }

  @Test
  void shouldGrowWithTheDerivedExponents() {
    for (Wires wires : Wires.values()) {
      var figures = wires.sum(1400, Seed.of(4));
      // Wires within blocks weigh as N^(-1/d) against those between blocks; draws add noise.
      assertThat(Wires.law(figures, Wires.LENGTH).exponent())
          .as(wires.text())
          .isCloseTo(wires.derived(), within(0.05));
      assertThat(Wires.law(figures, Wires.DENSITY).exponent())
          .as(wires.text())
          .isCloseTo(wires.derivedDensity(), within(0.05));
    }
    assertThat(Wires.DENSE_3D.derivedDensity()).isCloseTo(4.0 / 3, within(1e-12));
    assertThat(Wires.SPARSE_3D.derivedDensity()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void shouldFitAPowerLawExactlyWhereThereIsOne() {
    double[] x = {2, 5, 9, 40};
    double[] y = {3 * Math.pow(2, 1.7), 3 * Math.pow(5, 1.7), 3 * Math.pow(9, 1.7), 1};
    y[3] = 3 * Math.pow(40, 1.7);
    PowerLaw law = PowerLaw.fit(x, y);
    assertThat(law.exponent()).isCloseTo(1.7, within(1e-12));
    assertThat(law.factor()).isCloseTo(3, within(1e-11));
    y[0] = 99;
    assertThat(PowerLaw.fitLast(3, x, y).at(2)).isCloseTo(3 * Math.pow(2, 1.7), within(1e-10));
  }
}
