package io.hillock.device.odin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.learning.Sdsp;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SDSP as a rule of a session against the datapath of the processor. */
class OdinSessionTest {
  private static final Time TICK = Time.ms(1);
  private static final int PRE = 30;
  private static final int POST = 8;
  private static final int BISTABILITY = 97;

  /** Registers under which weights go up, go down and stay. */
  private static final OdinNeuron NEURON = new OdinNeuron(40, 1, true, 12, 1, 5, 7, 20);

  /** The same network as a session: inputs, virtual synapses of weight 7, neurons. */
  private static final class Net {
    final Population in;
    final Population virtual;
    final Population out;
    final Projection plastic;
    final Session session;

    Net(int bistability) {
      NetworkBuilder net = new NetworkBuilder(TICK);
      in = net.input("in", PRE);
      virtual = net.input("virtual", POST);
      out = net.neurons("out", POST, NEURON);
      plastic =
          net.connect(
              in,
              out,
              WiringRule.Regular.ALL_TO_ALL,
              WeightInit.uniform(0, 7),
              OdinNeuron.SYNAPSES);
      net.connect(
          virtual,
          out,
          WiringRule.Regular.ONE_TO_ONE,
          WeightInit.uniform(7, 7),
          OdinNeuron.SYNAPSES);
      session = net.learn(NEURON.rule(plastic, TICK, bistability)).build().open(Seed.of(3));
    }

    int weight(int i, int j) {
      return (int) session.synapses(plastic).weight(i, j);
    }

    /** A seeded step: one input, or virtual events on some neurons, or nothing. */
    void randomStep(RandomStream random) {
      int what = random.nextInt(4);
      if (what < 2) {
        session.input(in).add(random.nextInt(PRE));
      } else if (what == 2) {
        int first = random.nextInt(POST);
        for (int j = first; j < POST; j++) {
          session.input(virtual).add(j);
        }
      }
      session.step();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, BISTABILITY})
  void shouldGiveTheWeightsOfTheDatapathBitForBit(int bistability) {
    Net net = new Net(bistability);
    Counts counts = new Counts();
    OdinCore core = new OdinCore(PRE, POST, NEURON, counts);
    int[] before = new int[PRE * POST];
    for (int i = 0; i < PRE; i++) {
      for (int j = 0; j < POST; j++) {
        core.weight(i, j, net.weight(i, j));
        before[i * POST + j] = net.weight(i, j);
      }
    }
    RandomStream random = Seed.of(5).stream(Purpose.DATA, 1);
    int[] fired = new int[POST];
    int ups = 0;
    int downs = 0;
    for (int t = 1; t <= 5000; t++) { // each step checks every state
      int what = t / 150 % 2 == 0 ? random.nextInt(4) : random.nextInt(2) * 3;
      if (what == 0) {
        int i = random.nextInt(PRE);
        net.session.input(net.in).add(i);
        core.spike(i);
      } else if (what < 3) { // loud and quiet stretches by turns
        for (int j = random.nextInt(POST); j < POST; j++) {
          net.session.input(net.virtual).add(j);
          core.stimulate(j, 7);
        }
      }
      core.timeReference();
      if (bistability > 0 && t % bistability == 0) {
        core.bistability();
      }
      net.session.step();
      SpikeList spikes = net.session.spikes(net.out);
      for (int k = 0; k < spikes.size(); k++) {
        fired[spikes.get(k)]++;
      }
      for (int j = 0; j < POST; j++) {
        assertThat(net.session.neurons(net.out).v()[j]).as("V at %d", t).isEqualTo(core.v(j));
        assertThat(fired[j]).as("spikes at %d", t).isEqualTo(core.spikes(j));
        for (int i = 0; i < PRE; i++) {
          int w = core.weight(i, j);
          assertThat(net.weight(i, j)).as("w at %d", t).isEqualTo(w);
          ups += w > before[i * POST + j] ? 1 : 0;
          downs += w < before[i * POST + j] ? 1 : 0;
          before[i * POST + j] = w;
        }
      }
    }
    Counts plastic = net.session.ledger().of(net.plastic.name());
    long writes = counts.get(CountKind.SYNAPSE_WRITE);
    assertThat(ups).isGreaterThan(100); // both directions were exercised
    assertThat(downs).isGreaterThan(100);
    assertThat(plastic.get(CountKind.SYNAPSE_WRITE)).isEqualTo(writes);
    assertThat(plastic.get(CountKind.SATURATION)).isEqualTo(counts.get(CountKind.SATURATION));
    long refreshed = net.session.ledger().of("rule0").get(CountKind.SYNAPSE_READ);
    assertThat(refreshed).isEqualTo(core.refreshed());
    assertThat(plastic.get(CountKind.SYNAPSE_READ) + refreshed)
        .isEqualTo(counts.get(CountKind.SYNAPSE_READ));
  }

