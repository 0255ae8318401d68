package io.hillock.device.pcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.pcm.DriftReadout.Baseline;
import io.hillock.device.pcm.DriftReadout.Reference;
import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import io.hillock.state.StateCopy;
import io.hillock.unit.Time;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces in drift: what one device does, and what a readout makes of some. */
class DriftTracesTest {
  private static final Time DT = Time.ms(1);
  private static final Baseline NO_BASELINE = new Baseline.None();
  private static final DriftParameters TYPICAL = DriftPreset.GST_TYPICAL.parameters();
  private static final DriftParameters ALIKE = spread(0, 0.5).withStart(0.1, 0);

  private static DriftParameters spread(double cv, double deviceShare) {
    return TYPICAL.withExponent(new DriftExponent.Normal(0.08, cv, deviceShare));
  }

  private static DriftTraces traces(DriftParameters p, DriftReadout readout, int n) {
    return traces(p, readout, n, new Counts());
  }

  private static DriftTraces traces(DriftParameters p, DriftReadout r, int n, Counts counts) {
    return new DriftTrace(p, r).create(n, DT, Seed.of(21).stream(Purpose.DEVICE), counts);
  }

  private static DriftTraces single(DriftParameters p, int n) {
    return traces(p, DriftReadout.single(NO_BASELINE), n);
  }

  @ParameterizedTest
  @CsvSource({"0.03", "0.08", "0.1", "0.25"})
  void shouldDriftWithTheSlopeOfItsExponent(double nu) {
    DriftTraces t = single(ALIKE.withExponent(new DriftExponent.Normal(nu, 0, 0)), 1);
    t.mark(0);
    double first = t.conductanceUS(0);
    assertThat(first).isEqualTo(0.1); // at t0
    long step = 0;
    for (long to : new long[] {1, 9, 1000, 100_000, 10_000_000, 10_000_000_000L}) {
      t.pass(to - step);
      step = to;
      double logTime = Math.log((1e-3 + to * 1e-3) / 1e-3);
      // the required bound; roundings of exp and log are 1e-16 of values of order 1
      assertThat(Math.log(t.conductanceUS(0) / first) / logTime).isCloseTo(-nu, within(1e-9));
      assertThat(t.read(0)).isCloseTo(Math.exp(-nu * logTime), within(1e-12));
    }
  }

