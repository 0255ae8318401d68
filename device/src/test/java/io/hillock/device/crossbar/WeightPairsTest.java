package io.hillock.device.crossbar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.ConductanceRange;
import io.hillock.fault.ParameterException;
import org.junit.jupiter.api.Test;

class WeightPairsTest {
  private final WeightPairs pairs = new WeightPairs(new ConductanceRange(1, 101), 2);

  @Test
  void shouldPutEachSignOnItsOwnDevice() {
    CellArray cells = pairs.cells(1, 3, new double[] {2, -1, 0});
    assertThat(new double[] {cells.gUS(0, 0), cells.gUS(0, 1)}).containsExactly(101, 1);
    assertThat(new double[] {cells.gUS(0, 2), cells.gUS(0, 3)}).containsExactly(1, 51);
    assertThat(new double[] {cells.gUS(0, 4), cells.gUS(0, 5)}).containsExactly(1, 1);
  }

  @Test
  void shouldGiveBackTheMatrixProductWithoutWires() {
    CellArray cells = pairs.cells(2, 2, new double[] {1.5, -0.25, 0.5, 2});
    double[] currents = new double[4];
    double[] y = new double[2];
    CrossbarRead.ideal(cells).read(new double[] {0.2, 0.1}, currents);
    pairs.sums(currents, 0.2, y);
    assertThat(y[0]).isCloseTo(1.75, within(1e-13)); // rounding against a sum of order 1
    assertThat(y[1]).isCloseTo(0.75, within(1e-13));
  }

  @Test
  void shouldRefuseWeightsThatDoNotFit() {
    assertThatThrownBy(() -> pairs.cells(1, 1, new double[] {2.5}))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("w_max");
    assertThatThrownBy(() -> pairs.cells(1, 1, new double[] {Double.NaN}))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new WeightPairs(new ConductanceRange(1, 101), 0))
        .isInstanceOf(ParameterException.class);
  }
}
