package io.hillock.device.odin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import org.junit.jupiter.api.Test;

class SdspTableTest {
  /** theta_1 = 2, theta_2 = 4, theta_3 = 6. */
  private static final OdinNeuron NEURON = new OdinNeuron(100, 0, true, 50, 2, 4, 6, 0);

  /**
   * The weight after an event for w = 0 to 7, written out by hand. Rows: V below theta_m with Ca
   * from 0 to 7, then V at or above theta_m with Ca from 0 to 7.
   */
  private static final String[] TRUTH = {
    "01234567", "01234567", "00123456", "00123456", "01234567", "01234567", "01234567", "01234567",
    "01234567", "01234567", "12345677", "12345677", "12345677", "12345677", "01234567", "01234567",
  };

  @Test
  void shouldFollowTheTruthTableInAll128Cases() {
    SdspTable sdsp = new SdspTable(NEURON);
    int cases = 0;
    for (int row = 0; row < TRUTH.length; row++) {
      for (int w = 0; w <= 7; w++) {
        int next = SdspTable.next(sdsp.flag(row >= 8, row % 8), w);
        assertThat(next)
            .as("V above: %s, Ca = %d, w = %d", row >= 8, row % 8, w)
            .isEqualTo(TRUTH[row].charAt(w) - '0');
        cases++;
      }
    }
    assertThat(cases).isEqualTo(128);
  }

  @Test
  void shouldFollowTheTruthTableInTheDatapathInAll128Cases() {
    for (int row = 0; row < TRUTH.length; row++) {
      for (int w = 0; w <= 7; w++) {
        OdinCore core = new OdinCore(1, 1, NEURON, new Counts());
        for (int spike = 0; spike < row % 8; spike++) { // 15 events of weight 7 reach thr = 100
          stimulate(core, 15, 7);
        }
        stimulate(core, 7, 7);
        core.stimulate(0, row < 8 ? 0 : 1); // 49 or 50 = theta_m
        core.weight(0, 0, w);
        assertThat(core.calcium(0)).isEqualTo(row % 8);
        assertThat(core.v(0)).isEqualTo(row < 8 ? 49 : 50);
        core.spike(0);
        assertThat(core.weight(0, 0))
            .as("V above: %s, Ca = %d, w = %d", row >= 8, row % 8, w)
            .isEqualTo(TRUTH[row].charAt(w) - '0');
        assertThat(core.v(0)).isEqualTo((row < 8 ? 49 : 50) + w); // the weight as it was read
      }
    }
  }

  private static void stimulate(OdinCore core, int times, int w) {
    for (int k = 0; k < times; k++) {
      core.stimulate(0, w);
    }
  }

  @Test
  void shouldLearnNothingWhereTheNeuronDoesNotLearn() {
    SdspTable sdsp = new SdspTable(new OdinNeuron(100, 0, false, 50, 0, 7, 7, 0));
    for (int ca = 0; ca <= 7; ca++) {
      assertThat(sdsp.flag(true, ca)).isEqualTo(SdspTable.Flag.NONE);
      assertThat(sdsp.flag(false, ca)).isEqualTo(SdspTable.Flag.NONE);
    }
  }

  @Test
  void shouldPullWeightsToTheirNearerEnd() {
    StringBuilder next = new StringBuilder();
    for (int w = 0; w <= 7; w++) {
      next.append(SdspTable.bistable(w));
    }
    assertThat(next).hasToString("00125677");
  }

  @Test
  void shouldRefuseThresholdsOutOfOrder() {
    assertThatThrownBy(() -> new OdinNeuron(100, 0, true, 50, 3, 2, 6, 0))
        .isInstanceOf(ParameterException.class)
        .hasMessage("ODIN neuron: theta_1 = 3, but it must be from 0 to 2");
  }
}
