package io.hillock.train.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An EGRU whose units send in every step and are never reset is a standard GRU: two models in
 * double precision, written apart, agree in what is sent and in every derivative.
 */
class ForcedEventsTest {
  private static final int INPUTS = 6;
  private static final int UNITS = 11;
  private static final int STEPS = 12;
  private static final int WINDOWS = 3;

  /** Some thousand additions of terms of size one, each rounded by 1e-16. */
  private static final double TOLERANCE = 1e-12;

  private static GatedReference egru(GatedReference.Event event, Seed seed) {
    Egru.Settings settings = new Egru.Settings(Egru.Event.THRESHOLD, 0.7, 1.3, 0.3, true);
    List<Parameter> drawn = new Egru("cell", INPUTS, UNITS, settings, seed).parameters();
    return new GatedReference(drawn, INPUTS, UNITS, event, 0.7, 1.3);
  }

  /** A GRU with the parameters of the EGRU, thresholds left out. */
  private static GruReference gru(Seed seed) {
    return new GruReference(new Gru("cell", INPUTS, UNITS, seed).parameters(), INPUTS, UNITS);
  }

  /** Draws both the same parameters, so that no bias is zero. */
  private static void draw(ReferenceCell egru, ReferenceCell gru, RandomStream random) {
    for (int k = 0; k < gru.parameters.length; k++) {
      for (int i = 0; i < gru.parameters[k].length; i++) {
        egru.parameters[k][i] = 0.6 * random.nextGaussian();
        gru.parameters[k][i] = egru.parameters[k][i];
      }
    }
  }

  /** The greatest differences of what is sent, of dL/dx, and of each matrix of derivatives. */
  private static List<Double> differences(
      ReferenceCell egru, ReferenceCell gru, RandomStream random) {
    double sent = 0;
    double dx = 0;
    double[] push = ReferenceGradientTest.draw(1, UNITS, random)[0];
    for (int w = 0; w < WINDOWS; w++) { // state is carried from window to window
      double[][] x = ReferenceGradientTest.draw(STEPS, INPUTS, random);
      double[][] above = ReferenceGradientTest.draw(STEPS, UNITS, random);
      egru.forward(x);
      gru.forward(x);
      double[][] one = egru.adjoint(above, push);
      double[][] other = gru.adjoint(above, push);
      for (int t = 0; t < STEPS; t++) {
        sent = Math.max(sent, greatest(egru.sent[t], gru.sent[t]));
        dx = Math.max(dx, greatest(one[t], other[t]));
      }
    }
    List<Double> all = new ArrayList<>(List.of(sent, dx));
    for (int k = 0; k < gru.gradients.length; k++) {
      all.add(greatest(egru.gradients[k], gru.gradients[k]));
    }
    return all;
  }

  private static double greatest(double[] a, double[] b) {
    assertThat(a).hasSameSizeAs(b);
    double greatest = 0;
    for (int i = 0; i < a.length; i++) {
      greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
    }
    return greatest;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldBeAStandardGruInEveryOutputAndDerivative(long number) {
    Seed seed = Seed.of(number);
    RandomStream random = seed.stream(Purpose.INPUT);
    GatedReference egru = egru(GatedReference.Event.FORCED, seed);
    GruReference gru = gru(seed);
    draw(egru, gru, random);
    assertThat(differences(egru, gru, random)).allSatisfy(d -> assertThat(d).isLessThan(TOLERANCE));
    for (double[] gradient : gru.gradients) {
      assertThat(gradient).doesNotContain(0); // each derivative was compared with something
    }
    assertThat(egru.gradients[4]).containsOnly(0); // no threshold is felt
  }

  /** What the tolerance is worth: one weight off by a billionth is seen everywhere. */
  @Test
  void shouldSeeAChangeOfABillionth() {
    Seed seed = Seed.of(6);
    RandomStream random = seed.stream(Purpose.INPUT);
    GatedReference egru = egru(GatedReference.Event.FORCED, seed);
    GruReference gru = gru(seed);
    draw(egru, gru, random);
    gru.parameters[1][7] += 1e-9;
    assertThat(differences(egru, gru, random))
        .allSatisfy(d -> assertThat(d).isBetween(TOLERANCE, 1e-6));
  }

  /** With events at thresholds, by the same parameters, nothing is left of the equality. */
  @Test
  void shouldDifferFromAGruWhereEventsAreNotForced() {
    Seed seed = Seed.of(7);
    RandomStream random = seed.stream(Purpose.INPUT);
    GatedReference egru = egru(GatedReference.Event.HARD, seed);
    GruReference gru = gru(seed);
    draw(egru, gru, random);
    assertThat(differences(egru, gru, random)).allSatisfy(d -> assertThat(d).isGreaterThan(0.1));
  }
}
