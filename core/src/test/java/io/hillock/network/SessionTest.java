package io.hillock.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.ledger.CountKind;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.Triangle;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionTest {
  private static final int INPUTS = 12;

  static List<Substrate> substrates() {
    return List.of(IdealSubstrate.UNBOUNDED, new DigitalSubstrate(8, 1, Rounding.STOCHASTIC));
  }

  /** A recurrent learning network with its handles. */
  private record Net(Network network, Population in, Population hidden, Population out) {
    static Net of(Substrate substrate) {
      NetworkBuilder b = new NetworkBuilder(Time.ms(1));
      Population in = b.input("in", INPUTS);
      Population hidden = b.neurons("hidden", 33, Lif.of(LifParameters.DEFAULT.withVTh(0.6)));
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
      b.learn(
          HardwareEProp.of(
              new HardwareEProp.Wires(win, Optional.of(rec), wout),
              Loss.SOFTMAX_CROSS_ENTROPY,
              new HardwareEProp.Rates(1e-3, 1e-3, 1e-2),
              Time.ms(20),
              new Triangle(0.3f, true)));
      return new Net(b.build(), in, hidden, out);
    }

    void step(Session s, RandomStream random, long t) {
      for (int i = 0; i < INPUTS; i++) {
        if (random.nextBoolean(0.1)) {
          s.input(in).add(i);
        }
      }
      if (t % 3 == 0) {
        s.target(out, ONE);
      }
      s.step();
    }

    private static final float[] ONE = {1, 0};
  }

  private static byte[] state(Session s) {
    return Snapshot.capture(s, Map.of()).toBytes();
  }

  @ParameterizedTest
  @MethodSource("substrates")
  void shouldResumeAtAnyMomentBitForBit(Substrate substrate) {
    Net net = Net.of(substrate);
    Session whole = net.network().open(Seed.of(5));
    RandomStream input = Seed.of(6).stream(Purpose.INPUT);
    Session current = net.network().open(Seed.of(5));
    RandomStream input2 = Seed.of(6).stream(Purpose.INPUT);
    RandomStream moments = Seed.of(7).stream(Purpose.DATA);
    for (long t = 0; t < 400; t++) {
      net.step(whole, input, t);
      net.step(current, input2, t);
      if (moments.nextBoolean(0.25)) { // about 100 interruptions
        Session fresh = net.network().open(Seed.of(5)); // sparse wiring follows from the seed
        Snapshot.capture(current, Map.of()).restore(fresh, "memory");
        current = fresh;
      }
    }
    assertThat(whole.ledger().total().get(CountKind.SYNAPSE_WRITE)).isPositive();
    assertThat(state(current)).isEqualTo(state(whole));
  }

  @Test
  void shouldGiveTheSameSideBySideAsAlone() {
    Net net = Net.of(IdealSubstrate.UNBOUNDED);
    Session alone = net.network().open(Seed.of(1));
    RandomStream random = Seed.of(2).stream(Purpose.INPUT);
    for (long t = 0; t < 200; t++) {
      net.step(alone, random, t);
    }
    Session a = net.network().open(Seed.of(1));
    Session b = net.network().open(Seed.of(8));
    RandomStream ra = Seed.of(2).stream(Purpose.INPUT);
    RandomStream rb = Seed.of(3).stream(Purpose.INPUT);
    for (long t = 0; t < 200; t++) {
      net.step(a, ra, t);
      net.step(b, rb, t);
    }
    assertThat(state(a)).isEqualTo(state(alone)).isNotEqualTo(state(b));
  }

  @ParameterizedTest
  @MethodSource("substrates")
  void shouldAllocateNothingPerStep(Substrate substrate) {
    Net net = Net.of(substrate);
    Session s = net.network().open(Seed.of(5));
    RandomStream random = Seed.of(6).stream(Purpose.INPUT);
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    // Until the kernels are compiled, vectors live on the heap, and the compiler itself may disturb
    // a
    // window; an allocation in the step would show in every window, so no long clean run could
    // occur.
    int clean = 0;
    for (int window = 0; window < 5_000 && clean < 50; window++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (long t = 0; t < 200; t++) {
        net.step(s, random, t);
      }
      clean = threads.getCurrentThreadAllocatedBytes() == before ? clean + 1 : 0;
    }
    assertThat(clean).isEqualTo(50);
  }

  @Test
  void shouldSkipSilenceAndCountItAsIdle() {
    Net net = Net.of(IdealSubstrate.UNBOUNDED);
    Session s = net.network().open(Seed.of(1));
    s.input(net.in()).add(0);
    s.step();
    assertThat(s.isQuiet()).isFalse(); // the delayed projection still carries the spike
    s.advance(10_000);
    assertThat(s.now()).isEqualTo(10_001);
    assertThat(s.ledger().of("clock").get(CountKind.IDLE_STEP)).isBetween(9_900L, 9_999L);
  }

  @Test
  void shouldDrawTheSameWeightsForTheSameNetworkOnAnotherSubstrate() {
    Net net = Net.of(IdealSubstrate.UNBOUNDED);
    Substrate coarse = new DigitalSubstrate(8, 1, Rounding.STOCHASTIC);
    Network moved = net.network().on(coarse);
    assertThat(moved.describe()).isEqualTo(Net.of(coarse).network().describe());
    Session ideal = net.network().open(Seed.of(4));
    Session digital = moved.open(Seed.of(4));
    for (Projection p : moved.projections()) {
      assertThat(moved.substrate(p)).isEqualTo(coarse);
      float w = ideal.synapses(p).weight(3, 5);
      float bounded = Math.clamp(w, -1f, 1f);
      // Half a level of 1/127.
      assertThat(digital.synapses(p).weight(3, 5))
          .isCloseTo(bounded, org.assertj.core.api.Assertions.within(0.004f));
    }
    assertThat(moved.model(net.in())).isEmpty();
    assertThat(moved.model(net.hidden())).containsInstanceOf(Lif.class);
    assertThat(moved.rules()).hasSize(1);
  }
}
