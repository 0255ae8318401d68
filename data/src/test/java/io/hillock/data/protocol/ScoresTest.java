package io.hillock.data.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.data.wfdb.AamiClass;
import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final double EXACT = 1e-15;

  @Test
  void shouldMatchWithinTheWindowAndNotBeyond() {
    int[] reference = {1000, 2000, 3000};
    // 150 ms at 360 Hz are 54 samples.
    BeatMatch match = BeatMatch.of(reference, new int[] {946, 2055, 3054}, 360);
    assertThat(match.score()).isEqualTo(new DetectionScore(2, 1, 1));
    assertThat(match.detectionOf(0)).isZero();
    assertThat(match.detectionOf(1)).isEqualTo(BeatMatch.NONE);
    assertThat(match.referenceOf(1)).isEqualTo(BeatMatch.NONE);
    assertThat(match.referenceOf(2)).isEqualTo(2);
  }

  @Test
  void shouldJoinTheClosestPairFirstAndEachBeatOnce() {
    // 10-12 is the closest pair; 20 is then left for 12's other neighbour, 12 being taken.
    BeatMatch match = BeatMatch.within(new int[] {10, 20}, new int[] {12}, 15);
    assertThat(match.detectionOf(0)).isZero();
    assertThat(match.score()).isEqualTo(new DetectionScore(1, 1, 0));
    // Two detections on one beat: the nearer counts, the other is false.
    assertThat(BeatMatch.within(new int[] {100}, new int[] {95, 102}, 15).detectionOf(0))
        .isEqualTo(1);
    // A tie goes to the earlier reference.
    assertThat(BeatMatch.within(new int[] {10, 20}, new int[] {15}, 15).detectionOf(0)).isZero();
    assertThat(BeatMatch.within(new int[0], new int[] {1, 2}, 5).score())
        .isEqualTo(new DetectionScore(0, 0, 2));
  }

  @Test
  void shouldAgreeWithAnExhaustiveGreedyMatchOnRandomBeats() {
    for (int seed = 0; seed < 200; seed++) {
      RandomStream random = Seed.of(seed).stream(Purpose.DATA);
      int[] reference = ascending(random, 1 + random.nextInt(12), 200);
      int[] detected = ascending(random, 1 + random.nextInt(12), 200);
      BeatMatch match = BeatMatch.within(reference, detected, 20);
      boolean[] r = new boolean[reference.length];
      boolean[] d = new boolean[detected.length];
      int joined = 0;
      for (int distance = 0; distance <= 20; distance++) {
        for (int i = 0; i < r.length; i++) {
          for (int j = 0; j < d.length; j++) {
            if (!r[i] && !d[j] && Math.abs(reference[i] - detected[j]) == distance) {
              r[i] = true;
              d[j] = true;
              joined++;
              assertThat(match.detectionOf(i)).as("seed %d", seed).isEqualTo(j);
            }
          }
        }
      }
      assertThat(match.score().truePositives()).isEqualTo(joined);
    }
  }

  private static int[] ascending(RandomStream random, int n, int bound) {
    int[] samples = new int[n];
    for (int i = 0; i < n; i++) {
      samples[i] = random.nextInt(bound);
    }
    Arrays.sort(samples);
    return samples;
  }

  @Test
  void shouldRefuseSamplesThatDoNotAscend() {
    assertThatThrownBy(() -> BeatMatch.within(new int[] {2, 1}, new int[0], 5))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("reference[1]");
  }

  @Test
  void shouldScoreDetectorsAsWorkedByHand() {
    DetectionScore score = new DetectionScore(3, 1, 2).plus(new DetectionScore(5, 1, 0));
    assertThat(score.sensitivity()).isCloseTo(8.0 / 10, within(EXACT));
    assertThat(score.positivePredictivity()).isCloseTo(8.0 / 10, within(EXACT));
    assertThat(DetectionScore.ZERO.sensitivity()).isNaN();
  }

  /** 10 N (8 right, 1 as V, 1 missed), 5 V (3 right, 2 as N), 1 S as N, 1 false detection as V. */
  private static ConfusionMatrix matrix() {
    ConfusionMatrix matrix = new ConfusionMatrix();
    for (int i = 0; i < 8; i++) {
      matrix.add(AamiClass.N, AamiClass.N);
    }
    matrix.add(AamiClass.N, AamiClass.V);
    matrix.addMissed(AamiClass.N);
    for (int i = 0; i < 5; i++) {
      matrix.add(AamiClass.V, i < 3 ? AamiClass.V : AamiClass.N);
    }
    matrix.add(AamiClass.S, AamiClass.N);
    matrix.addFalse(AamiClass.V);
    return matrix;
  }

  @Test
  void shouldScoreClassesAsWorkedByHand() {
    ClassificationScore score = matrix().score(1800);
    assertThat(score.accuracy()).isCloseTo(11.0 / 17, within(EXACT));
    assertThat(score.sensitivity(AamiClass.N)).isCloseTo(8.0 / 10, within(EXACT));
    assertThat(score.positivePredictivity(AamiClass.N)).isCloseTo(8.0 / 11, within(EXACT));
    assertThat(score.f1(AamiClass.N)).isCloseTo(16.0 / 21, within(EXACT));
    assertThat(score.sensitivity(AamiClass.V)).isCloseTo(3.0 / 5, within(EXACT));
    assertThat(score.positivePredictivity(AamiClass.V)).isCloseTo(3.0 / 5, within(EXACT));
    assertThat(score.f1(AamiClass.S)).isZero();
    assertThat(score.positivePredictivity(AamiClass.S)).isNaN();
    assertThat(score.f1(AamiClass.F)).isNaN();
    List<AamiClass> classes = List.of(AamiClass.N, AamiClass.S, AamiClass.V, AamiClass.F);
    assertThat(score.macroF1(classes)).isCloseTo((16.0 / 21 + 0 + 0.6) / 3, within(EXACT));
    // Given V without being V: one N and one false detection, in half an hour.
    assertThat(score.falseAlarmsPerHour(Set.of(AamiClass.V))).isCloseTo(4, within(EXACT));
    assertThat(score.falseAlarmsPerHour(Set.of(AamiClass.V, AamiClass.N)))
        .isCloseTo(4, within(EXACT)); // S given N, and the false detection
  }

  @Test
  void shouldTellHowManyBeatsWereFoundWhateverTheirClass() {
    assertThat(matrix().detection()).isEqualTo(new DetectionScore(15, 1, 1));
  }

  @Test
  void shouldAddMatricesAndKeepScoresOfLaterCountsFree() {
    ConfusionMatrix sum = matrix();
    ClassificationScore before = sum.score(60);
    sum.add(matrix());
    assertThat(sum.total()).isEqualTo(34);
    assertThat(sum.beats(AamiClass.V)).isEqualTo(10);
    assertThat(sum.given(AamiClass.V)).isEqualTo(10);
    assertThat(sum.count(Optional.of(AamiClass.N), Optional.empty())).isEqualTo(2);
    assertThat(sum.count(Optional.empty(), Optional.of(AamiClass.V))).isEqualTo(2);
    assertThat(before.matrix().total()).isEqualTo(17);
    assertThat(before.count(Optional.of(AamiClass.V), Optional.of(AamiClass.N))).isEqualTo(2);
    assertThatThrownBy(() -> sum.score(0)).isInstanceOf(ParameterException.class);
  }
}
