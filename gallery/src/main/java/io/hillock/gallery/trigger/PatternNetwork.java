package io.hillock.gallery.trigger;

import io.hillock.gallery.Progress;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.learning.ThresholdControl;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Ledger;
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
import io.hillock.synapse.Substrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Optional;

/**
 * The network of the experiment: all channels of a {@link PatternTask} to 60 LIF (tau_m 15 ms) to
 * leaky readouts (tau_out 30 ms), taught in every step by {@link HardwareEProp}.
 */
final class PatternNetwork {
  private static final int HIDDEN = (int) g("hid", 60);

  static double g(String k, double v) {
    return Double.parseDouble(System.getProperty(k, "" + v));
  }

  private static final double ETA_IN = g("in", 1e-3);
  private static final double ETA_OUT = g("out", 3e-3);
  private static final double LAST_RATE = g("last", 0.05);
  private static final int BLOCKS = 20;
  private static final long TEST_FROM = 10_000_000;
  private static final int TRIALS_PER_ADJUSTMENT = 4;

  /**
   * What one network did.
   *
   * @param accuracy fraction of unseen trials that it got right
   * @param curve fraction right over each block of training trials
   * @param writes weights written by training
   * @param events error events sent in training
   * @param unitSteps unit-steps of hidden layer and readout in training
   * @param training the counts of training
   */
  record Outcome(
      double accuracy,
      double[] curve,
      long writes,
      long events,
      long unitSteps,
      Ledger training,
      Session session) {}

  private final PatternTask task;
  private final Population in;
  private final Population out;
  private final Session session;

  PatternNetwork(PatternTask task, Arm arm, Substrate substrate) {
    this.task = task;
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    in = net.input("in", task.channels(), 8);
    Population hidden =
        net.neurons(
            "hidden", HIDDEN, Lif.of(LifParameters.DEFAULT.withTauM(Time.ms(g("tau", 15)))));
    out = net.neurons("out", task.classes(), new LeakyIntegrator(Time.ms(30), InputScaling.UNIT));
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    Projection win =
        net.connect(in, hidden, all, WeightInit.normal(g("wm", 0.05), g("ws", 0.35)), substrate);
    Projection wout = net.connect(hidden, out, all, WeightInit.normal(0, 0.1), substrate);
    HardwareEProp everyStep =
        HardwareEProp.of(
                new HardwareEProp.Wires(win, Optional.empty(), wout),
                Loss.SOFTMAX_CROSS_ENTROPY,
                new HardwareEProp.Rates(arm.rate() * ETA_IN, 0, arm.rate() * ETA_OUT),
                Time.ms(30),
                new Triangle(0.3f, true))
            .withRegularisation(
                new io.hillock.learning.RateRegularisation(
                    g("reg", 0), g("hz", 20), Time.ms(g("regms", 1000))));
    HardwareEProp rule =
        arm.trigger().map(e -> everyStep.withTrigger(trigger(e))).orElse(everyStep);
    session = net.learn(rule).build().open(task.seed());
  }

  private HardwareEProp.Trigger trigger(Arm.Events events) {
    long trials = (long) TRIALS_PER_ADJUSTMENT * task.steps();
    return new HardwareEProp.Trigger(
        events.form(),
        control(10, events.rate(), trials * task.classes()),
        switch (events.site()) {
          case EACH_LAYER -> Optional.of(control(0.1, events.rate(), trials * HIDDEN));
          case READOUT_ONLY -> Optional.empty();
        });
  }

  private static ThresholdControl control(double initial, double rate, long window) {
    return new ThresholdControl.Multiplicative(initial, rate, 0.1, 1e-4, 1e4, window);
  }

  /** Trains and tests; empty when a stop was asked for. */
  Optional<Outcome> learn(int train, int test, Progress progress) {
    HardwareEProp.Running rule = (HardwareEProp.Running) session.rule(0);
    double[] curve = new double[BLOCKS];
    for (int b = 0; b < BLOCKS; b++) {
      if (progress.stopRequested()) {
        return Optional.empty();
      }
      rule.learningRateScale(1 - (1 - LAST_RATE) * b / (BLOCKS - 1));
      int from = (int) ((long) train * b / BLOCKS);
      int to = (int) ((long) train * (b + 1) / BLOCKS);
      int right = 0;
      for (int k = from; k < to; k++) {
        right += play(k, true) ? 1 : 0;
      }
      curve[b] = (double) right / (to - from);
    }
    session.freeze(true);
    long writes = session.ledger().total().get(CountKind.SYNAPSE_WRITE);
    long events = session.ledger().total().get(CountKind.ERROR_EVENT);
    int right = 0;
    for (int k = 0; k < test; k++) {
      right += play(TEST_FROM + k, false) ? 1 : 0;
    }
    long unitSteps = (long) train * task.steps() * (HIDDEN + task.classes());
    return Optional.of(
        new Outcome(
            (double) right / test, curve, writes, events, unitSteps, session.ledger(), session));
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
