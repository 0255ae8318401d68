package io.hillock.device.mtj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateCopy;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JunctionArrayTest {
  private static final MtjParameters JUNCTION = MtjPreset.PERPENDICULAR_40.parameters();
  private static final SwitchingTable TABLE = SwitchingTable.of(JUNCTION);

  private static JunctionArray array(int n, StochasticRule rule, long seed) {
    return new JunctionArray(
        n,
        TABLE,
        new WriteEnergy(TABLE, Direction.TO_PARALLEL).cheapest(rule.pLtp()).orElseThrow(),
        new WriteEnergy(TABLE, Direction.TO_ANTIPARALLEL).cheapest(rule.pLtd()).orElseThrow(),
        Seed.of(seed).stream(Purpose.DEVICE));
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.05, 0.5", "0.1, 0.05, 0.1", "0.3, 0.2, 0.8", "0.05, 0.2, 0.4"})
  void shouldBeOnAsOftenAsTheTwoStateChain(double pLtp, double pLtd, double a) {
    StochasticRule rule = new StochasticRule(Time.ms(20), pLtp, pLtd);
    int n = 10_000;
    JunctionArray junctions = array(n, rule, 21);
    RandomStream input = Seed.of(22).stream(Purpose.INPUT);
    double memory = 1 - a * pLtp - (1 - a) * pLtd;
    for (int event = 0; event < 300; event++) {
      for (int k = 0; k < n; k++) {
        junctions.learn(k, input.nextBoolean(a));
      }
    }
    assertThat(Math.pow(memory, 300)).isLessThan(1e-6); // the start, all OFF, is forgotten
    int on = 0;
    for (int k = 0; k < n; k++) {
      on += junctions.isOn(k) ? 1 : 0;
    }
    double expected = a * pLtp / (a * pLtp + (1 - a) * pLtd);
    assertThat(rule.stationaryOn(a)).isCloseTo(expected, within(1e-15)); // a rounding
    // junctions are independent, so the share is binomial: 3 SE
    double se = Math.sqrt(expected * (1 - expected) / n);
    assertThat((double) on / n).isCloseTo(expected, within(3 * se));
  }

  @Test
  void shouldSwitchWithTheProbabilityOfItsPulse() {
    StochasticRule rule = StochasticRule.usual();
    int n = 40_000;
    JunctionArray junctions = array(n, rule, 5);
    int up = 0;
    for (int k = 0; k < n; k++) {
      up += junctions.learn(k, true) ? 1 : 0;
    }
    double se = Math.sqrt(rule.pLtp() * (1 - rule.pLtp()) / n);
    assertThat((double) up / n).isCloseTo(rule.pLtp(), within(3 * se)); // binomial
  }

  @Test
  void shouldPayForEveryPulseAtTheResistanceOfItsState() {
    WriteEnergy.Write sure = new WriteEnergy.Write(2, 100, 0); // P = 1 - 1e-15
    RandomStream draws = Seed.of(1).stream(Purpose.DEVICE);
    JunctionArray one = new JunctionArray(1, TABLE, sure, sure, draws);
    double current = 2 * JUNCTION.criticalCurrentUA() * 1e-6;
    double parallel = current * current * 5e3 * 100e-9 * 1e15;
    assertThat(one.conductanceUS(0)).isCloseTo(80, within(1e-9)); // 12.5 kOhm
    assertThat(one.learn(0, false)).isFalse(); // it is OFF already
    assertThat(one.learn(0, true)).isTrue();
    assertThat(one.conductanceUS(0)).isCloseTo(200, within(1e-9)); // 5 kOhm
    assertThat(one.learn(0, true)).isFalse();
    assertThat(one.learn(0, false)).isTrue();
    assertThat(one.isOn(0)).isFalse();
    assertThat(one.pulses()).isEqualTo(4);
    // two pulses through 2.5 R_P, two through R_P; roundings
    assertThat(one.energyFJ()).isCloseTo((2 * 2.5 + 2) * parallel, withinPercentage(1e-9));
  }

  @Test
  void shouldContinueBitForBitFromItsState() {
    JunctionArray straight = array(50, StochasticRule.usual(), 8);
    drive(straight, 0, 40);
    StateCopy state = StateCopy.of(straight);
    drive(straight, 40, 90);
    JunctionArray resumed = array(50, StochasticRule.usual(), 9);
    drive(resumed, 0, 13);
    state.restore(resumed);
    drive(resumed, 40, 90);
    for (int k = 0; k < 50; k++) {
      assertThat(resumed.isOn(k)).isEqualTo(straight.isOn(k));
    }
    assertThat(resumed.energyFJ()).isEqualTo(straight.energyFJ());
    assertThat(resumed.pulses()).isEqualTo(straight.pulses());
  }

  private static void drive(JunctionArray junctions, int from, int to) {
    for (int t = from; t < to; t++) {
      for (int k = 0; k < 50; k++) {
        junctions.learn(k, (k + t) % 3 == 0);
      }
    }
  }

  @Test
  void shouldRefuseRulesThatAreNone() {
    assertThatThrownBy(() -> new StochasticRule(Time.ms(20), 1.2, 0.1))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("p_LTP = 1.2, but it must lie in [0, 1]");
    assertThatThrownBy(() -> new StochasticRule(Time.ms(0), 0.1, 0.1)).hasMessageContaining("W");
    assertThatThrownBy(() -> new StochasticRule(Time.ms(1), 0.1, 0).stationaryOn(0))
        .hasMessageContaining("it must be > 0");
  }
}
