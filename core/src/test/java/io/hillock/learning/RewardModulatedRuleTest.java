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
import io.hillock.network.Snapshot;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RewardModulatedRuleTest {
  private static final double ETA = 0.1;
  private static final Time TAU = Time.ms(50);

  /** Two plastic inputs onto two neurons, each of which a strong input of its own makes fire. */
  private static final class Net {
    final Population in;
    final Population drive;
    final Projection learned;
    final Session session;

    Net(TraceModel trace, Time delay) {
      NetworkBuilder net = new NetworkBuilder(Time.ms(1));
      in = net.input("in", 2);
      drive = net.input("drive", 2);
      Population out = net.neurons("out", 2, Lif.of(LifParameters.DEFAULT));
      learned =
          net.connect(
              in,
              out,
              WiringRule.Regular.ALL_TO_ALL,
              WeightInit.uniform(0.01, 0.01),
              IdealSubstrate.UNBOUNDED,
              delay);
      net.connect(
          drive,
          out,
          WiringRule.Regular.ONE_TO_ONE,
          WeightInit.uniform(1.5, 1.5),
          IdealSubstrate.UNBOUNDED);
      net.learn(new RewardModulatedRule(learned, ETA, trace));
      session = net.build().open(Seed.of(1));
    }

    /** Input i speaks and neuron j fires, in the same step. */
    void together(int i, int j) {
      session.input(in).add(i);
      session.input(drive).add(j);
      session.step();
    }

    RewardModulatedRule.Running rule() {
      return (RewardModulatedRule.Running) session.rule(0);
    }

    double weight(int i, int j) {
      return session.synapses(learned).weight(i, j);
    }
  }

  private static Eligibility traces(TraceModel model, int n) {
    RandomStream random = Seed.of(1).stream(Purpose.RULE);
    return model.create(n, Time.ms(1), random, new Counts());
  }

  @Test
  void shouldReadTheAgeOfTheLastCoincidenceAlone() {
    Eligibility exponential = traces(new ExponentialTrace(TAU, 24), 3);
    Eligibility latch = traces(new LatchTrace(), 3);
    Eligibility none = traces(new NoTrace(), 3);
    for (Eligibility e : List.of(exponential, latch, none)) {
      e.pass(3);
      e.mark(1);
      assertThat(e.read(0)).isZero();
      assertThat(e.read(1)).isEqualTo(1);
      e.pass(20);
      e.mark(1);
      assertThat(e.read(1)).isEqualTo(1); // set anew, not added to
      e.pass(100);
    }
    assertThat(exponential.read(1)).isCloseTo(Math.exp(-2), within(0x1p-25)); // half a level
    assertThat(latch.read(1)).isEqualTo(1);
    assertThat(none.read(1)).isZero();
    latch.reset();
    assertThat(latch.read(1)).isZero();
  }

  @Test
  void shouldReadAnExponentialTraceInItsBitsUntilItIsGone() {
    Eligibility e = traces(new ExponentialTrace(TAU, 2), 1);
    e.mark(0);
    e.pass(30); // exp(-0.6) = 0.549 of levels 0, 1/3, 2/3, 1
    assertThat(e.read(0)).isEqualTo(2 / 3.0);
    e.pass(50); // exp(-1.6) = 0.202
    assertThat(e.read(0)).isEqualTo(1 / 3.0);
    e.pass(20); // exp(-2) = 0.135, below half a level
    assertThat(e.read(0)).isZero();
  }

  @Test
  void shouldCreditSynapsesWhoseTwoNeuronsSpokeInTheSameStep() {
    Net net = new Net(new ExponentialTrace(TAU, 24), Time.ZERO);
    net.together(0, 1);
    net.session.input(net.in).add(1);
    net.session.step(); // in 1 speaks, nobody fires
    net.session.input(net.drive).add(0);
    net.session.step(); // neuron 0 fires, nobody speaks
    net.session.advance(8);
    assertThat(net.rule().reward(0.5)).isEqualTo(1);
    // 10 steps after the coincidence; single precision of a weight of 0.05 4e-9, half a level 3e-9
    assertThat(net.weight(0, 1)).isCloseTo(0.01 + ETA * 0.5 * Math.exp(-10 / 50.0), within(8e-9));
    assertThat(net.weight(0, 0)).isEqualTo(0.01f);
    assertThat(net.weight(1, 0)).isEqualTo(0.01f);
    assertThat(net.weight(1, 1)).isEqualTo(0.01f);
    assertThat(net.session.ledger().of("rule0").get(CountKind.ERROR_EVENT)).isEqualTo(1);
  }

  @Test
  void shouldTakeSpikesWhenTheyArrive() {
    Net net = new Net(new LatchTrace(), Time.ms(3));
    net.session.input(net.in).add(0);
    net.session.step();
    net.session.advance(2);
    net.session.input(net.drive).add(1);
    net.session.step(); // the spike of step 0 arrives in step 3
    assertThat(net.rule().reward(1)).isEqualTo(1);
    assertThat(net.weight(0, 1)).isCloseTo(0.01 + ETA, within(1e-8)); // single precision
  }

  @Test
  void shouldForgetAtOnceWithoutATrace() {
    Net net = new Net(new NoTrace(), Time.ZERO);
    net.together(0, 0);
    assertThat(net.rule().reward(1)).isEqualTo(1);
    net.session.advance(1);
    assertThat(net.rule().reward(1)).isZero();
    assertThat(new MemoryReport(net.session).learningBits()).isZero();
    assertThat(net.session.ledger().of("rule0").get(CountKind.TRACE_UPDATE)).isZero();
  }

  @Test
  void shouldSkipSilenceAsIfItHadSteppedThroughIt() {
    Net stepped = new Net(new ExponentialTrace(TAU, 24), Time.ZERO);
    Net skipped = new Net(new ExponentialTrace(TAU, 24), Time.ZERO);
    for (Net net : List.of(stepped, skipped)) {
      net.together(1, 0);
    }
    for (int n = 0; n < 500; n++) {
      stepped.session.step();
    }
    skipped.session.advance(500);
    assertThat(skipped.session.ledger().of("clock").get(CountKind.IDLE_STEP)).isPositive();
    for (Net net : List.of(stepped, skipped)) {
      net.rule().reward(-1);
    }
    assertThat(skipped.weight(1, 0)).isEqualTo(stepped.weight(1, 0)).isLessThan(0.01f);
  }

  @Test
  void shouldGoOnFromASnapshotToTheBit() {
    Net whole = new Net(new ExponentialTrace(TAU, 24), Time.ZERO);
    whole.together(0, 1);
    whole.session.advance(7);
    Net resumed = new Net(new ExponentialTrace(TAU, 24), Time.ZERO);
    Snapshot.capture(whole.session, Map.of()).restore(resumed.session, "test");
    for (Net net : List.of(whole, resumed)) {
      net.together(1, 1);
      net.rule().reward(0.3);
    }
    assertThat(resumed.weight(0, 1)).isEqualTo(whole.weight(0, 1)).isGreaterThan(0.01f);
    assertThat(resumed.weight(1, 1)).isEqualTo(whole.weight(1, 1)).isGreaterThan(0.01f);
  }

  @Test
  void shouldAllocateNothing() {
    Net net = new Net(new ExponentialTrace(TAU, 24), Time.ZERO);
    long bytes =
        Allocation.least(() -> {
          for (int n = 0; n < 1000; n++) {
            net.together(n % 2, n % 2);
            net.rule().reward(1e-6);
          }
        });
    assertThat(bytes).isLessThan(Allocation.METER);
  }

  @Test
  void shouldRefuseRatesAndTimeConstantsThatMakeNoSense() {
    Net net = new Net(new NoTrace(), Time.ZERO);
    assertThatThrownBy(() -> new RewardModulatedRule(net.learned, Double.NaN, new NoTrace()))
        .hasMessageContaining("eta");
    assertThatThrownBy(() -> new ExponentialTrace(Time.ZERO, 8)).hasMessageContaining("tau_e");
    assertThatThrownBy(() -> new ExponentialTrace(TAU, 0)).hasMessageContaining("bits");
  }
}
