package io.hillock.train.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Seed;
import io.hillock.train.EventCrossover;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meter compares both ways before it times them, and meets the sparsities it is asked for. */
@Tag("kernels")
class EventSpeedTest {
  @ParameterizedTest
  @CsvSource({"1, 0.85, 0.5, true", "4, 0.85, 0.5, false", "3, 0.9, 0.8, true"})
  void shouldMeasureBothWaysAtTheSparsitiesAskedFor(
      int batch, double activity, double backward, boolean byDots) {
    EventSpeed.Setting setting = new EventSpeed.Setting(96, 288, batch, activity, backward);
    EventSpeed.Result result = EventSpeed.measure(setting, Seed.of(1), 2, 0.01);
    // At least 2 chunks of 64 samples of 96 units: three standard deviations of a fraction.
    assertThat(result.active()).isCloseTo(1 - activity, within(0.015));
    assertThat(result.differentiable()).isCloseTo(1 - backward, within(0.015));
    assertThat(result.needed()).isBetween(result.differentiable(), 1.0);
    assertThat(result.byDots()).isEqualTo(byDots);
    assertThat(result.forward().dense()).isPositive();
    assertThat(result.forward().ratio())
        .isEqualTo(result.forward().dense() / result.forward().events());
    assertThat(result.backward().dense())
        .isEqualTo(result.toState().dense() + result.toWeights().dense());
    assertThat(result.backward().events())
        .isEqualTo(result.toState().events() + result.toWeights().events());
    if (!byDots) {
      assertThat(result.toState().ratio()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 1, 0.5, 0.5", "5, 5, 0, 0.5, 0.5", "5, 5, 1, 1, 0.5", "5, 5, 1, 0.5, NaN"})
  void shouldRefuseWhatCannotBeMeasured(int units, int outputs, int batch, double a, double b) {
    assertThatThrownBy(() -> new EventSpeed.Setting(units, outputs, batch, a, b))
        .isInstanceOf(ParameterException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.88, false, false, false",
    "1, 0.79, true, true, false",
    "1, 0.4, true, true, true",
    "8, 0.4, false, false, true",
    "8, 0.5, false, false, false",
    "8, 0.3, true, true, true",
    "32, 0.36, true, false, true"
  })
  void shouldChooseByAFixedTable(
      int batch, double density, boolean forward, boolean state, boolean weights) {
    EventCrossover table = EventCrossover.DEFAULT;
    assertThat(table.forwardByEvents(batch, density)).isEqualTo(forward);
    assertThat(table.toStateByDots(batch, density)).isEqualTo(state);
    assertThat(table.toWeightsByEvents(density)).isEqualTo(weights);
    assertThatThrownBy(() -> new EventCrossover(0, 0, 2, 0, 0)).hasMessageContaining("weights");
  }
}
