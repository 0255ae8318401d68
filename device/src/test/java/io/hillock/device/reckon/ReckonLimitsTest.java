package io.hillock.device.reckon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.learning.EProp;
import io.hillock.learning.ErrorTrigger;
import io.hillock.learning.Feedback;
import io.hillock.learning.GradientDescent;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.learning.RateRegularisation;
import io.hillock.learning.ThresholdControl;
import io.hillock.neuron.Alif;
import io.hillock.neuron.AlifParameters;
import io.hillock.neuron.Box;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.ResetMode;
import io.hillock.neuron.Staircase;
import io.hillock.neuron.Triangle;
import io.hillock.random.Seed;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReckonLimitsTest {
  private static Arguments limit(String message, Consumer<PlacedNetwork> change) {
    return Arguments.of(message, change);
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        limit("inputs = 257, but the chip has 256", n -> n.inputs = 257),
        limit("neurons = 258, but the chip has 256", n -> n.neurons = 258),
        limit("neurons = 99, but it must be even", n -> n.neurons = 99),
        limit("outputs = 17, but the chip has 16", n -> n.outputs = 17),
        limit("delay of hidden->out = 1 steps", n -> n.delayOut = Time.ms(1)),
        limit(
            "neurons of hidden = Alif",
            n -> n.hiddenModel = Alif.of(new AlifParameters(n.lif, Time.s(2), 0.1))),
        limit("t_ref = 2.0 ms", n -> n.lif = n.lif.withTRef(Time.ms(2))),
        limit("reset = SUBTRACT", n -> n.lif = n.lif.withReset(ResetMode.SUBTRACT)),
        limit(
            "zeta = ONE_MINUS_DECAY", n -> n.lif = n.lif.withScaling(InputScaling.ONE_MINUS_DECAY)),
        limit(
            "zeta of out = ONE_MINUS_DECAY",
            n -> n.readout = new LeakyIntegrator(Time.ms(20), InputScaling.ONE_MINUS_DECAY)),
        limit("tau_m = 7.0 ms, but a leak of 12 bits", n -> n.lif = n.lif.withTauM(Time.ms(7))),
        limit("from 7.5 ms to 32767.5 ms at dt", n -> n.lif = n.lif.withTauM(Time.s(70))),
        limit("tau_m = 1", n -> n.dt = Time.ms(300)),
        limit(
            "tau_out = 500.0 ms, but a decay of 7 bits reaches from 0.2 ms to 127.5 ms",
            n -> n.readout = new LeakyIntegrator(Time.ms(500), InputScaling.UNIT)),
        limit("v_th = 40.0, but it must stay below 31.99", n -> n.lif = n.lif.withVTh(40)),
        limit(
            "neurons 0 and 1 = tau_m or v_th of their own",
            n -> n.hiddenModel = Lif.of(n.lif).withTauM(ascending(n.neurons, 1))),
        limit(
            "neuron 2 = v_th or tau_m of its own",
            n -> n.hiddenModel = Lif.of(n.lif).withTauM(ascending(n.neurons, 2))),
        limit("substrate of in->hidden = IdealSubstrate", n -> n.onIn = IdealSubstrate.UNBOUNDED),
        limit(
            "substrate of in->hidden = DigitalSubstrate[bits=4",
            n -> n.onIn = new DigitalSubstrate(4, 1, Rounding.STOCHASTIC)),
        limit(
            "rounding of in->hidden = NEAREST",
            n -> n.onIn = new DigitalSubstrate(8, 127f / 128, Rounding.NEAREST)),
        limit(
            "w_max of hidden->hidden = 0.3, but it must be 0.12",
            n -> n.onRec = new DigitalSubstrate(8, 0.3f, Rounding.STOCHASTIC)),
        limit(
            "w_max of hidden->out = 1.0, but it must be 0.062",
            n -> n.onOut = new DigitalSubstrate(8, 1, Rounding.STOCHASTIC)),
        limit("loss = SOFTMAX_CROSS_ENTROPY", n -> n.loss = Loss.SOFTMAX_CROSS_ENTROPY),
        limit("loss = SMOOTH_L1", n -> n.loss = Loss.SMOOTH_L1),
        limit("pseudo-derivative = Triangle", n -> n.psi = new Triangle(0.3f, false)),
        limit(
            "steps of psi = 6, but the chip has a table of five",
            n -> n.psi = new Staircase(new float[] {0, 1, 2, 3, 4}, new float[6])),
        limit(
            "heights of psi = [1.0, 0.93]",
            n -> n.psi = new Staircase(new float[] {1}, new float[] {1, 0.93f})),
        limit("edge of psi", n -> n.psi = new Box(100)),
        limit("eta of in->hidden = 1.0E9", n -> n.rates = new HardwareEProp.Rates(1e9, 1e-5, 1e-3)),
        limit("tau_out of the rule = 40.0 ms", n -> n.tauRule = Time.ms(40)),
        limit(
            "feedback = RandomFixed",
            n -> n.changeRule = r -> r.withFeedback(new Feedback.RandomFixed(1))),
        limit(
            "rate regularisation = 1.0, but the chip has its own",
            n -> n.changeRule = r -> r.withRegularisation(new RateRegularisation(1, 5, Time.s(1)))),
        limit(
            "trigger = set",
            n ->
                n.changeRule =
                    r ->
                        r.withTrigger(
                            new HardwareEProp.Trigger(
                                ErrorTrigger.Form.DETERMINISTIC_FLOOR,
                                new ThresholdControl.Fixed(0.1),
                                Optional.empty()))),
        limit(
            "rule = EProp",
            n ->
                n.changeRule =
                    r ->
                        EProp.of(
                            r.wires(),
                            Loss.SQUARED,
                            n.readout,
                            new Triangle(0.3f, false),
                            new GradientDescent(1))),
        limit(
            "weight of in->hidden from 0 to 0 = 1.5, but it must lie within w_max = 0.99",
            n -> n.weightsIn = WeightInit.uniform(1.5, 1.5)),
        limit(
            "wiring of in->hidden = 2000 synapses, but all 4000 must be there",
            n -> n.wiringIn = WiringRule.fixedInDegree(20)),
        limit(
            "wiring of hidden->hidden = all to all",
            n -> n.wiringRec = WiringRule.Regular.ALL_TO_ALL));
  }

  private static double[] ascending(int n, int alike) {
    double[] tau = new double[n];
    for (int j = 0; j < n; j++) {
      tau[j] = 100 + j / alike;
    }
    return tau;
  }

  @ParameterizedTest
  @MethodSource("limits")
  void shouldRefuseWhatDoesNotFitAndNameTheLimit(String message, Consumer<PlacedNetwork> change) {
    PlacedNetwork net = new PlacedNetwork();
    change.accept(net);
    net.build();
    assertThatThrownBy(() -> ReckonPlacement.of(net.network).open(Seed.of(1)))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("ReckOn: ")
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseASecondHiddenPopulation() {
    PlacedNetwork net = new PlacedNetwork().describe();
    net.builder.neurons("more", 4, Lif.of(net.lif));
    refused(net, "hidden populations = hidden, more, but the chip has one");
  }

  @Test
  void shouldRefuseASecondInputAndASecondReadout() {
    PlacedNetwork net = new PlacedNetwork().describe();
    net.builder.input("more", 4);
    refused(net, "input populations = in, more, but the chip has one");
    net = new PlacedNetwork().describe();
    net.builder.neurons("more", 4, net.readout);
    refused(net, "readouts = out, more, but the chip has one");
  }

  @Test
  void shouldRefuseProjectionsThatTheChipDoesNotHave() {
    PlacedNetwork net = new PlacedNetwork().describe();
    net.builder.connect(
        net.in, net.out, WiringRule.Regular.ALL_TO_ALL, WeightInit.zero(), net.onOut);
    refused(net, "projection = in->out, but the chip connects");
    net = new PlacedNetwork().describe();
    net.builder.connect(
        net.in, net.hidden, WiringRule.Regular.ALL_TO_ALL, WeightInit.zero(), net.onIn);
    refused(net, "[in->hidden, in->hidden#2], but the chip has one weight for a pair");
  }

  @Test
  void shouldRefuseANetworkWithoutReadout() {
    io.hillock.network.NetworkBuilder builder = new io.hillock.network.NetworkBuilder(Time.ms(1));
    builder.input("in", 3);
    assertThatThrownBy(() -> ReckonPlacement.of(builder.build()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("the chip needs an input, a hidden population and a readout");
  }

  private static void refused(PlacedNetwork net, String message) {
    assertThatThrownBy(() -> ReckonPlacement.of(net.builder.build()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldTakeLeaksAndThresholdsByPairAndSparseWiringWhereNothingLearns() {
    PlacedNetwork net = new PlacedNetwork();
    net.rule = false;
    net.recurrent = false;
    net.wiringIn = WiringRule.fixedInDegree(20);
    net.hiddenModel = Lif.of(net.lif).withTauM(ascending(net.neurons, 2));
    Registers r = ReckonPlacement.of(net.build().network).registers();
    // exp(-1/100) and exp(-1/149) of 2^15.
    assertThat(r.alpha(0)).isEqualTo(32442);
    assertThat(r.alpha(49)).isEqualTo(32549);
    assertThat(r.get(Register.DO_EPROP)).isZero();
    ReckonPlacement.of(net.network).open(Seed.of(1));
  }

  @Test
  void shouldSwitchOffWhatHasNoRateAndWhatIsNotThere() {
    PlacedNetwork net = new PlacedNetwork();
    net.rates = new HardwareEProp.Rates(0, 1e-5, 1e-3);
    assertThat(ReckonPlacement.of(net.build().network).registers().get(Register.DO_EPROP))
        .isEqualTo(0b110);
    net = new PlacedNetwork();
    net.recurrent = false;
    assertThat(ReckonPlacement.of(net.build().network).registers().get(Register.DO_EPROP))
        .isEqualTo(0b101);
  }

  @Test
  void shouldTakeABoxAndAReset() {
    PlacedNetwork net = new PlacedNetwork();
    net.psi = new Box(0.25f);
    net.lif = net.lif.withReset(ResetMode.TO_ZERO);
    Registers r = ReckonPlacement.of(net.build().network).registers();
    // Above 613.5 - 256 levels and up to 613.5 + 256.
    assertThat(r.get(Register.THR_H_0)).isEqualTo(358);
    assertThat(r.get(Register.THR_H_3)).isEqualTo(870);
    assertThat(r.get(Register.H_3)).isOne();
    assertThat(r.get(Register.H_4)).isZero();
    assertThat(r.get(Register.RST_MODE)).isOne();
  }
}
