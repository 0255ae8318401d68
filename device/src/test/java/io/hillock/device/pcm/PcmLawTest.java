package io.hillock.device.pcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.NonIdeality;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.Arrays;
import org.hipparchus.distribution.RealDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/**
 * Laws of programmed devices, each figure written out again from the preset. Seeds are fixed, so
 * nothing here fails by chance; a Kolmogorov-Smirnov bound of p &gt; 0.01 would reject a correct
 * model for 1 % of seeds, a bound of three standard errors for 0.3 %.
 */
class PcmLawTest {
  private static final int CELLS = 10_000;
  private static final int DRAWS = 100_000;
  private static final PcmParameters REAL = PcmPreset.GST_NANDAKUMAR2018.parameters();
  private final Counts counts = new Counts();

  private static PcmArray array(PcmParameters p, int devices) {
    return new PcmArray(p, devices, Seed.of(31).stream(Purpose.DEVICE), 1e-3, d -> {});
  }

  private double[] afterReset(int devices) {
    PcmArray a = array(REAL.withOnly(NonIdeality.HRS_SPREAD), devices);
    double[] g = new double[devices];
    for (int d = 0; d < devices; d++) {
      a.reset(d, counts);
      g[d] = a.programmedUS(d);
    }
    return g;
  }

  private double[] afterOnePulse(PcmParameters p, int devices) {
    PcmArray a = array(p, devices);
    double[] g = new double[devices];
    for (int d = 0; d < devices; d++) {
      a.reset(d, counts);
      a.set(d, counts);
      g[d] = a.programmedUS(d);
    }
    return g;
  }

  private double[] exponents(int devices) {
    PcmArray a = array(REAL.withOnly(NonIdeality.DRIFT, NonIdeality.DRIFT_SPREAD), devices);
    double[] nu = new double[devices];
    for (int d = 0; d < devices; d++) {
      a.reset(d, counts);
    }
    a.pass(1000);
    for (int d = 0; d < devices; d++) {
      nu[d] = -Math.log(a.g(d) / a.programmedUS(d)) / Math.log((1 + 5e-4) / 38.6);
    }
    return nu;
  }

  private static double[] reads(int devices) {
    Wiring wiring = Wiring.where(1, devices, (i, j) -> true);
    float[] w = new float[devices];
    Arrays.fill(w, 0.5f);
    PcmSynapses s =
        new PcmSubstrate(REAL.withOnly(NonIdeality.READ_NOISE), 1, Time.ms(1))
            .create(wiring, w, Seed.of(32).stream(Purpose.DEVICE), new Counts());
    SpikeList spike = new SpikeList(1);
    spike.add(0);
    float[] y = new float[devices];
    s.deliver(spike, y);
    double[] x = new double[devices];
    Arrays.setAll(x, j -> y[j]);
    return x;
  }

