package io.hillock.gallery.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.gallery.Figures;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final double ROUNDING = 1e-12; // sums of at most some hundred terms

  private static Figures split(double[] p, double... y) {
    assertThat(p).hasSameSizeAs(y);
    return new Figures().put("p", p).put("y", y);
  }

  /** Ten equal predictions of which some come true. */
  private static Figures ten(double prediction, int positive) {
    double[] p = new double[10];
    double[] y = new double[10];
    Arrays.fill(p, prediction);
    Arrays.fill(y, 0, positive, 1);
    return split(p, y);
  }

  @Test
  void shouldWeighTheGapOfEveryBinByItsPredictions() {
    Calibration c =
        new Calibration(List.of(ten(0.25, 3), ten(0.95, 6), ten(0.55, 5), ten(0.55, 6)));
    // (10 |0.3 - 0.25| + 10 |0.6 - 0.95| + 20 |0.55 - 0.55|) / 40
    assertThat(c.error()).isCloseTo(0.1, within(ROUNDING));
  }

  @Test
  void shouldHaveNoErrorWherePredictionsComeTrueAsOftenAsTheySay() {
    assertThat(new Calibration(List.of(ten(0.5, 5), ten(0.2, 2), ten(0.9, 9))).error())
        .isCloseTo(0, within(ROUNDING));
    assertThat(new Calibration(List.of(ten(1, 10), ten(0, 0))).error()).isZero();
  }

  @Test
  void shouldHaveTheLargestErrorWhereCertaintyIsAlwaysWrong() {
    assertThat(new Calibration(List.of(ten(1, 0), ten(0, 10))).error()).isEqualTo(1);
  }

  @Test
  void shouldPutAnEdgeIntoTheUpperBinAndOneIntoTheLast() {
    // apart: (|0 - 0.0625| + |1 - 0.125|) / 2; the power-of-two values are exact
    assertThat(new Calibration(List.of(split(new double[] {0.0625, 0.125}, 0, 1))).error())
        .isEqualTo(0.46875);
    // 0.5 is the lower edge of the sixth bin: not together with 0.4375
    assertThat(new Calibration(List.of(split(new double[] {0.4375, 0.5}, 0, 1))).error())
        .isEqualTo(0.46875);
    // 1 joins 0.9375 in the last bin: |1 - 1.9375| / 2
    assertThat(new Calibration(List.of(split(new double[] {0.9375, 1}, 1, 0))).error())
        .isEqualTo(0.46875);
  }

  @Test
  void shouldPoolSplitsBeforeItTakesAbsoluteValues() {
    Figures low = ten(0.5, 2);
    Figures high = ten(0.5, 8);
    assertThat(new Calibration(List.of(low)).error()).isCloseTo(0.3, within(ROUNDING));
    assertThat(new Calibration(List.of(high)).error()).isCloseTo(0.3, within(ROUNDING));
    assertThat(new Calibration(List.of(low, high)).error()).isZero();
  }

  @Test
  void shouldLeaveEmptyBinsOutOfTheCurve() {
    double[][] xy =
        new Calibration(List.of(split(new double[] {0.25, 0.125, 0.1875, 1}, 1, 0, 1, 1))).curve();
    // second bin: 0.125 and 0.1875; third: 0.25; last: 1
    assertThat(xy[0]).containsExactly(0.15625, 0.25, 1);
    assertThat(xy[1]).containsExactly(0.5, 1, 1);
  }

  @Test
  void shouldReadPredictionsOfTheNameItIsGiven() {
    Figures both = ten(0.5, 5).put("other", new double[10]);
    assertThat(new Calibration(List.of(both), "other").error()).isEqualTo(0.5);
    assertThat(new Calibration(List.of(both)).error()).isZero();
  }

  @Test
  void shouldHaveNoErrorToTellWithoutPredictions() {
    Calibration none = new Calibration(List.of());
    assertThat(none.error()).isNaN();
    assertThat(none.curve()[0]).isEmpty();
    assertThat(none.curve()[1]).isEmpty();
  }

  @Test
  void shouldRankPairsAndCountTiesByHalf() {
    assertThat(Calibration.above(new double[] {3, 4}, new double[] {1, 2})).isEqualTo(1);
    assertThat(Calibration.above(new double[] {1, 2}, new double[] {3, 4})).isZero();
    assertThat(Calibration.above(new double[] {7, 7}, new double[] {7})).isEqualTo(0.5);
    // 2 > 1; 2 = 2; 3 > 1; 3 > 2: 3.5 of 4
    assertThat(Calibration.above(new double[] {2, 3}, new double[] {1, 2})).isEqualTo(0.875);
    assertThat(Calibration.above(new double[0], new double[] {1})).isNaN();
  }

  @Test
  void shouldRankByOrderAloneAndSumToOneBothWays() {
    double[] a = {0.3, 0.1, 0.9, 0.4};
    double[] b = {0.2, 0.4, 0.05};
    double there = Calibration.above(a, b);
    // above 0.2: three; above 0.4: one and a tie; above 0.05: four
    assertThat(there).isCloseTo(8.5 / 12, within(ROUNDING));
    assertThat(Calibration.above(b, a)).isCloseTo(1 - there, within(ROUNDING));
    double[] logs = Arrays.stream(a).map(Math::log).toArray();
    double[] others = Arrays.stream(b).map(Math::log).toArray();
    assertThat(Calibration.above(logs, others)).isEqualTo(there);
  }
}
