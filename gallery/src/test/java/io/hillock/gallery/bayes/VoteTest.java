package io.hillock.gallery.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.gallery.Figures;
import org.junit.jupiter.api.Test;

class VoteTest {
  private static final double ROUNDING = 1e-14; // a few operations of double
  private static final double LN3 = Math.log(3);
  private static final double[] ONE = {1};

  private static double entropy(double p) {
    return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
  }

  /** Weights 3 : 1 of samples that give 3/4 and 1/4. */
  private static Vote threeToOne() {
    Vote vote = new Vote();
    vote.add(new double[] {LN3}, 3);
    vote.add(new double[] {-LN3}, 1);
    return vote;
  }

  @Test
  void shouldPredictWithOneSampleAsLogisticRegression() {
    Vote vote = new Vote();
    vote.add(new double[] {0.5, -2, 0.25}, 5);
    double[] found = vote.predict(new double[] {2, 1, 4});
    assertThat(found[0]).isEqualTo(0.5); // 1 - 2 + 1 = 0
    found = vote.predict(new double[] {2, -1, 0});
    assertThat(found[0]).isCloseTo(1 / (1 + Math.exp(-3)), within(ROUNDING));
    assertThat(found[1]).isCloseTo(0, within(ROUNDING)); // nobody to disagree with
  }

  @Test
  void shouldWeighSamplesByTheirCounts() {
    double[] found = threeToOne().predict(ONE);
    assertThat(found[0]).isCloseTo(0.625, within(ROUNDING)); // (3 3/4 + 1/4) / 4
    assertThat(found[1]).isCloseTo(entropy(0.625) - entropy(0.75), within(ROUNDING));
    assertThat(found[1]).isGreaterThan(0.09);
  }

  @Test
  void shouldKnowOnlyRelativeCountsAndLeaveOutRowsWithoutSamples() {
    Vote vote = new Vote();
    vote.add(new double[] {LN3}, 3000);
    vote.add(new double[] {100}, 0);
    vote.add(new double[] {-LN3}, 1000);
    assertThat(vote.predict(ONE)).containsExactly(threeToOne().predict(ONE), within(ROUNDING));
    assertThat(vote.point(ONE)).isCloseTo(threeToOne().point(ONE), within(ROUNDING));
  }

  @Test
  void shouldFindOneBitWhereSamplesContradictEachOther() {
    Vote vote = new Vote();
    vote.add(new double[] {1000}, 7); // so sure that an entropy of 0 ln 0 has to be taken
    vote.add(new double[] {-1000}, 7);
    double[] found = vote.predict(ONE);
    assertThat(found[0]).isEqualTo(0.5);
    assertThat(found[1]).isCloseTo(Math.log(2), within(ROUNDING));
  }

  @Test
  void shouldFindNoInformationWhereSamplesAgreeHoweverUnsure() {
    Vote vote = new Vote();
    vote.add(new double[] {0}, 2);
    vote.add(new double[] {0}, 9);
    double[] found = vote.predict(ONE);
    assertThat(found[0]).isEqualTo(0.5);
    assertThat(found[1]).isCloseTo(0, within(ROUNDING));
  }

  @Test
  void shouldTakeTheMeanOfWeightsNotOfProbabilitiesForThePoint() {
    // mean logit (3 ln 3 - ln 3) / 4 = ln 3 / 2
    double point = threeToOne().point(ONE);
    assertThat(point).isCloseTo(Math.sqrt(3) / (1 + Math.sqrt(3)), within(ROUNDING));
    assertThat(point).isNotCloseTo(threeToOne().predict(ONE)[0], within(0.005));
  }

  @Test
  void shouldHaveNothingToSayWithoutSamples() {
    assertThat(new Vote().predict(ONE)[0]).isNaN();
    assertThat(new Vote().point(ONE)).isNaN();
  }

  @Test
  void shouldHaveAnEntropyOfZeroAtCertaintyAndOfOneBitAtAHalf() {
    assertThat(Vote.entropy(0)).isZero();
    assertThat(Vote.entropy(1)).isZero();
    assertThat(Vote.entropy(0.5)).isCloseTo(Math.log(2), within(ROUNDING));
    assertThat(Vote.entropy(0.2)).isCloseTo(Vote.entropy(0.8), within(ROUNDING));
    assertThat(Vote.entropy(0.2))
        .isCloseTo(0.5004024235381879, within(ROUNDING)); // by another program
  }

  @Test
  void shouldJudgeByHandWorkedPredictions() {
    // p = 0.625 at x = 1, 1 - 0.625 at x = -1, 0.5 at x = 0, which counts as negative
    double[][] x = {{1}, {-1}, {0}, {1}};
    int[] y = {1, 1, 0, 1};
    Split split = new Split(null, new Split.Part(x, y), new double[][] {{0}, {1}});
    Figures figures = threeToOne().judge(split, new Figures());
    assertThat(figures.get("accuracy")).isEqualTo(0.75); // the second is wrong
    assertThat(figures.row("p"))
        .containsExactly(new double[] {0.625, 0.375, 0.5, 0.625}, within(ROUNDING));
    assertThat(figures.row("y")).containsExactly(1, 1, 0, 1);
    assertThat(figures.get("confidence"))
        .isCloseTo((0.625 + 0.625 + 0.5 + 0.625) / 4, within(ROUNDING));
    assertThat(figures.get("confidenceUnlike")).isCloseTo((0.5 + 0.625) / 2, within(ROUNDING));
    double point = Math.sqrt(3) / (1 + Math.sqrt(3));
    assertThat(figures.get("confidenceUnlikePoint")).isCloseTo((0.5 + point) / 2, within(ROUNDING));
    assertThat(figures.row("informationUnlike")).hasSize(2);
    assertThat(figures.row("information")[2]).isCloseTo(0, within(ROUNDING));
  }
}
