package io.hillock.device.mtj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hillock.device.NonIdeality;
import io.hillock.device.WearLaw;
import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proposal becomes on pairs of junctions; eight of them on a side, w_max = 1. */
class MtjSynapsesTest {
  private static final int MANY = 20_000;
  private static final MtjModel REAL = MtjPreset.PERPENDICULAR_40.model();
  private static final Wiring ROW = Wiring.where(1, MANY, (i, j) -> true);
  private static final SwitchingTable TABLE = SwitchingTable.of(REAL.junction());

  private static MtjSynapses create(MtjModel model, float w, Counts counts) {
    float[] all = new float[MANY];
    java.util.Arrays.fill(all, w);
    return new MtjSubstrate(model, 1, Time.ms(1))
        .create(ROW, all, Seed.of(3).stream(Purpose.DEVICE), counts);
  }

  private static void propose(Synapses s, float dw) {
    float[] post = new float[MANY];
    java.util.Arrays.fill(post, 1);
    s.proposeRow(0, dw, post);
    s.settle();
  }

  private static double mean(Synapses s) {
    double sum = 0;
    for (int j = 0; j < MANY; j++) {
      sum += s.weight(0, j);
    }
    return sum / MANY;
  }

  @ParameterizedTest
  @ValueSource(floats = {0.001f, 0.02f, 0.1f, 0.2f, -0.03f, -0.3f})
  void shouldChangeByTheProposalOnTheAverage(float dw) {
    MtjModel two = REAL.withOnly(NonIdeality.QUANTISATION, NonIdeality.CYCLE_TO_CYCLE);
    Counts counts = new Counts();
    MtjSynapses s = create(two, 0.125f, counts);
    assertThat(mean(s)).isCloseTo(0.125, within(1e-6)); // one junction of eight
    propose(s, dw);
    double gap = 1.0 / 8;
    double part = Math.abs(dw) / gap - Math.floor(Math.abs(dw) / gap);
    double se = gap * Math.sqrt(part * (1 - part) / MANY);
    assertThat(mean(s) - 0.125).isCloseTo(dw, within(3 * se)); // a Bernoulli draw each
    for (int j = 0; j < 100; j++) {
      double junctions = s.weight(0, j) / gap;
      assertThat(junctions).isCloseTo(Math.rint(junctions), within(1e-5)); // rounded to float
    }
    long whole = (long) Math.floor(Math.abs(dw) / gap);
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isEqualTo(MANY * (whole + 1));
  }

  @Test
  void shouldPayForThePulseThatHasTheProbability() {
    MtjModel two = REAL.withOnly(NonIdeality.QUANTISATION, NonIdeality.CYCLE_TO_CYCLE);
    Counts counts = new Counts();
    MtjSynapses s = create(two, 0, counts);
    assertThat(counts.writeEnergyJ()).isZero(); // mapping is not learning
    assertThat(s.mapping().writeEnergyJ()).isPositive();
    propose(s, 0.05f);
    double ratio = REAL.write().ratio();
    double p = 0.05 * 8;
    double ns = TABLE.pulseNs(ratio, p).orElseThrow();
    double current = 1e-6 * ratio * REAL.junction().criticalCurrentUA();
    double each = current * current * 12.5e3 * 1e-9 * ns; // it starts antiparallel, 12.5 kOhm
    // 2 %: the table of the substrate has other points in time than that of all currents
    assertThat(counts.writeEnergyJ() / MANY).isCloseTo(each, withinPercentage(2));
  }

  @Test
  void shouldRoundToWholeJunctionsWithoutChance() {
    MtjSynapses s = create(REAL.withOnly(NonIdeality.QUANTISATION), 0, new Counts());
    propose(s, 0.06f);
    assertThat(mean(s)).isZero(); // below half a junction
    propose(s, 0.07f);
    assertThat(mean(s)).isCloseTo(0.125, within(1e-6));
    propose(s, -0.3f); // 2.4 junctions
    assertThat(mean(s)).isCloseTo(-0.125, within(1e-6));
    propose(s, 2);
    assertThat(s.plusUS(0)).isCloseTo(8 * 200, within(1e-9));
    assertThat(s.minusUS(0)).isCloseTo(8 * 80, within(1e-9));
  }

