package io.hillock.gallery.reckon;

import io.hillock.device.reckon.Reckon;
import io.hillock.device.reckon.Register;
import io.hillock.device.reckon.Registers;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.learning.BackPropagation;
import io.hillock.learning.EProp;
import io.hillock.learning.GradientDescent;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.learning.RateTarget;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Alif;
import io.hillock.neuron.AlifParameters;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.NeuronModel;
import io.hillock.neuron.Triangle;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What state learning needs on a network of 256 inputs, 256 neurons and 16 outputs, all to all,
 * with 8-bit weights: on the chip, and in sessions that are really opened under other rules. Every
 * figure is counted by walking over the state that is held.
 *
 * <p>The sessions hold states of 32 bits, the record of spikes a bit each. A second count takes
 * each state of 32 bits as 16, as wide as a membrane of the chip.
 */
final class RuleMemory {
  private static final int INPUTS = 256;
  private static final int NEURONS = 256;
  private static final int OUTPUTS = 16;
  private static final int TICKS = 2250;
  private static final int NARROW = 16;
  private static final Time DT = Time.ms(1);
  private static final LifParameters LIF = LifParameters.DEFAULT.withTauM(Time.s(2));
  private static final LeakyIntegrator READOUT =
      new LeakyIntegrator(Time.ms(20), InputScaling.UNIT);
  private static final Triangle PSI = new Triangle(0.3f, false);
  // Without momentum or moments: no state of its own.
  private static final GradientDescent DESCENT = new GradientDescent(1e-3);

  /**
   * Bits that exist for learning only.
   *
   * @param traces traces, or the record of a trial
   * @param sums sums over a batch, from which the weights are changed at its end
   * @param narrowTraces the same with states of 16 bits
   * @param narrowSums the same with states of 16 bits
   */
  record Bits(long traces, long sums, long narrowTraces, long narrowSums) {
    long all() {
      return traces + sums;
    }

    long narrow() {
      return narrowTraces + narrowSums;
    }
  }

  private final MemoryReport chip =
      new MemoryReport(
          new Reckon(
              Registers.BENCH
                  .with(Register.NUM_INP, INPUTS - 1)
                  .with(Register.NUM_REC, NEURONS - 1)
                  .with(Register.NUM_OUT, OUTPUTS - 1)));
  private final Bits hardware = count(Lif.of(LIF), RuleMemory::hardware);
  private final Bits eprop = count(Lif.of(LIF), RuleMemory::eprop);
  private final Bits adaptive =
      count(Alif.of(new AlifParameters(LIF, Time.s(2), 0.1)), RuleMemory::eprop);
  private final Bits throughTime = count(Lif.of(LIF), RuleMemory::throughTime);

  private static PlasticityRule hardware(HardwareEProp.Wires wires) {
    return HardwareEProp.of(
        wires, Loss.SQUARED, new HardwareEProp.Rates(1e-3, 1e-3, 1e-3), READOUT.tauOut(), PSI);
  }

  private static PlasticityRule eprop(HardwareEProp.Wires wires) {
    return EProp.of(wires, Loss.SQUARED, READOUT, PSI, DESCENT);
  }

  private static PlasticityRule throughTime(HardwareEProp.Wires wires) {
    RateTarget none = new RateTarget(0, 0);
    return new BackPropagation(wires, Loss.SQUARED, READOUT, PSI, DESCENT, none, TICKS);
  }

  private static Bits count(
      NeuronModel neurons, Function<HardwareEProp.Wires, PlasticityRule> rule) {
    DigitalSubstrate weights = new DigitalSubstrate(8, 1, Rounding.STOCHASTIC);
    NetworkBuilder net = new NetworkBuilder(DT);
    Population in = net.input("in", INPUTS);
    Population hidden = net.neurons("hidden", NEURONS, neurons);
    Population out = net.neurons("out", OUTPUTS, READOUT);
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    Projection win = net.connect(in, hidden, all, WeightInit.zero(), weights);
    Projection rec = net.connect(hidden, hidden, all, WeightInit.zero(), weights);
    Projection wout = net.connect(hidden, out, all, WeightInit.zero(), weights);
    net.learn(rule.apply(new HardwareEProp.Wires(win, Optional.of(rec), wout)));
    long[] bits = new long[4];
    Snapshot state = Snapshot.capture(net.build().open(Seed.of(1)), Map.of());
    for (Snapshot.Entry entry : state.entries()) {
      if (entry.role() == StateRole.LEARNING) {
        int sum = entry.path().contains("gathered") ? 1 : 0;
        int narrow = entry.bits() == Float.SIZE ? NARROW : entry.bits();
        bits[sum] += (long) entry.length() * entry.bits();
        bits[2 + sum] += (long) entry.length() * narrow;
      }
    }
    return new Bits(bits[0], bits[1], bits[2], bits[3]);
  }

  long learningBits() {
    return chip.learningBits();
  }

  double overheadPercent() {
    return chip.overheadPercent();
  }

  /** Published e-prop on LIF neurons. */
  Bits eprop() {
    return eprop;
  }

  /** Published e-prop on neurons whose threshold adapts. */
  Bits adaptive() {
    return adaptive;
  }

  /** This rule as it stands in a session. */
  Bits hardware() {
    return hardware;
  }

  /** The traces of this rule with the sums of a batch. */
  Bits perBatch() {
    return new Bits(hardware.traces(), eprop.sums(), hardware.narrowTraces(), eprop.narrowSums());
  }

  /** Back-propagation through 2250 ticks. */
  Bits throughTime() {
    return throughTime;
  }

  void report(Result result) {
    result
        .metric("learningBits", learningBits())
        .metric("overheadPercent", overheadPercent())
        .metric("learningBytes.session", hardware.all() / 8.0)
        .metric("learningBytes.eprop", eprop.all() / 8.0)
        .metric("learningBytes.epropAlif", adaptive.all() / 8.0)
        .metric("learningBytes.perBatch", perBatch().all() / 8.0)
        .metric("learningBytes.bptt", throughTime.all() / 8.0)
        .table(table());
  }

  private Table table() {
    long own = learningBits();
    List<List<String>> rows = new ArrayList<>();
    row(rows, "this rule, on the chip (12, 12, 10 bit)", new Bits(own, 0, own, 0));
    row(rows, "this rule, in a session", hardware);
    row(rows, "this rule, in a session, changes per batch", perBatch());
    row(rows, "published e-prop, LIF", eprop);
    row(rows, "published e-prop, adaptive LIF", adaptive);
    row(rows, "BPTT over 2250 ticks (spikes 1 bit)", throughTime);
    return new Table(
        "State that exists for learning only, counted on 256 inputs, 256 neurons, 16 outputs;"
            + " sessions hold 32 bits per state",
        List.of(
            "rule",
            "traces or record, as held [byte]",
            "sums of a batch, as held [byte]",
            "traces at 16 bit",
            "sums at 16 bit",
            "all at 16 bit, % of the chip's inference"),
        rows);
  }

  private void row(List<List<String>> rows, String rule, Bits bits) {
    rows.add(
        List.of(
            rule,
            bytes(bits.traces()),
            bytes(bits.sums()),
            bytes(bits.narrowTraces()),
            bytes(bits.narrowSums()),
            String.format(Locale.ROOT, "%.1f", 100.0 * bits.narrow() / chip.inferenceBits())));
  }

  private static String bytes(long bits) {
    return String.format(Locale.ROOT, "%,d", bits / 8);
  }
}
