package io.hillock.lesion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.lesion.Lesionable.UnitFault;
import io.hillock.network.Network;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Alif;
import io.hillock.neuron.AlifParameters;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.NeuronModel;
import io.hillock.neuron.Triangle;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.Allocation;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LesionedSessionTest {
  private static final Seed SEED = Seed.of(14);
  private static final int INPUTS = 12;
  private static final int HIDDEN = 33;

  static List<Substrate> substrates() {
    return List.of(IdealSubstrate.UNBOUNDED, new DigitalSubstrate(8, 1, Rounding.STOCHASTIC));
  }

  /** A recurrent learning network with its handles. */
  private record Net(Network network, Population in, Population hidden, Population out) {
    static Net of(Substrate substrate) {
      return of(substrate, Lif.of(LifParameters.DEFAULT.withVTh(0.6)), true);
    }

    static Net of(Substrate substrate, NeuronModel model, boolean learns) {
      NetworkBuilder b = new NetworkBuilder(Time.ms(1));
      Population in = b.input("in", INPUTS);
      Population hidden = b.neurons("hidden", HIDDEN, model);
      Population out = b.neurons("out", 2, new LeakyIntegrator(Time.ms(20), InputScaling.UNIT));
      WiringRule all = WiringRule.Regular.ALL_TO_ALL;
      Projection win = b.connect(in, hidden, all, WeightInit.normal(0, 0.3), substrate);
      Projection rec =
          b.connect(
              hidden,
              hidden,
              WiringRule.Regular.ALL_BUT_SELF,
              WeightInit.normal(0, 0.1),
              substrate);
      Projection wout = b.connect(hidden, out, all, WeightInit.normal(0, 0.2), substrate);
      b.connect(
          in, hidden, WiringRule.random(0.1), WeightInit.normal(0, 0.2), substrate, Time.ms(7));
      if (learns) {
        b.learn(
            HardwareEProp.of(
                new HardwareEProp.Wires(win, Optional.of(rec), wout),
                Loss.SOFTMAX_CROSS_ENTROPY,
                new HardwareEProp.Rates(1e-3, 1e-3, 1e-2),
                Time.ms(20),
                new Triangle(0.3f, true)));
      }
      return new Net(b.build(), in, hidden, out);
    }

    void run(Session s, int from, int to) {
      for (int t = from; t < to; t++) {
        RandomStream random = Seed.of(t).stream(Purpose.INPUT);
        for (int i = 0; i < INPUTS; i++) {
          if (random.nextBoolean(0.1)) {
            s.input(in).add(i);
          }
        }
        if (t % 3 == 0) {
          float left = t / 30 % 2;
          s.target(out, left, 1 - left);
        }
        s.step();
      }
    }

    Session trained() {
      Session s = network.open(SEED);
      run(s, 0, 300);
      return s;
    }
  }

  private static Faults hurt(Lesionable network, FaultKind kind, double q) {
    Faults faults = Faults.draw(FaultPlan.of(kind, q), network, Seed.of(6).stream(Purpose.DEVICE));
    faults.inflictOn(network);
    return faults;
  }

  private static byte[] bits(Session s) {
    return Snapshot.capture(s, Map.of()).toBytes();
  }

  @ParameterizedTest
  @MethodSource("substrates")
  void shouldGoOnBitForBitAsTheSessionItWasCopiedFrom(Substrate substrate) {
    Net net = Net.of(substrate);
    Session trained = net.trained();
    LesionedSession copy = LesionedSession.of(trained, SEED);
    for (FaultKind kind : FaultKind.values()) {
      hurt(copy, kind, 0);
    }
    net.run(trained, 300, 900);
    net.run(copy.session(), 300, 900);
    Session again = net.network().open(SEED);
    for (Projection p : net.network().projections()) {
      for (int i = 0; i < p.pre().size(); i++) {
        for (int j = 0; j < p.post().size(); j++) {
          assertThat(copy.session().synapses(p).weight(i, j))
              .isEqualTo(trained.synapses(p).weight(i, j));
        }
      }
    }
    assertThat(copy.session().neurons(net.out()).v())
        .containsExactly(trained.neurons(net.out()).v());
    assertThat(copy.session().neurons(net.hidden()).v())
        .containsExactly(trained.neurons(net.hidden()).v());
    assertThat(copy.session().ledger().total())
        .usingRecursiveComparison()
        .isEqualTo(trained.ledger().total());
    assertThat(copy.session().now()).isEqualTo(trained.now());
    assertThat(bits(again)).isNotEqualTo(bits(trained)); // it did learn
  }

  @Test
  void shouldTellWhatCanFail() {
    Net net = Net.of(IdealSubstrate.UNBOUNDED);
    LesionedSession s = LesionedSession.open(net.network(), SEED);
    assertThat(s.unitGroups()).containsExactly(new Lesionable.Group("hidden", HIDDEN));
    assertThat(s.synapseGroups().subList(0, 3))
        .containsExactly(
            new Lesionable.Group("in->hidden", INPUTS * HIDDEN),
            new Lesionable.Group("hidden->hidden", HIDDEN * (HIDDEN - 1)),
            new Lesionable.Group("hidden->out", 2 * HIDDEN));
    assertThat(s.synapseGroups()).hasSize(4);
  }

  @Test
  void shouldSilenceDeadNeuronsAndLetStuckOnesSpikeInEveryStep() {
    AlifParameters alif = new AlifParameters(LifParameters.DEFAULT.withVTh(0.6), Time.ms(200), 0.1);
    for (NeuronModel model : List.of(Lif.of(LifParameters.DEFAULT.withVTh(0.6)), Alif.of(alif))) {
      Net net = Net.of(IdealSubstrate.UNBOUNDED, model, false);
      LesionedSession s = LesionedSession.of(net.trained(), SEED);
      Session free = LesionedSession.of(net.trained(), SEED).session();
      for (int i = 0; i < 5; i++) {
        s.fail(0, 3 * i, UnitFault.DEAD);
        s.fail(0, 3 * i + 1, UnitFault.STUCK_ON);
      }
      s.fail(0, HIDDEN - 1, UnitFault.STUCK_ON);
      boolean deadOnesWouldSpike = false;
      boolean soundOnesSpike = false;
      for (int t = 300; t < 500; t++) {
        net.run(s.session(), t, t + 1);
        net.run(free, t, t + 1);
        boolean[] spiked = new boolean[HIDDEN];
        SpikeList list = s.session().spikes(net.hidden());
        for (int k = 0; k < list.size(); k++) {
          spiked[list.get(k)] = true;
          assertThat(k == 0 || list.get(k - 1) < list.get(k)).isTrue();
        }
        for (int i = 0; i < 5; i++) {
          assertThat(spiked[3 * i]).isFalse();
          assertThat(spiked[3 * i + 1]).isTrue();
          soundOnesSpike |= spiked[3 * i + 2];
        }
        assertThat(spiked[HIDDEN - 1]).isTrue();
        SpikeList others = free.spikes(net.hidden());
        for (int k = 0; k < others.size(); k++) {
          deadOnesWouldSpike |= others.get(k) < 15 && others.get(k) % 3 == 0;
        }
      }
      assertThat(deadOnesWouldSpike).isTrue();
      assertThat(soundOnesSpike).isTrue();
      assertThat(s.session().isQuiet()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("substrates")
  void shouldNeverChangeAFaultySynapseByLearning(Substrate substrate) {
    Net net = Net.of(substrate);
    for (FaultKind kind :
        List.of(FaultKind.DEAD_SYNAPSE, FaultKind.WEIGHT_NOISE, FaultKind.STUCK_AT_MAX_WEIGHT)) {
      LesionedSession s = LesionedSession.of(net.trained(), SEED);
      Faults faults = hurt(s, kind, 0.3);
      float[][] before = new float[4][];
      for (int g = 0; g < 4; g++) {
        before[g] = weights(s, g);
      }
      net.run(s.session(), 300, 900);
      for (int g = 0; g < 4; g++) {
        float[] after = weights(s, g);
        for (int k : faults.sites(g)) {
          assertThat(after[k]).isEqualTo(before[g][k]);
        }
        assertThat(Arrays.equals(after, before[g])).as(kind + ", group " + g).isEqualTo(g == 3);
      }
    }
  }

  private static float[] weights(Lesionable s, int group) {
    float[] w = new float[s.synapseGroups().get(group).count()];
    for (int k = 0; k < w.length; k++) {
      w[k] = s.weight(group, k);
    }
    return w;
  }

  @Test
  void shouldSayNothingWhenAllIsDead() {
    for (FaultKind kind : List.of(FaultKind.DEAD_UNIT, FaultKind.DEAD_SYNAPSE)) {
      Net net = Net.of(IdealSubstrate.UNBOUNDED);
      LesionedSession s = LesionedSession.of(net.trained(), SEED);
      hurt(s, kind, 1);
      s.session().reset();
      net.run(s.session(), 300, 400);
      assertThat(s.session().neurons(net.out()).v()).containsOnly(0);
    }
  }

  @ParameterizedTest
  @MethodSource("substrates")
  void shouldKeepFaultsInASnapshot(Substrate substrate) {
    Net net = Net.of(substrate);
    for (FaultKind kind : FaultKind.values()) {
      LesionedSession a = LesionedSession.of(net.trained(), SEED);
      hurt(a, kind, 0.2);
      net.run(a.session(), 300, 400);
      Snapshot kept = Snapshot.fromBytes(Snapshot.capture(a, Map.of()).toBytes(), "test");
      LesionedSession b = LesionedSession.open(net.network(), SEED);
      kept.restore(b, "test");
      net.run(a.session(), 400, 700);
      net.run(b.session(), 400, 700);
      assertThat(bits(b.session())).isEqualTo(bits(a.session()));
    }
  }

  @Test
  void shouldRescaleWhatLeavesThePopulation() {
    Net net = Net.of(IdealSubstrate.UNBOUNDED);
    LesionedSession s = LesionedSession.of(net.trained(), SEED);
    float[][] before = {weights(s, 0), weights(s, 1), weights(s, 2), weights(s, 3)};
    s.stick(1, 0, 0.25f);
    s.scaleOutgoing(0, 1.25);
    for (int g : new int[] {0, 3}) {
      assertThat(weights(s, g)).containsExactly(before[g]);
    }
    assertThat(s.weight(1, 0)).isEqualTo(0.25f);
    for (int g : new int[] {1, 2}) {
      for (int k = 1; k < before[g].length; k++) {
        assertThat(s.weight(g, k)).isEqualTo(before[g][k] + 0.25f * before[g][k]);
      }
    }
  }

  @Test
  void shouldRefuseASeedThatWiresItOtherwise() {
    Net net = Net.of(IdealSubstrate.UNBOUNDED);
    Session trained = net.trained();
    assertThatThrownBy(() -> LesionedSession.of(trained, Seed.of(99)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("another wiring of in->hidden#2");
  }

  @Test
  void shouldAllocateNothingPerStep() {
    Net net = Net.of(IdealSubstrate.UNBOUNDED);
    LesionedSession s = LesionedSession.of(net.trained(), SEED);
    hurt(s, FaultKind.STUCK_ON_UNIT, 0.1);
    hurt(s, FaultKind.DEAD_SYNAPSE, 0.1);
    SpikeList input = s.session().input(net.in());
    long least =
        Allocation.least(() -> {
          for (int t = 0; t < 1000; t++) {
            input.add(t % INPUTS);
            s.session().step();
          }
        });
    assertThat(least).isLessThan(Allocation.METER);
  }
}
