package io.hillock.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.ResetMode;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.Wiring;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StdpTest {
  private static final PairStdp.Parameters PAIR =
      new PairStdp.Parameters(0.02, 0.03, Time.ms(17), Time.ms(34));
  private static final TripletStdp.Parameters TRIPLET =
      TripletStdp.Parameters.PFISTER_GERSTNER_2006.scaled(2, 3);

  /** Single precision: a few dozen roundings of 6e-8 on changes below 1. */
  private static final double ROUNDING = 2e-6;

  /** Length of a run with Poisson spikes. */
  private static final int STEPS = 20_000;

  private static final LifParameters FIRES_WHEN_TAUGHT =
      LifParameters.DEFAULT.withReset(ResetMode.TO_VALUE).withVTh(100);

  /** A plastic synapse too weak to matter, and a teacher that makes the neuron fire at once. */
  private static final class Net {
    final Population in;
    final Population teacher;
    final Projection plastic;
    final Session session;

    Net(int inputs, int neurons, Function<Projection, PlasticityRule> rule) {
      this(inputs, neurons, WiringRule.Regular.ALL_TO_ALL, rule);
    }

    Net(int inputs, int neurons, WiringRule all, Function<Projection, PlasticityRule> rule) {
      NetworkBuilder net = new NetworkBuilder(Time.ms(1));
      in = net.input("in", inputs);
      teacher = net.input("teacher", neurons);
      Population out = net.neurons("out", neurons, Lif.of(FIRES_WHEN_TAUGHT));
      IdealSubstrate ideal = IdealSubstrate.UNBOUNDED;
      plastic = net.connect(in, out, all, WeightInit.uniform(0, 0), ideal);
      net.connect(teacher, out, WiringRule.Regular.ONE_TO_ONE, WeightInit.uniform(1e4, 1e4), ideal);
      net.learn(rule.apply(plastic));
      session = net.build().open(Seed.of(1));
    }

    /** Plays spike times of input 0 and of neuron 0. */
    double play(int[] pre, int[] post, int steps) {
      int i = 0;
      int j = 0;
      for (int t = 0; t < steps; t++) {
        if (i < pre.length && pre[i] == t) {
          session.input(in).add(0);
          i++;
        }
        if (j < post.length && post[j] == t) {
          session.input(teacher).add(0);
          j++;
        }
        session.step();
      }
      return session.synapses(plastic).weight(0, 0);
    }

    StdpRunning rule() {
      return (StdpRunning) session.rule(0);
    }
  }

  private static Net pair() {
    return new Net(1, 1, p -> new PairStdp(p, PAIR));
  }

  private static Net triplet() {
    return new Net(1, 1, p -> new TripletStdp(p, TRIPLET));
  }

  @ParameterizedTest
  @ValueSource(ints = {-80, -20, -5, -1, 0, 1, 5, 20, 80})
  void shouldFollowThePairWindow(int lag) {
    double dw = pair().play(new int[] {100}, new int[] {100 + lag}, 200);
    double window = lag >= 0 ? 0.02 * Math.exp(-lag / 17.0) : -0.03 * Math.exp(lag / 34.0);
    assertThat(dw).isCloseTo(window, within(ROUNDING));
  }

  @Test
  void shouldAddUpAllPairs() {
    int[] pre = {3, 10, 31, 60, 61};
    int[] post = {8, 30, 31, 55, 90};
    double sum = 0;
    for (int i : pre) {
      for (int j : post) {
        sum += j >= i ? 0.02 * Math.exp((i - j) / 17.0) : -0.03 * Math.exp((j - i) / 34.0);
      }
    }
    assertThat(pair().play(pre, post, 100)).isCloseTo(sum, within(ROUNDING));
  }

  @Test
  void shouldFollowTheTripletPreFirst() {
    // pre, post, pre at 50, 55, 65
    double dw = triplet().play(new int[] {50, 65}, new int[] {55}, 100);
    double up = 2 * 7.5e-10 * Math.exp(-5 / 16.8);
    double down = 3 * Math.exp(-10 / 33.7) * (7e-3 + 2.3e-4 * Math.exp(-15 / 101.0));
    assertThat(dw).isCloseTo(up - down, within(ROUNDING));
  }

  @Test
  void shouldFollowTheTripletPostFirst() {
    // post, pre, post at 50, 60, 63
    double dw = triplet().play(new int[] {60}, new int[] {50, 63}, 100);
    double up = 2 * Math.exp(-3 / 16.8) * (7.5e-10 + 9.3e-3 * Math.exp(-13 / 125.0));
    double down = 3 * Math.exp(-10 / 33.7) * 7e-3;
    assertThat(dw).isCloseTo(up - down, within(ROUNDING));
  }

  @Test
  void shouldFollowThePairingProtocolOfSixtyPairsAtAnyRate() {
    for (int period : new int[] {1000, 100, 50, 25}) {
      int n = 60;
      int[] pre = new int[n];
      int[] post = new int[n];
      for (int k = 0; k < n; k++) {
        pre[k] = period * k;
        post[k] = period * k + 10;
      }
      double sum = 0;
      for (int k = 0; k < n; k++) {
        double r1 = decayed(pre, post[k], 16.8);
        double o2 = decayed(post, post[k], 125);
        double o1 = decayed(post, pre[k], 33.7);
        double r2 = decayed(pre, pre[k], 101);
        sum += 2 * r1 * (7.5e-10 + 9.3e-3 * o2) - 3 * o1 * (7e-3 + 2.3e-4 * r2);
      }
      double dw = triplet().play(pre, post, period * n);
      // 120 changes of at most 0.1, each rounded at the size of the weight
      assertThat(dw).as("period %d ms", period).isCloseTo(sum, within(2e-5));
    }
  }

  /** Change by sixty pairs of a period and lag [ms], with the amplitudes as published. */
  private static double sixtyPairs(int period, int lag) {
    int[] pre = new int[60];
    int[] post = new int[60];
    for (int k = 0; k < 60; k++) {
      pre[k] = period * k + 20;
      post[k] = pre[k] + lag;
    }
    return new Net(1, 1, p -> new TripletStdp(p, TripletStdp.Parameters.PFISTER_GERSTNER_2006))
        .play(pre, post, period * 60 + 40);
  }

  @Test
  void shouldShowTheFrequencyDependenceOfPairings() {
    // Visual cortex: at 0.1 Hz pre before post does nothing and post before pre depresses; the
    // faster the pairs, the more potentiation, until at 50 Hz both orders potentiate.
    assertThat(sixtyPairs(10_000, 10)).isCloseTo(0, within(1e-6));
    // 60 pairs of A2_- exp(-10/33.7), to which A3_- adds nothing after 10 s
    assertThat(sixtyPairs(10_000, -10)).isCloseTo(-60 * 7e-3 * Math.exp(-10 / 33.7), within(2e-5));
    double before = Double.NEGATIVE_INFINITY;
    for (int period : new int[] {10_000, 100, 50, 25, 20}) {
      double dw = sixtyPairs(period, 10);
      assertThat(dw).as("pre first, period %d ms", period).isGreaterThan(before);
      before = dw;
    }
    assertThat(sixtyPairs(100, -10)).isNegative();
    assertThat(sixtyPairs(20, 10)).isPositive();
    assertThat(sixtyPairs(20, -10)).isPositive();
  }

  @Test
  void shouldTurnFromDepressionToPotentiationAsThePostsynapticRateRises() {
    // Independent Poisson spikes, pre at 10 Hz; with traces as sums over steps of 1 ms:
    //   dw/step = y r1 (A2+ + A3+ o2) - x o1 (A2- + A3- r2),
    // r1 with the spikes of the step, the others without. It changes sign once, near 12.5 Hz.
    int signChanges = 0;
    double last = -1;
    for (int hz : new int[] {1, 4, 8, 20, 35, 60}) {
      double x = 0.010;
      double y = hz * 0.001;
      double up = y * x * (1 + upTo(16.8)) * (7.5e-10 + 9.3e-3 * y * upTo(125));
      double down = x * y * upTo(33.7) * (7e-3 + 2.3e-4 * x * upTo(101));
      double[] dw = poisson(x, y);
      double mean = 0;
      double square = 0;
      for (double d : dw) {
        mean += d / dw.length;
        square += d * d / dw.length;
      }
      double error = Math.sqrt((square - mean * mean) / dw.length);
      // Five standard errors over neurons, false alarm below 1e-5; the inputs are shared, their
      // 20,000 spikes are known to 0.7 %, of which both terms may be off by four.
      double tolerance = 5 * error + 0.03 * (up + down) * STEPS;
      assertThat(mean).as("post %d Hz", hz).isCloseTo((up - down) * STEPS, within(tolerance));
      signChanges += mean > 0 != last > 0 ? 1 : 0;
      last = mean;
      assertThat(mean > 0).as("post %d Hz", hz).isEqualTo(hz > 12.5);
    }
    assertThat(signChanges).isEqualTo(1);
  }

  /** Sum of a trace over the steps after its spike. */
  private static double upTo(double tau) {
    double a = Math.exp(-1 / tau);
    return a / (1 - a);
  }

  /**
   * Mean change over 100 inputs for each of 30 neurons. Learned with a hundredth of the amplitudes,
   * so that the weights stay too small to make the neurons fire.
   */
  private static double[] poisson(double x, double y) {
    int inputs = 100;
    int neurons = 30;
    Net net =
        new Net(
            inputs,
            neurons,
            p ->
                new TripletStdp(
                    p, TripletStdp.Parameters.PFISTER_GERSTNER_2006.scaled(0.01, 0.01)));
    RandomStream random = Seed.of(4).stream(Purpose.DATA, (int) (y * 1000));
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < inputs; i++) {
        if (random.nextBoolean(x)) {
          net.session.input(net.in).add(i);
        }
      }
      for (int j = 0; j < neurons; j++) {
        if (random.nextBoolean(y)) {
          net.session.input(net.teacher).add(j);
        }
      }
      net.session.step();
    }
    double[] dw = new double[neurons];
    for (int j = 0; j < neurons; j++) {
      for (int i = 0; i < inputs; i++) {
        dw[j] += net.session.synapses(net.plastic).weight(i, j) * 100.0 / inputs;
      }
    }
    return dw;
  }

  /** Sum over earlier spikes, the closed form of a trace just before time t. */
  private static double decayed(int[] spikes, int t, double tau) {
    double sum = 0;
    for (int s : spikes) {
      sum += s < t ? Math.exp((s - t) / tau) : 0;
    }
    return sum;
  }

  @Test
  void shouldAccessWholeColumnsAtPostsynapticSpikes() {
    Net net = new Net(7, 3, p -> new PairStdp(p, PAIR));
    net.play(new int[] {5, 20}, new int[] {2, 10}, 40);
    assertThat(net.rule().columnAccesses()).isEqualTo(2 * 7);
    assertThat(net.rule().rowAccesses()).isEqualTo(2); // one neuron of three has fired
    assertThat(net.session.ledger().of("rule0").get(CountKind.SYNAPSE_READ)).isEqualTo(2 * 7);
  }

  @Test
  void shouldLeaveAbsentSynapsesAlone() {
    WiringRule second = WiringRule.of(Wiring.where(2, 2, (i, j) -> i == 0 && j == 1));
    Net net = new Net(2, 2, second, p -> new PairStdp(p, PAIR));
    for (int t = 0; t < 4; t++) {
      if (t < 2) {
        net.session.input(net.in).add(t);
      } else {
        net.session.input(net.teacher).add(t - 2);
      }
      net.session.step();
    }
    // input 0 in step 0, neuron 1 in step 3
    assertThat((double) net.session.synapses(net.plastic).weight(0, 1))
        .isCloseTo(0.02 * Math.exp(-3 / 17.0), within(ROUNDING));
    assertThat(net.session.synapses(net.plastic).weight(1, 1)).isZero();
    assertThat(net.rule().columnAccesses()).isEqualTo(1);
    assertThat(net.rule().rowAccesses()).isZero();
  }

  @Test
  void shouldHoldTracesPerNeuronOnly() {
    MemoryReport two = new MemoryReport(new Net(7, 3, p -> new PairStdp(p, PAIR)).session);
    assertThat(two.learningBits()).isEqualTo(32 * (7 + 3));
    MemoryReport four = new MemoryReport(new Net(7, 3, p -> new TripletStdp(p, TRIPLET)).session);
    assertThat(four.learningBits()).isEqualTo(32 * 2 * (7 + 3));
  }

  @Test
  void shouldGoOnFromASnapshotToTheBit() {
    Net whole = triplet();
    whole.play(new int[] {5, 20}, new int[] {2, 10}, 30);
    Net resumed = triplet();
    Snapshot.capture(whole.session, Map.of()).restore(resumed.session, "test");
    double expected = whole.play(new int[] {3}, new int[] {1, 8}, 30);
    assertThat(resumed.play(new int[] {3}, new int[] {1, 8}, 30)).isEqualTo(expected);
  }

  @Test
  void shouldRefuseAmplitudesAndTimeConstantsOutOfBounds() {
    assertThatThrownBy(() -> new PairStdp.Parameters(-1, 0, Time.ms(1), Time.ms(1)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("A_+");
    assertThatThrownBy(() -> new TripletStdp.Term(0, Double.NaN, Time.ms(1), Time.ms(1)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("A2, A3");
  }
}
