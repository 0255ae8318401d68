package io.hillock.gallery.reckon;

import io.hillock.device.reckon.Reckon;
import io.hillock.device.reckon.Register;
import io.hillock.device.reckon.Registers;
import io.hillock.gallery.Table;
import io.hillock.ledger.MemoryReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What state learning needs on a network of 256 inputs, 256 neurons and 16 outputs, all to all,
 * with 8-bit weights: this rule, counted on the state really held, and others, computed from what
 * each rule must keep.
 */
final class RuleMemory {
  private static final long NEURONS = 256;
  private static final long HIDDEN_SYNAPSES = 2 * NEURONS * NEURONS;
  private static final long SYNAPSES = HIDDEN_SYNAPSES + NEURONS * 16;
  // Bits of one state of the rules that are computed, as wide as a membrane.
  private static final long STATE = 16;
  private static final long TICKS = 2250;

  private final MemoryReport chip =
      new MemoryReport(
          new Reckon(
              Registers.BENCH
                  .with(Register.NUM_INP, 255)
                  .with(Register.NUM_REC, 255)
                  .with(Register.NUM_OUT, 15)));

  long learningBits() {
    return chip.learningBits();
  }

  double overheadPercent() {
    return chip.overheadPercent();
  }

  Table table() {
    List<List<String>> rows = new ArrayList<>();
    row(rows, "this rule (counted)", "three traces per neuron, 34 bits", learningBits());
    row(
        rows,
        "published e-prop, LIF",
        "the same, and a filtered trace per hidden synapse",
        learningBits() + HIDDEN_SYNAPSES * STATE);
    row(
        rows,
        "published e-prop, ALIF",
        "the same, and two traces per hidden synapse",
        learningBits() + 2 * HIDDEN_SYNAPSES * STATE);
    row(
        rows,
        "this rule, updates per batch",
        "the same, and a 16-bit sum per weight",
        learningBits() + SYNAPSES * STATE);
    row(
        rows,
        "BPTT over 2250 ticks",
        "membrane, spike and input of each neuron in each tick",
        TICKS * NEURONS * (STATE + 2));
    return new Table(
        "State that exists for learning only, 256 inputs, 256 neurons, 16 outputs",
        List.of("rule", "state", "bytes", "% of inference"),
        rows);
  }

  private void row(List<List<String>> rows, String rule, String state, long bits) {
    rows.add(
        List.of(
            rule,
            state,
            String.format(Locale.ROOT, "%,d", bits / 8),
            String.format(Locale.ROOT, "%.1f", 100.0 * bits / chip.inferenceBits())));
  }
}
