package io.hillock.train.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutputLossTest {
  private static final SpikeResponse RESPONSE = SpikeResponse.STANDARD;
  private static final int CLASSES = 4;

  private static float[] potentials(double mean, double deviation) {
    RandomStream random = Seed.of(3).stream(Purpose.INPUT, 7);
    float[] u = new float[RESPONSE.steps() * CLASSES];
    for (int k = 0; k < u.length; k++) {
      u[k] = (float) (mean + deviation * random.nextGaussian());
    }
    return u;
  }

  static Stream<OutputLoss> smooth() {
    return Stream.of(
        new OutputLoss.MeanPotential(0.1),
        new OutputLoss.TimeAbove(0.8, 4),
        new OutputLoss.FirstSpike(2, 1),
        new OutputLoss.FirstSpike(2, 0.1),
        new OutputLoss.FirstSpike(3, 0),
        new OutputLoss.Sum(
            new OutputLoss.FirstSpike(2, 0.1), new OutputLoss.MeanPotential(0.1), 3));
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void shouldGiveItsDerivative(OutputLoss loss) {
    // Near the threshold, where outputs fire; and far below, where firing is rare.
    for (double mean : new double[] {0, -150}) {
      float[] u = potentials(mean, 8);
      float[] delta = new float[u.length];
      loss.evaluate(RESPONSE, CLASSES, u, 2, delta);
      float[] unused = new float[u.length];
      float h = 0x1p-6f;
      for (int k = 0; k < u.length; k++) {
        float kept = u[k];
        u[k] = kept + h;
        double up = loss.evaluate(RESPONSE, CLASSES, u, 2, unused);
        double width = u[k];
        u[k] = kept - h;
        double down = loss.evaluate(RESPONSE, CLASSES, u, 2, unused);
        width -= u[k];
        u[k] = kept;
        // Differences err by (h / softness)^2 / 6 of the third derivative, about 1e-5.
        assertThat((double) delta[k])
            .as("%s at %s, mean %s", loss, k, mean)
            .isCloseTo((up - down) / width, within(2e-5));
      }
    }
  }

  @Test
  void shouldShareTheChanceOfFiringFirstAmongAllClasses() {
    float[] u = potentials(0, 8);
    float[] unused = new float[u.length];
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      sum +=
          StrictMath.exp(
              -new OutputLoss.FirstSpike(4, 1).evaluate(RESPONSE, CLASSES, u, c, unused));
    }
    double all = 0;
    for (float x : u) {
      all += StrictMath.exp((x - RESPONSE.theta()) / 4);
    }
    assertThat(sum).isCloseTo(1 - StrictMath.exp(-all), within(1e-12));
  }

  @Test
  void shouldGiveTheChanceOfTheFirstSpikeByTwoStepsByHand() {
    SpikeResponse two = RESPONSE.withSteps(2);
    // Rates: at step 0 e^-1 and e^-2, at step 1 1 and e^1.
    float[] u = {8, 6, 10, 12};
    double a0 = StrictMath.exp(-1) + StrictMath.exp(-2);
    double a1 = 1 + StrictMath.exp(1);
    double chance =
        (1 - StrictMath.exp(-a0)) * StrictMath.exp(-1) / a0
            + StrictMath.exp(-a0) * (1 - StrictMath.exp(-a1)) / a1;
    double loss = new OutputLoss.FirstSpike(2, 1).evaluate(two, 2, u, 0, new float[4]);
    assertThat(loss).isCloseTo(-StrictMath.log(chance), within(1e-12));
  }

  @Test
  void shouldPushOnlyAgainstEachOtherWithoutUrge() {
    for (double mean : new double[] {-5, -150}) {
      float[] delta = new float[RESPONSE.steps() * CLASSES];
      new OutputLoss.FirstSpike(5, 0).evaluate(RESPONSE, CLASSES, potentials(mean, 1), 1, delta);
      double sum = 0;
      double size = 0;
      for (float d : delta) {
        sum += d;
        size += Math.abs(d);
      }
      // Rates so small that one spike does not exclude another: all derivatives cancel.
      assertThat(Math.abs(sum)).isLessThan((mean < -100 ? 1e-5 : 0.5) * size);
    }
  }

  @Test
  void shouldMeasureTheDistanceOfFilteredSpikeTrains() {
    SpikeResponse r = RESPONSE;
    float[] u = potentials(6, 8);
    float[] delta = new float[u.length];
    double loss = new OutputLoss.SpikeTimes(6).evaluate(r, CLASSES, u, 1, delta);
    double[][] error = new double[r.steps()][CLASSES];
    double expected = 0;
    for (int t = 0; t < r.steps(); t++) {
      for (int c = 0; c < CLASSES; c++) {
        for (int s = 0; s < t; s++) {
          double target = c == 1 && s <= 6 ? 1 : 0;
          double spike = u[s * CLASSES + c] >= r.theta() ? 1 : 0;
          error[t][c] += (spike - target) * Restated.eps(r, t - s);
        }
        expected += error[t][c] * error[t][c] / 2;
      }
    }
    assertThat(loss).isCloseTo(expected, within(1e-5 * expected)); // single precision
    for (int s = 0; s < r.steps(); s++) {
      for (int c = 0; c < CLASSES; c++) {
        double slope = 0;
        for (int t = s + 1; t < r.steps(); t++) {
          slope += error[t][c] * Restated.eps(r, t - s);
        }
        double psi = r.pseudoDerivative(u[s * CLASSES + c]);
        assertThat((double) delta[s * CLASSES + c]).isCloseTo(slope * psi, within(1e-5));
      }
    }
    assertThat(new OutputLoss.SpikeTimes(6).refractoryOutputs()).isTrue();
  }

  @Test
  void shouldDecideByMeanPotentialTimeAboveAndEarliestSpike() {
    SpikeResponse three = RESPONSE.withSteps(3);
    // Classes: 0 crosses between steps 1 and 2 early, 1 late but highest, 2 stays just below.
    float[] u = {
      0, 0, 0, //
      8, -40, 9, //
      12, 60, 9.5f
    };
    assertThat(Decoding.MEAN_POTENTIAL.decide(three, 3, u)).isZero();
    assertThat(Decoding.EARLIEST_SPIKE.decide(three, 3, u)).isZero(); // at 1.5; class 1 at 1.5
    assertThat(Decoding.firstCrossing(three, 3, u, 0)).isEqualTo(1.5);
    assertThat(Decoding.firstCrossing(three, 3, u, 1)).isEqualTo(1.5);
    assertThat(Decoding.firstCrossing(three, 3, u, 2)).isNaN();
    u[4] = 0;
    assertThat(Decoding.EARLIEST_SPIKE.decide(three, 3, u)).isEqualTo(1); // 1 + 10/60
    assertThat(Decoding.MEAN_POTENTIAL.decide(three, 3, u)).isEqualTo(1);
    assertThat(Decoding.TIME_ABOVE.decide(three, 3, u)).isEqualTo(1); // one step each
    u[5] = 10;
    assertThat(Decoding.EARLIEST_STEP.decide(three, 3, u)).isEqualTo(2);
    u[6] = 9;
    u[7] = 9.25f;
    u[5] = 5;
    assertThat(Decoding.EARLIEST_SPIKE.decide(three, 3, u)).isEqualTo(2); // highest peak
    u[3] = 10;
    u[4] = 11;
    u[7] = 10;
    assertThat(Decoding.EARLIEST_STEP.decide(three, 3, u)).isEqualTo(1); // more spikes
  }

  @Test
  void shouldRefuseWhatMakesNoSense() {
    assertThatThrownBy(() -> new OutputLoss.FirstSpike(0, 1))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("softness");
    assertThatThrownBy(() -> new OutputLoss.FirstSpike(1, 2))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("urge");
    assertThatThrownBy(() ->
            new OutputLoss.Sum(new OutputLoss.SpikeTimes(3), new OutputLoss.MeanPotential(1), 1))
        .isInstanceOf(ParameterException.class);
  }
}
