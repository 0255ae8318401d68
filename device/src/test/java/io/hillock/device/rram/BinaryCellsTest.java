package io.hillock.device.rram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.NonIdeality;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.Map;
import org.hipparchus.distribution.continuous.LogNormalDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** Cells that know two states. Seeds are fixed, so nothing here fails by chance. */
class BinaryCellsTest {
  private static final RramParameters HFO2 = RramPreset.HFO2_1T1R.parameters();
  private static final int N = 10_000;

  private static BinaryCells cells(int n, RramParameters p) {
    return new BinaryCells(n, p, Seed.of(7).stream(Purpose.DEVICE));
  }

  @Test
  void shouldSetAndResetAndPayForBoth() {
    BinaryCells cells = cells(1, HFO2.withOnly());
    Counts counts = new Counts();
    cells.set(0, counts);
    assertThat(cells.conductanceUS(0)).isEqualTo(200); // a = 1 uS, b = 1, I_max = 200 uA
    assertThat(cells.isLow(0)).isTrue();
    // 1.2 V x 200 uA x 1 us
    assertThat(counts.writeEnergyJ()).isCloseTo(240e-12, within(1e-22));
    cells.reset(0, counts);
    assertThat(cells.conductanceUS(0)).isEqualTo(5); // 200 kOhm
    assertThat(cells.isLow(0)).isFalse();
    // (1.5 V)^2 x 200 uS x 1 us more
    assertThat(counts.writeEnergyJ()).isCloseTo(690e-12, within(1e-22));
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isEqualTo(2);
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(2);
  }

  @Test
  void shouldDrawHighResistancesFromTheLogNormalLaw() {
    BinaryCells cells = cells(N, HFO2.withOnly(NonIdeality.HRS_SPREAD));
    double[] kOhm = new double[N];
    for (int k = 0; k < N; k++) {
      cells.reset(k, new Counts());
      kOhm[k] = 1000 / cells.conductanceUS(k);
    }
    var law = new LogNormalDistribution(StrictMath.log(200), 0.7);
    assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, kOhm, false))
        .isGreaterThan(0.01);
  }

  @Test
  void shouldTellTheTwoStatesApartInNearlyEveryCell() {
    BinaryCells cells =
        cells(N, HFO2.without(NonIdeality.STUCK_CELLS)); // all other spreads of a write act
    int wrong = 0;
    for (int k = 0; k < N; k++) {
      cells.reset(k, new Counts());
      wrong += cells.isLow(k) ? 1 : 0;
      cells.set(k, new Counts());
      wrong += cells.isLow(k) ? 0 : 1;
    }
    // high-resistance state: ln(100/5) = 3.0 is 3.9 deviations of sqrt(0.7^2 + 0.3^2)
    assertThat(wrong).isLessThan(10);
  }

  @Test
  void shouldHoldOneBitInEachCellAndResume() {
    BinaryCells cells = cells(64, HFO2);
    assertThat(new MemoryReport(cells).inferenceBits()).isEqualTo(64);
    Snapshot kept = Snapshot.capture(cells, Map.of());
    cells.set(3, new Counts());
    double once = cells.conductanceUS(3);
    BinaryCells other = cells(64, HFO2);
    kept.restore(other, "test");
    other.set(3, new Counts());
    assertThat(other.conductanceUS(3)).isEqualTo(once);
  }
}
