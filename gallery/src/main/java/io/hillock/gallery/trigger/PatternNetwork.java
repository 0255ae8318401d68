package io.hillock.gallery.trigger;

import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Progress;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.learning.ThresholdControl;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.Triangle;
import io.hillock.signal.EventStream;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Optional;

/**
 * The network of the experiment: all channels of a {@link PatternTask} to 100 LIF (tau_m 15 ms) to
 * leaky readouts (tau_out 20 ms), taught in every step by {@link HardwareEProp}. Learning rates
 * fall linearly to a hundredth.
 */
final class PatternNetwork {
  private static final int HIDDEN = 100;
  private static final Time TAU_M = Time.ms(15);
  private static final Time TAU_OUT = Time.ms(20);
  private static final double LAST_RATE = 0.01;
  private static final int BLOCKS = 20;
  private static final long TEST_FROM = 10_000_000;

  /** Thresholds move at most by so much in relation to the error of the rate, k of the control. */
  private static final double CONTROL_GAIN = 0.03;

  private static final int TRIALS_PER_ADJUSTMENT = 4;

  /**
   * What one network did.
   *
   * @param accuracy fraction of unseen trials that it got right
   * @param curve fraction right over each block of training trials
   * @param writes weights written by training
   * @param hiddenEvents error events per unit-step of the hidden layer inside the support of psi
   * @param readoutEvents error events per unit-step of the readout
   * @param training counts, energy and memory of training
   */
  record Outcome(
      double accuracy,
      double[] curve,
      long writes,
      double hiddenEvents,
      double readoutEvents,
      LedgerSummary training) {
    private static final Technology TECHNOLOGY = Technology.of(Technology.BuiltIn.DIGITAL_28NM);

    static Outcome of(Figures kept) {
      LedgerSummary training = kept.priced(TECHNOLOGY);
      return new Outcome(
          kept.get("accuracy"),
          kept.row("curve"),
          training.counts().get(CountKind.SYNAPSE_WRITE),
          kept.get("hiddenEvents"),
          kept.get("readoutEvents"),
          training);
    }
  }

  private final PatternTask task;
  private final Population in;
  private final Population out;
  private final Session session;

  PatternNetwork(PatternTask task, Arm arm) {
    this.task = task;
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    in = net.input("in", task.channels(), 8);
    Population hidden =
        net.neurons("hidden", HIDDEN, Lif.of(LifParameters.DEFAULT.withTauM(TAU_M)));
    out = net.neurons("out", task.classes(), new LeakyIntegrator(TAU_OUT, InputScaling.UNIT));
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    IdealSubstrate ideal = IdealSubstrate.UNBOUNDED;
    Projection win = net.connect(in, hidden, all, WeightInit.normal(0.05, 0.35), ideal);
    Projection wout = net.connect(hidden, out, all, WeightInit.normal(0, 0.1), ideal);
    HardwareEProp everyStep =
        HardwareEProp.of(
            new HardwareEProp.Wires(win, Optional.empty(), wout),
            Loss.SOFTMAX_CROSS_ENTROPY,
            new HardwareEProp.Rates(arm.etaIn(), 0, arm.etaOut()),
            TAU_OUT,
            new Triangle(0.3f, true));
    HardwareEProp rule = arm.events().map(e -> everyStep.withTrigger(trigger(e))).orElse(everyStep);
    session = net.learn(rule).build().open(task.seed());
  }

  private HardwareEProp.Trigger trigger(Arm.Events events) {
    double rate = events.rate().perUnitStep();
    long steps = (long) TRIALS_PER_ADJUSTMENT * task.steps();
    return new HardwareEProp.Trigger(
        events.form(),
        control(10, rate, steps * task.classes()),
        Optional.of(control(0.1, rate, steps * HIDDEN)));
  }

  private static ThresholdControl control(double initial, double rate, long window) {
    return new ThresholdControl.Multiplicative(initial, rate, CONTROL_GAIN, 1e-4, 1e4, window);
  }

  /** Trains and tests; empty when it was asked to stop. */
  Optional<Figures> learn(int train, int test, Progress progress) {
    HardwareEProp.Running rule = (HardwareEProp.Running) session.rule(0);
    double[] curve = new double[BLOCKS];
    for (int b = 0; b < BLOCKS; b++) {
      rule.learningRateScale(1 - (1 - LAST_RATE) * b / (BLOCKS - 1));
      int from = (int) ((long) train * b / BLOCKS);
      int to = (int) ((long) train * (b + 1) / BLOCKS);
      int right = 0;
      if (progress.stopRequested()) {
        return Optional.empty();
      }
      for (int k = from; k < to; k++) {
        right += play(k, true) ? 1 : 0;
      }
      progress.advance(to - from);
      curve[b] = (double) right / (to - from);
    }
    session.freeze(true);
    Figures figures = new Figures().account(session.ledger(), new MemoryReport(session));
    int right = 0;
    for (int k = 0; k < test; k++) {
      right += play(TEST_FROM + k, false) ? 1 : 0;
    }
    progress.advance(test);
    return Optional.of(
        figures
            .put("accuracy", (double) right / test)
            .put("curve", curve)
            .put("hiddenEvents", rule.eventRate(HardwareEProp.Layer.HIDDEN))
            .put("readoutEvents", rule.eventRate(HardwareEProp.Layer.READOUT)));
  }

  /** Plays a trial; whether the readout summed over the trial is greatest for the right class. */
  private boolean play(long trial, boolean teach) {
    session.reset();
    int classes = task.classes();
    int label = task.label(trial);
    float[] target = new float[classes];
    target[label] = 1;
    EventStream events = task.spikes(trial);
    SpikeList input = session.input(in);
    float[] y = session.neurons(out).v();
    double[] sum = new double[classes];
    int next = 0;
    for (int t = 0; t < task.steps(); t++) {
      next = events.deliver(t, next, input);
      if (teach) {
        session.target(out, target);
      }
      session.step();
      for (int k = 0; k < classes; k++) {
        sum[k] += y[k];
      }
    }
    int best = 0;
    for (int k = 1; k < classes; k++) {
      best = sum[k] > sum[best] ? k : best;
    }
    return best == label;
  }
}