  @Test
  void shouldSkipSilenceToTheSameBits() {
    Net stepped = new Net(BISTABILITY);
    Net skipped = new Net(BISTABILITY);
    RandomStream random = Seed.of(6).stream(Purpose.DATA, 1);
    RandomStream same = Seed.of(6).stream(Purpose.DATA, 1);
    for (int burst = 0; burst < 40; burst++) {
      for (int t = 0; t < 25; t++) {
        stepped.randomStep(random);
        skipped.randomStep(same);
      }
      int pause = 1 + random.nextInt(400);
      same.nextInt(400);
      for (int t = 0; t < pause; t++) {
        stepped.session.step();
      }
      skipped.session.advance(pause);
    }
    for (int i = 0; i < PRE; i++) {
      for (int j = 0; j < POST; j++) {
        assertThat(skipped.weight(i, j)).isEqualTo(stepped.weight(i, j));
      }
    }
    assertThat(skipped.session.ledger().of("rule0").get(CountKind.SYNAPSE_READ))
        .isEqualTo(stepped.session.ledger().of("rule0").get(CountKind.SYNAPSE_READ));
  }

  @Test
  void shouldGoOnFromASnapshotToTheBit() {
    Net whole = new Net(BISTABILITY);
    RandomStream random = Seed.of(7).stream(Purpose.DATA, 1);
    for (int t = 0; t < 333; t++) {
      whole.randomStep(random);
    }
    Net resumed = new Net(BISTABILITY);
    Snapshot.capture(whole.session, Map.of()).restore(resumed.session, "test");
    RandomStream first = Seed.of(8).stream(Purpose.DATA, 1);
    RandomStream second = Seed.of(8).stream(Purpose.DATA, 1);
    for (int t = 0; t < 333; t++) {
      whole.randomStep(first);
      resumed.randomStep(second);
    }
    for (int i = 0; i < PRE; i++) {
      for (int j = 0; j < POST; j++) {
        assertThat(resumed.weight(i, j)).isEqualTo(whole.weight(i, j));
      }
    }
  }

  @Test
  void shouldDecideLikeTheRegistersOfTheProcessor() {
    Sdsp.Calcium calcium = new Sdsp.Calcium(1, 5, 7, 7, Time.ZERO);
    Sdsp.Parameters rule = new Sdsp.Parameters(3, 12, calcium, Time.ZERO);
    SdspTable table = new SdspTable(NEURON);
    for (int ca = 0; ca <= 7; ca++) {
      for (int v = 0; v <= 255; v++) {
        int expected =
            switch (table.flag(v >= 12, ca)) {
              case UP -> 1;
              case DOWN -> -1;
              case NONE -> 0;
            };
        assertThat(rule.direction(v, ca)).as("V = %d, Ca = %d", v, ca).isEqualTo(expected);
      }
    }
  }

  @Test
  void shouldRefuseRegistersThatDoNotLearn() {
    OdinNeuron frozen = new OdinNeuron(40, 2, false, 12, 1, 4, 6, 5);
    assertThatThrownBy(() -> frozen.rule(new Net(0).plastic, TICK, 0))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("ca_en = 0");
  }

  @Test
  void shouldStopAtAnInputThatIsNoWholeNumber() {
    NetworkBuilder net = new NetworkBuilder(TICK);
    Population in = net.input("in", 1);
    Population out = net.neurons("out", 1, NEURON);
    net.connect(
        in,
        out,
        WiringRule.Regular.ALL_TO_ALL,
        WeightInit.uniform(0.5, 0.5),
        IdealSubstrate.UNBOUNDED);
    Session session = net.build().open(Seed.of(1));
    session.input(in).add(0);
    assertThatThrownBy(session::step)
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("whole numbers");
  }
}
