package io.hillock.device.mtj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hillock.device.NonIdeality;
import io.hillock.device.WearLaw;
import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Laws of what is drawn. Seeds are fixed, so nothing fails by chance: of right models, three
 * standard errors reject 0.3 % of seeds, p &gt; 0.01 of Kolmogorov and Smirnov 1 %.
 */
class MtjSpreadTest {
  private static final int DRAWS = 100_000;
  private static final MtjModel REAL = MtjPreset.PERPENDICULAR_40.model();
  private static final MtjParameters JUNCTION = REAL.junction();
  private static final SwitchingTable TABLE = SwitchingTable.of(JUNCTION);

  private static RandomStream draws(long stream) {
    return Seed.of(7).stream(Purpose.DEVICE, stream);
  }

  private static void requireNormal(IntToDoubleFunction x, double mean, double sd) {
    double[] sample = IntStream.range(0, DRAWS).mapToDouble(x).toArray();
    double m = 0;
    for (double v : sample) {
      m += v / DRAWS;
    }
    double squares = 0;
    for (double v : sample) {
      squares += (v - m) * (v - m) / (DRAWS - 1);
    }
    assertThat(m).isCloseTo(mean, within(3 * sd / Math.sqrt(DRAWS)));
    assertThat(Math.sqrt(squares)).isCloseTo(sd, within(3 * sd / Math.sqrt(2.0 * DRAWS)));
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new NormalDistribution(mean, sd), sample, false);
    assertThat(p).isGreaterThan(0.01);
  }

  @Test
  void shouldDrawJunctionsWithTheStatedMomentsAndLaw() {
    MtjModel model = REAL.withSpread(new MtjSpread(0.08, 0.04, 0.06, 0.03, Drive.CURRENT));
    JunctionTraits traits = new JunctionTraits(model, DRAWS, draws(1));
    requireNormal(traits::delta, 40, 3.2);
    requireNormal(k -> traits.critical(k) / (traits.delta(k) / 40), 1, 0.04);
    requireNormal(k -> traits.resistanceKOhm(k, true), 5, 0.3);
    requireNormal(
        k -> traits.resistanceKOhm(k, false) / traits.resistanceKOhm(k, true) - 1, 1.5, 0.045);
  }

  @Test
  void shouldReadWithNoiseOfTheStatedMomentsAndLaw() {
    MtjModel model = REAL.withOnly(NonIdeality.READ_NOISE);
    WriteEnergy.Write any = new WriteEnergy.Write(1.4, 2, 0);
    JunctionArray one = new JunctionArray(1, new JunctionPulses(model, TABLE, any, any), draws(2));
    double[] sum = new double[1];
    requireNormal(
        k -> {
          sum[0] = 0;
          one.addTo(0, 1, 0.1, sum);
          return sum[0];
        },
        -0.1,
        0.01 * 80 / 120); // 1 % of G_AP over G_P - G_AP
  }

  @Test
  void shouldSwitchAsOftenAsTheirOwnProbabilitiesSay() {
    MtjModel model =
        REAL.withOnly(NonIdeality.DEVICE_TO_DEVICE, NonIdeality.CYCLE_TO_CYCLE)
            .withSpread(MtjSpread.equal(0.08, Drive.VOLTAGE));
    WriteEnergy.Write write =
        new WriteEnergy(TABLE, Direction.TO_PARALLEL).at(1, 0.3).orElseThrow();
    JunctionArray a =
        new JunctionArray(DRAWS, new JunctionPulses(model, TABLE, write, write), draws(3));
    double mean = 0;
    double variance = 0;
    double switched = 0;
    for (int k = 0; k < DRAWS; k++) {
      double p = a.probability(k, Direction.TO_PARALLEL);
      mean += p;
      variance += p * (1 - p);
      switched += a.learn(k, true) ? 1 : 0;
    }
    assertThat(switched).isCloseTo(mean, within(3 * Math.sqrt(variance)));
    assertThat(variance / DRAWS).isLessThan(0.9 * 0.3 * 0.7); // they do differ
  }

  @ParameterizedTest
  @CsvSource({
    "0.6, 300, 36, 0.65", "0.6, 300, 46, 0.55", "1, 4, 36, 1.15", "1, 4, 46, 0.9",
    "1.4, 3, 35, 1.3", "1.4, 3, 45, 1.6", "2.5, 1, 37, 2.2", "2.5, 1, 44, 2.9"
  })
  void shouldKnowTheProbabilityOfJunctionsThatDiffer(
      double ratio, double ns, double delta, double ratioK) {
    MtjModel model = REAL.withSpread(MtjSpread.equal(0.06, Drive.CURRENT));
    SwitchingFamily family = new SwitchingFamily(model, ratio, 0.1 * ns, 2 * ns);
    double nominal = TABLE.probability(ratio, ns);
    double[] around = {ratioK, ratioK + 0.1};
    double own =
        SwitchingTable.of(JUNCTION.withDelta(delta), around, 0.1 * ns, 2 * ns)
            .probability(ratioK, ns);
    double p = family.probability(nominal, delta, ratioK, ns);
    // the hazard is interpolated in Delta and in I, and from half the cells: 3 % for the currents
    // of the table, as much for the two others
    assertThat(Math.log1p(-p)).isCloseTo(Math.log1p(-own), withinPercentage(6));
    assertThat(family.probability(nominal, 40, ratio, ns)).isCloseTo(nominal, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void shouldDriveAsTheCircuitDoes(Drive drive) {
    MtjModel model =
        REAL.withOnly(NonIdeality.DEVICE_TO_DEVICE).withSpread(new MtjSpread(0, 0, 0.1, 0, drive));
    JunctionTraits t = new JunctionTraits(model, 50, draws(5));
    for (int k = 0; k < 50; k++) {
      double r = t.resistanceKOhm(k, true) / 5;
      double own = t.ratio(k, 1.4, Direction.TO_ANTIPARALLEL);
      assertThat(own).isCloseTo(drive == Drive.CURRENT ? 1.4 : 1.4 / r, within(1e-12));
      double nominal = JUNCTION.pulseEnergyFJ(30, 2, Direction.TO_ANTIPARALLEL);
      assertThat(t.energyFJ(k, true, 30, 2, Direction.TO_ANTIPARALLEL))
          .isCloseTo(drive == Drive.CURRENT ? nominal * r : nominal / r, withinPercentage(1e-9));
    }
  }

  @Test
  void shouldSwitchWithoutChanceWhereThatIsOff() {
    MtjModel model = REAL.withOnly(NonIdeality.QUANTISATION);
    WriteEnergy energy = new WriteEnergy(TABLE, Direction.TO_PARALLEL);
    WriteEnergy.Write likely = energy.at(1.4, 0.6).orElseThrow();
    WriteEnergy.Write unlikely = energy.at(1.4, 0.4).orElseThrow();
    JunctionArray a =
        new JunctionArray(3, new JunctionPulses(model, TABLE, likely, unlikely), draws(6));
    assertThat(a.learn(1, true)).isTrue();
    assertThat(a.learn(1, false)).isFalse();
    assertThat(a.isOn(1)).isTrue();
  }

  @Test
  void shouldStayAsItIsWhereItIsStuckOrWornOut() {
    WriteEnergy.Write sure = new WriteEnergy.Write(2, 100, 0);
    MtjModel stuck = REAL.withOnly(NonIdeality.STUCK_CELLS).withWear(new WearLaw(0.2, 1e9));
    JunctionArray a =
        new JunctionArray(DRAWS, new JunctionPulses(stuck, TABLE, sure, sure), draws(8));
    int off = 0;
    int on = 0;
    for (int k = 0; k < DRAWS; k++) {
      a.learn(k, true);
      off += a.isOn(k) ? 0 : 1;
      a.learn(k, false);
      on += a.isOn(k) ? 1 : 0;
    }
    double se = Math.sqrt(0.1 * 0.9 / DRAWS);
    assertThat((double) off / DRAWS).isCloseTo(0.1, within(3 * se));
    assertThat((double) on / DRAWS).isCloseTo(0.1, within(3 * se));
    MtjModel tired = REAL.withOnly(NonIdeality.ENDURANCE).withWear(new WearLaw(0, 5));
    JunctionArray b = new JunctionArray(1, new JunctionPulses(tired, TABLE, sure, sure), draws(9));
    for (int n = 1; n <= 9; n++) {
      assertThat(b.learn(0, n % 2 == 1)).isEqualTo(n <= 5);
    }
    assertThat(b.mostWorn()).isEqualTo(5);
  }

  @Test
  void shouldRefuseSpreadsThatAreNone() {
    assertThatThrownBy(() -> new MtjSpread(0.3, 0, 0, 0, Drive.CURRENT))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("c_Delta = 0.3, but it must lie in [0, 0.15]");
    assertThatThrownBy(() -> REAL.withOnly(NonIdeality.DRIFT))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new MtjModel.Write(0.1, 8, 0)).hasMessageContaining("I / I_c0");
  }
}
