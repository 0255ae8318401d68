package io.hillock.train.rtrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import org.junit.jupiter.api.Test;

class TriangularSurrogateTest {
  private final TriangularSurrogate surrogate = new TriangularSurrogate(0.7, 2);

  @Test
  void shouldBeATriangleThatIsExactlyZeroOutside() {
    assertThat(surrogate.derivative(0)).isEqualTo(0.7);
    assertThat(surrogate.derivative(0.25)).isEqualTo(0.35);
    assertThat(surrogate.derivative(-0.25)).isEqualTo(0.35);
    assertThat(surrogate.derivative(0.5)).isZero();
    assertThat(surrogate.derivative(-9)).isZero();
  }

  @Test
  void shouldBeTheDerivativeOfTheSmoothStep() {
    // The sum of psi by the midpoint rule: exact on straight pieces up to rounding, the kink at 0
    // lies on the grid.
    double du = 1e-3;
    double sum = 0;
    for (int k = -600; k < 600; k++) {
      assertThat(surrogate.step(k * du)).isCloseTo(sum, within(1e-12));
      sum += du * surrogate.derivative((k + 0.5) * du);
    }
    assertThat(surrogate.step(3)).isEqualTo(0.35);
  }

  @Test
  void shouldRefuseWhatIsNoTriangle() {
    assertThatThrownBy(() -> new TriangularSurrogate(0, 1)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new TriangularSurrogate(1, Double.NaN))
        .isInstanceOf(ParameterException.class);
  }
}
