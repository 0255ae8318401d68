package io.hillock.device.crossbar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodalAnalysisTest {
  private static final double SIEMENS = 1e6; // in uS

  static CellArray random(int rows, int columns, RandomStream stream) {
    double[] g = new double[rows * columns];
    Arrays.setAll(g, k -> stream.nextDouble(1, 101));
    return new CellArray(rows, columns, g);
  }

  private static double[] read(CrossbarRead reader, int columns, double... volts) {
    double[] currents = new double[columns];
    reader.read(volts, currents);
    return currents;
  }

  @ParameterizedTest
  @EnumSource(IdleRows.class)
  void shouldGiveTheCurrentsOfAnArrayOfFourCellsThatWasSolvedByHand(IdleRows idle) {
    // All cells and wires 1 Ohm, both rows at 1 V. Turning the array over, p_ij = q_(1-j)(1-i),
    // leaves
    // 3a - b + d = 1, 3b - a = 1, 4c - d = 1, a - c + 2d = 1 for a, b, c, d = p00, p01, p10, p11:
    // a = 13/44, b = 19/44, c = 17/44, d = 24/44. The currents are q10 = c and q11 = a, over 1 Ohm.
    CellArray cells = new CellArray(2, 2, new double[] {SIEMENS, SIEMENS, SIEMENS, SIEMENS});
    double[] found = read(new NodalAnalysis(cells, new Wires(1, 1, 0, 0), idle), 2, 1, 1);
    assertThat(found[0]).isCloseTo(17.0 / 44 * SIEMENS, within(1e-9 * SIEMENS)); // rounding
    assertThat(found[1]).isCloseTo(13.0 / 44 * SIEMENS, within(1e-9 * SIEMENS));
  }

  @Test
  void shouldReduceOneActiveRowToResistorsInSeriesAndParallel() {
    CellArray cells = new CellArray(2, 2, new double[] {50, 20, 77, 3});
    Wires wires = new Wires(300, 500, 150, 90);
    double near = 1e6 / 50 + 2 * 500 + 90; // cell, two segments below it, sense amplifier
    double far = 300 + 1e6 / 20 + 2 * 500 + 90;
    double total = 0.2 / (150 + 300 + 1 / (1 / near + 1 / far)); // A
    double u = 0.2 - total * (150 + 300);
    double[] found = read(new NodalAnalysis(cells, wires, IdleRows.CUT_OFF), 2, 0.2, 0);
    assertThat(found[0]).isCloseTo(1e6 * u / near, within(1e-12)); // of some 9 uA
    assertThat(found[1]).isCloseTo(1e6 * u / far, within(1e-12));
  }

  @Test
  void shouldShuntABitLineThroughAGroundedIdleRow() {
    CellArray cells = new CellArray(2, 1, new double[] {50, 40});
    Wires wires = new Wires(300, 500, 0, 0);
    // Row 0 drives; at the bit node of row 1 the current parts between the idle row and the sense
    // side.
    double idle = 1e6 / 40 + 300;
    double below = 1 / (1 / idle + 1 / 500.0);
    double driven = 0.2 / (300 + 1e6 / 50 + 500 + below); // A
    double[] found = read(new NodalAnalysis(cells, wires, IdleRows.GROUNDED), 1, 0.2, 0);
    assertThat(found[0]).isCloseTo(1e6 * driven * below / 500, within(1e-12)); // of some 9 uA
  }

  @Test
  void shouldSuperposeReadsWhereIdleRowsAreGrounded() {
    RandomStream stream = Seed.of(3).stream(Purpose.DEVICE);
    CellArray cells = random(24, 17, stream);
    CrossbarRead reader = new NodalAnalysis(cells, new Wires(5, 3, 20, 10), IdleRows.GROUNDED);
    double[] a = new double[24];
    double[] b = new double[24];
    double[] sum = new double[24];
    for (int i = 0; i < 24; i++) {
      a[i] = stream.nextBoolean(0.3) ? stream.nextDouble() : 0;
      b[i] = stream.nextBoolean(0.3) ? stream.nextDouble() : 0;
      sum[i] = 2 * a[i] - 3 * b[i];
    }
    double[] ia = read(reader, 17, a);
    double[] ib = read(reader, 17, b);
    double[] both = read(reader, 17, sum);
    for (int j = 0; j < 17; j++) {
      assertThat(both[j]).isCloseTo(2 * ia[j] - 3 * ib[j], within(1e-10)); // of some 500 uA
    }
  }

  @Test
  void shouldBeLinearInTheReadVoltageOfAGivenSetOfRows() {
    CellArray cells = random(16, 16, Seed.of(4).stream(Purpose.DEVICE));
    CrossbarRead reader = new NodalAnalysis(cells, WirePreset.METAL.wires(), IdleRows.CUT_OFF);
    double[] one = new double[16];
    double[] four = new double[16];
    for (int i : new int[] {2, 3, 11}) {
      one[i] = 0.125;
      four[i] = 0.5;
    }
    double[] small = read(reader, 16, one);
    double[] large = read(reader, 16, four);
    for (int j = 0; j < 16; j++) {
      assertThat(large[j]).isEqualTo(4 * small[j]); // powers of two change no digit
    }
  }

  @ParameterizedTest
  @EnumSource(IdleRows.class)
  void shouldApproachTheMatrixProductAsWiresBecomePerfect(IdleRows idle) {
    RandomStream stream = Seed.of(5).stream(Purpose.DEVICE);
    CellArray cells = random(32, 40, stream);
    double[] volts = new double[32];
    Arrays.setAll(volts, i -> stream.nextBoolean(0.5) ? 1 : 0);
    double[] ideal = read(CrossbarRead.ideal(cells), 40, volts);
    double last = Double.POSITIVE_INFINITY;
    for (double ohm : new double[] {1, 1e-3, 1e-6, 1e-12}) {
      double[] found = read(new NodalAnalysis(cells, new Wires(ohm, ohm, 0, 0), idle), 40, volts);
      double worst = 0;
      for (int j = 0; j < 40; j++) {
        assertThat(found[j]).isLessThan(ideal[j] * (1 + 1e-14));
        worst = Math.max(worst, Math.abs(found[j] / ideal[j] - 1));
      }
      assertThat(worst).isLessThan(last / 100);
      last = worst;
    }
    assertThat(last).isLessThan(1e-12); // the loss itself is some 5e-2 for each Ohm
    assertThat(read(new NodalAnalysis(cells, Wires.PERFECT, idle), 40, volts)).isEqualTo(ideal);
  }

  @Test
  void shouldLoseMoreWithEveryActiveRowAndMostWhereIdleRowsAreGrounded() {
    double[] g = new double[32 * 32];
    Arrays.fill(g, 51); // equal cells, so that only the place of a row and their number count
    CellArray cells = new CellArray(32, 32, g);
    NodalAnalysis cut = new NodalAnalysis(cells, WirePreset.METAL.wires(), IdleRows.CUT_OFF);
    NodalAnalysis grounded = new NodalAnalysis(cells, WirePreset.METAL.wires(), IdleRows.GROUNDED);
    double[] volts = new double[32];
    double last = 0;
    for (int active = 1; active <= 32; active++) {
      volts[32 - active] = 1;
      double ideal = Arrays.stream(read(CrossbarRead.ideal(cells), 32, volts)).sum();
      double loss = 1 - Arrays.stream(read(cut, 32, volts)).sum() / ideal;
      assertThat(loss).isGreaterThan(last);
      last = loss;
      double shunted = 1 - Arrays.stream(read(grounded, 32, volts)).sum() / ideal;
      if (active == 32) {
        assertThat(shunted).isCloseTo(loss, within(1e-12)); // no row is idle: the same circuit
      } else {
        assertThat(shunted).isGreaterThan(loss);
      }
    }
  }

  @Test
  void shouldGiveNoCurrentWithoutActiveRows() {
    CellArray cells = random(4, 3, Seed.of(7).stream(Purpose.DEVICE));
    for (IdleRows idle : IdleRows.values()) {
      assertThat(read(new NodalAnalysis(cells, WirePreset.METAL.wires(), idle), 3, 0, 0, 0, 0))
          .containsOnly(0);
    }
  }

  @Test
  void shouldNameWhatIsWrongWithAnArrayItsWiresOrARead() {
    assertThatThrownBy(() -> new CellArray(1, 2, new double[] {1, -1}))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("G[0][1]");
    assertThatThrownBy(() -> new CellArray(2, 2, new double[3]))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new Wires(1, Double.NaN, 0, 0))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("R_bit");
    assertThatThrownBy(() -> new Wires(0, 0, 5, 0)).isInstanceOf(ParameterException.class);
    CellArray cells = new CellArray(1, 1, new double[] {1});
    NodalAnalysis reader = new NodalAnalysis(cells, WirePreset.METAL.wires(), IdleRows.CUT_OFF);
    assertThatThrownBy(() -> reader.read(new double[2], new double[1]))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> reader.read(new double[] {Double.NaN}, new double[1]))
        .isInstanceOf(ParameterException.class);
  }
}
