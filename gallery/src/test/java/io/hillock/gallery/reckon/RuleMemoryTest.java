package io.hillock.gallery.reckon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Counts against what each rule must keep, put down by hand. */
class RuleMemoryTest {
  private static final long HIDDEN_SYNAPSES = 2 * 256 * 256;
  private static final long SYNAPSES = HIDDEN_SYNAPSES + 256 * 16;
  private final RuleMemory memory = new RuleMemory();

  @Test
  void shouldCount34BitsPerNeuronOnTheChip() {
    assertThat(memory.learningBits()).isEqualTo(8704);
    assertThat(memory.overheadPercent()).isBetween(0.77, 0.80);
  }

  @Test
  void shouldCountThreeTracesPerNeuronInASession() {
    assertThat(memory.hardware().traces()).isEqualTo(3 * 256 * 32);
    assertThat(memory.hardware().sums()).isZero();
    assertThat(memory.hardware().narrow()).isEqualTo(3 * 256 * 16);
  }

  @Test
  void shouldCountATracePerHiddenSynapseUnderPublishedEprop() {
    // A filtered trace per synapse; per source or neuron, with some room to spare, the rest.
    assertThat(memory.eprop().traces() / 32 - HIDDEN_SYNAPSES).isBetween(3L * 256, 5L * 256);
    assertThat(memory.adaptive().traces() - memory.eprop().traces())
        .isEqualTo(HIDDEN_SYNAPSES * 32);
  }

  @Test
  void shouldCountASumPerWeightWhereWeightsChangePerBatch() {
    // And the spikes of each neuron, for its rate.
    assertThat(memory.eprop().sums() / 32 - SYNAPSES).isBetween(0L, 2L * 256);
    assertThat(memory.perBatch().sums()).isEqualTo(memory.eprop().sums());
    assertThat(memory.perBatch().traces()).isEqualTo(memory.hardware().traces());
  }

  @Test
  void shouldCountTheRecordOfATrialUnderBackPropagation() {
    // Slope of each neuron and error of each output at 32 bits, spikes of neurons and inputs.
    assertThat(memory.throughTime().traces()).isEqualTo(2250 * (256 * 32 + 16 * 32 + 256 + 256));
    assertThat(memory.throughTime().sums()).isEqualTo(SYNAPSES * 32);
    assertThat(memory.throughTime().narrow())
        .isEqualTo(2250 * (256 * 16 + 16 * 16 + 256 + 256) + SYNAPSES * 16);
  }
}