  private static void requireLaw(double[] x, RealDistribution law) {
    assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, x, false))
        .isGreaterThan(0.01);
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
  void shouldSpreadTheStateAfterResetAroundTheLeastConductance() {
    requireMoments(afterReset(DRAWS), 0.1, 0.01);
    requireLaw(afterReset(CELLS), new NormalDistribution(0.1, 0.01));
  }

  @Test
  void shouldDrawTheExponentOfDriftAtEveryReset() {
    requireMoments(exponents(DRAWS), 0.04, 0.004);
    requireLaw(exponents(CELLS), new NormalDistribution(0.04, 0.004));
  }

  @Test
  void shouldSeeEveryReadWithTheNoiseOfBothDevices() {
    double plus = 0.03 * (0.1 + 0.5 * 11.9) + 0.13;
    double minus = 0.03 * 0.1 + 0.13;
    double sd = Math.hypot(plus, minus) / 11.9;
    requireMoments(reads(DRAWS), 0.5, sd);
    requireLaw(reads(CELLS), new NormalDistribution(0.5, sd));
  }

  /** The first pulse as published, of which the lower tail ends at G_min. */
  @Test
  void shouldRaiseByOnePulseWithTheStatedLawAndClipItsLowerTail() {
    double p = Math.exp(-1 / 2.6);
    NormalDistribution law =
        new NormalDistribution(
            0.1 - 0.084 * 0.1 + 0.880 + 1.40 * p, 0.091 * 0.1 + 0.260 + 2.15 * p);
    double clipped = law.cumulativeProbability(0.1);
    double[] g = afterOnePulse(REAL.withOnly(NonIdeality.CYCLE_TO_CYCLE), CELLS);
    double[] above = Arrays.stream(g).filter(x -> x > 0.1).toArray();
    assertThat(Arrays.stream(g).min().orElseThrow()).isEqualTo(0.1);
    assertThat(1 - (double) above.length / CELLS)
        .isCloseTo(clipped, within(3 * Math.sqrt(clipped * (1 - clipped) / CELLS)));
    double[] uniform =
        Arrays.stream(above)
            .map(x -> (law.cumulativeProbability(x) - clipped) / (1 - clipped))
            .toArray();
    requireLaw(uniform, new UniformRealDistribution(0, 1));
  }

  /**
   * Without the clip, G' = (1 + a) G + k + (d G + s) xi with k = b + c P and s = e + f P gives the
   * recursion mean' = (1 + a) mean + k and var' = (1 + a)^2 var + (d mean + s)^2 + d^2 var. The law
   * is narrow here, so that six pulses keep five standard deviations away from both ends.
   */
  @Test
  void shouldFollowTheRecursionOfMeanAndSpreadOverPulses() {
    PcmArray a = array(narrow().withOnly(NonIdeality.CYCLE_TO_CYCLE), DRAWS);
    double[] g = new double[DRAWS];
    double mean = 0.1;
    double var = 0;
    for (int n = 1; n <= 6; n++) {
      double p = Math.exp(-n / 2.6);
      double spread = 0.05 * mean + 0.02 + 0.1 * p;
      var = (1 - 0.084) * (1 - 0.084) * var + spread * spread + 0.05 * 0.05 * var;
      mean = (1 - 0.084) * mean + 0.880 + 1.40 * p;
      for (int d = 0; d < DRAWS; d++) {
        a.set(d, counts);
        g[d] = a.programmedUS(d);
      }
      requireMoments(g, mean, Math.sqrt(var));
    }
  }

  static PcmParameters narrow() {
    return new PcmParameters(
        "narrow",
        REAL.citation(),
        REAL.figures(),
        REAL.range(),
        new PcmParameters.SetPulse(2.6, -0.084, 0.880, 1.40, 0.05, 0.02, 0.1),
        REAL.resetSigmaUS(),
        REAL.drift(),
        REAL.read(),
        REAL.cost(),
        REAL.refreshAtUS(),
        REAL.mostPulses(),
        REAL.deviceCv(),
        REAL.wear(),
        REAL.wires(),
        REAL.active());
  }

  /** A device multiplies every rise by a factor of its own, whose logarithm has sd 0.0998. */
  @Test
  void shouldGiveEveryDeviceItsOwnRise() {
    double[] g = afterOnePulse(REAL.withOnly(NonIdeality.DEVICE_TO_DEVICE), DRAWS);
    double rise = -0.084 * 0.1 + 0.880 + 1.40 * Math.exp(-1 / 2.6);
    double[] log = Arrays.stream(g).map(x -> Math.log((x - 0.1) / rise)).toArray();
    double sd = Math.sqrt(Math.log(1 + 0.1 * 0.1));
    requireMoments(log, 0, sd);
    requireLaw(Arrays.copyOf(log, CELLS), new NormalDistribution(0, sd));
  }

  @Test
  void shouldFindOneDeviceInAThousandStuck() {
    double[] g = afterOnePulse(REAL.withOnly(NonIdeality.STUCK_CELLS), DRAWS);
    double rise = -0.084 * 0.1 + 0.880 + 1.40 * Math.exp(-1 / 2.6);
    long stuck = Arrays.stream(g).filter(x -> Math.abs(x - 0.1 - rise) > 1e-9).count();
    double expected = 1e-3 * DRAWS;
    assertThat((double) stuck).isCloseTo(expected, within(3 * Math.sqrt(expected)));
  }

  @Test
  void shouldGiveAsManyPulsesAsTheControllerKnows() {
    PcmParameters p = REAL.withOnly(NonIdeality.QUANTISATION);
    Wiring wiring = Wiring.where(1, 1, (i, j) -> true);
    record Case(PulseCount pulses, double rise, int expected) {}
    Case[] cases = {
      new Case(new PulseCount.Nearest(), 0.8, 0), // the first pulse is 1.82 uS, half of it more
      new Case(new PulseCount.Nearest(), 3, 2), // after two pulses 3.2 uS
      new Case(new PulseCount.PerPulse(0.75), 0.7, 0),
      new Case(new PulseCount.PerPulse(0.75), 1.6, 2),
      new Case(new PulseCount.PerPulse(0.75), 3, 4),
      new Case(new PulseCount.One(), 0.01, 1),
      new Case(new PulseCount.One(), 9, 1)
    };
    for (Case c : cases) {
      Counts counted = new Counts();
      PcmSynapses s =
          new PcmSubstrate(p, 11.9, Time.ms(1), c.pulses()) // one unit of weight for each uS
              .create(wiring, new float[1], Seed.of(1).stream(Purpose.DEVICE), counted);
      s.propose(0, 0, (float) -c.rise());
      assertThat(counted.get(CountKind.PROGRAMMING_PULSE)).as("%s", c).isEqualTo(c.expected());
      assertThat(counted.get(CountKind.SYNAPSE_WRITE)).isEqualTo(c.expected() > 0 ? 1 : 0);
      double g = 0.1;
      for (int n = 1; n <= c.expected(); n++) {
        g += -0.084 * g + 0.880 + 1.40 * Math.exp(-n / 2.6);
      }
      assertThat((double) s.weight(0, 0)).isCloseTo(0.1 - g, within(1e-6)); // a float near 4
    }
  }
}
