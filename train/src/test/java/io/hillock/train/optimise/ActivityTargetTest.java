package io.hillock.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import org.junit.jupiter.api.Test;

class ActivityTargetTest {
  private static final ActivityTarget.Settings SETTINGS =
      new ActivityTarget.Settings(0.5, 0.2, 10, 0.1, 2, 0.05, 3);

  @Test
  void shouldFallInEqualStepsAndStay() {
    assertThat(SETTINGS.at(0)).isEqualTo(0.5);
    assertThat(SETTINGS.at(5)).isCloseTo(0.35, within(1e-12));
    assertThat(SETTINGS.at(10)).isEqualTo(0.2);
    assertThat(SETTINGS.at(1000)).isEqualTo(0.2);
  }

  @Test
  void shouldMoveItsMultiplierByWhatIsTooMuch() {
    ActivityTarget target = new ActivityTarget(SETTINGS);
    float[] push = {7, 7};
    target.push(0, new double[] {Double.NaN, Double.NaN}, 100, push);
    assertThat(target.lambda()).isZero();
    assertThat(push).containsOnly(0);
    target.push(10, new double[] {0.3, 0.5}, 100, push);
    assertThat(target.lambda()).isCloseTo(0.1 * (0.4 - 0.2), within(1e-12));
    // dL/de = (lambda + kappa (r - a)) / (unit-steps of the layer), 100 for each of two units
    assertThat((double) push[1]).isCloseTo((0.02 + 2 * 0.2) / 200, within(1e-9));
  }

  @Test
  void shouldPushAgainWhereAllIsTooQuietAndReviveSilentUnits() {
    ActivityTarget target = new ActivityTarget(SETTINGS);
    float[] push = new float[2];
    target.push(10, new double[] {0.2, 0.01}, 100, push);
    double lambda = 0.1 * (0.105 - 0.2);
    assertThat(target.lambda()).isCloseTo(lambda, within(1e-12));
    double all = (lambda - 2 * 0.095) / 200;
    assertThat((double) push[0]).isCloseTo(all, within(1e-9));
    // d/dr of 3 (0.05 - r)^2 at 0.01, for each of 100 unit-steps
    assertThat((double) push[1]).isCloseTo(all - 6 * 0.04 / 100, within(1e-9));
  }

  @Test
  void shouldRefuseWhatIsOutsideItsBounds() {
    assertThatThrownBy(() -> new ActivityTarget.Settings(0.5, 1.2, 10, 0.1, 0, 0, 0))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new ActivityTarget.Settings(0.5, Double.NaN, 10, 0.1, 0, 0, 0))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new ActivityTarget.Settings(0.5, 0.2, 0, 0.1, 0, 0, 0))
        .isInstanceOf(ParameterException.class);
  }
}
