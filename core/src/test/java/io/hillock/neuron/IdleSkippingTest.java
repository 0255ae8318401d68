package io.hillock.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.internal.simd.Kernels;
import io.hillock.ledger.CountKind;
import io.hillock.network.Network;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Session;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateCopy;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Skipping silence must not skip a spike, whatever the parameters. Before each silent stretch the
 * skipping neurons are copied; the copy is stepped through, and is the truth.
 */
class IdleSkippingTest {
  private static final int N = 5;

  /** A relative error of one rounding in every step, and one for the power and its product each. */
  private static double bound(double value, long steps) {
    return Math.max((steps + 2) * 0x1.0p-24 * Math.abs(value), 1e-37); // below it: subnormal
  }

  private static double logUniform(RandomStream random, double low, double high) {
    return low * StrictMath.pow(high / low, random.nextDouble());
  }

  private static AlifParameters draw(RandomStream random) {
    double vTh = logUniform(random, 0.1, 3);
    LifParameters p =
        new LifParameters(
            Time.ms(logUniform(random, 0.5, 2000)),
            vTh,
            ResetMode.values()[random.nextInt(ResetMode.values().length)],
            random.nextDouble(-2, 0.99 * vTh),
            Time.ms(random.nextInt(6)),
            InputScaling.UNIT);
    boolean holds = p.reset() != ResetMode.NONE && p.reset() != ResetMode.SUBTRACT_AFTER_DECAY;
    if (holds && random.nextBoolean(0.5)) {
      p = p.withRefractoriness(Refractoriness.HOLD);
    }
    return new AlifParameters(p, Time.ms(logUniform(random, 1, 5000)), random.nextDouble(0, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldNeverSkipASpikeOfAnAdaptiveNeuron(int seed) {
    RandomStream random = Seed.of(seed).stream(Purpose.DATA);
    long spikesInSilence = 0;
    long skippedSteps = 0;
    for (int draw = 0; draw < 40; draw++) {
      AlifParameters p = draw(random);
      Time dt = Time.ms(random.nextBoolean(0.5) ? 1 : 0.125);
      int plain = random.nextInt(N);
      AlifNeurons skipping = new AlifNeurons(p, plain, N, dt, Kernels.best());
      AlifNeurons stepping = new AlifNeurons(p, plain, N, dt, Kernels.best());
      SpikeList a = new SpikeList(N);
      SpikeList b = new SpikeList(N);
      for (int stretch = 0; stretch < 20; stretch++) {
        for (int t = random.nextInt(20); t >= 0; t--) {
          for (int i = 0; i < N; i++) {
            skipping.current()[i] = (float) (p.lif().vTh() * random.nextDouble(-1, 1.5));
          }
          skipping.step(a);
        }
        StateCopy.of(skipping).restore(stepping);
        int gap = 1 + random.nextInt(600);
        int left = gap;
        while (left > 0 && !skipping.silentWithoutInput()) {
          skipping.step(a);
          stepping.step(b);
          assertThat(b.size()).as("%s", p).isEqualTo(a.size());
          assertThat(stepping.v()).isEqualTo(skipping.v()); // not skipped: equal to the bit
          spikesInSilence += a.size();
          left--;
        }
        if (left > 0) {
          skipping.skip(left);
          skippedSteps += left;
        }
        for (int t = 0; t < left; t++) {
          stepping.step(b);
          assertThat(b.isEmpty()).as("%s skipped %s of %s", p, t, left).isTrue();
        }
        for (int i = 0; i < N; i++) {
          double v = stepping.v()[i];
          assertThat((double) skipping.v()[i]).isCloseTo(v, within(bound(v, left)));
        }
        requireSameThresholds(skipping, stepping, p, gap);
      }
    }
    assertThat(spikesInSilence).isPositive(); // else the stretches show nothing
    assertThat(skippedSteps).isGreaterThan(10_000);
  }

  /** Thresholds are those of the next step, so copies of both make one. */
  private static void requireSameThresholds(
      AlifNeurons skipping, AlifNeurons stepping, AlifParameters p, int gap) {
    StateCopy now = StateCopy.of(skipping);
    SpikeList spiked = new SpikeList(N);
    skipping.step(spiked);
    stepping.step(spiked);
    for (int i = 0; i < N; i++) {
      double raise = stepping.thresholds()[i] - p.lif().vTh();
      double sum = stepping.thresholds()[i] * 0x1.0p-23; // rounding of the sum, each
      assertThat((double) skipping.thresholds()[i])
          .isCloseTo(stepping.thresholds()[i], within(bound(raise + sum, gap + 1) + sum));
    }
    now.restore(skipping);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void shouldNeverSkipASpikeOfARecurrentSessionWithDelays(int seed) {
    RandomStream random = Seed.of(seed).stream(Purpose.DATA);
    long idle = 0;
    long late = 0;
    for (int draw = 0; draw < 10; draw++) {
      NetworkBuilder net = new NetworkBuilder(Time.ms(1));
      Population in = net.input("in", 3);
      final Population hidden = net.neurons("hidden", 12, Alif.of(draw(random)));
      WiringRule far =
          (pre, post, r) -> WiringRule.random(0.4).draw(pre, post, r).withDelays(k -> k % 9);
      net.connect(in, hidden, far, WeightInit.normal(0, 1), IdealSubstrate.UNBOUNDED);
      net.connect(hidden, hidden, far, WeightInit.normal(0, 0.4), IdealSubstrate.UNBOUNDED);
      Network network = net.build();
      Session skipping = network.open(Seed.of(seed));
      Session stepping = network.open(Seed.of(seed));
      for (int stretch = 0; stretch < 20; stretch++) {
        for (int i = 0; i < 3; i++) {
          if (random.nextBoolean(0.7)) {
            skipping.input(in).add(i);
          }
        }
        skipping.step();
        Snapshot.capture(skipping, Map.of()).restore(stepping, "copy");
        int gap = 1 + random.nextInt(120);
        final long before = skipping.ledger().total().get(CountKind.SPIKE);
        skipping.advance(gap);
        for (int t = 0; t < gap; t++) {
          stepping.step();
        }
        long spikes = skipping.ledger().total().get(CountKind.SPIKE);
        assertThat(stepping.ledger().total().get(CountKind.SPIKE)).isEqualTo(spikes);
        assertThat(stepping.now()).isEqualTo(skipping.now());
        late += spikes - before;
        for (int i = 0; i < 12; i++) {
          double v = stepping.neurons(hidden).v()[i];
          assertThat((double) skipping.neurons(hidden).v()[i]).isCloseTo(v, within(bound(v, gap)));
        }
      }
      idle += skipping.ledger().total().get(CountKind.IDLE_STEP);
    }
    assertThat(late).isPositive();
    assertThat(idle).isGreaterThan(1000);
  }
}
