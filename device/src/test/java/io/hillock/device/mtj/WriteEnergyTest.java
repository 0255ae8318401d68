package io.hillock.device.mtj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteEnergyTest {
  private static final MtjParameters JUNCTION = MtjPreset.PERPENDICULAR_40.parameters();
  private static final SwitchingTable TABLE = SwitchingTable.of(JUNCTION);
  private static final WriteEnergy ENERGY = new WriteEnergy(TABLE, Direction.TO_PARALLEL);

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.5, 0.9, 0.99})
  void shouldCostLeastAtAnIntermediateCurrent(double p) {
    WriteEnergy.Write best = ENERGY.cheapest(p).orElseThrow();
    // between a barrier of some k_B T and twice I_c0: the regime without a closed form
    assertThat(best.ratio()).isBetween(0.9, 2.0);
    assertThat(ENERGY.at(0.5, p).orElseThrow().energyFJ()).isGreaterThan(50 * best.energyFJ());
    assertThat(ENERGY.at(4, p).orElseThrow().energyFJ()).isGreaterThan(1.5 * best.energyFJ());
    double last = Double.POSITIVE_INFINITY;
    for (double i = 0.5; i < best.ratio() - 0.1; i += 0.1) {
      double energy = ENERGY.at(i, p).orElseThrow().energyFJ();
      assertThat(energy).as("falling at %s", i).isLessThan(last);
      last = energy;
    }
    last = best.energyFJ();
    for (double i = best.ratio() + 0.2; i < 4; i += 0.2) {
      double energy = ENERGY.at(i, p).orElseThrow().energyFJ();
      assertThat(energy).as("rising at %s", i).isGreaterThan(last);
      last = energy;
    }
  }

  @Test
  void shouldSwitchTrajectoriesAtTheOptimumAsOftenAsAsked() {
    WriteEnergy.Write best = ENERGY.cheapest(0.1).orElseThrow();
    double[] ns = {best.pulseNs()};
    int junctions = 4000;
    double[] share =
        new Macrospin(JUNCTION).switchedShare(best.ratio(), ns, junctions, 0.05, Seed.of(2));
    // 3 SE of the share; the step and the table are good to 0.003
    double se = Math.sqrt(0.1 * 0.9 / junctions);
    assertThat(share[0]).isCloseTo(0.1, within(3 * se + 0.003));
  }

  @Test
  void shouldBeTheHeatInTheResistanceOfTheStateBefore() {
    WriteEnergy.Write up = ENERGY.at(1.2, 0.5).orElseThrow();
    WriteEnergy.Write down =
        new WriteEnergy(TABLE, Direction.TO_ANTIPARALLEL).at(1.2, 0.5).orElseThrow();
    double current = 1.2 * JUNCTION.criticalCurrentUA() * 1e-6;
    double joule = current * current * 5e3 * down.pulseNs() * 1e-9;
    assertThat(down.energyFJ()).isCloseTo(joule * 1e15, withinPercentage(1e-9)); // roundings
    assertThat(up.energyFJ()).isCloseTo(2.5 * down.energyFJ(), withinPercentage(1e-9));
    assertThat(ENERGY.at(0.3, 0.5)).isEmpty();
  }
}
