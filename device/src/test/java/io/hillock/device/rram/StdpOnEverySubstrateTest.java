package io.hillock.device.rram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.learning.PairStdp;
import io.hillock.learning.TripletStdp;
import io.hillock.ledger.CountKind;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.ResetMode;
import io.hillock.random.Seed;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window of STDP on every kind of substrate: one pairing at 400 synapses of one neuron. */
class StdpOnEverySubstrateTest {
  private static final int INPUTS = 400;
  private static final double A_PLUS = 0.10;
  private static final double A_MINUS = 0.12;

  private static final Function<Projection, PlasticityRule> PAIR =
      p -> new PairStdp(p, new PairStdp.Parameters(A_PLUS, A_MINUS, Time.ms(17), Time.ms(34)));

  private static final Function<Projection, PlasticityRule> TRIPLET =
      p -> new TripletStdp(p, TripletStdp.Parameters.PFISTER_GERSTNER_2006.scaled(10, 10));

  /** What one run did to the weights, and what it counted. */
  private record Outcome(double mean, double spread, long writes, long pulses) {}

  /** All inputs spike in step 100, the neuron in steps of its own. */
  private static Outcome play(
      Substrate substrate, Function<Projection, PlasticityRule> rule, int... post) {
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    Population in = net.input("in", INPUTS);
    Population teacher = net.input("teacher", 1);
    Population out =
        net.neurons(
            "out",
            1,
            Lif.of(
                LifParameters.DEFAULT
                    .withReset(ResetMode.TO_ZERO)
                    .withVTh(1000))); // inputs are too weak
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    Projection plastic = net.connect(in, out, all, WeightInit.uniform(0, 0), substrate);
    net.connect(teacher, out, all, WeightInit.uniform(1e5, 1e5), IdealSubstrate.UNBOUNDED);
    Session session = net.learn(rule.apply(plastic)).build().open(Seed.of(1));
    double[] before = weights(session, plastic);
    for (int t = 0; t < 200; t++) {
      for (int i = 0; t == 100 && i < INPUTS; i++) {
        session.input(in).add(i);
      }
      for (int p : post) {
        if (p == t) {
          session.input(teacher).add(0);
        }
      }
      session.step();
    }
    double[] after = weights(session, plastic);
    double mean = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < INPUTS; i++) {
      double dw = after[i] - before[i];
      mean += dw / INPUTS;
      least = Math.min(least, dw);
      greatest = Math.max(greatest, dw);
    }
    return new Outcome(
        mean,
        greatest - least,
        session.ledger().of(plastic.name()).get(CountKind.SYNAPSE_WRITE),
        session.ledger().of(plastic.name()).get(CountKind.PROGRAMMING_PULSE));
  }

  private static double[] weights(Session session, Projection plastic) {
    double[] w = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      w[i] = session.synapses(plastic).weight(i, 0);
    }
    return w;
  }

  private static double window(int lag) {
    return lag >= 0 ? A_PLUS * Math.exp(-lag / 17.0) : -A_MINUS * Math.exp(lag / 34.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {-40, -10, -1, 1, 10, 40})
  void shouldFollowTheWindowOnIdealAndDigitalAndExactResistiveWeights(int lag) {
    double expected = window(lag);
    Outcome ideal = play(new IdealSubstrate(-1, 1), PAIR, 100 + lag);
    assertThat(ideal.mean).isCloseTo(expected, within(1e-7)); // a rounding of single precision
    assertThat(ideal.writes).isEqualTo(INPUTS);

    Outcome digital = play(new DigitalSubstrate(4, 1, Rounding.STOCHASTIC), PAIR, 100 + lag);
    // A level is 1/7; the standard error over 400 synapses is at most 1/14/20 = 0.0036. Five of
    // them: false alarm below 1e-5 over all lags.
    assertThat(digital.mean).isCloseTo(expected, within(0.018));
    assertThat(digital.writes).isLessThan(INPUTS); // most proposals round to nothing

    Outcome nearest = play(new DigitalSubstrate(8, 1, Rounding.NEAREST), PAIR, 100 + lag);
    assertThat(nearest.mean).isCloseTo(expected, within(0.5 / 127 + 1e-6)); // half a level
    assertThat(nearest.spread).isZero();

    Substrate exact = new RramCrossbar(RramPreset.IDEAL.parameters(), 1, Time.ms(1));
    Outcome resistive = play(exact, PAIR, 100 + lag);
    assertThat(resistive.mean).isCloseTo(expected, within(1e-6));
    assertThat(resistive.pulses).isGreaterThanOrEqualTo(INPUTS);
  }

  @Test
  void shouldTakeTheSignOfTheWindowOnRealDevices() {
    Substrate real = new RramCrossbar(RramPreset.HFO2_1T1R.parameters(), 1, Time.ms(1));
    for (int lag : new int[] {-10, 10}) {
      Outcome outcome = play(real, PAIR, 100 + lag);
      assertThat(outcome.mean)
          .as("lag %d ms", lag)
          .matches(dw -> Math.signum(dw) == Math.signum(lag));
      assertThat(outcome.spread).isPositive(); // devices differ
      assertThat(outcome.pulses).isPositive();
    }
  }

  @Test
  void shouldFollowTheTripletOnEverySubstrate() {
    // post, pre, post at 90, 100, 105
    double up = 10 * Math.exp(-5 / 16.8) * (7.5e-10 + 9.3e-3 * Math.exp(-15 / 125.0));
    double down = 10 * Math.exp(-10 / 33.7) * 7e-3;
    assertThat(play(new IdealSubstrate(-1, 1), TRIPLET, 90, 105).mean)
        .isCloseTo(up - down, within(1e-7)); // a rounding of single precision
    assertThat(play(new DigitalSubstrate(8, 1, Rounding.STOCHASTIC), TRIPLET, 90, 105).mean)
        // two roundings, each at most half a level in standard deviation, over 400: five errors
        .isCloseTo(up - down, within(5 * Math.sqrt(2) * 0.5 / 127 / 20));
    Substrate exact = new RramCrossbar(RramPreset.IDEAL.parameters(), 1, Time.ms(1));
    assertThat(play(exact, TRIPLET, 90, 105).mean).isCloseTo(up - down, within(1e-6));
    Substrate real = new RramCrossbar(RramPreset.HFO2_1T1R.parameters(), 1, Time.ms(1));
    assertThat(play(real, TRIPLET, 90, 105).pulses).isPositive();
  }
}
