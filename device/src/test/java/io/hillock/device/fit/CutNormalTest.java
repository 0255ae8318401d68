package io.hillock.device.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutNormalTest {
  private static final double LOW = 0.1;
  private static final double HIGH = 12;

  /** The law of X = clip(N(mu, s^2)) after a read y, by quadrature. */
  @ParameterizedTest
  @CsvSource({
    "1.9, 1.7, 0.12, 0.05",
    "1.9, 1.7, 0.9, 0.05",
    "-0.5, 0.6, 0.3, 0.1",
    "6, 1, 7.2, 0.3",
    "11.5, 1.2, 11.9, 0.2",
    "5, 4, 2, 3"
  })
  void shouldAgreeWithQuadrature(double mu, double s, double y, double noise) {
    CutNormal cut = new CutNormal(LOW, HIGH);
    double l = cut.read(mu, s * s, y, noise * noise);
    NormalDistribution prior = new NormalDistribution(mu, s);
    int n = 200_000;
    double sum = 0;
    double mean = 0;
    double square = 0;
    for (int k = 0; k < n + 2; k++) {
      double x = k == n ? LOW : k == n + 1 ? HIGH : LOW + (HIGH - LOW) * (k + 0.5) / n;
      double weight =
          k == n
              ? prior.cumulativeProbability(LOW)
              : k == n + 1
                  ? 1 - prior.cumulativeProbability(HIGH)
                  : prior.density(x) * (HIGH - LOW) / n;
      double w = weight * new NormalDistribution(x, noise).density(y);
      sum += w;
      mean += w * x;
      square += w * x * x;
    }
    mean /= sum;
    // the midpoint rule over cells of 6e-5 errs far below 1e-6
    assertThat(l).isCloseTo(StrictMath.log(sum), within(1e-6));
    assertThat(cut.mean()).isCloseTo(mean, within(1e-6));
    assertThat(cut.variance()).isCloseTo(square / sum - mean * mean, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"1.9, 1.7", "-3, 1", "6, 0.5", "12.5, 2", "0.1, 0"})
  void shouldHoldTheTailsAtTheEndsWithoutARead(double mu, double s) {
    CutNormal cut = new CutNormal(LOW, HIGH);
    cut.clip(mu, s * s);
    NormalDistribution unit = new NormalDistribution(0, 1);
    int n = 200_000;
    double mean = 0;
    double square = 0;
    for (int k = 0; k < n; k++) {
      double z = unit.inverseCumulativeProbability((k + 0.5) / n);
      double x = Math.clamp(mu + s * z, LOW, HIGH);
      mean += x / n;
      square += x * x / n;
    }
    assertThat(cut.mean()).isCloseTo(mean, within(1e-4)); // of 2e5 equal parts, tails the coarsest
    assertThat(cut.variance()).isCloseTo(square - mean * mean, within(2e-3));
  }
}
