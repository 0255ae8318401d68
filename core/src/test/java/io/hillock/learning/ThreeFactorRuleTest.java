package io.hillock.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.random.Seed;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreeFactorRuleTest {
  private static final double TAU_MS = 20;
  private static final float ETA = 0.1f;

  /** Two inputs, the second delayed by 3 ms, onto two neurons that fire at every strong input. */
  private static final class Net {
    final Population a;
    final Population b;
    final Projection fromA;
    final Projection fromB;
    final Session session;

    Net() {
      NetworkBuilder net = new NetworkBuilder(Time.ms(1));
      a = net.input("a", 1);
      b = net.input("b", 1);
      Population out = net.neurons("out", 2, Lif.of(LifParameters.DEFAULT));
      WiringRule all = WiringRule.Regular.ALL_TO_ALL;
      IdealSubstrate ideal = IdealSubstrate.UNBOUNDED;
      fromA = net.connect(a, out, all, WeightInit.uniform(1.5, 1.5), ideal, Time.ZERO);
      fromB = net.connect(b, out, all, WeightInit.uniform(0.01, 0.01), ideal, Time.ms(3));
      net.learn(new ThreeFactorRule(List.of(fromA, fromB), ETA, Time.ms(TAU_MS)));
      session = net.build().open(Seed.of(1));
    }

    /** b speaks in step 0 (heard in 3), a in step 5, which makes both neurons fire. */
    void play() {
      session.input(b).add(0);
      session.step();
      session.advance(4);
      session.input(a).add(0);
      session.step();
      session.advance(10);
    }

    ThreeFactorRule.Running rule() {
      return (ThreeFactorRule.Running) session.rule(0);
    }

    float weight(Projection p, int post) {
      return session.synapses(p).weight(0, post);
    }
  }

  @Test
  void shouldWriteTheProductOfSignalAndTracesToTheNeuronsWithASignalOnly() {
    Net net = new Net();
    net.play();
    assertThat(net.session.ledger().of("out").get(CountKind.SPIKE)).isEqualTo(2);
    long written = net.rule().modulate(new float[] {2, 0});
    assertThat(written).isEqualTo(2);
    // The last step was 15: a and the neurons spoke 10 steps before, b was heard 12 steps before.
    double s = Math.exp(-10 / TAU_MS);
    // single precision: a few roundings of 6e-8
    assertThat((double) net.weight(net.fromA, 0)).isCloseTo(1.5 - ETA * 2 * s * s, within(1e-6));
    assertThat((double) net.weight(net.fromB, 0))
        .isCloseTo(0.01 - ETA * 2 * s * Math.exp(-12 / TAU_MS), within(1e-6));
    assertThat(net.weight(net.fromA, 1)).isEqualTo(1.5f);
    assertThat(net.rule().modulate(new float[2])).isZero();
  }

  @Test
  void shouldTeachNothingToANeuronThatWasSilent() {
    Net net = new Net();
    net.session.input(net.b).add(0);
    net.session.step();
    net.session.advance(5);
    assertThat(net.rule().modulate(new float[] {1, 1})).isZero();
    assertThat(net.weight(net.fromB, 0)).isEqualTo(0.01f);
  }

  @Test
  void shouldHoldTracesOfChannelsAndNeuronsAndNothingPerSynapse() {
    MemoryReport memory = new MemoryReport(new Net().session);
    // One trace for each of two channels and two neurons, 32 bits each.
    assertThat(memory.learningBytes()).isEqualTo(4 * 4);
  }

  @Test
  void shouldGoOnFromASnapshotToTheBit() {
    Net whole = new Net();
    whole.play();
    Net resumed = new Net();
    Snapshot.capture(whole.session, Map.of()).restore(resumed.session, "test");
    for (Net net : List.of(whole, resumed)) {
      net.play();
      net.rule().modulate(new float[] {0.3f, -0.7f});
    }
    for (int j = 0; j < 2; j++) {
      assertThat(resumed.weight(resumed.fromA, j)).isEqualTo(whole.weight(whole.fromA, j));
      assertThat(resumed.weight(resumed.fromB, j)).isEqualTo(whole.weight(whole.fromB, j));
    }
    assertThat(whole.weight(whole.fromA, 1)).isGreaterThan(1.5f);
  }

  @Test
  void shouldRefuseProjectionsOntoSeveralPopulations() {
    Net net = new Net();
    Projection elsewhere = new Projection(9, "x", net.a, net.b, 1);
    assertThatThrownBy(() -> new ThreeFactorRule(List.of(net.fromA, elsewhere), 0.1, Time.ms(20)))
        .hasMessageContaining("there must be one");
    assertThatThrownBy(() -> new ThreeFactorRule(List.of(net.fromA), Double.NaN, Time.ms(20)))
        .hasMessageContaining("eta");
  }
}
