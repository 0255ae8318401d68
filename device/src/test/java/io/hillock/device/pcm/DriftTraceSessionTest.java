package io.hillock.device.pcm;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.learning.RewardModulatedRule;
import io.hillock.ledger.CountKind;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.random.Seed;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Traces and weights on phase-change devices, in one session. */
class DriftTraceSessionTest {
  private static final class Net {
    final Population in;
    final Projection learned;
    final Session session;

    Net() {
      NetworkBuilder net = new NetworkBuilder(Time.ms(1));
      in = net.input("in", 4);
      Population out = net.neurons("out", 3, Lif.of(LifParameters.DEFAULT));
      learned =
          net.connect(
              in,
              out,
              WiringRule.Regular.ALL_TO_ALL,
              WeightInit.uniform(1.2, 1.8),
              new PcmSubstrate(PcmPreset.GST_NANDAKUMAR2018.parameters(), 2, Time.ms(1)));
      DriftParameters p = DriftPreset.GST_IBM_RESET.parameters().withReadNoise(0.02);
      net.learn(
          new RewardModulatedRule(
              learned, 0.5, new DriftTrace(p, DriftReadout.single(DriftReadout.goneAfter(p, 20)))));
      session = net.build().open(Seed.of(5));
    }

    void play() {
      for (int n = 0; n < 12; n++) {
        session.input(in).add(n % 4);
        session.step();
        session.advance(700);
        ((RewardModulatedRule.Running) session.rule(0)).reward(n % 3 == 0 ? 1 : -1);
      }
    }

    double[] weights() {
      double[] w = new double[12];
      for (int k = 0; k < 12; k++) {
        w[k] = session.synapses(learned).weight(k / 3, k % 3);
      }
      return w;
    }
  }

  @Test
  void shouldGoOnFromASnapshotToTheBit() {
    Net whole = new Net();
    double[] before = whole.weights();
    whole.play();
    Net resumed = new Net();
    Snapshot.capture(whole.session, Map.of()).restore(resumed.session, "test");
    for (Net net : List.of(whole, resumed)) {
      net.play();
    }
    assertThat(resumed.weights()).isEqualTo(whole.weights()).isNotEqualTo(before);
    assertThat(whole.session.ledger().of("rule0").get(CountKind.PROGRAMMING_PULSE)).isPositive();
  }
}