  @Test
  void shouldGiveTheBitsOfFloatWithEverythingOff() {
    Counts counts = new Counts();
    Synapses junctions = create(MtjPreset.IDEAL.model(), 0.3f, counts);
    Substrate floats = new IdealSubstrate(-1, 1);
    float[] all = new float[MANY];
    java.util.Arrays.fill(all, 0.3f);
    Synapses ideal = floats.create(ROW, all, Seed.of(3).stream(Purpose.DEVICE), new Counts());
    for (float dw : new float[] {0.01f, -0.2f, 0.003f, 5, -0.7f, 1e-4f}) {
      propose(junctions, dw);
      propose(ideal, dw);
      assertThat(junctions.weight(0, 7)).isEqualTo(ideal.weight(0, 7));
    }
    MtjSynapses pairs = (MtjSynapses) junctions;
    double followed = (pairs.plusUS(7) - pairs.minusUS(7)) / (8 * 120);
    assertThat(followed).isCloseTo(ideal.weight(0, 7), within(1e-5)); // the devices follow
    assertThat(counts.writeEnergyJ()).isPositive();
  }

  @Test
  void shouldMoveByWholeStepsFromWhereverItIsWithoutTwoStates() {
    MtjSynapses s = create(REAL.withOnly(NonIdeality.CYCLE_TO_CYCLE), 0.3f, new Counts());
    assertThat(mean(s)).isCloseTo(0.3, within(1e-6));
    propose(s, -0.05f);
    double se = 0.125 * Math.sqrt(0.4 * 0.6 / MANY);
    assertThat(mean(s)).isCloseTo(0.25, within(3 * se));
    for (int j = 0; j < 100; j++) {
      double steps = (0.3 - s.weight(0, j)) / 0.125;
      assertThat(steps).isCloseTo(Math.rint(steps), within(1e-5)); // rounded to float
    }
  }

  @Test
  void shouldDifferBetweenJunctionsInConductanceAndInChance() {
    MtjModel differing =
        REAL.withOnly(
                NonIdeality.QUANTISATION, NonIdeality.CYCLE_TO_CYCLE, NonIdeality.DEVICE_TO_DEVICE)
            .withSpread(new MtjSpread(0, 0, 0.1, 0, Drive.CURRENT));
    MtjSynapses s = create(differing, 0, new Counts());
    double sum = 0;
    double squares = 0;
    for (int j = 0; j < MANY; j++) {
      sum += s.plusUS(j) / MANY;
    }
    for (int j = 0; j < MANY; j++) {
      squares += (s.plusUS(j) - sum) * (s.plusUS(j) - sum) / MANY;
    }
    // 1/R with R off by 10 %: mean up by 1 %, sd 10 % + 1 %, over eight junctions; 3 SE and the
    // next order of 1/R, 0.03 %
    assertThat(sum).isCloseTo(640 * 1.0103, withinPercentage(0.15));
    assertThat(Math.sqrt(squares)).isCloseTo(640 * 0.103 / Math.sqrt(8), withinPercentage(3));
    propose(s, 0.05f);
    assertThat(mean(s)).isBetween(0.04, 0.06); // P is not spread where only R is, under a current
  }

  @Test
  void shouldLeaveStuckAndWornJunctionsAsTheyAre() {
    MtjModel stuck =
        REAL.withOnly(NonIdeality.QUANTISATION, NonIdeality.STUCK_CELLS)
            .withWear(new WearLaw(0.2, 1e9));
    MtjSynapses s = create(stuck, 0, new Counts());
    for (int n = 0; n < 30; n++) {
      propose(s, 2); // pulses that meet a stuck junction are lost
    }
    // of eight plus junctions a tenth stays OFF, of eight minus junctions a tenth stays ON
    double se = Math.sqrt(2 * 0.1 * 0.9 / 8 / MANY);
    assertThat(mean(s)).isCloseTo(1 - 0.2, within(3 * se));
    MtjModel tired =
        REAL.withOnly(NonIdeality.QUANTISATION, NonIdeality.ENDURANCE).withWear(new WearLaw(0, 3));
    MtjSynapses t = create(tired, 0, new Counts());
    for (int n = 0; n < 60; n++) {
      propose(t, n % 2 == 0 ? 2 : -2);
    }
    float last = t.weight(0, 0);
    propose(t, last > 0 ? -0.5f : 0.5f);
    assertThat(t.weight(0, 0)).isEqualTo(last);
    assertThat(t.mostWorn()).isEqualTo(3);
  }

  @Test
  void shouldRefuseWhatMakesNoSense() {
    assertThatThrownBy(() -> new MtjSubstrate(REAL, 0, Time.ms(1)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("w_max = 0.0");
    assertThatThrownBy(() -> new MtjSubstrate(REAL, 1, Time.ms(0))).hasMessageContaining("dt");
    assertThatThrownBy(() -> new MtjModel.Write(1.4, 31, 0)).hasMessageContaining("K = 31");
  }
}
