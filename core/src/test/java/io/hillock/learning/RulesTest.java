package io.hillock.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.Triangle;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.Wiring;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static ErrorTrigger trigger(ErrorTrigger.Form form, double theta) {
    return new ErrorTrigger(
        form, new ThresholdControl.Fixed(theta), 4, Seed.of(1).stream(Purpose.RULE));
  }

  @Test
  void shouldFloorTheErrorTowardsZero() {
    ErrorTrigger t = trigger(ErrorTrigger.Form.DETERMINISTIC_FLOOR, 0.5);
    float below = Math.nextDown(0.5f);
    assertThat(List.of(t.events(0, -0.5f), t.events(0, 0), t.events(0, below)))
        .containsExactly(-1, 0, 0);
    assertThat(List.of(t.events(0, 0.5f), t.events(0, 1.25f))).containsExactly(1, 2);
  }

  @Test
  void shouldBeExactInExpectationWithTheStochasticFloor() {
    // Variance of one draw is at most 1/4: 4 standard errors, false alarm 6e-5.
    ErrorTrigger t = trigger(ErrorTrigger.Form.STOCHASTIC_FLOOR, 1);
    int n = 20_000;
    long sum = 0;
    for (int k = 0; k < n; k++) {
      sum += t.events(0, -0.3f);
    }
    assertThat((double) sum / n).isCloseTo(-0.3, within(4 * 0.5 / Math.sqrt(n)));
  }

  @Test
  void shouldConserveTheSumWhenAccumulating() {
    ErrorTrigger t = trigger(ErrorTrigger.Form.ACCUMULATE_AND_FIRE, 0.25);
    RandomStream random = Seed.of(2).stream(Purpose.DATA);
    double errors = 0;
    double events = 0;
    for (int k = 0; k < 5000; k++) {
      float g = (float) random.nextGaussian() * 0.1f;
      errors += g;
      events += 0.25 * t.events(2, g);
    }
    assertThat(errors - events).isBetween(-0.2501, 0.2501);
  }

  @Test
  void shouldSettleAtTheWantedEventRate() {
    ErrorTrigger t =
        new ErrorTrigger(
            ErrorTrigger.Form.STOCHASTIC_FLOOR,
            new ThresholdControl.Multiplicative(0.01, 0.01, 0.1, 1e-4, 100, 2000),
            1,
            Seed.of(1).stream(Purpose.RULE));
    RandomStream random = Seed.of(2).stream(Purpose.DATA);
    long events = 0;
    int n = 400_000;
    for (int k = 0; k < 2 * n; k++) {
      int e = Math.abs(t.events(0, (float) random.nextGaussian()));
      events += k >= n ? e : 0;
    }
    assertThat((double) events / n).isBetween(0.007, 0.013);
  }

  @Test
  void shouldFollowAnExponentialExactlyOverAnyGap() {
    SpikeTraces traces = new SpikeTraces(2, List.of(Time.ms(20), Time.ms(200)), Time.ms(1));
    SpikeList spike = new SpikeList(2);
    spike.add(1);
    traces.enter(5, spike);
    float[] x = new float[4];
    traces.sample(35, x, 0);
    assertThat(x[0]).isZero();
    assertThat((double) x[1]).isCloseTo(Math.exp(-30.0 / 20), within(1e-6));
    assertThat((double) x[3]).isCloseTo(Math.exp(-30.0 / 200), within(1e-6));
  }

  @Test
  void shouldDescendTheCrossEntropyByTheDeltaRule() {
    Wiring dense = Wiring.where(3, 2, (i, j) -> true);
    Counts counts = new Counts();
    Synapses s =
        IdealSubstrate.UNBOUNDED.create(
            dense, new float[6], Seed.of(1).stream(Purpose.DEVICE), counts);
    DeltaRule rule = new DeltaRule(s, 0.5, null, 0, counts);
    float[] x = {1, -2, 0};
    assertThat(rule.classify(x)).containsExactly(0.5f, 0.5f);
    assertThat(rule.learn(x, 0)).isEqualTo(4);
    // dw = -eta (p - label) x
    assertThat(s.weight(0, 0)).isEqualTo(0.25f);
    assertThat(s.weight(1, 0)).isEqualTo(-0.5f);
    assertThat(s.weight(0, 1)).isEqualTo(-0.25f);
    assertThat(s.weight(2, 0)).isZero();
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(4);
  }

  @Test
  void shouldWriteOnlyWhatTheTriggerAndThePresynapticGateLetThrough() {
    Wiring dense = Wiring.where(3, 2, (i, j) -> true);
    Counts counts = new Counts();
    Synapses s =
        IdealSubstrate.UNBOUNDED.create(
            dense, new float[6], Seed.of(1).stream(Purpose.DEVICE), counts);
    ErrorTrigger floor =
        new ErrorTrigger(
            ErrorTrigger.Form.DETERMINISTIC_FLOOR,
            new ThresholdControl.Fixed(0.4),
            2,
            Seed.of(1).stream(Purpose.RULE));
    DeltaRule rule = new DeltaRule(s, 0.5, floor, 0.5f, counts);
    float[] x = {1, -0.5f, 0.25f};
    rule.classify(x); // p = 1/2: |e| = 0.5 makes one event of 0.4
    assertThat(rule.learn(x, 0)).isEqualTo(4);
    assertThat(s.weight(0, 0)).isEqualTo(0.2f);
    assertThat(s.weight(1, 1)).isEqualTo(0.1f);
    assertThat(s.weight(2, 0)).isZero();
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(4);
    // y_0 - y_1 is now 0.5, |e| = 0.38: inside the dead zone.
    rule.classify(x);
    assertThat(rule.learn(x, 0)).isZero();
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(4);
    assertThatThrownBy(() -> new DeltaRule(s, 0.5, floor, Float.NaN, counts))
        .hasMessageContaining("gate");
  }

  @Test
  void shouldUpdateAfterTheEquationsOfHardwareEPropAndHoldNoStatePerSynapse() {
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    Population in = net.input("in", 1);
    Population hidden =
        net.neurons("hidden", 1, Lif.of(LifParameters.DEFAULT.withVTh(1).withTauM(Time.ms(50))));
    Population out = net.neurons("out", 1, new LeakyIntegrator(Time.ms(20), InputScaling.UNIT));
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    IdealSubstrate ideal = IdealSubstrate.UNBOUNDED;
    Projection w = net.connect(in, hidden, all, WeightInit.uniform(0.5, 0.5), ideal);
    Projection o = net.connect(hidden, out, all, WeightInit.uniform(2, 2), ideal);
    net.learn(
        HardwareEProp.of(
            new HardwareEProp.Wires(w, Optional.empty(), o),
            Loss.SQUARED,
            new HardwareEProp.Rates(0.1, 0, 0),
            Time.ms(20),
            new Triangle(0.3f, true)));
    Session session = net.build().open(Seed.of(1));
    session.input(in).add(0);
    session.step();
    session.step();
    session.target(out, 3);
    session.step();
    double alpha = Math.exp(-1.0 / 50);
    double p = alpha * alpha; // (1): one spike, two steps ago
    double v = 0.5 * alpha * alpha; // no spike so far, so y = 0 and d = -3
    double psi = 0.3 * (1 - Math.abs(v - 1));
    double dw = -0.1 * (2 * -3) * psi * p; // (4), (5)
    assertThat((double) session.synapses(w).weight(0, 0)).isCloseTo(0.5 + dw, within(1e-6));
    MemoryReport memory = new MemoryReport(session);
    assertThat(memory.learningBits()).isEqualTo(2 * Float.SIZE); // P and O of one neuron each
  }
}
