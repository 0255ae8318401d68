package io.hillock.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Network;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.Alif;
import io.hillock.neuron.AlifParameters;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.NeuronModel;
import io.hillock.neuron.ResetMode;
import io.hillock.random.Seed;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.UnsignedSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Test;

class SdspTest {
  private static final Substrate THREE_BITS = new UnsignedSubstrate(3, 0.7f, Rounding.NEAREST);

  /** A level is 0.1; the sum of a few roundings of single precision is far less. */
  private static final double ROUNDING = 1e-6;

  private static final Sdsp.Calcium ALWAYS = new Sdsp.Calcium(0, 7, 7, 7, Time.ZERO);

  private static final Lif LIF =
      Lif.of(LifParameters.DEFAULT.withTauM(Time.ms(10)).withReset(ResetMode.TO_ZERO));

  /** One plastic synapse, and a teacher whose spikes lift the neuron by 0.6 (threshold 1). */
  private static final class Net {
    final Population in;
    final Population teacher;
    final Projection plastic;
    final Network network;
    Session session;

    Net(Substrate substrate, NeuronModel model, double w, Sdsp.Parameters rule) {
      NetworkBuilder net = new NetworkBuilder(Time.ms(1));
      in = net.input("in", 1);
      teacher = net.input("teacher", 1);
      Population out = net.neurons("out", 1, model);
      plastic =
          net.connect(in, out, WiringRule.Regular.ALL_TO_ALL, WeightInit.uniform(w, w), substrate);
      net.connect(
          teacher,
          out,
          WiringRule.Regular.ALL_TO_ALL,
          WeightInit.uniform(0.6, 0.6),
          IdealSubstrate.UNBOUNDED);
      network = net.learn(new Sdsp(plastic, rule)).build();
    }

    Net open() {
      session = network.open(Seed.of(1));
      return this;
    }

    void step(boolean pre, boolean taught) {
      if (pre) {
        session.input(in).add(0);
      }
      if (taught) {
        session.input(teacher).add(0);
      }
      session.step();
    }

    double weight() {
      return session.synapses(plastic).weight(0, 0);
    }
  }

  private static Sdsp.Parameters rule(Sdsp.Calcium calcium, double bistability) {
    return new Sdsp.Parameters(3, 0.5, calcium, Time.ms(bistability));
  }

  @Test
  void shouldMoveOneLevelByTheMembraneOfTheStepBefore() {
    Net net = new Net(THREE_BITS, LIF, 0.3, rule(ALWAYS, 0)).open();
    net.step(true, true); // no flag yet
    assertThat(net.weight()).isCloseTo(0.3, within(ROUNDING));
    net.step(true, false); // v was 0.9: up
    assertThat(net.weight()).isCloseTo(0.4, within(ROUNDING));
    for (int t = 0; t < 40; t++) {
      net.step(false, false); // v decays below 0.5
    }
    net.step(true, true); // lifts v, yet the flag was down
    assertThat(net.weight()).isCloseTo(0.3, within(ROUNDING));
    assertThat(net.session.ledger().of(net.plastic.name()).get(CountKind.SYNAPSE_WRITE))
        .isEqualTo(2);
  }

  @Test
  void shouldStayBetweenTheLeastAndTheGreatestLevel() {
    Net down = new Net(THREE_BITS, LIF, 0.2, rule(ALWAYS, 0)).open();
    Net up = new Net(THREE_BITS, LIF, 0.5, new Sdsp.Parameters(3, -1, ALWAYS, Time.ZERO)).open();
    for (int t = 0; t < 200; t++) {
      down.step(t % 20 == 19, false);
      up.step(t % 20 == 19, false);
    }
    assertThat(down.weight()).isZero();
    assertThat(up.weight()).isCloseTo(0.7, within(ROUNDING));
  }

  @Test
  void shouldLearnOnlyWhileCalciumIsInItsWindow() {
    Sdsp.Calcium window = new Sdsp.Calcium(1, 2, 3, 7, Time.ms(1000));
    Net net = new Net(THREE_BITS, LIF, 0.3, rule(window, 0)).open();
    double[] after = new double[4];
    for (int spikes = 0; spikes < 4; spikes++) {
      while (!net.session.isQuiet()) {
        net.step(false, false);
      }
      for (int t = 0; t < 100; t++) {
        net.step(false, false); // to rest: flag down, where calcium allows
      }
      net.step(true, false);
      after[spikes] = net.weight();
      net.step(false, true);
      net.step(false, true); // 1.1 > 1: one spike, calcium + 1
    }
    assertThat(after[0]).isCloseTo(0.3, within(ROUNDING)); // Ca = 0 < theta_1
    assertThat(after[1]).isCloseTo(0.2, within(ROUNDING)); // Ca = 1: depression
    assertThat(after[2]).isCloseTo(0.2, within(ROUNDING)); // Ca = 2 = theta_2
    assertThat(after[3]).isCloseTo(0.2, within(ROUNDING));
  }

