package io.hillock.device.odin;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import org.junit.jupiter.api.Test;

class OdinCoreTest {
  private final Counts counts = new Counts();

  private OdinCore core(int pre, int post, int thr, int leak, int calciumLeak) {
    return new OdinCore(
        pre, post, new OdinNeuron(thr, leak, true, 5, 0, 7, 7, calciumLeak), counts);
  }

  @Test
  void shouldAddWeightsLeakAndFireInIntegers() {
    OdinCore core = core(1, 1, 20, 3, 0);
    core.learning(false);
    core.weight(0, 0, 7);
    core.spike(0);
    core.spike(0);
    assertThat(core.v(0)).isEqualTo(14);
    core.timeReference();
    assertThat(core.v(0)).isEqualTo(11);
    core.stimulate(0, -7);
    core.stimulate(0, -7);
    assertThat(core.v(0)).isZero(); // saturates, does not wrap
    core.spike(0);
    core.spike(0);
    core.stimulate(0, 6); // 20 = thr
    assertThat(core.v(0)).isZero();
    assertThat(core.spikes(0)).isEqualTo(1);
    assertThat(core.weight(0, 0)).isEqualTo(7);
  }

  @Test
  void shouldCountCalciumUpOnSpikesAndDownOnItsLeak() {
    OdinCore core = core(1, 1, 7, 0, 2);
    for (int k = 0; k < 9; k++) {
      core.stimulate(0, 7);
    }
    assertThat(core.calcium(0)).isEqualTo(7);
    core.timeReference();
    assertThat(core.calcium(0)).isEqualTo(7);
    core.timeReference();
    assertThat(core.calcium(0)).isEqualTo(6);
    for (int k = 0; k < 20; k++) {
      core.timeReference();
    }
    assertThat(core.calcium(0)).isZero();
  }

  @Test
  void shouldLearnFromTheFlagRegisteredBeforeTheEvent() {
    OdinCore core = core(1, 1, 100, 0, 0);
    core.weight(0, 0, 6); // one event lifts V from 0 to 6 >= theta_m = 5
    core.spike(0); // no update before, no flag
    assertThat(core.weight(0, 0)).isEqualTo(6);
    assertThat(core.flag(0)).isEqualTo(Sdsp.Flag.UP);
    core.spike(0);
    assertThat(core.weight(0, 0)).isEqualTo(7);
    assertThat(core.v(0)).isEqualTo(12); // both events carried 6
    core.stimulate(0, -7);
    core.stimulate(0, -7);
    assertThat(core.flag(0)).isEqualTo(Sdsp.Flag.DOWN);
    core.spike(0); // lifts V above theta_m, yet depresses
    assertThat(core.weight(0, 0)).isEqualTo(6);
  }

  @Test
  void shouldReadRowsOnlyAndLeaveUnmappedSynapsesAlone() {
    OdinCore core = core(3, 4, 100, 0, 0);
    core.mapped(1, 2, false);
    core.weight(1, 2, 7);
    core.spike(1);
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isEqualTo(3);
    assertThat(core.v(2)).isZero();
    core.bistability();
    assertThat(core.weight(1, 2)).isEqualTo(7);
    assertThat(core.refreshed()).isEqualTo(11);
    for (int k = 0; k < 20; k++) {
      core.stimulate(0, 7); // spikes of a neuron access no synapse
    }
    assertThat(core.spikes(0)).isEqualTo(1);
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isEqualTo(3);
  }

  @Test
  void shouldHoldFourBitsPerSynapseAndNothingPerSynapseForLearning() {
    MemoryReport memory = new MemoryReport(core(256, 10, 100, 0, 0));
    assertThat(memory.inferenceBits()).isEqualTo(256 * 10 * 4 + 10 * 8);
    assertThat(memory.learningBits()).isEqualTo(10 * (3 + 5 + 2));
  }

  @Test
  void shouldCallTheWinnerByPotentialWhereSpikesAreEqual() {
    OdinCore core = core(1, 3, 10, 0, 0);
    core.stimulate(1, 4);
    core.stimulate(2, 5);
    assertThat(core.winner()).isEqualTo(2);
    core.stimulate(0, 7);
    core.stimulate(0, 7);
    assertThat(core.winner()).isZero();
  }
}
