package io.hillock.device.crossbar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineRelaxationTest {
  private static final int N = 64;

  /** How conductances lie in the array. */
  private enum Pattern {
    UNIFORM,
    BINARY,
    ALL_LOW_RESISTANCE,
    CLUSTERED;

    CellArray cells(RandomStream stream) {
      double[] g = new double[N * N];
      Arrays.setAll(
          g,
          k ->
              switch (this) {
                case UNIFORM -> stream.nextDouble(1, 101);
                case BINARY -> stream.nextBoolean(0.5) ? 101 : 1;
                case ALL_LOW_RESISTANCE -> 101;
                case CLUSTERED -> k / N < N / 2 == k % N < N / 2 ? 101 : 1;
              });
      return new CellArray(N, N, g);
    }
  }

  @ParameterizedTest
  @EnumSource(Pattern.class)
  void shouldStayWithinFivePercentOfTheDropOnReadsItWasNotCalibratedOn(Pattern pattern) {
    for (WirePreset wires : new WirePreset[] {WirePreset.METAL, WirePreset.METAL_HIGH}) {
      for (long seed = 1; seed <= 3; seed++) {
        RandomStream device = Seed.of(seed).stream(Purpose.DEVICE);
        RandomStream input = Seed.of(seed).stream(Purpose.INPUT);
        CellArray cells = pattern.cells(device);
        LineRelaxation fast =
            SweepCalibration.SPARSE.calibrate(cells, wires.wires(), IdleRows.CUT_OFF, device);
        NodalAnalysis exact = new NodalAnalysis(cells, wires.wires(), IdleRows.CUT_OFF);
        double[] volts = new double[N];
        double[] reference = new double[N];
        double worst = 0;
        for (int active = 1; active <= 8; active++) {
          SweepCalibration.activate(volts, active, input);
          exact.read(volts, reference);
          worst = Math.max(worst, SweepCalibration.error(cells, fast, volts, reference));
        }
        assertThat(worst).as("%s %s seed %d", pattern, wires, seed).isLessThanOrEqualTo(0.05);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(IdleRows.class)
  void shouldConvergeToTheExactCurrents(IdleRows idle) {
    CellArray cells = NodalAnalysisTest.random(20, 30, Seed.of(8).stream(Purpose.DEVICE));
    Wires wires = new Wires(4, 6, 30, 50);
    double[] volts = new double[20];
    double[] exact = new double[30];
    double[] found = new double[30];
    for (int active : new int[] {1, 4, 20}) {
      SweepCalibration.activate(volts, active, Seed.of(9).stream(Purpose.INPUT));
      new NodalAnalysis(cells, wires, idle).read(volts, exact);
      new LineRelaxation(cells, wires, idle, 200).read(volts, found);
      for (int j = 0; j < 30; j++) {
        assertThat(found[j]).isCloseTo(exact[j], within(1e-9)); // of up to 1000 uA; rounding
      }
    }
  }

  @Test
  void shouldBeTheMatrixProductToTheBitWhereWiresArePerfect() {
    CellArray cells = NodalAnalysisTest.random(9, 7, Seed.of(10).stream(Purpose.DEVICE));
    double[] volts = {0, 1, 0.5, 0, 0, -1, 0, 1, 1};
    double[] ideal = new double[7];
    double[] found = new double[7];
    CrossbarRead.ideal(cells).read(volts, ideal);
    new LineRelaxation(cells, Wires.PERFECT, IdleRows.CUT_OFF, 1).read(volts, found);
    assertThat(found).isEqualTo(ideal);
  }

  @Test
  void shouldRememberNothingOfTheReadBefore() {
    CellArray cells = NodalAnalysisTest.random(12, 12, Seed.of(11).stream(Purpose.DEVICE));
    LineRelaxation used = new LineRelaxation(cells, WirePreset.METAL.wires(), IdleRows.CUT_OFF, 2);
    double[] volts = new double[12];
    double[] first = new double[12];
    double[] again = new double[12];
    volts[3] = 1;
    volts[7] = 1;
    used.read(volts, first);
    double[] all = new double[12];
    Arrays.fill(all, 1);
    used.read(all, again);
    used.read(volts, again);
    assertThat(again).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(
      value = WirePreset.class,
      names = {"IDEAL", "METAL"})
  void shouldAllocateNothingInARead(WirePreset preset) {
    CellArray cells = NodalAnalysisTest.random(16, 16, Seed.of(13).stream(Purpose.DEVICE));
    LineRelaxation reader = new LineRelaxation(cells, preset.wires(), IdleRows.CUT_OFF, 2);
    double[] volts = new double[16];
    double[] currents = new double[16];
    volts[5] = 1;
    volts[9] = 1;
    long bytes =
        Allocation.least(() -> {
          for (int k = 0; k < 1000; k++) {
            reader.read(volts, currents);
          }
        });
    assertThat(bytes).isLessThan(Allocation.METER); // what the meter itself takes
  }

  @Test
  void shouldSayWhenTheAllowedSweepsAreNotEnough() {
    CellArray cells = NodalAnalysisTest.random(N, N, Seed.of(12).stream(Purpose.DEVICE));
    assertThatThrownBy(() ->
            new SweepCalibration(8, 1, 1e-6, 1)
                .calibrate(
                    cells,
                    WirePreset.METAL_HIGH.wires(),
                    IdleRows.CUT_OFF,
                    Seed.of(12).stream(Purpose.DEVICE)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("sweeps");
  }
}
