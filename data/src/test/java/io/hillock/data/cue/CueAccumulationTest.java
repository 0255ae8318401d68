package io.hillock.data.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class CueAccumulationTest {
  private static final CueAccumulation TASK = CueAccumulation.PUBLISHED;
  private static final int TRIALS = 2000;

  /** Counts spikes of one group in [from, to). */
  private static int count(CueTrial trial, int group, int from, int to) {
    int[] times = trial.times();
    int[] sources = trial.sources();
    int count = 0;
    for (int k = 0; k < times.length; k++) {
      if (sources[k] / 10 == group && times[k] >= from && times[k] < to) {
        count++;
      }
    }
    return count;
  }

  @Test
  void shouldHaveThePublishedShape() {
    assertThat(TASK.steps()).isEqualTo(2250);
    assertThat(TASK.recallFrom()).isEqualTo(2100);
    assertThat(TASK.channels()).isEqualTo(40);
    CueTrial trial = TASK.trial(Seed.of(1), 0);
    assertThat(trial.steps()).isEqualTo(2250);
    assertThat(trial.channels()).isEqualTo(40);
    assertThat(trial).isEqualTo(TASK.trial(Seed.of(1), 0));
    assertThat(trial).isNotEqualTo(TASK.trial(Seed.of(1), 1));
    assertThat(trial).isNotEqualTo(TASK.trial(Seed.of(2), 0));
  }

  @Test
  void shouldFireOnlyWhereTheProtocolSaysAndLabelTheMajority() {
    for (int t = 0; t < TRIALS; t++) {
      CueTrial trial = TASK.trial(Seed.of(3), t);
      int right = 0;
      for (int cue = 0; cue < 7; cue++) {
        int from = 150 * cue;
        assertThat(count(trial, 0, from, from + 50) + count(trial, 1, from, from + 50)).isZero();
        int onLeft = count(trial, 0, from + 50, from + 150);
        int onRight = count(trial, 1, from + 50, from + 150);
        // 10 channels, 100 steps at 0.04: a cue without spikes has probability 2e-18.
        assertThat(onLeft == 0).isNotEqualTo(onRight == 0);
        right += onRight > 0 ? 1 : 0;
      }
      assertThat(trial.label()).isEqualTo(right > 3 ? 1 : 0);
      assertThat(count(trial, 0, 1050, 2250) + count(trial, 1, 1050, 2250)).isZero();
      assertThat(count(trial, 2, 0, 2100)).isZero();
    }
  }

  @Test
  void shouldFireAtThePublishedRatesWithBothLabelsAlike() {
    double cues = 0;
    double recall = 0;
    double background = 0;
    double labels = 0;
    double same = 0;
    for (int t = 0; t < TRIALS; t++) {
      CueTrial trial = TASK.trial(Seed.of(4), t);
      cues += count(trial, 0, 0, 2250) + count(trial, 1, 0, 2250);
      recall += count(trial, 2, 0, 2250);
      background += count(trial, 3, 0, 2250);
      labels += trial.label();
      same += count(trial, 0, 0, 150) > 0 == count(trial, 0, 150, 300) > 0 ? 1 : 0;
    }
    // Expected per trial: 7 x 100 x 10 x 0.04 = 280, 150 x 10 x 0.04 = 60, 2250 x 10 x 0.01 = 225;
    // bounds are four binomial standard errors over all trials.
    assertThat(cues / TRIALS).isCloseTo(280, within(4 * Math.sqrt(280 * 0.96 / TRIALS)));
    assertThat(recall / TRIALS).isCloseTo(60, within(4 * Math.sqrt(60 * 0.96 / TRIALS)));
    assertThat(background / TRIALS).isCloseTo(225, within(4 * Math.sqrt(225 * 0.99 / TRIALS)));
    assertThat(labels / TRIALS).isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(TRIALS)));
    // Two cues of a trial agree with probability 0.7^2 + 0.3^2 = 0.58.
    assertThat(same / TRIALS).isCloseTo(0.58, within(4 * 0.5 / Math.sqrt(TRIALS)));
  }

  @Test
  void shouldRefuseTasksAndTrialsOutOfBounds() {
    assertThatThrownBy(() -> new CueAccumulation(6, 150, 50, 1050, 150, 10, 40, 10, 0.7))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("odd");
    assertThatThrownBy(() -> new CueAccumulation(7, 150, 50, 1050, 150, 10, 1001, 10, 0.7))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("cue rate");
    assertThatThrownBy(() -> new CueAccumulation(7, 150, 50, 1050, 150, 10, 40, 10, Double.NaN))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new CueTrial(5, 2, new int[] {1, 1}, new int[] {1, 0}, 0))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new CueTrial(5, 2, new int[] {5}, new int[] {0}, 0))
        .isInstanceOf(ParameterException.class);
  }
}
