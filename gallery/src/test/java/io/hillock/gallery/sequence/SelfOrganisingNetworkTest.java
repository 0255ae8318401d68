package io.hillock.gallery.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.gallery.sequence.NetworkSettings.Contacts;
import io.hillock.gallery.sequence.NetworkSettings.Homeostasis;
import io.hillock.gallery.sequence.NetworkSettings.Learning;
import io.hillock.gallery.sequence.NetworkSettings.Membrane;
import io.hillock.gallery.sequence.NetworkSettings.Shape;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfOrganisingNetworkTest {
  private static final NetworkSettings CHOSEN = NetworkSettings.chosen();
  private static final Homeostasis USUAL = new Homeostasis(50, 15, 1000, 0.02);

  private static SelfOrganisingNetwork open(NetworkSettings settings) {
    return new SelfOrganisingNetwork(settings, Seed.of(21), 0);
  }

  private static byte[] state(SelfOrganisingNetwork network) {
    return Snapshot.capture(network, Map.of()).toBytes();
  }

  private static void run(SelfOrganisingNetwork network, int fromMs, int toMs) {
    for (int t = fromMs; t < toMs; t++) {
      network.step(t / 20 % 6, true);
    }
  }

  @Test
  void shouldBeTheSameForTheSameSeedAndAnotherForAnother() {
    SelfOrganisingNetwork one = open(CHOSEN);
    SelfOrganisingNetwork same = open(CHOSEN);
    SelfOrganisingNetwork other = new SelfOrganisingNetwork(CHOSEN, Seed.of(21), 1);
    run(one, 0, 7000);
    run(same, 0, 7000);
    run(other, 0, 7000);
    assertThat(state(same)).isEqualTo(state(one));
    assertThat(state(other)).isNotEqualTo(state(one));
  }

  @Test
  void shouldGoOnFromASnapshotToTheBit() {
    SelfOrganisingNetwork through = open(CHOSEN);
    run(through, 0, 4321);
    Snapshot kept = Snapshot.fromBytes(state(through), "test");
    run(through, 4321, 12_000);
    SelfOrganisingNetwork resumed = open(CHOSEN);
    kept.restore(resumed, "test");
    run(resumed, 4321, 12_000);
    assertThat(state(resumed)).isEqualTo(state(through));
  }

  @Test
  void shouldAllocateNothingInAStep() {
    SelfOrganisingNetwork network = open(CHOSEN);
    run(network, 0, 20_000); // compiled by then
    var meter = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = meter.getCurrentThreadAllocatedBytes();
    run(network, 20_000, 40_000);
    // what the meter and the compiler leave on this thread; a byte in each step would be 20,000
    assertThat(meter.getCurrentThreadAllocatedBytes() - before).isLessThan(8192);
  }

  /** Neurons that hear nothing but input, all of them all the time. */
  private static NetworkSettings alone(Learning learning, double input) {
    return new NetworkSettings(
        new Shape(160, 0, 160, 0, 0, 0, 0),
        new Membrane(20, 10, 2, 0),
        new Contacts(0.7, input, 1, 0, 0),
        learning,
        CHOSEN.devices(),
        CHOSEN.weakSet());
  }

  @Test
  void shouldIntegrateAndFireAsByHand() {
    NetworkSettings settings =
        alone(new Learning(false, 0.5f, 0.1, false, USUAL), 0.3).withoutVariability();
    SelfOrganisingNetwork network = open(settings);
    double a = Math.exp(-1 / 20.0);
    double v = 0;
    int refractory = 0;
    for (int t = 0; t < 200; t++) {
      network.step(0, false);
      boolean fires = false;
      if (refractory > 0) {
        refractory--;
      } else {
        v = a * v + 0.3; // (1)
        if (v >= 1) { // (2)
          fires = true;
          v = 0;
          refractory = 2;
        }
      }
      assertThat(network.spikes()).as("step %d", t).isEqualTo(fires ? 160 : 0);
    }
  }

  @Test
  void shouldDeliverASpikeOneStepLaterAsByHand() {
    Membrane membrane = new Membrane(20, 10, 3, 0);
    NetworkSettings settings =
        new NetworkSettings(
                new Shape(2, 0, 1, 1, 1, 0, 0),
                membrane,
                new Contacts(0.55, 1.5, 1, 0, 0),
                new Learning(false, 0.5f, 0.1, false, USUAL),
                CHOSEN.devices(),
                CHOSEN.weakSet())
            .withoutVariability();
    SelfOrganisingNetwork network = open(settings);
    double a = Math.exp(-1 / 20.0);
    double[] v = new double[2];
    int[] refractory = new int[2];
    boolean[] fired = new boolean[2];
    int second = 0;
    for (int t = 0; t < 500; t++) {
      network.step(0, false);
      boolean[] fires = new boolean[2];
      for (int i = 0; i < 2; i++) {
        if (refractory[i] > 0) {
          refractory[i]--;
          continue;
        }
        v[i] = a * v[i] + (fired[1 - i] ? 0.55 : 0) + (i == 0 ? 1.5 : 0); // (1)
        if (v[i] >= 1) { // (2)
          fires[i] = true;
          v[i] = 0;
          refractory[i] = 3;
        }
      }
      int expected = (fires[0] ? 1 : 0) + (fires[1] ? 1 : 0);
      assertThat(network.spikes()).as("step %d", t).isEqualTo(expected);
      if (expected > 0) {
        assertThat(network.spike(0)).isEqualTo(fires[0] ? 0 : 1);
      }
      second += fires[1] ? 1 : 0;
      fired = fires;
    }
    assertThat(second).isGreaterThan(10); // the second neuron lives on the first alone
  }

  @Test
  void shouldNotFallBelowTheFloorByInhibition() {
    SelfOrganisingNetwork network = open(CHOSEN);
    double least = 0;
    for (int t = 0; t < 3000; t++) {
      network.step(t / 20 % 6, true);
      if (t % 50 == 0) {
        double[] v = values(Snapshot.capture(network, Map.of()), "v");
        least = Math.min(least, Arrays.stream(v).min().orElseThrow());
      }
    }
    assertThat(least).isNegative().isGreaterThanOrEqualTo(CHOSEN.membrane().floor());
  }

  @Test
  void shouldBringTheRatesOfNearlyAllNeuronsIntoTheBandByHomeostasisAlone() {
    NetworkSettings settings = alone(new Learning(false, 0.5f, 0.1, true, USUAL), 0.075);
    SelfOrganisingNetwork network = open(settings);
    double begin = inBand(network, 5000, false);
    inBand(network, 120_000, true);
    double end = inBand(network, 5000, false);
    assertThat(begin).isLessThan(0.7); // something was left to do
    assertThat(end).isGreaterThanOrEqualTo(0.95);
    Counts pulses = network.ledger().of("homeostasis");
    assertThat(pulses.get(CountKind.PROGRAMMING_PULSE)).isPositive();
    assertThat(pulses.writeEnergyJ()).isPositive();
  }

  private static double inBand(SelfOrganisingNetwork network, int ms, boolean learn) {
    int[] count = new int[160];
    for (int t = 0; t < ms; t++) {
      network.step(0, learn);
      for (int s = 0; s < network.spikes(); s++) {
        count[network.spike(s)]++;
      }
    }
    return Arrays.stream(count).filter(c -> USUAL.inBand(1000.0 * c / ms)).count() / 160.0;
  }

  /** Two neurons, 0 driven to fire every fourth step, 1 held below V_theta or kept near it. */
  private static Counts pairOf(float vTheta, double lowFraction, int ms) {
    double p = 0.02;
    NetworkSettings settings =
        new NetworkSettings(
            new Shape(2, 0, 1, 1, lowFraction, 0, 0),
            new Membrane(20, 10, 0, 0),
            new Contacts(1e-3, 1.5, 4, 0, 0), // a contact hardly moves the potential
            new Learning(true, vTheta, p, false, USUAL),
            CHOSEN.devices(),
            CHOSEN.weakSet());
    SelfOrganisingNetwork network = open(settings);
    for (int t = 0; t < ms; t++) {
      network.step(0, true);
    }
    return network.ledger().of("E to E cells");
  }

  @Test
  void shouldWriteOneSynapseAsABernoulliWalkOfMeanP() {
    int ms = 400_000;
    double p = 0.02;
    Counts down = pairOf(0.5f, 1, ms);
    // only neuron 0 fires, every fourth step, and its spikes meet V = 0 of neuron 1 < V_theta
    long spikes = down.get(CountKind.SYNAPSE_READ);
    assertThat(spikes).isBetween(ms / 4 - 1L, ms / 4L);
    double se = Math.sqrt(p * (1 - p) / spikes);
    assertThat((double) down.get(CountKind.PROGRAMMING_PULSE) / spikes)
        .isCloseTo(p, within(4 * se)); // four standard errors
  }

  @Test
  void shouldSetAtHighAndResetAtLowPotential() {
    Learning never = new Learning(true, 1, 0.5, false, USUAL);
    Learning always = new Learning(true, Float.MIN_VALUE, 0.5, false, USUAL);
    SelfOrganisingNetwork down = open(CHOSEN.withLearning(never).withLowFraction(1));
    run(down, 0, 2000);
    assertThat(down.lowFraction()).isLessThan(0.5);
    SelfOrganisingNetwork up = open(CHOSEN.withLearning(always).withLowFraction(0));
    run(up, 0, 2000);
    assertThat(up.lowFraction()).isGreaterThan(0.2);
  }

  @Test
  void shouldChangeNothingWhenFrozenOrSwitchedOff() {
    SelfOrganisingNetwork network = open(CHOSEN);
    double[] before = network.resistancesKOhm();
    double low = network.lowFraction();
    for (int t = 0; t < 6000; t++) {
      network.step(t / 20 % 6, false);
    }
    assertThat(network.resistancesKOhm()).isEqualTo(before);
    assertThat(network.lowFraction()).isEqualTo(low);
    Learning off = CHOSEN.learning().withoutHomeostasis().withoutPlasticity();
    SelfOrganisingNetwork still = open(CHOSEN.withLearning(off));
    run(still, 0, 6000);
    assertThat(still.ledger().total().get(CountKind.PROGRAMMING_PULSE)).isZero();
  }

  @Test
  void shouldKeepWhatItPermutes() {
    SelfOrganisingNetwork network = open(CHOSEN);
    Snapshot before = Snapshot.capture(network, Map.of());
    network.permute(Seed.of(4).stream(Purpose.WIRING));
    Snapshot after = Snapshot.capture(network, Map.of());
    for (String path : new String[] {"w", "a"}) {
      double[] was = values(before, path);
      double[] is = values(after, path);
      assertThat(is).isNotEqualTo(was);
      Arrays.sort(was);
      Arrays.sort(is);
      assertThat(is).isEqualTo(was);
    }
  }

  private static double[] values(Snapshot snapshot, String path) {
    Snapshot.Entry entry =
        snapshot.entries().stream().filter(e -> e.path().equals(path)).findFirst().orElseThrow();
    double[] values = new double[entry.length()];
    Arrays.setAll(values, entry::get);
    return values;
  }

  @Test
  void shouldRefuseNonsense() {
    assertThatThrownBy(() -> CHOSEN.withLowFraction(1.5))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("low = 1.5");
    assertThatThrownBy(() -> new Learning(true, 0.5f, 0, true, USUAL))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("p = 0.0");
  }
}
