package io.hillock.train.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Ledger;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Gradient;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelayRunTest {
  private static final Seed SEED = Seed.of(5);
  private static final SpikeResponse RESPONSE = SpikeResponse.STANDARD.withSteps(12).withTauS(3);

  private static DelayNetwork network(SpikeResponse response, Integer... layers) {
    List<DelayNetworkParameters.WeightDraw> draws =
        Collections.nCopies(layers.length - 1, new DelayNetworkParameters.WeightDraw(0.2, 1));
    return new DelayNetwork(
        new DelayNetworkParameters(
            response,
            List.of(layers),
            draws,
            10,
            4,
            response.steps() - 1,
            DelayNetworkParameters.Trained.BOTH),
        SEED);
  }

  /** One source, one target, a synapse of weight 10. */
  private static DelayNetwork pair(double delay) {
    DelayNetworkParameters parameters =
        new DelayNetworkParameters(
            RESPONSE,
            List.of(1, 1),
            List.of(new DelayNetworkParameters.WeightDraw(1, 0)),
            10,
            0,
            11,
            DelayNetworkParameters.Trained.DELAYS);
    DelayNetwork net = new DelayNetwork(parameters, SEED);
    net.delays(0).set(0, 0, (float) delay);
    net.changed();
    return net;
  }

  private static float[] response(double delay, boolean refractory, int... steps) {
    DelayRun run = new DelayRun(pair(delay), refractory, new Ledger());
    int[] events = new int[steps.length];
    Arrays.setAll(events, k -> SpikeSamples.event(steps[k], 0));
    run.forward(events);
    return run.outputs().clone();
  }

  private static int[] someEvents(int sources, int steps, int count) {
    RandomStream random = SEED.stream(Purpose.INPUT, sources);
    int[] events = new int[count];
    Arrays.setAll(events, k -> SpikeSamples.event(random.nextInt(steps), random.nextInt(sources)));
    return events;
  }

  @Test
  void shouldAnswerOneSpikeByTheAlphaKernel() {
    float[] u = response(0, false, 2);
    for (int t = 0; t < 12; t++) {
      // 12 multiplications in single precision, each of relative error 6e-8.
      assertThat(u[t]).isCloseTo((float) (10 * Restated.eps(RESPONSE, t - 2)), within(2e-5f));
    }
  }

  @Test
  void shouldShiftExactlyByAWholeDelay() {
    float[] without = response(0, false, 1);
    float[] with = response(4, false, 1);
    for (int t = 0; t < 12; t++) {
      assertThat(with[t]).isEqualTo(t < 4 ? 0 : without[t - 4]);
    }
  }

  @Test
  void shouldInterpolateBetweenWholeDelays() {
    float[] u = response(2.75, false, 1);
    for (int t = 0; t < 12; t++) {
      double expected = 10 * Restated.eps(RESPONSE, t - 1, 2.75);
      assertThat(u[t]).isCloseTo((float) expected, within(2e-5f));
    }
  }

  @Test
  void shouldSeeNothingOfWhatArrivesAfterTheLastStep() {
    assertThat(response(11, false, 1)).containsOnly(0);
    assertThat(response(11, false, 11)).containsOnly(0);
  }

  @Test
  void shouldFireFromTheThresholdOnAndBecomeRefractory() {
    float[] free = response(0, false, 0, 0, 1);
    float[] u = response(0, true, 0, 0, 1);
    int first = 0;
    while (free[first] < 10) {
      first++;
    }
    double[] expected = new double[12];
    boolean[] fired = new boolean[12];
    for (int t = 0; t < 12; t++) {
      expected[t] = free[t];
      for (int s = 0; s < t; s++) {
        expected[t] += fired[s] ? Restated.nu(RESPONSE, t - s) : 0;
      }
      fired[t] = expected[t] >= 10;
      assertThat((double) u[t]).isCloseTo(expected[t], within(1e-4));
    }
    assertThat(u[first]).isEqualTo(free[first]).isGreaterThanOrEqualTo(10);
    assertThat(u[first + 1]).isLessThan(free[first + 1] - 19); // nu(1) = -20
  }

  @Test
  void shouldFireAtTheThresholdExactly() {
    // One step after a spike the kernel is w e r / tau_s: a threshold of just that is reached.
    SpikeResponse plain = RESPONSE;
    float peak = response(0, false, 0)[1];
    SpikeResponse exact =
        new SpikeResponse(
            12, peak, plain.tauS(), plain.tauRef(), plain.refractory(), plain.width(), 5);
    DelayNetwork net =
        new DelayNetwork(
            new DelayNetworkParameters(
                exact,
                List.of(1, 1),
                List.of(new DelayNetworkParameters.WeightDraw(1, 0)),
                10,
                0,
                11,
                DelayNetworkParameters.Trained.DELAYS),
            SEED);
    DelayRun run = new DelayRun(net, true, new Ledger());
    run.forward(SpikeSamples.event(0, 0));
    assertThat(run.spikes(0)[0]).isEqualTo(SpikeSamples.event(1, 0));
  }

  @Test
  void shouldSumOverAllPresentSynapses() {
    DelayNetwork net = network(RESPONSE, 9, 5);
    int[] events = someEvents(9, 5, 14);
    Ledger ledger = new Ledger();
    DelayRun run = new DelayRun(net, false, ledger);
    run.forward(events);
    double[][] expected = Restated.potentials(RESPONSE, net, 0, events);
    long reads = 0;
    for (int event : events) {
      for (int i = 0; i < 5; i++) {
        reads += net.synapse(0, SpikeSamples.source(event), i) >= 0 ? 1 : 0;
      }
    }
    for (int k = 0; k < 12 * 5; k++) {
      assertThat((double) run.outputs()[k]).isCloseTo(expected[k / 5][k % 5], within(1e-4));
    }
    assertThat(ledger.total().get(CountKind.SYNAPSE_READ)).isEqualTo(reads);
  }

  /**
   * E = sum_k c_k u_k: central differences of the equations in double precision. E is linear in
   * each delay between two whole numbers, so that differences have no error of their own.
   */
  @Test
  void shouldGiveTheGradientByDelaysAndWeights() {
    DelayNetwork net = network(RESPONSE, 9, 5);
    int[] events = someEvents(9, 5, 14);
    float[] c = new float[12 * 5];
    RandomStream random = SEED.stream(Purpose.INPUT, 2);
    for (int k = 0; k < c.length; k++) {
      c[k] = (float) random.nextGaussian();
    }
    DelayRun run = new DelayRun(net, false, new Ledger());
    Gradient gradient = new Gradient(net.trained());
    run.forward(events);
    run.backward(c, gradient);
    double h = 1e-3;
    int checked = 0;
    for (int s = 0; s < net.synapseCount(0); s++) {
      float d = net.delays(0).get(0, s);
      double part = d - Math.floor(d);
      if (part > 0.01 && part < 0.99) {
        net.delays(0).set(0, s, (float) (d + h));
        double up = weighted(net, events, c);
        double above = net.delays(0).get(0, s);
        net.delays(0).set(0, s, (float) (d - h));
        double slope = (up - weighted(net, events, c)) / (above - net.delays(0).get(0, s));
        net.delays(0).set(0, s, d);
        double found = gradient.of(net.delays(0))[s];
        assertThat(found).isCloseTo(slope, within(1e-4 * Math.max(1, Math.abs(slope))));
        checked++;
      }
      float w = net.weights(0).get(0, s);
      net.weights(0).set(0, s, w + 1);
      double up = weighted(net, events, c);
      net.weights(0).set(0, s, w - 1);
      double slope = (up - weighted(net, events, c)) / 2;
      net.weights(0).set(0, s, w);
      assertThat((double) gradient.of(net.weights(0))[s])
          .isCloseTo(slope, within(1e-4 * Math.max(1, Math.abs(slope))));
    }
    assertThat(checked).isGreaterThan(20);
  }

  private static double weighted(DelayNetwork net, int[] events, float[] c) {
    double[][] u = Restated.potentials(RESPONSE, net, 0, events);
    double sum = 0;
    for (int k = 0; k < c.length; k++) {
      sum += c[k] * u[k / 5][k % 5];
    }
    return sum;
  }

  /** The delays of the first layer, through spikes: the chain of sums written out in double. */
  @Test
  void shouldCarryTheGradientThroughSpikesByThePseudoDerivative() {
    DelayNetwork net = network(RESPONSE, 9, 7, 3);
    int[] events = someEvents(9, 4, 20);
    float[] c = new float[12 * 3];
    for (int k = 0; k < c.length; k++) {
      c[k] = (k * 7 % 5 - 2) / 3f;
    }
    DelayRun run = new DelayRun(net, false, new Ledger());
    Gradient gradient = new Gradient(net.trained());
    run.forward(events);
    run.backward(c, gradient);
    float[] u = run.potentials(0);
    assertThat(run.spikes(0)).isNotEmpty();
    double[] delta = new double[12 * 7];
    for (int k = 0; k < delta.length; k++) {
      double sum = 0;
      for (int i = 0; i < 3; i++) {
        int s = net.synapse(1, k % 7, i);
        for (int t = 0; s >= 0 && t < 12; t++) {
          double w = net.weights(1).get(0, s);
          double kernel = Restated.eps(RESPONSE, t - k / 7, net.delays(1).get(0, s));
          sum += c[t * 3 + i] * w * kernel;
        }
      }
      delta[k] = sum * RESPONSE.pseudoDerivative(u[k]);
    }
    for (int j = 0; j < 9; j++) {
      for (int i = 0; i < 7; i++) {
        int s = net.synapse(0, j, i);
        if (s >= 0) {
          double expected = 0;
          double d = net.delays(0).get(0, s);
          double k = Math.floor(d);
          for (int event : events) {
            for (int t = 0; SpikeSamples.source(event) == j && t < 12; t++) {
              double from = t - SpikeSamples.step(event) - k;
              double slope = Restated.eps(RESPONSE, from - 1) - Restated.eps(RESPONSE, from);
              expected += delta[t * 7 + i] * net.weights(0).get(0, s) * slope;
            }
          }
          // The table of the pseudo-derivative is good to 4e-5.
          assertThat((double) gradient.of(net.delays(0))[s])
              .isCloseTo(expected, within(2e-4 * Math.max(1, Math.abs(expected))));
        }
      }
    }
  }

  @Test
  void shouldReadThePseudoDerivativeFromATable() {
    ResponseRun run = new ResponseRun(RESPONSE, 1, true);
    for (int k = 0; k <= 2400; k++) {
      run.u[0] = -60 + k / 16f; // up to five thresholds on both sides of the threshold, and beyond
      double expected = RESPONSE.pseudoDerivative(run.u[0]);
      // A line over 1/64 of a width errs by (1/64)^2 / 8 = 3.1e-5.
      assertThat((double) run.psi(0)).isCloseTo(expected, within(4e-5 * expected));
    }
    assertThat(RESPONSE.pseudoDerivative(10)).isEqualTo(0.1);
    assertThat(RESPONSE.pseudoDerivative(20)).isEqualTo(0.1 * StrictMath.exp(-1));
    assertThat(RESPONSE.pseudoDerivative(60.5)).isZero();
  }

  @Test
  void shouldLearnTheDelaysThatMakeTwoSpikesCoincide() {
    SpikeResponse sharp = SpikeResponse.STANDARD.withSteps(20).withTauS(2);
    DelayNetwork net =
        new DelayNetwork(
            new DelayNetworkParameters(
                sharp,
                List.of(2, 1),
                List.of(new DelayNetworkParameters.WeightDraw(1, 0)),
                10,
                8,
                19,
                DelayNetworkParameters.Trained.DELAYS),
            SEED);
    net.delays(0).set(0, 0, 4.3f);
    net.delays(0).set(0, 1, 3.6f);
    DelayRun run = new DelayRun(net, false, new Ledger());
    Gradient gradient = new Gradient(net.trained());
    int t1 = 1;
    int t2 = 4;
    for (int n = 0; n < 3000; n++) {
      net.changed();
      run.forward(SpikeSamples.event(t1, 0), SpikeSamples.event(t2, 1));
      int peak = 0;
      for (int t = 1; t < 20; t++) {
        peak = run.outputs()[t] > run.outputs()[peak] ? t : peak;
      }
      float[] slope = new float[20];
      slope[peak] = -1; // the peak should become as high as it can
      gradient.clear();
      run.backward(slope, gradient);
      for (int k = 0; k < 2; k++) {
        float d = net.delays(0).get(0, k) - 0.002f * gradient.of(0)[k];
        net.delays(0).set(0, k, d);
      }
    }
    double difference = net.delays(0).get(0, 0) - net.delays(0).get(0, 1);
    assertThat(difference).isCloseTo(t2 - t1, within(0.1));
  }
}
