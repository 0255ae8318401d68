package io.hillock.device.rram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.ConductanceRange;
import io.hillock.device.NonIdeality;
import io.hillock.device.crossbar.PairLaw;
import io.hillock.device.crossbar.PairRead;
import io.hillock.ledger.CountKind;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.Wiring;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** Reading a crossbar: sums, noise, normaliser, costs. */
class RramReadTest extends RramBench {
  @Test
  void shouldComputeTheMatrixProductOnTheIdealDevice() {
    for (PairRead mode : PairRead.values()) {
      for (Wiring wiring : new Wiring[] {dense(), sparse()}) {
        float[] w = weights(wiring, 1);
        RramSynapses s = create(RramPreset.IDEAL.parameters(), wiring, w, mode);
        double[] x = new double[PRE];
        for (int i = 0; i < PRE; i++) {
          x[i] = input.nextDouble(-2, 2);
        }
        double[] expected = new double[POST];
        double[] size = new double[POST];
        float[] spiked = new float[POST];
        for (int i = 0; i < PRE; i++) {
          for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
            expected[wiring.target(k)] += x[i] * w[k];
            size[wiring.target(k)] += Math.abs(x[i] * w[k]);
            spiked[wiring.target(k)] += w[k];
          }
        }
        double[] y = new double[POST];
        s.readExact(x, y);
        float[] current = new float[POST];
        s.deliver(all(PRE), current);
        for (int j = 0; j < POST; j++) {
          assertThat(y[j]).isCloseTo(expected[j], within(1e-12 * size[j]));
          // the float path: 23 float additions of numbers below 1
          assertThat(current[j]).isCloseTo(spiked[j], within(23 * 0x1.0p-22f));
        }
      }
    }
  }

  @Test
  void shouldNotDependOnACommonFactorBehindTheNormaliser() {
    PairLaw law = new PairLaw(new ConductanceRange(20, 200), 1, PairRead.NORMALISED);
    for (double factor : new double[] {0.25, 2, 8}) { // powers of two: exact
      assertThat(law.value(factor * 130, factor * 40)).isEqualTo(law.value(130, 40));
    }
    assertThat(law.value(200, 20)).isCloseTo(1, within(1e-15));
    assertThat(law.value(20, 200)).isCloseTo(-1, within(1e-15));
    assertThat(law.value(law.plusFor(0.3, 50), 50)).isCloseTo(0.3, within(1e-14));
    assertThat(law.value(90, law.minusFor(-0.3, 90))).isCloseTo(-0.3, within(1e-14));
  }

  /** One draw a column against one draw a cell, both against the law. p > 0.01: 1 % of seeds. */
  @Test
  void shouldDrawReadNoiseOfAColumnAsIfEveryCellWereNoisy() {
    RramParameters p = RramPreset.HFO2_1T1R.parameters().withOnly(NonIdeality.READ_NOISE);
    Wiring wiring = Wiring.where(PRE, 1, (i, j) -> true);
    RramSynapses s = create(p, wiring, weights(wiring, 1));
    double clean = 0;
    double variance = 0;
    double sw = 1 / 125.0;
    for (int k = 0; k < PRE; k++) {
      clean += sw * (s.plusUS(k) - s.minusUS(k));
      variance += sw * sw * 1e-4 * (Math.pow(s.plusUS(k), 2) + Math.pow(s.minusUS(k), 2));
    }
    int reads = 10_000;
    double[] column = new double[reads];
    double[] cells = new double[reads];
    for (int n = 0; n < reads; n++) {
      float[] y = new float[1];
      s.deliver(all(PRE), y);
      column[n] = y[0];
      for (int k = 0; k < PRE; k++) {
        double gp = s.plusUS(k) * (1 + 0.01 * input.nextGaussian());
        double gm = s.minusUS(k) * (1 + 0.01 * input.nextGaussian());
        cells[n] += sw * (gp - gm);
      }
    }
    NormalDistribution law = new NormalDistribution(clean, Math.sqrt(variance));
    KolmogorovSmirnovTest ks = new KolmogorovSmirnovTest();
    assertThat(ks.kolmogorovSmirnovTest(law, column, false)).isGreaterThan(0.01);
    assertThat(ks.kolmogorovSmirnovTest(law, cells, false)).isGreaterThan(0.01);
    // the stored value is untouched
    double[] y = new double[1];
    double[] ones = new double[PRE];
    Arrays.fill(ones, 1);
    s.readExact(ones, y);
    assertThat(y[0]).isCloseTo(clean, within(1e-12));
  }

  @Test
  void shouldCountReadsAndTheirEnergyAndTheMappingApart() {
    RramParameters p = RramPreset.IDEAL.parameters();
    Wiring one = Wiring.where(2, 2, (i, j) -> true);
    RramSynapses s = create(p, one, new float[] {0.5f, -0.5f, 0, 1});
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isZero();
    assertThat(counts.writeEnergyJ()).isZero();
    assertThat(s.mapping().get(CountKind.PROGRAMMING_PULSE)).isEqualTo(16); // RESET + SET each
    assertThat(s.mapping().writeEnergyJ()).isPositive();
    assertThat(s.unverified()).isZero();
    float[] y = new float[2];
    s.deliver(all(2), y);
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isEqualTo(4);
    double total = 8 + 50 + 50 + 100; // eight bases of 1 uS, three raised devices
    assertThat(counts.readEnergyJ()).isCloseTo(0.04 * total * 100 * 1e-15, within(1e-24));
    s.read(new float[] {2, 0}, y);
    assertThat(counts.get(CountKind.MULTIPLY_ACCUMULATE)).isEqualTo(2);
    double more = 4 * (4 + 100);
    assertThat(counts.readEnergyJ()).isCloseTo(4e-15 * (total + more), within(1e-24));
  }

  @Test
  void shouldReadTransposed() {
    Wiring wiring = sparse();
    RramSynapses s = create(RramPreset.IDEAL.parameters(), wiring, weights(wiring, 1));
    float[] y = new float[POST];
    for (int j = 0; j < POST; j++) {
      y[j] = j % 3 - 1;
    }
    float[] x = new float[PRE];
    s.readTransposed(y, x);
    for (int i = 0; i < PRE; i++) {
      float sum = 0;
      for (int j = 0; j < POST; j++) {
        sum += s.weight(i, j) * y[j];
      }
      assertThat(x[i]).isCloseTo(sum, within(1e-5f));
    }
  }

  @Test
  void shouldDrawTheNoiseOfDelayedCurrentsWithTheVarianceOfTheirReads() {
    RramParameters noisy = RramPreset.HFO2_1T1R.parameters().withOnly(NonIdeality.READ_NOISE);
    int n = 2000;
    Wiring at = Wiring.where(2, n, (i, j) -> true);
    // Row 0 comes a step earlier and waits a step longer, so that both arrive together.
    Wiring wiring = at.withDelays(k -> k < n ? 2 : 1);
    float[] w = weights(wiring, 0.8);
    RramSynapses s = create(noisy, wiring, w);
    float[] expected = new float[n];
    create(noisy, at, w).deliver(all(2), expected);
    SpikeList spike = new SpikeList(2);
    float[] arrived = new float[n];
    for (int t = 0; t < 3; t++) {
      spike.clear();
      if (t < 2) {
        spike.add(t);
      }
      s.deliver(spike, arrived);
      assertThat(s.pending()).isEqualTo(t < 2);
    }
    double[] together = new double[n];
    double[] delayed = new double[n];
    for (int j = 0; j < n; j++) {
      float exact = s.weight(0, j) + s.weight(1, j);
      together[j] = expected[j] - exact;
      delayed[j] = arrived[j] - exact;
    }
    // Same law: the test rejects true hypotheses in 0.1 % of seeds.
    assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(together, delayed))
        .isGreaterThan(1e-3);
    assertThat(Arrays.stream(delayed).map(Math::abs).max().orElse(0)).isGreaterThan(1e-3);
  }

  @Test
  void shouldPropagateReadNoiseThroughTheNormaliserToFirstOrder() {
    PairLaw law = new PairLaw(new ConductanceRange(25, 150), 1, PairRead.NORMALISED);
    double p = 120;
    double m = 40;
    double h = 1e-4; // central difference: error of order h^2 = 1e-8 against slopes of 1e-2
    double dp = (law.value(p + h, m) - law.value(p - h, m)) / (2 * h);
    double dm = (law.value(p, m + h) - law.value(p, m - h)) / (2 * h);
    double expected = dp * dp * 1.7 + dm * dm * 0.4;
    assertThat(law.variance(p, m, 1.7, 0.4)).isCloseTo(expected, within(1e-6 * expected));
  }
}
