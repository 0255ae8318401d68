package io.hillock.device.rram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.NonIdeality;
import io.hillock.device.rram.MetropolisSampler.Ratio;
import io.hillock.device.rram.MetropolisSampler.Sampling;
import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetropolisSamplerTest {
  private static final int STEPS = 400_000;
  private static final int BATCH = 1000; // some 50 correlation times of the chain

  private static RramParameters spreadOf(double cv) {
    RramParameters hfo2 = RramPreset.HFO2_1T1R.parameters();
    return hfo2.withSet(
            new SetLaw(1, 1, new SpreadLaw.Power(cv, 1), 0, new SetLaw.Compliance(20, 200, 0)))
        .withOnly(NonIdeality.CYCLE_TO_CYCLE);
  }

  private static MetropolisSampler onGaussian(Ratio ratio, Seed seed, Counts counts) {
    return new MetropolisSampler(
        new Sampling(spreadOf(0.1), 2, ratio),
        (g, ignored) -> -0.5 * (g[0] - 50) * (g[0] - 50) / 100,
        new double[] {50},
        seed,
        counts);
  }

  /** Mean, its Monte Carlo standard error by batch means, and variance about 50. */
  private record Moments(double mean, double standardError, double variance) {
    static Moments of(MetropolisSampler sampler) {
      double sum = 0;
      double squares = 0;
      double batchSquares = 0;
      int batches = STEPS / BATCH;
      for (int b = 0; b < batches; b++) {
        double batch = 0;
        for (int k = 0; k < BATCH; k++) {
          sampler.step();
          double x = sampler.presentUS(0) - 50;
          batch += x;
          squares += x * x;
        }
        sum += batch;
        batchSquares += batch * batch / BATCH / BATCH;
      }
      double mean = sum / STEPS;
      double ofBatches = (batchSquares - batches * mean * mean) / (batches - 1);
      return new Moments(
          50 + mean, StrictMath.sqrt(ofBatches / batches), squares / STEPS - mean * mean);
    }
  }

  @Test
  void shouldSampleAGaussianWithTheCorrectedRatio() {
    Moments m = Moments.of(onGaussian(Ratio.CORRECTED, Seed.of(1), new Counts()));
    // three Monte Carlo standard errors; 5 % are some four standard errors of the variance
    assertThat(m.mean()).isCloseTo(50, within(3 * m.standardError()));
    assertThat(m.standardError()).isLessThan(0.2);
    assertThat(m.variance()).isCloseTo(100, within(5.0));
  }

  @Test
  void shouldBeBiasedTowardsLowConductanceWithTheSimpleRatio() {
    Moments m = Moments.of(onGaussian(Ratio.SIMPLE, Seed.of(1), new Counts()));
    // first order in the spread: N(50, 10^2) / g^2, whose mode, -(g - 50)/100 = 2/g, is 45.6 uS
    assertThat(m.mean()).isLessThan(50 - 10 * m.standardError()).isGreaterThan(44);
  }

  @Test
  void shouldCountEveryPulseReadAndWrite() {
    Counts counts = new Counts();
    MetropolisSampler sampler = onGaussian(Ratio.CORRECTED, Seed.of(2), counts);
    for (int k = 0; k < 100; k++) {
      sampler.step();
    }
    // the start and 100 proposals, a RESET and a SET each
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isEqualTo(202);
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(101);
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isEqualTo(100);
    // a SET at about 50 uA: 1.2 V 50 uA 1 us = 60 pJ; a RESET of at most 100 uS: 225 pJ
    assertThat(counts.writeEnergyJ()).isBetween(101 * 24e-12, 101 * (120e-12 + 225e-12));
  }

  @Test
  void shouldGiveARejectedStepToTheWeightOfItsRow() {
    MetropolisSampler sampler =
        new MetropolisSampler(
            new Sampling(spreadOf(0.1), 64, Ratio.CORRECTED),
            (g, ignored) -> -0.5 * (g[0] - 50) * (g[0] - 50) / 100,
            new double[] {50},
            Seed.of(3),
            new Counts());
    while (sampler.accepted() < 60) {
      sampler.step();
    }
    long sum = 0;
    for (int r = 0; r < sampler.rows(); r++) {
      sum += sampler.weight(r);
    }
    assertThat(sum).isEqualTo(sampler.steps() + 1); // nothing was overwritten yet
    assertThat(sampler.steps()).isGreaterThan(sampler.accepted());
    assertThat(sampler.stored((int) sampler.accepted())).isEqualTo(sampler.present());
  }

  @Test
  void shouldGoOnFromASnapshotToTheBit() {
    MetropolisSampler one = onGaussian(Ratio.CORRECTED, Seed.of(4), new Counts());
    for (int k = 0; k < 100; k++) {
      one.step();
    }
    MetropolisSampler other = onGaussian(Ratio.CORRECTED, Seed.of(5), new Counts());
    Snapshot.capture(one, Map.of()).restore(other, "test");
    for (int k = 0; k < 100; k++) {
      assertThat(other.step()).isEqualTo(one.step());
      assertThat(other.presentUS(0)).isEqualTo(one.presentUS(0));
    }
  }

  @Test
  void shouldPassOverARowThatLostAsOftenAsPatienceSays() {
    double[] first = new double[1];
    boolean[] started = new boolean[1];
    MetropolisSampler sampler =
        new MetropolisSampler(
            new Sampling(spreadOf(0.1), 4, Ratio.CORRECTED, 3),
            (g, ignored) -> {
              if (!started[0]) {
                started[0] = true;
                first[0] = g[0];
              }
              return g[0] == first[0] ? 0 : Double.NEGATIVE_INFINITY; // nothing else is possible
            },
            new double[] {50},
            Seed.of(6),
            new Counts());
    double[][] before = new double[4][];
    int[] tried = new int[4];
    for (int k = 0; k < 18; k++) {
      for (int r = 0; r < 4; r++) {
        before[r] = sampler.stored(r);
      }
      assertThat(sampler.step()).isFalse();
      for (int r = 0; r < 4; r++) {
        tried[r] += before[r][0] == sampler.stored(r)[0] ? 0 : 1;
      }
      // three proposals in rows 1, 2 and 3 each, twice; never in the present row 0
      assertThat(tried[1 + k / 3 % 3]).isEqualTo(k / 9 * 3 + k % 3 + 1);
    }
    assertThat(tried).containsExactly(0, 6, 6, 6);
    assertThat(sampler.weight(0)).isEqualTo(19);
    assertThat(sampler.present()).containsExactly(first[0]);
  }

  @Test
  void shouldSampleAGaussianWhenCellsAreReadWithNoise() {
    RramParameters noisy =
        spreadOf(0.1).withOnly(NonIdeality.CYCLE_TO_CYCLE, NonIdeality.READ_NOISE);
    MetropolisSampler sampler =
        new MetropolisSampler(
            new Sampling(noisy, 2, Ratio.CORRECTED),
            (g, ignored) -> -0.5 * (g[0] - 50) * (g[0] - 50) / 100,
            new double[] {50},
            Seed.of(1),
            new Counts());
    Moments m = Moments.of(sampler);
    MetropolisSampler still = onGaussian(Ratio.CORRECTED, Seed.of(1), new Counts());
    // noise of 1 % beside a spread of 10 %: a hundredth of the variance of a proposal, so that what
    // it does to the law lies below a tenth of a deviation, 1 uS
    assertThat(m.mean()).isCloseTo(50, within(1.0));
    assertThat(m.variance()).isCloseTo(100, within(8.0));
    sampler.step();
    still.step();
    assertThat(sampler.presentUS(0)).isNotEqualTo(still.presentUS(0));
  }

  @Test
  void shouldRefuseCellsWithoutSpread() {
    RramParameters still = spreadOf(0.1).withOnly();
    assertThatThrownBy(() -> new Sampling(still, 2, Ratio.SIMPLE))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("cycle-to-cycle spread");
    assertThatThrownBy(() -> new Sampling(spreadOf(0.1), 1, Ratio.SIMPLE))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("rows");
    assertThatThrownBy(() -> new Sampling(spreadOf(0.1), 4, Ratio.SIMPLE, 0))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("patience");
  }
}