  @Test
  void shouldDriftToTheNearerEndAndStayThere() {
    for (double w : new double[] {0.3, 0.4}) {
      Net net = new Net(THREE_BITS, LIF, w, rule(ALWAYS, 10)).open();
      for (int t = 0; t < 10; t++) {
        assertThat(net.weight()).isCloseTo(w, within(ROUNDING));
        net.step(false, false);
      }
      assertThat(net.weight()).isCloseTo(w < 0.35 ? 0.2 : 0.5, within(ROUNDING));
      net.session.advance(1000);
      assertThat(net.weight()).isCloseTo(w < 0.35 ? 0 : 0.7, within(ROUNDING));
      assertThat(net.session.ledger().of("rule0").get(CountKind.SYNAPSE_READ)).isEqualTo(101);
    }
  }

  @Test
  void shouldRunOnSignedWeightsOfThreeBits() {
    Substrate signed = new DigitalSubstrate(3, 0.3f, Rounding.STOCHASTIC);
    Net net = new Net(signed, LIF, 0, rule(ALWAYS, 0)).open();
    for (int t = 0; t < 100; t++) {
      net.step(t % 20 == 19, false);
    }
    assertThat(net.weight()).isCloseTo(-0.3, within(ROUNDING)); // a level up or down is no draw
  }

  @Test
  void shouldHoldCalciumAndFlagPerNeuronOnly() {
    Sdsp.Calcium leaky = new Sdsp.Calcium(1, 2, 3, 7, Time.ms(16));
    MemoryReport memory =
        new MemoryReport(new Net(THREE_BITS, LIF, 0, rule(leaky, 0)).open().session);
    assertThat(memory.learningBits()).isEqualTo(3 + 2 + 4); // and one counter to 15
  }

  @Test
  void shouldRefuseWhatHasNoLevelsOrNoFixedThreshold() {
    assertThatThrownBy(() -> new Net(IdealSubstrate.UNBOUNDED, LIF, 0, rule(ALWAYS, 0)).open())
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "SDSP: substrate of in->out = continuous weights, but it moves a weight by one level,"
                + " so the weights must be integers of 3 bits");
    Substrate wide = new DigitalSubstrate(8, 1, Rounding.NEAREST);
    assertThatThrownBy(() -> new Net(wide, LIF, 0, rule(ALWAYS, 0)).open())
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("substrate of in->out = 8 bits")
        .hasMessageContaining("made for weights of 3 bits");
    NeuronModel readout = new LeakyIntegrator(Time.ms(10), InputScaling.UNIT);
    assertThatThrownBy(() -> new Net(THREE_BITS, readout, 0, rule(ALWAYS, 0)).open())
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("never fire");
    NeuronModel adaptive = Alif.of(new AlifParameters(LifParameters.DEFAULT, Time.ms(100), 0.5));
    assertThatThrownBy(() -> new Net(THREE_BITS, adaptive, 0, rule(ALWAYS, 0)).open())
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("adaptive threshold");
    assertThatCode(() -> new Net(THREE_BITS, LIF, 0, rule(ALWAYS, 0)).open())
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseThresholdsAndPeriodsOutOfBounds() {
    assertThatThrownBy(() -> new Sdsp.Calcium(3, 2, 4, 7, Time.ZERO))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("theta_1, theta_2, theta_3 = 3, 2, 4");
    assertThatThrownBy(() -> new Sdsp.Calcium(0, 2, 8, 7, Time.ZERO))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new Sdsp.Parameters(0, 0.5, ALWAYS, Time.ZERO))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("bits");
    assertThatThrownBy(() -> new Sdsp.Parameters(3, Double.NaN, ALWAYS, Time.ZERO))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("theta_m");
    assertThatThrownBy(() -> new Net(THREE_BITS, LIF, 0, rule(ALWAYS, 0.1)).open())
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("bistability");
  }
}
