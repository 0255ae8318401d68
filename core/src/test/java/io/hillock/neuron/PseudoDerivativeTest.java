package io.hillock.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values worked by hand; all numbers are sums of powers of two, so that floats hold them. */
class PseudoDerivativeTest {
  @ParameterizedTest
  @CsvSource({"-0.75, 0", "-0.5, 0", "-0.25, 1", "0, 1", "0.5, 1", "0.75, 0"})
  void shouldBeAHalfOpenBox(float distance, float expected) {
    assertThat(new Box(0.5f).at(2 + distance, 2, 1)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"-1.5, 0.0625", "-0.5, 0.25", "0, 1", "0.5, 0.25", "1.5, 0.0625"})
  void shouldBeTheDerivativeOfTheFastSigmoid(float distance, float expected) {
    // 1 / (2 |d| + 1)^2: |d| = 0.5 gives 1/4, |d| = 1.5 gives 1/16
    assertThat(new FastSigmoid(2).at(2 + distance, 2, 1)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"-2, 0", "-1, 0.125", "0, 0.25", "1, 0.125", "2, 0", "4, 0"})
  void shouldBeATriangleAsWideAsTheBaseThreshold(float distance, float expected) {
    // gamma / v_th (1 - |d| / v_th) with gamma = 1/2, v_th = 2; the adapted threshold is 3
    assertThat(new Triangle(0.5f, true).at(3 + distance, 3, 2)).isEqualTo(expected);
    assertThat(new Triangle(0.5f, false).at(3 + distance, 3, 2)).isEqualTo(2 * expected);
  }

  @ParameterizedTest
  @CsvSource({"-1, -0.25", "0.875, -0.25", "1, 0.5", "2.875, 0.5", "3, 0", "9, 0"})
  void shouldBeAStaircaseInUnitsOfTheBaseThreshold(float v, float expected) {
    // v_th = 2: steps begin at 1 and at 3, the adapted threshold does not matter
    Staircase stairs = new Staircase(new float[] {0.5f, 1.5f}, new float[] {-0.25f, 0.5f, 0});
    assertThat(stairs.at(v, 7, 2)).isEqualTo(expected);
  }

  @Test
  void shouldRefuseAStaircaseThatIsNone() {
    float[] two = {1, 2};
    assertThatThrownBy(() -> new Staircase(two, two)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new Staircase(new float[] {2, 1}, new float[3]))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("they must be finite and ascend");
    assertThatThrownBy(() -> new Staircase(new float[] {1}, new float[] {0, Float.NaN}))
        .isInstanceOf(ParameterException.class);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, Float.NaN})
  void shouldRefuseWidthsAndHeightsThatAreNotPositive(float bad) {
    assertThatThrownBy(() -> new Box(bad)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new FastSigmoid(bad)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new Triangle(bad, true)).isInstanceOf(ParameterException.class);
  }

  @Test
  void shouldFollowTheAdaptedThresholdAndNotTheBase() {
    assertThat(new FastSigmoid(1).at(3, 3, 1)).isOne();
    assertThat(new Box(0.25f).at(1, 3, 1)).isZero();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shouldBeTheSameToTheBitForAPopulation(PseudoDerivative shape) {
    RandomStream random = Seed.of(1).stream(Purpose.DATA);
    int n = 203;
    float[] v = new float[n];
    float[] threshold = new float[n];
    float[] vTh = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = (float) random.nextGaussian();
      threshold[i] = (float) random.nextDouble(0.2, 1);
      vTh[i] = (float) random.nextDouble(0.2, 1);
    }
    float[] psi = new float[n];
    shape.of(v, threshold, vTh, psi);
    int inside = 0;
    for (int i = 0; i < n; i++) {
      assertThat(psi[i]).isEqualTo(shape.at(v[i], threshold[i], vTh[i]));
      inside += psi[i] > 0 ? 1 : 0;
    }
    assertThat(inside).isGreaterThan(20);
  }

  static List<PseudoDerivative> shapes() {
    return List.of(
        new Triangle(0.3f, true), new Triangle(0.3f, false), new Box(0.5f), new FastSigmoid(3));
  }
}
