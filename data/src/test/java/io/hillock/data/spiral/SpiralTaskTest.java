package io.hillock.data.spiral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.data.spiral.SpiralTask.Question;
import io.hillock.data.spiral.SpiralTask.Sample;
import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class SpiralTaskTest {
  private static final double STEP = 0.35;

  private static SpiralTask task(Question question, double noise) {
    return new SpiralTask(question, 18, 18, 2, STEP, noise);
  }

  private static RandomStream stream(long seed) {
    return Seed.of(seed).stream(Purpose.DATA);
  }

  @Test
  void shouldPutEveryPointOnItsArm() {
    RandomStream stream = stream(1);
    for (int n = 0; n < 50; n++) {
      Sample sample = task(Question.ARM, 0).draw(stream);
      for (double[] p : sample.points()) {
        double r = StrictMath.hypot(p[0], p[1]);
        // r grows by 1/2 in a turn: radius and direction agree up to whole turns.
        double phi = StrictMath.atan2(p[1], p[0]) - sample.target() * StrictMath.PI;
        double turns = 2 * r - phi / (2 * StrictMath.PI);
        assertThat(turns - StrictMath.rint(turns)).isCloseTo(0, within(1e-12));
        assertThat(r).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void shouldTurnTheWayOfItsClass() {
    RandomStream stream = stream(2);
    for (int n = 0; n < 50; n++) {
      Sample sample = task(Question.TURN, 0).draw(stream);
      for (int t = 1; t < 18; t++) {
        double[] a = sample.points()[t - 1];
        double[] b = sample.points()[t];
        double cross = a[0] * b[1] - a[1] * b[0];
        assertThat(cross > 0).isEqualTo(sample.target() == 0);
      }
    }
  }

  @Test
  void shouldSayNothingByASinglePointWhenItTurns() {
    // 20,000 sequences: a share of the plane that favoured a class by 2 % would show, its standard
    // error is 1 % in a quadrant.
    RandomStream stream = stream(3);
    int[][] seen = new int[4][2];
    for (int n = 0; n < 20_000; n++) {
      Sample sample = task(Question.TURN, 0.05).draw(stream);
      double[] p = sample.points()[9];
      seen[(p[0] > 0 ? 1 : 0) + (p[1] > 0 ? 2 : 0)][sample.target()]++;
    }
    for (int[] quadrant : seen) {
      assertThat((double) quadrant[0] / (quadrant[0] + quadrant[1])).isCloseTo(0.5, within(0.03));
    }
  }

  @Test
  void shouldAddNoiseOfTheStatedSize() {
    // 40,000 draws: the standard error of the deviation is 0.35 %.
    RandomStream clean = stream(4);
    RandomStream noisy = stream(4);
    double squares = 0;
    int count = 0;
    for (int n = 0; n < 1200; n++) {
      Sample a = task(Question.ARM, 0).draw(clean);
      Sample b = task(Question.ARM, 0.1).draw(noisy);
      for (int t = 0; t < 18; t++) {
        for (int c = 0; c < 2; c++) {
          double d = b.points()[t][c] - a.points()[t][c];
          squares += d * d;
          count++;
        }
      }
    }
    assertThat(StrictMath.sqrt(squares / count)).isCloseTo(0.1, within(0.0015));
  }

  @Test
  void shouldHideThePointsAfterThoseShown() {
    Sample sample = new SpiralTask(Question.TURN, 18, 6, 2, STEP, 0.05).draw(stream(5));
    for (int t = 0; t < 18; t++) {
      assertThat(sample.points()[t][0] != 0).isEqualTo(t < 6);
      assertThat(sample.points()[t][1] != 0).isEqualTo(t < 6);
    }
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    assertThatThrownBy(() -> new SpiralTask(Question.ARM, 18, 18, 0.5, STEP, 0))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("turns");
    assertThatThrownBy(() -> new SpiralTask(Question.ARM, 18, 19, 2, STEP, 0))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new SpiralTask(Question.ARM, 18, 18, 2, STEP, Double.NaN))
        .isInstanceOf(ParameterException.class);
  }
}
