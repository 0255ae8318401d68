package io.hillock.device.pcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.NonIdeality;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.Allocation;
import io.hillock.state.StateCopy;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Test;

/** The laws of a phase-change device. */
class PcmArrayTest {
  private static final int DRAWS = 100_000;
  private static final PcmParameters REAL = PcmPreset.GST_NANDAKUMAR2018.parameters();

  private static PcmArray array(PcmParameters p, int devices) {
    return new PcmArray(p, devices, Seed.of(21).stream(Purpose.DEVICE), 1e-3, d -> {});
  }

  private static PcmSynapses synapses(PcmParameters p, Wiring wiring, float w, long seed) {
    float[] all = new float[wiring.size()];
    java.util.Arrays.fill(all, w);
    return new PcmSubstrate(p, 1, Time.ms(1))
        .create(wiring, all, Seed.of(seed).stream(Purpose.DEVICE), new Counts());
  }

  @Test
  void shouldDriftWithTheSlopeOfItsExponent() {
    PcmArray a = array(REAL.withOnly(NonIdeality.DRIFT), 1);
    a.put(0, 5, new Counts());
    double first = a.g(0);
    long step = 0;
    for (long to : new long[] {9, 100, 10_000, 1_000_000, 100_000_000}) {
      a.pass(to - step);
      step = to;
      double slope = Math.log(a.g(0) / first) / Math.log((to * 1e-3 + 5e-4) / 5e-4);
      assertThat(slope).isCloseTo(-0.04, within(1e-9));
    }
  }

  /** Three standard errors: each of the four misses in 0.3 % of seeds. */
  @Test
  void shouldHaveTheMomentsOfPulseAndOfExponent() {
    // One pulse after RESET has mean 2 uS and sd 1.7 uS and would be clipped: the law is narrow
    // here.
    PcmParameters p = narrow(REAL);
    PcmArray a = array(p, DRAWS);
    double[] pulse = new double[DRAWS];
    double[] exponent = new double[DRAWS];
    Counts counts = new Counts();
    for (int d = 0; d < DRAWS; d++) {
      a.reset(d, counts);
    }
    a.pass(1000);
    for (int d = 0; d < DRAWS; d++) {
      exponent[d] = -Math.log(a.g(d) / a.programmedUS(d)) / Math.log((1 + 5e-4) / 38.6);
      a.set(d, counts);
      pulse[d] = a.programmedUS(d);
    }
    double memory = Math.exp(-1 / 2.6);
    requireMoments(exponent, 0.04, 0.004);
    requireMoments(pulse, 0.1 - 0.084 * 0.1 + 0.880 + 1.40 * memory, 0.0091 + 0.02 + 0.1 * memory);
  }

  private static PcmParameters narrow(PcmParameters p) {
    return new PcmParameters(
        "narrow",
        p.citation(),
        p.figures(),
        p.range(),
        new PcmParameters.SetPulse(2.6, -0.084, 0.880, 1.40, 0.091, 0.02, 0.1),
        0,
        p.drift(),
        p.read(),
        p.cost(),
        p.refreshAtUS(),
        p.mostPulses(),
        p.deviceCv(),
        p.wear(),
        p.wires(),
        p.active());
  }

  /** Three standard errors: each misses in 0.3 % of seeds. */
  @Test
  void shouldHaveTheMomentsOfReadNoise() {
    Wiring wiring = Wiring.where(1, DRAWS, (i, j) -> true);
    PcmSynapses s = synapses(REAL.withOnly(NonIdeality.READ_NOISE), wiring, 0.5f, 4);
    SpikeList spike = new SpikeList(1);
    spike.add(0);
    float[] y = new float[DRAWS];
    s.deliver(spike, y);
    double[] x = new double[DRAWS];
    for (int j = 0; j < DRAWS; j++) {
      x[j] = y[j];
    }
    double plus = 0.03 * (0.1 + 0.5 * 11.9) + 0.13;
    double minus = 0.03 * 0.1 + 0.13;
    requireMoments(x, 0.5, Math.hypot(plus, minus) / 11.9);
  }

  private static void requireMoments(double[] x, double mean, double sd) {
    double sum = 0;
    double squares = 0;
    for (double v : x) {
      sum += v - mean;
      squares += (v - mean) * (v - mean);
    }
    double n = x.length;
    assertThat(sum / n).isCloseTo(0, within(3 * sd / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(sd * sd, within(3 * sd * sd * Math.sqrt(2 / n)));
  }

  @Test
  void shouldFollowTheRecursionOfMeansPulseByPulse() {
    PcmArray a = array(REAL.withOnly(NonIdeality.QUANTISATION), 1);
    double g = 0.1;
    for (int n = 1; n <= 20; n++) {
      a.set(0, new Counts());
      g += -0.084 * g + 0.880 + 1.40 * Math.exp(-n / 2.6);
      assertThat(a.g(0)).isCloseTo(g, within(1e-12)); // roundings near 10
    }
  }

  @Test
  void shouldContinueBitForBitFromItsStateWithEverythingOn() {
    Wiring wiring = Wiring.where(6, 7, (i, j) -> true).withDelays(k -> k % 3);
    PcmSynapses straight = synapses(REAL, wiring, 0.3f, 1);
    drive(straight, 0, 40);
    StateCopy copy = StateCopy.of(straight);
    float[] expected = drive(straight, 40, 120);
    PcmSynapses resumed = synapses(REAL, wiring, -0.1f, 2);
    copy.restore(resumed);
    assertThat(drive(resumed, 40, 120)).isEqualTo(expected);
  }

  private static float[] drive(PcmSynapses s, int from, int to) {
    float[] y = new float[7];
    SpikeList spikes = new SpikeList(6);
    for (int t = from; t < to; t++) {
      spikes.clear();
      spikes.add(t % 6);
      s.deliver(spikes, y);
      s.propose(t % 6, t % 7, t % 2 == 0 ? 0.3f : -0.2f);
      s.settle();
    }
    return y;
  }

  @Test
  void shouldAllocateNothingWhenReadWithEverythingOn() {
    PcmSynapses s = synapses(REAL, Wiring.where(6, 7, (i, j) -> true), 0.3f, 1);
    SpikeList spikes = new SpikeList(6);
    spikes.add(2);
    float[] y = new float[7];
    long least =
        Allocation.least(() -> {
          for (int n = 0; n < 2000; n++) {
            s.deliver(spikes, y);
            s.settle();
          }
        });
    assertThat(least).isLessThan(Allocation.METER);
  }

  @Test
  void shouldRefreshAPairThatIsFullOnBothSidesAndKeepItsWeight() {
    Counts counts = new Counts();
    PcmSynapses s =
        new PcmSubstrate(REAL.withOnly(NonIdeality.QUANTISATION), 1, Time.ms(1))
            .create(
                Wiring.where(1, 1, (i, j) -> true),
                new float[1],
                Seed.of(5).stream(Purpose.DEVICE),
                counts);
    // A refresh is the one thing after the mapping that RESETs, at three times the energy of a SET.
    for (int n = 0; n < 60; n++) {
      s.propose(0, 0, n % 2 == 0 ? 0.15f : -0.15f);
      // A proposal is 0.15; each change is off by at most half of the first pulse, 0.077.
      assertThat(s.weight(0, 0)).isBetween(-0.4f, 0.4f);
    }
    double sets = 1e-11 * counts.get(CountKind.PROGRAMMING_PULSE);
    long resets = Math.round((counts.writeEnergyJ() - sets) / 2e-11);
    assertThat(resets).isPositive().isEven(); // both devices of the pair each time
  }
}
