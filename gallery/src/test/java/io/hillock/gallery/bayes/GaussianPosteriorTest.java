package io.hillock.gallery.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.rram.MetropolisSampler.Ratio;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.random.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussianPosteriorTest {
  private static final GaussianPosterior CORRECTED = new GaussianPosterior(0.1, Ratio.CORRECTED);
  private static final GaussianPosterior SIMPLE = new GaussianPosterior(0.1, Ratio.SIMPLE);

  @Test
  void shouldBalanceEveryPairOfStatesWithTheCorrectedRatioOnly() {
    assertThat(imbalance(CORRECTED)).isLessThan(1e-12); // rounding of double
    assertThat(imbalance(SIMPLE)).isGreaterThan(1e-5);
  }

  private static double imbalance(GaussianPosterior posterior) {
    double[] pi = GaussianPosterior.target(0);
    double[][] k = posterior.matrix();
    double worst = 0;
    for (int i = 0; i < pi.length; i++) {
      for (int j = 0; j < pi.length; j++) {
        worst = Math.max(worst, Math.abs(pi[i] * k[i][j] - pi[j] * k[j][i]));
      }
    }
    return worst;
  }

  @Test
  void shouldEndAtTheTargetWithTheCorrectedRatio() {
    double[] m = GaussianPosterior.moments(CORRECTED.stationary());
    // the grid ends 5 standard deviations from the mean
    assertThat(m[0]).isCloseTo(50, within(1e-3));
    assertThat(m[1]).isCloseTo(100, within(0.01));
  }

  @Test
  void shouldBeBiasedWithTheSimpleRatioAsAnIndependentComputationSays() {
    double[] spread = {0.05, 0.1, 0.2};
    double[] bias = {-0.424, -0.372, -0.265}; // in deviations, by a program in another language
    for (int k = 0; k < 3; k++) {
      double[] m =
          GaussianPosterior.moments(new GaussianPosterior(spread[k], Ratio.SIMPLE).stationary());
      assertThat((m[0] - 50) / 10).isCloseTo(bias[k], within(1e-3)); // its digits
      assertThat(m[1] / 100).isCloseTo(1.11, within(0.015)); // 1.121, 1.113, 1.106
    }
  }

  @Test
  void shouldApproachTheTargetOverTheSquareAsTheSpreadFalls() {
    double ten = distance(0.1);
    double five = distance(0.05);
    // first order in the spread: half the distance, up to the next order
    assertThat(five / ten).isBetween(0.4, 0.6);
  }

  /** Distance of the mean above 20 uS from that of p(g) / g^2, which diverges at 0. */
  private static double distance(double cv) {
    double found = above(new GaussianPosterior(cv, Ratio.SIMPLE).stationary());
    return found - above(GaussianPosterior.target(2));
  }

  private static double above(double[] pi) {
    double[] part = pi.clone();
    Arrays.fill(part, 0, 39, 0); // 0.5 to 19.5 uS
    double sum = Arrays.stream(part).sum();
    return GaussianPosterior.moments(part)[0] / sum;
  }

  @Test
  void shouldAgreeWithItsMatrixAsAChain() {
    Figures chain = SIMPLE.chain(Seed.of(21), Progress.SILENT).orElseThrow();
    double[] exact = GaussianPosterior.moments(SIMPLE.stationary());
    assertThat(chain.get("mean"))
        .isCloseTo(exact[0], within(3 * chain.get("standardError"))); // three standard errors
    assertThat(chain.get("variance")).isCloseTo(exact[1], within(0.05 * exact[1]));
  }
}
