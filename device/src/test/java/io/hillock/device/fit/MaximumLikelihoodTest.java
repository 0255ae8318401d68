package io.hillock.device.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.fit.MaximumLikelihood.Interval;
import io.hillock.device.fit.MaximumLikelihood.Parameter;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.List;
import org.hipparchus.distribution.continuous.FDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.junit.jupiter.api.Test;

class MaximumLikelihoodTest {
  private static double[] normals(int n) {
    RandomStream random = Seed.of(5).stream(Purpose.DATA);
    double[] x = new double[n];
    for (int k = 0; k < n; k++) {
      x[k] = 3 + 2 * random.nextGaussian();
    }
    return x;
  }

  private static MaximumLikelihood normal(double... x) {
    return new MaximumLikelihood(
        p -> {
          double sum = 0;
          for (double v : x) {
            sum -= StrictMath.log(p[1]) + 0.5 * (v - p[0]) * (v - p[0]) / (p[1] * p[1]);
          }
          return sum;
        },
        List.of(new Parameter(0, -100, 100, 0.3), new Parameter(10, 1e-3, 100, 0.3)));
  }

  @Test
  void shouldFindTheMeanAndTheSpreadOfANormalLaw() {
    double[] x = normals(40);
    double mean = 0;
    for (double v : x) {
      mean += v / x.length;
    }
    double variance = 0;
    for (double v : x) {
      variance += (v - mean) * (v - mean) / x.length;
    }
    double[] found = normal(x).optimum().x();
    // a search ends within 1e-6 of the log-likelihood, 1.4e-3 standard errors
    assertThat(found[0]).isCloseTo(mean, within(2e-3 * 2 / StrictMath.sqrt(40)));
    assertThat(found[1]).isCloseTo(StrictMath.sqrt(variance), within(2e-3 * 2 / 9));
  }

  @Test
  void shouldGiveTheProfileIntervalOfAMeanInItsClosedForm() {
    double[] x = normals(12);
    MaximumLikelihood ml = normal(x);
    double q = new TDistribution(11).inverseCumulativeProbability(0.975);
    Interval i = ml.intervals(q, q)[0];
    double sd = ml.optimum().x()[1];
    // 2 (l_max - l_p) = n ln(1 + d^2/s^2) = q^2
    double d = sd * StrictMath.sqrt(StrictMath.expm1(q * q / 12));
    double mean = ml.optimum().x()[0];
    assertThat(i.high() - mean).isCloseTo(d, within(0.01 * d)); // ends are found to 0.01 of q
    assertThat(mean - i.low()).isCloseTo(d, within(0.01 * d));
    assertThat(new FDistribution(1, 11).inverseCumulativeProbability(0.95))
        .as("the square of the quantile")
        .isCloseTo(q * q, within(1e-6));
  }

  @Test
  void shouldGiveTheProfileIntervalOfASpreadInItsClosedForm() {
    double[] x = normals(25);
    MaximumLikelihood ml = normal(x);
    Interval i = ml.intervals(1.96, 1.96)[1];
    double s = ml.optimum().x()[1];
    for (double end : new double[] {i.low(), i.high()}) {
      // 2 (l_max - l_p(sigma)) = n (2 ln(sigma/s) + s^2/sigma^2 - 1)
      double r = s / end;
      double twice = 25 * (-2 * StrictMath.log(r) + r * r - 1);
      assertThat(StrictMath.sqrt(twice)).isCloseTo(1.96, within(0.012));
    }
    assertThat(i.low()).isLessThan(s);
    assertThat(i.high()).isGreaterThan(s);
  }

  @Test
  void shouldStopAtTheBoundOfAParameter() {
    double[] x = {0.1, -0.3, 0.2, 0.05};
    MaximumLikelihood ml =
        new MaximumLikelihood(
            p -> {
              double sum = 0;
              for (double v : x) { // known noise of 1, spread p beside it: there is none to see
                double s2 = 1 + p[0] * p[0];
                sum -= 0.5 * (StrictMath.log(s2) + v * v / s2);
              }
              return sum;
            },
            List.of(new Parameter(0.5, 0, 50, 0.3)));
    assertThat(ml.optimum().x()[0]).isCloseTo(0, within(1e-3));
    Interval i = ml.intervals(1.96)[0];
    assertThat(i.low()).isZero();
    assertThat(i.high()).isBetween(0.5, 3.0);
  }

  @Test
  void shouldFollowACurvedRidge() {
    MaximumLikelihood ml =
        new MaximumLikelihood(
            p -> {
              double a = p[0] - 1;
              double b = p[1] - p[0] * p[0];
              return -0.5 * (a * a + 100 * b * b);
            },
            List.of(new Parameter(-1.2, -10, 10, 0.5), new Parameter(1, -10, 10, 0.5)));
    assertThat(ml.optimum().x()[0]).isCloseTo(1, within(2e-3));
    Interval[] i = ml.intervals(1, 1);
    assertThat(i[0].low()).isCloseTo(0, within(0.02)); // l_p(x) = -(x - 1)^2 / 2
    assertThat(i[0].high()).isCloseTo(2, within(0.02));
  }

  @Test
  void shouldLiveBesideImpossibleParameters() {
    MaximumLikelihood ml =
        new MaximumLikelihood(
            p -> p[0] > 2 ? Double.NaN : -0.5 * p[0] * p[0],
            List.of(new Parameter(1.9, -10, 10, 1)));
    assertThat(ml.optimum().x()[0]).isCloseTo(0, within(2e-3));
    Interval i = ml.intervals(3)[0];
    assertThat(i.low()).isCloseTo(-3, within(0.03));
    assertThat(i.high()).isCloseTo(2, within(0.01)); // the edge of what is possible
  }
}
