package io.hillock.device.odin;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(core.flag(0)).isEqualTo(SdspTable.Flag.UP);
    core.spike(0);
    assertThat(core.weight(0, 0)).isEqualTo(7);
    assertThat(core.v(0)).isEqualTo(12); // both events carried 6
    core.stimulate(0, -7);
    core.stimulate(0, -7);
    assertThat(core.flag(0)).isEqualTo(SdspTable.Flag.DOWN);
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
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isEqualTo(3 + 11);
    for (int k = 0; k < 20; k++) {
      core.stimulate(0, 7); // spikes of a neuron access no synapse
    }
    assertThat(core.spikes(0)).isEqualTo(1);
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isEqualTo(3 + 11);
  }

  /** One presynaptic neuron; V lifted to 35, so that the flag is UP; w = 3; two events. */
  private OdinCore unmapped(boolean update, boolean propagate) {
    OdinNeuron neuron = new OdinNeuron(100, 0, true, 5, 0, 7, 7, 0);
    OdinSwitches switches = new OdinSwitches(update, propagate, false);
    OdinCore core = new OdinCore(1, List.of(neuron), switches, counts);
    core.weight(0, 0, 3);
    core.mapped(0, 0, false);
    for (int k = 0; k < 5; k++) {
      core.stimulate(0, 7);
    }
    core.spike(0);
    core.spike(0);
    return core;
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, 35, 3, 0", "false, true, 41, 3, 2", // 35 + 3 + 3, learns nothing
    "true, false, 35, 5, 2", "true, true, 42, 5, 2", // 35 + 3 + 4
  })
  void shouldLetUnmappedSynapsesDoWhatTheSwitchesSay(
      boolean update, boolean propagate, int v, int w, int reads) {
    OdinCore core = unmapped(update, propagate);
    assertThat(core.v(0)).isEqualTo(v);
    assertThat(core.weight(0, 0)).isEqualTo(w);
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isEqualTo(reads);
    core.bistability();
    assertThat(core.weight(0, 0)).isEqualTo(update ? w + 1 : w);
    core.mapped(0, 0, true);
    core.bistability();
    assertThat(core.weight(0, 0)).isEqualTo(update ? w + 2 : w - 1);
  }

  @Test
  void shouldKeepStaticAndPlasticSynapsesInOneRow() {
    OdinNeuron neuron = new OdinNeuron(100, 0, true, 5, 0, 7, 7, 0);
    List<OdinNeuron> two = List.of(neuron, neuron);
    OdinCore core = new OdinCore(1, two, OdinSwitches.MAPPED_ARE_PLASTIC, counts);
    core.mapped(0, 1, false);
    for (int k = 0; k < 4; k++) {
      core.stimulate(0, 7);
      core.stimulate(1, 7);
    }
    core.spike(0);
    assertThat(core.weight(0, 0)).isEqualTo(1);
    assertThat(core.weight(0, 1)).isZero();
  }

  @Test
  void shouldLearnAtTheNeuronsThatAreSetToLearn() {
    OdinNeuron learns = new OdinNeuron(100, 0, true, 5, 0, 7, 7, 0);
    OdinNeuron keeps = new OdinNeuron(100, 0, false, 5, 0, 7, 7, 0);
    OdinCore core = new OdinCore(1, List.of(learns, keeps), OdinSwitches.CLOSED, counts);
    for (int j = 0; j < 2; j++) {
      core.weight(0, j, 2);
      core.stimulate(j, 7);
    }
    core.spike(0);
    assertThat(core.weight(0, 0)).isEqualTo(3);
    assertThat(core.weight(0, 1)).isEqualTo(2);
    assertThat(core.v(1)).isEqualTo(9); // delivered all the same
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldLearnFromASingleSynapseEventWhereItsSwitchIsSet(boolean open) {
    OdinNeuron neuron = new OdinNeuron(100, 0, true, 5, 0, 7, 7, 0);
    OdinSwitches switches = new OdinSwitches(false, false, open);
    OdinCore core = new OdinCore(1, List.of(neuron, neuron), switches, counts);
    core.stimulate(0, 7);
    core.weight(0, 0, 4);
    core.stimulateSynapse(0, 0);
    assertThat(core.weight(0, 0)).isEqualTo(open ? 5 : 4);
    assertThat(core.v(0)).isEqualTo(11);
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isEqualTo(1); // the row was left alone
  }

  @Test
  void shouldTakeFromTheMembraneWhereThePresynapticNeuronInhibits() {
    OdinCore core = core(2, 1, 100, 0, 0);
    core.learning(false);
    core.weight(0, 0, 6);
    core.weight(1, 0, 4);
    core.inhibitory(1, true);
    core.spike(0);
    core.spike(1);
    assertThat(core.v(0)).isEqualTo(2);
    core.spike(1);
    assertThat(core.v(0)).isZero(); // saturates, does not wrap
  }

  @Test
  void shouldDriftASingleRow() {
    OdinCore core = core(2, 1, 100, 0, 0);
    core.weight(0, 0, 4);
    core.weight(1, 0, 4);
    core.bistability(1);
    assertThat(core.weight(0, 0)).isEqualTo(4);
    assertThat(core.weight(1, 0)).isEqualTo(5);
  }

  @Test
  void shouldHoldFourBitsPerSynapseAndNothingPerSynapseForLearning() {
    MemoryReport memory = new MemoryReport(core(256, 10, 100, 0, 0));
    // synapses, signs of presynaptic neurons, membrane potentials
    assertThat(memory.inferenceBits()).isEqualTo(256 * 10 * 4 + 256 + 10 * 8);
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
