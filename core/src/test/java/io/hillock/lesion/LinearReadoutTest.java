package io.hillock.lesion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.learning.layered.LayeredNetwork;
import io.hillock.learning.layered.LayeredParameters;
import io.hillock.learning.layered.LayeredParameters.Activation;
import io.hillock.learning.layered.LayeredRule;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Closed forms for a linear readout y = sum_i w_i x_i whose units survive independently with
 * probability 1 - q: E[y] = (1 - q) y and Var[y] = q (1 - q) sum_i (w_i x_i)^2.
 */
class LinearReadoutTest {
  private static final int UNITS = 12;
  private static final int DRAWS = 40_000;
  private static final double Q = 0.2;
  private static final int[] INDEX = {0};
  private static final float[] INPUT = {1};

  private final float[] x = new float[UNITS];
  private final float[] w = new float[UNITS];
  private double y;
  private double squares;
  private double fourths;

  LinearReadoutTest() {
    RandomStream random = Seed.of(8).stream(Purpose.DATA);
    for (int i = 0; i < UNITS; i++) {
      x[i] = (float) random.nextDouble(0.5, 1);
      w[i] = (float) random.nextDouble(-0.4, 1);
      double term = (double) w[i] * x[i];
      y += term;
      squares += term * term;
      fourths += term * term * term * term;
    }
  }

  /** One input of 1 onto identity units, so that unit i has the output x_i. */
  private LayeredNetwork network(int copies) {
    Replication replication = new Replication(copies);
    LayeredNetwork network =
        new LayeredNetwork(
            LayeredParameters.of(
                    List.of(1, copies * UNITS, 1), LayeredRule.Plain.BACKPROPAGATION, 0.1)
                .withActivation(Activation.IDENTITY),
            Seed.of(1));
    float[][] out = new float[UNITS][1];
    for (int i = 0; i < UNITS; i++) {
      out[i][0] = w[i];
    }
    network.weights(1, replication.incoming(new float[][] {x}));
    network.weights(2, replication.outgoing(out));
    return network.lesionable();
  }

  /** Mean and variance of the output over many draws of dead units. */
  private static double[] moments(LayeredNetwork network, boolean rescale) {
    Snapshot sound = Snapshot.capture(network, Map.of());
    FaultPlan plan = FaultPlan.of(FaultKind.DEAD_UNIT, Q).withLaw(FaultLaw.INDEPENDENT);
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < DRAWS; k++) {
      sound.restore(network, "sound");
      Faults faults = Faults.draw(plan, network, Seed.of(3).stream(Purpose.DEVICE, k));
      faults.inflictOn(network);
      if (rescale) {
        faults.rescale(network);
      }
      network.classify(INDEX, INPUT, 1);
      double output = network.output()[0];
      sum += output;
      squares += output * output;
    }
    double mean = sum / DRAWS;
    return new double[] {mean, squares / DRAWS - mean * mean};
  }

  private double variance(int copies) {
    return Q * (1 - Q) * squares / copies;
  }

  /** Four standard errors of a mean, missed once in 16,000. */
  private static double ofMean(double variance) {
    return 4 * StrictMath.sqrt(variance / DRAWS);
  }

  /** Four standard errors of a variance; a sum of scaled Bernoullis has this fourth cumulant. */
  private double ofVariance(int copies) {
    double p = Q * (1 - Q);
    double cumulant = p * (1 - 6 * p) * fourths / (copies * copies * (double) copies);
    double v = variance(copies);
    return 4 * StrictMath.sqrt((2 * v * v + cumulant) / DRAWS);
  }

  @Test
  void shouldLoseAShareOfTheMeanAndVaryAsDeadUnitsDo() {
    double[] found = moments(network(1), false);
    assertThat(found[0]).isCloseTo((1 - Q) * y, within(ofMean(variance(1))));
    assertThat(found[1]).isCloseTo(variance(1), within(ofVariance(1)));
  }

  @Test
  void shouldDivideTheVarianceByTheNumberOfCopies() {
    for (int copies : new int[] {2, 4}) {
      double[] found = moments(network(copies), false);
      assertThat(found[0]).isCloseTo((1 - Q) * y, within(ofMean(variance(copies))));
      assertThat(found[1]).isCloseTo(variance(copies), within(ofVariance(copies)));
    }
  }

  @Test
  void shouldHaveNoShiftOfTheMeanOnceRescaled() {
    double[] found = moments(network(1), true);
    double scaled = variance(1) / ((1 - Q) * (1 - Q));
    assertThat(found[0]).isCloseTo(y, within(ofMean(scaled)));
    assertThat(found[1]).isCloseTo(scaled, within(ofVariance(1) / ((1 - Q) * (1 - Q))));
  }

  @Test
  void shouldComputeTheSameWithSoundCopies() {
    for (int copies : new int[] {1, 2, 4}) {
      LayeredNetwork network = network(copies);
      network.classify(INDEX, INPUT, 1);
      assertThat((double) network.output()[0]).isCloseTo(y, within(1e-6)); // roundings of 48 terms
    }
  }

  @Test
  void shouldReplicateARecurrentLayerOnBothSides() {
    float[][] w = {{0, 1}, {2, 0}};
    Replication twice = new Replication(2);
    assertThat(twice.outgoing(twice.incoming(w)))
        .isDeepEqualTo(
            new float[][] {{0, .5f, 0, .5f}, {1, 0, 1, 0}, {0, .5f, 0, .5f}, {1, 0, 1, 0}});
    assertThat(w).isDeepEqualTo(new float[][] {{0, 1}, {2, 0}});
  }
}
