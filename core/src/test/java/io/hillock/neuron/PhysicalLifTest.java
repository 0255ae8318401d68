package io.hillock.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.unit.Capacitance;
import io.hillock.unit.Current;
import io.hillock.unit.Resistance;
import io.hillock.unit.Time;
import io.hillock.unit.Voltage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhysicalLifTest {
  private static final PhysicalLif CELL =
      PhysicalLif.IAF_PSC_DELTA
          .withTauM(Time.ms(20))
          .withResistance(Resistance.megaohm(90))
          .withPotentials(Voltage.mV(-65), Voltage.mV(-50), Voltage.mV(-68));

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.25, 1, 5})
  void shouldFollowTheClosedFormOfTheMembraneForAnyStep(double dt) {
    // 0.1 nA for 40 ms, then -0.05 nA for 40 ms; stays below threshold: 90 MOhm 0.1 nA = 9 mV.
    Neurons n = Lif.of(CELL.normalised()).create(1, Time.ms(dt));
    SpikeList spiked = new SpikeList(1);
    int half = (int) Math.round(40 / dt);
    double atSwitch = -65 + 9 * (1 - Math.exp(-40 / 20.0));
    for (int k = 1; k <= 2 * half; k++) {
      n.current()[0] = CELL.input(k <= half ? Current.nA(0.1) : Current.pA(-50));
      n.step(spiked);
      assertThat(spiked.isEmpty()).isTrue();
      double t = k * dt;
      double end = -65 - 4.5;
      double exact =
          k <= half
              ? -65 + 9 * (1 - Math.exp(-t / 20))
              : end + (atSwitch - end) * Math.exp(-(t - 40) / 20);
      // Roundings of a relative 6e-8 to a range of 15 mV, kept alive for tau_m/dt <= 200 steps.
      assertThat(CELL.potential(n.v()[0]).mV()).isCloseTo(exact, within(2e-4));
    }
  }

  @Test
  void shouldFireAfterTheClosedFormInterval() {
    // 500 pA on 40 MOhm: 20 mV above rest, threshold at 15 mV: t = 10 ms ln(20/5) = 13.863 ms, so
    // in the 139th step of 0.1 ms; then 20 steps of refractoriness and 139 steps anew.
    PhysicalLif cell = PhysicalLif.IAF_PSC_DELTA;
    assertThat(cell.rM()).isEqualTo(Resistance.megaohm(40));
    Neurons n = Lif.of(cell.normalised()).create(1, Time.ms(0.1));
    SpikeList spiked = new SpikeList(1);
    java.util.List<Integer> steps = new java.util.ArrayList<>();
    for (int k = 1; k <= 500; k++) {
      n.current()[0] = cell.input(Current.pA(500));
      n.step(spiked);
      if (!spiked.isEmpty()) {
        steps.add(k);
        assertThat(cell.potential(n.v()[0])).isEqualTo(Voltage.mV(-70));
      }
    }
    assertThat(steps).containsExactly(139, 139 + 159, 139 + 2 * 159);
  }

  @Test
  void shouldDoAsTheUpdateOfIafPscDeltaInMillivoltsAndPicoamperes() {
    // V <- exp(-h/tau) (V - E_L) + tau/C (1 - exp(-h/tau)) I + jumps, written in absolute units and
    // double precision; clamped at V_reset and deaf for t_ref.
    double h = 0.1;
    Neurons n = Lif.of(CELL.normalised()).create(1, Time.ms(h));
    RandomStream random = Seed.of(1).stream(Purpose.INPUT);
    SpikeList spiked = new SpikeList(1);
    float w = CELL.weight(Voltage.mV(1.5), Time.ms(h));
    double p33 = Math.exp(-h / 20);
    double p30 = 20 / CELL.cM().pF() * (1 - p33);
    double v = -65;
    int refractory = 0;
    int fired = 0;
    for (int k = 0; k < 20_000; k++) {
      double current = random.nextDouble(-100, 250);
      int jumps = random.nextBoolean(0.05) ? 1 : 0;
      n.current()[0] = CELL.input(Current.pA(current)) + jumps * w;
      n.step(spiked);
      boolean fires = false;
      if (refractory > 0) {
        refractory--;
      } else {
        v = -65 + p33 * (v + 65) + p30 * current + 1.5 * jumps;
        fires = v > -50;
      }
      assertThat(!spiked.isEmpty()).as("step " + k).isEqualTo(fires);
      if (fires) {
        v = -68;
        refractory = 20;
        fired++;
      }
      // As above; an error from before a spike is gone with the reset.
      assertThat(CELL.potential(n.v()[0]).mV()).isCloseTo(v, within(3e-4));
    }
    assertThat(fired).isGreaterThan(20);
  }

  @Test
  void shouldKeepUnitsConsistent() {
    assertThat(Current.nA(0.25)).isEqualTo(Current.pA(250));
    assertThat(Resistance.megaohm(40).drop(Current.nA(0.5))).isEqualTo(Voltage.mV(20));
    assertThat(Capacitance.of(Time.ms(10), Resistance.megaohm(40))).isEqualTo(Capacitance.pF(250));
    assertThat(CELL.normalised(CELL.vTh())).isEqualTo(1);
    assertThat(CELL.normalised(CELL.eL())).isZero();
    assertThat(CELL.potential(CELL.normalised(Voltage.mV(-61))).mV()).isCloseTo(-61, within(1e-12));
    assertThat(CELL.withTauM(Time.ms(40)).cM()).isEqualTo(CELL.cM()); // as NEST: C_m stays
  }

  @Test
  void shouldRefuseImpossibleCellsByNameValueAndRule() {
    assertThatThrownBy(() -> CELL.withPotentials(Voltage.mV(-50), Voltage.mV(-50), Voltage.mV(-60)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("LIF: E_L = -50.0 mV, but it must lie below V_th = -50.0 mV");
    assertThatThrownBy(() -> CELL.withPotentials(Voltage.mV(-70), Voltage.mV(-50), Voltage.mV(-40)))
        .hasMessage("LIF: V_reset = -40.0 mV, but it must lie below V_th = -50.0 mV");
    assertThatThrownBy(() -> CELL.withTauM(Time.ZERO))
        .hasMessage("LIF: tau_m = 0.0 ms, but it must be > 0 ms");
    assertThatThrownBy(() -> CELL.withTRef(Time.ms(-1)))
        .hasMessage("LIF: t_ref = -1.0 ms, but it must be >= 0 ms");
    assertThatThrownBy(() -> Capacitance.pF(Double.NaN))
        .hasMessage("capacitance: C = NaN pF, but it must be > 0 and finite");
    assertThatThrownBy(() -> Resistance.megaohm(0))
        .hasMessage("resistance: R = 0.0 MOhm, but it must be > 0 and finite");
    assertThatThrownBy(() -> Voltage.mV(Double.POSITIVE_INFINITY))
        .hasMessage("voltage: V = Infinity mV, but it must be finite");
    assertThatThrownBy(() -> Current.pA(Double.NaN))
        .hasMessage("current: I = NaN pA, but it must be finite");
  }
}
