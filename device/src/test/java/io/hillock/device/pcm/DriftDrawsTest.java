package io.hillock.device.pcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.Figure;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.unit.Time;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a RESET draws, at 10^5 draws. Seeds are fixed, so nothing here fails by chance; a bound of
 * three standard errors fails for 0.3 % of seeds, a Kolmogorov-Smirnov test at 0.01 for 1 %.
 */
class DriftDrawsTest {
  private static final int DRAWS = 100_000;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  private static DriftTraces written(DriftParameters p, long seed) {
    DriftTraces t =
        new DriftTrace(p, DriftReadout.single(new DriftReadout.Baseline.None()))
            .create(DRAWS, Time.ms(1), Seed.of(seed).stream(Purpose.DEVICE), new Counts());
    for (int k = 0; k < DRAWS; k++) {
      t.mark(k);
    }
    return t;
  }

  private static double[] exponents(DriftTraces t) {
    double[] nu = new double[DRAWS];
    Arrays.setAll(nu, t::nu);
    return nu;
  }

  private static double[] logStarts(DriftTraces t) {
    double[] x = new double[DRAWS];
    Arrays.setAll(x, k -> Math.log(t.conductanceUS(k)));
    return x;
  }

  private static void requireNormal(double[] x, double mean, double sd) {
    double sum = 0;
    double squares = 0;
    for (double v : x) {
      sum += v - mean;
      squares += (v - mean) * (v - mean);
    }
    assertThat(sum / DRAWS).isCloseTo(0, within(3 * sd / Math.sqrt(DRAWS)));
    assertThat(squares / DRAWS).isCloseTo(sd * sd, within(3 * sd * sd * Math.sqrt(2.0 / DRAWS)));
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new NormalDistribution(mean, sd), x, false);
    assertThat(p).isGreaterThan(0.01);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.5", "1"})
  void shouldDrawExponentsAndStartsByTheirLaws(double deviceShare) {
    DriftParameters p =
        DriftPreset.EPCM_300K
            .parameters()
            .withExponent(new DriftExponent.Normal(0.09, 0.1, deviceShare));
    DriftTraces t = written(p, 21);
    requireNormal(exponents(t), 0.09, 0.009);
    requireNormal(logStarts(t), Math.log(0.1), 0.1);
  }

  /** Two pulses of a device agree by the share of the device; 3 SE of a correlation. */
  @ParameterizedTest
  @CsvSource({"0", "0.5", "0.8"})
  void shouldKeepTheShareOfTheDeviceFromPulseToPulse(double share) {
    DriftParameters p =
        DriftPreset.EPCM_300K.parameters().withExponent(new DriftExponent.Normal(0.09, 0.1, share));
    DriftTraces t = written(p, 22);
    double[] first = exponents(t);
    double[] firstStart = logStarts(t);
    for (int k = 0; k < DRAWS; k++) {
      t.mark(k);
    }
    double se = (1 - share * share) / Math.sqrt(DRAWS);
    assertThat(correlation(first, exponents(t))).isCloseTo(share, within(3 * se));
    assertThat(correlation(firstStart, logStarts(t))).isCloseTo(share, within(3 * se));
    double independent = 1 / Math.sqrt(DRAWS);
    assertThat(correlation(first, firstStart)).isCloseTo(0, within(3 * independent));
  }