  /** t0 = 1 ms: 2^12.5 ms, 2^10 ms, 2^16.67 ms, 2^25 ms. */
  @ParameterizedTest
  @CsvSource({"0.08, 5.7926", "0.1, 1.024", "0.06, 104.03", "0.04, 33554.432"})
  void shouldFallByHalfInTheTimeThatTheExponentSets(double nu, double halfLifeS) {
    assertThat(TYPICAL.halfLifeS(nu)).isCloseTo(halfLifeS, within(1e-4 * halfLifeS)); // digits
    assertThat(TYPICAL.factor(nu, TYPICAL.halfLifeS(nu) - 1e-3)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void shouldFallByHalfInARunningTrace() {
    DriftTraces t = single(ALIKE.withExponent(new DriftExponent.Normal(0.1, 0, 0)), 1);
    t.mark(0);
    t.pass(1023); // t = t0 + 1023 ms = 1024 t0
    assertThat(t.read(0)).isCloseTo(0.5, within(1e-14));
  }

  @Test
  void shouldReadNothingWhereNothingHappenedAndOneWhereItDidNow() {
    DriftTraces t = single(TYPICAL, 3);
    t.pass(5);
    t.mark(1);
    assertThat(t.read(0)).isZero();
    assertThat(t.read(1)).isEqualTo(1);
    t.pass(1000);
    double old = t.read(1);
    assertThat(old).isBetween(0.4, 0.75);
    t.mark(1);
    assertThat(t.read(1)).isEqualTo(1); // set anew
    t.reset();
    assertThat(t.read(1)).isZero();
  }

  @Test
  void shouldBeGoneAtTheAgeOfItsBaseline() {
    DriftTraces t = traces(ALIKE, DriftReadout.single(DriftReadout.goneAfter(ALIKE, 10)), 1);
    t.mark(0);
    double last = 1;
    for (int n = 0; n < 9; n++) {
      t.pass(1111);
      double e = t.read(0);
      assertThat(e).isBetween(1e-6, Math.nextDown(last));
      last = e;
    }
    t.pass(10_000 - 9 * 1111);
    assertThat(t.read(0)).isBetween(0.0, 1e-15); // a rounding
    t.pass(1);
    assertThat(t.read(0)).isZero();
  }

  /** Trial pulses find the baseline of each device exactly where pulses of a device are alike. */
  @Test
  void shouldCalibrateAwayWhatDevicesDifferIn() {
    DriftParameters p = spread(0.25, 1).withStart(0.1, 0.3);
    for (Reference reference : Reference.values()) {
      Baseline each = new Baseline.Calibrated(10, 4);
      DriftTraces t = traces(p, new DriftReadout(1, 1, reference, each), 200);
      for (int k = 0; k < 200; k++) {
        t.mark(k);
      }
      t.pass(9999);
      for (int k = 0; k < 200; k++) {
        assertThat(t.read(k)).isPositive();
      }
      t.pass(2);
      for (int k = 0; k < 200; k++) {
        assertThat(t.read(k)).isZero();
      }
      assertThat(t.calibration().get(CountKind.PROGRAMMING_PULSE)).isEqualTo(800);
      assertThat(t.calibration().writeEnergyJ()).isCloseTo(800 * p.pulseJ(), within(1e-20));
    }
  }

  /** Three standard errors of a variance; kurtosis of a log-normal with a log-spread of 0.07. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "4, 1", "8, 1", "1, 2", "1, 4", "1, 8", "2, 4"})
  void shouldDivideTheVarianceByTheNumberOfDevices(int groups, int together) {
    int n = 40_000;
    DriftReadout r = new DriftReadout(groups, together, Reference.OWN_START, NO_BASELINE);
    DriftTraces t = traces(spread(0.1, 0.5), r, n);
    for (int k = 0; k < n; k++) {
      for (int g = 0; g < groups; g++) {
        t.mark(k);
      }
    }
    t.pass(9999);
    double log = Math.log(10_000);
    double s = 0.1 * 0.08 * log;
    double mean = Math.exp(-0.08 * log + s * s / 2);
    double variance = mean * mean * Math.expm1(s * s) / (groups * together);
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < n; k++) {
      double off = t.read(k) - mean;
      sum += off;
      squares += off * off;
    }
    assertThat(sum / n).isCloseTo(0, within(3 * Math.sqrt(variance / n)));
    double se = variance * Math.sqrt((2 + 16 * s * s) / n);
    assertThat(squares / n).isCloseTo(variance, within(3 * se));
  }

  @Test
  void shouldRememberTheLastCoincidencesOneByOne() {
    DriftTraces t = traces(ALIKE, new DriftReadout(2, 1, Reference.OWN_START, NO_BASELINE), 1);
    t.mark(0);
    assertThat(t.read(0)).isEqualTo(0.5); // one of two
    t.pass(500);
    t.mark(0);
    t.pass(200);
    t.mark(0); // takes the place of the first
    t.pass(99);
    double expected = (Math.pow(300, -0.08) + Math.pow(100, -0.08)) / 2;
    assertThat(t.read(0)).isCloseTo(expected, within(1e-14));
  }

  @Test
  void shouldReadAgainstTheMedianDeviceWhereStartsAreNotHeld() {
    DriftParameters p = ALIKE.withStart(0.1, 0.2);
    Baseline none = NO_BASELINE;
    DriftTraces t = traces(p, new DriftReadout(1, 1, Reference.COMMON, none), 100);
    for (int k = 0; k < 100; k++) {
      t.mark(k);
      assertThat(t.read(k)).isCloseTo(t.conductanceUS(k) / 0.1, within(1e-15)).isNotEqualTo(1.0);
    }
  }

  /** Three standard errors. */
  @Test
  void shouldHaveTheMomentsOfItsReadNoise() {
    int n = 100_000;
    DriftTraces t = single(ALIKE.withReadNoise(0.03), n);
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < n; k++) {
      t.mark(k);
      double off = t.read(k) - 1;
      sum += off;
      squares += off * off;
    }
    assertThat(sum / n).isCloseTo(0, within(3 * 0.03 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(9e-4, within(3 * 9e-4 * Math.sqrt(2.0 / n)));
  }

  @Test
  void shouldCountPulsesAndReadsWithTheirEnergy() {
    Counts counts = new Counts();
    DriftTraces t =
        traces(ALIKE, new DriftReadout(2, 3, Reference.OWN_START, NO_BASELINE), 5, counts);
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isZero();
    t.mark(4);
    t.read(4); // the group that was never written is not read
    t.read(3);
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isEqualTo(3);
    assertThat(counts.get(CountKind.MULTIPLY_ACCUMULATE)).isEqualTo(3);
    assertThat(counts.writeEnergyJ()).isCloseTo(3 * 3e-11, within(1e-24));
    assertThat(counts.readEnergyJ()).isCloseTo(3 * 0.1 * 4e-15, within(1e-28));
    // 30 devices as words of 8 bits, one bit for each trace to say whose turn it is
    assertThat(new MemoryReport(t).learningBits()).isEqualTo(30 * 8 + 5);
  }

  @Test
  void shouldGoOnFromACopyOfItsStateToTheBit() {
    DriftParameters p = DriftPreset.GST_IBM_RESET.parameters().withReadNoise(0.05);
    DriftReadout r = new DriftReadout(3, 2, Reference.COMMON, new Baseline.Calibrated(5, 3));
    RandomStream random = Seed.of(3).stream(Purpose.DEVICE);
    DriftTraces whole = new DriftTrace(p, r).create(4, DT, random, new Counts());
    for (int n = 0; n < 20; n++) {
      whole.mark(n % 4);
      whole.pass(n * n);
    }
    StateCopy devices = StateCopy.of(whole);
    StateCopy draws = StateCopy.of(random);
    RandomStream other = Seed.of(4).stream(Purpose.DEVICE);
    DriftTraces resumed = new DriftTrace(p, r).create(4, DT, other, new Counts());
    devices.restore(resumed);
    draws.restore(other);
    for (int n = 0; n < 20; n++) {
      for (DriftTraces t : List.of(whole, resumed)) {
        t.mark(n % 3);
        t.pass(7);
      }
      for (int k = 0; k < 4; k++) {
        assertThat(resumed.read(k)).isEqualTo(whole.read(k));
      }
    }
  }

  @Test
  void shouldAllocateNothing() {
    DriftParameters p = DriftPreset.GST_IBM_RESET.parameters().withReadNoise(0.05);
    DriftReadout r = new DriftReadout(2, 2, Reference.COMMON, new Baseline.Calibrated(5, 3));
    DriftTraces t = traces(p, r, 4);
    double[] sum = new double[1];
    long bytes =
        Allocation.least(() -> {
          for (int n = 0; n < 1000; n++) {
            t.mark(n % 4);
            t.pass(3);
            sum[0] += t.read((n + 1) % 4);
          }
        });
    assertThat(bytes).isLessThan(Allocation.METER);
    assertThat(sum[0]).isPositive();
  }

  @Test
  void shouldRefuseWhatMakesNoSense() {
    assertThatThrownBy(() -> new DriftReadout(0, 1, Reference.COMMON, NO_BASELINE))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("groups");
    assertThatThrownBy(() -> new Baseline.Level(1)).hasMessageContaining("baseline");
    assertThatThrownBy(() -> new Baseline.Calibrated(Double.NaN, 1)).hasMessageContaining("age");
    assertThatThrownBy(() -> new Baseline.Calibrated(1, 0)).hasMessageContaining("trial pulses");
    assertThatThrownBy(() -> TYPICAL.withStart(-1, 0)).hasMessageContaining("g0");
    assertThatThrownBy(() -> TYPICAL.withReadNoise(Double.NaN)).hasMessageContaining("read noise");
    assertThatThrownBy(() -> new DriftExponent.Normal(0.1, 0.1, 1.5))
        .hasMessageContaining("share of the device");
    assertThatThrownBy(() -> DriftPreset.epcm(5)).hasMessageContaining("temperature");
  }
}
