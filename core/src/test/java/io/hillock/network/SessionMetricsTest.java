package io.hillock.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.NeuroBench;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Test;

class SessionMetricsTest {
  @Test
  void shouldCountTheMetricsOfNeuroBenchByHand() {
    NetworkBuilder builder = new NetworkBuilder(Time.ms(1));
    Population in = builder.input("in", 3);
    Population out = builder.neurons("out", 2, Lif.of(LifParameters.DEFAULT));
    builder.connect(
        in,
        out,
        WiringRule.Regular.ALL_TO_ALL,
        WeightInit.of(new float[][] {{2, 0}, {0.1f, 0.1f}, {0, 0}}),
        IdealSubstrate.UNBOUNDED);
    Session session = builder.build().open(Seed.of(1));
    assertThatThrownBy(() -> SessionMetrics.neuroBench(session)).hasMessageContaining("timesteps");
    session.input(in).add(0); // fires the first neuron, whose threshold is 1
    session.step();
    session.input(in).add(1);
    session.step();
    session.advance(8);
    NeuroBench metrics = SessionMetrics.neuroBench(session);
    double exact = 1e-12; // ratios of small integers
    assertThat(metrics.connectionSparsity()).isCloseTo(3.0 / 6, within(exact));
    long spikes = session.ledger().of("out").get(io.hillock.ledger.CountKind.SPIKE);
    assertThat(spikes).isPositive();
    assertThat(metrics.activationSparsity()).isCloseTo(1 - spikes / 20.0, within(exact));
    assertThat(metrics.denseOperations()).isEqualTo(6);
    assertThat(metrics.effectiveAcs()).isCloseTo(2 * 2 / 10.0, within(exact));
    assertThat(metrics.effectiveMacs()).isZero();
    assertThat(metrics.learningBytes()).isZero();
    assertThat(metrics.footprintBytes()).isGreaterThanOrEqualTo(6 * Float.BYTES);
  }

  @Test
  void shouldAddUpModelledBitsByRoleAndPath() {
    Stateful part = visitor -> visitor.ints("trace", StateRole.LEARNING, 12, new int[4]);
    Stateful root =
        new Stateful() {
          @Override
          public void visit(StateVisitor visitor) {
            visitor.floats("w", StateRole.INFERENCE, 8, new float[100]);
            visitor.doubles("v", StateRole.INFERENCE, 16, new double[4]);
            visitor.longs("count", StateRole.BOOKKEEPING, 64, new long[50]);
            visitor.scalar("rate", StateRole.LEARNING, 10, 0.5);
            visitor.part("rule", part);
          }
        };
    MemoryReport memory = new MemoryReport(root);
    assertThat(memory.inferenceBits()).isEqualTo(800 + 64);
    assertThat(memory.inferenceBytes()).isEqualTo(108);
    assertThat(memory.learningBits()).isEqualTo(10 + 48);
    assertThat(memory.learning()).containsEntry("rule/trace", 48L).containsEntry("rate", 10L);
    assertThat(memory.inference()).containsOnlyKeys("w", "v");
    assertThat(memory.overheadPercent()).isCloseTo(100.0 * 58 / 864, within(1e-12));
  }
}