  private static double correlation(double[] x, double[] y) {
    double mx = Arrays.stream(x).average().orElseThrow();
    double my = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int k = 0; k < x.length; k++) {
      xy += (x[k] - mx) * (y[k] - my);
      xx += (x[k] - mx) * (x[k] - mx);
      yy += (y[k] - my) * (y[k] - my);
    }
    return xy / Math.sqrt(xx * yy);
  }

  /** A spread of 45 % puts Phi(-1/0.45) = 1.3 % of the draws at zero; the others are normal. */
  @Test
  void shouldClipNegativeExponentsAtZero() {
    DriftParameters p =
        DriftPreset.EPCM_300K.parameters().withExponent(new DriftExponent.Normal(0.09, 0.45, 0.5));
    double[] nu = exponents(written(p, 23));
    double atZero = NORMAL.cumulativeProbability(-1 / 0.45);
    double[] positive = Arrays.stream(nu).filter(v -> v > 0).toArray();
    assertThat(1 - (double) positive.length / DRAWS)
        .isCloseTo(atZero, within(3 * Math.sqrt(atZero * (1 - atZero) / DRAWS)));
    double[] u =
        Arrays.stream(positive)
            .map(v ->
                (NORMAL.cumulativeProbability((v - 0.09) / (0.45 * 0.09)) - atZero) / (1 - atZero))
            .toArray();
    requireUniform(u);
  }

  /** |N(0.1, 0.045^2)|, as published. */
  @Test
  void shouldMirrorNegativeExponentsOfThePublishedFit() {
    double[] nu = exponents(written(DriftPreset.GST_IBM_RESET.parameters(), 24));
    double[] u =
        Arrays.stream(nu)
            .map(v ->
                NORMAL.cumulativeProbability((v - 0.1) / 0.045)
                    - NORMAL.cumulativeProbability((-v - 0.1) / 0.045))
            .toArray();
    requireUniform(u);
  }

  private static void requireUniform(double[] u) {
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), u, false);
    assertThat(p).isGreaterThan(0.01);
  }

  /** As the lines and bounds of the fit give it by hand; three digits. */
  @ParameterizedTest
  @CsvSource({
    "0.004, 0.1000, 0.0450",
    "0.02, 0.0850, 0.0430",
    "0.1, 0.0601, 0.0229",
    "0.3, 0.0490, 0.0092",
    "1, 0.0490, 0.0080"
  })
  void shouldFollowThePublishedFitOverConductance(double r, double mean, double sigma) {
    DriftExponent law = new DriftExponent.OfConductance(25, 0.5);
    assertThat(law.mean(25 * r)).isCloseTo(mean, within(1e-4));
    assertThat(law.sigma(25 * r)).isCloseTo(sigma, within(1e-4));
  }

  @Test
  void shouldNameUnitAndSourceOfEveryFigure() {
    for (DriftPreset preset : DriftPreset.values()) {
      DriftParameters p = preset.parameters();
      assertThat(p.name()).isEqualTo(preset.id());
      assertThat(p.figures()).isNotEmpty().allMatch(f -> !f.source().isBlank());
      assertThat(p.figures()).extracting(Figure::symbol).doesNotHaveDuplicates();
    }
    assertThat(DriftPreset.EPCM_300K.parameters().meanNu()).isEqualTo(0.09);
    assertThat(DriftPreset.epcm(300).meanNu()).isCloseTo(0.09, within(1e-15));
    assertThat(DriftPreset.epcm(77).meanNu()).isCloseTo(0.041, within(1e-15));
    assertThat(DriftPreset.epcm(188.5).meanNu()).isCloseTo(0.0655, within(1e-15)); // half way
    assertThat(DriftPreset.epcm(44.5).meanNu()).isCloseTo(0.043, within(1e-15));
  }

  @Test
  void shouldSizeTheStorageOfATrace() {
    // 100 fA for 10 s at 0.5 V: 2 pF, 400 um^2 at 5 fF/um^2, 0.5 pJ
    assertThat(TraceStorage.capacitorUm2(10, 100)).isCloseTo(400, within(1e-9));
    assertThat(TraceStorage.capacitorJ(10, 100)).isCloseTo(0.5e-12, within(1e-24));
    assertThat(TraceStorage.wordUm2(8)).isCloseTo(0.96, within(1e-12));
    assertThat(TraceStorage.cellsUm2(4)).isCloseTo(0.16, within(1e-12));
    assertThat(TraceStorage.publishedReduction().value()).isEqualTo(10);
    assertThat(TraceStorage.figures()).allMatch(f -> !f.source().isBlank());
  }
}
