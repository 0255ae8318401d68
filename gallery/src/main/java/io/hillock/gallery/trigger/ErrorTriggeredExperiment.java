package io.hillock.gallery.trigger;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Result;
import io.hillock.gallery.plot.Plot;
import io.hillock.learning.ErrorTrigger;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.learning.ThresholdControl;
import io.hillock.ledger.CountKind;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.Triangle;
import io.hillock.random.Seed;
import io.hillock.signal.EventStream;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Learns noisy spike patterns once from the error of every step and then from error events at a set
 * rate: accuracy against weight writes.
 *
 * <p>Task: 5 classes of spike patterns on 40 channels over 100 ms with jitter, loss and noise.
 * Network: 40 inputs, 60 LIF, 5 leaky readouts, taught at every step by the three-factor rule of
 * {@link HardwareEProp}; the trigger stands on the errors of the readout, so that a step without an
 * event writes nothing. Events per step, over all units, are held at 1 % and at 5 % by the
 * multiplicative controller.
 */
public final class ErrorTriggeredExperiment implements Experiment {
  private static final int CHANNELS = 40;
  private static final int HIDDEN = 60;
  private static final int CLASSES = 5;
  private static final int STEPS = 100;
  private static final int TRAIN = 6000;
  private static final int TEST = 1000;
  private static final long TEST_FROM = 10_000_000;

  private static final double JITTER = 3;
  private static final double DROP = 0.3;
  private static final double NOISE = 0.01;

  /** The experiment. */
  public ErrorTriggeredExperiment() {}

  @Override
  public String id() {
    return "error-triggered";
  }

  @Override
  public String title() {
    return "Learning from one error event in a hundred: a hundredth of the writes, the same"
        + " accuracy";
  }

  @Override
  public String paper() {
    return "M. Payvand, M. E. Fouda, F. Kurdahi, A. M. Eltawil, E. O. Neftci 2020, IEEE JETCAS"
        + " 10:522, doi:10.1109/JETCAS.2020.3040248";
  }

  /** What one network did. */
  private record Outcome(double accuracy, long writes) {}

  @Override
  public Result run(Environment environment) {
    double[] rates = {0, 0.01, 0.05};
    int seeds = environment.seeds().size();
    environment.progress().begin("error-triggered", (long) rates.length * seeds);
    List<Outcome> all =
        IntStream.range(0, rates.length * seeds)
            .parallel()
            .mapToObj(k -> {
              Outcome o = learn(environment.seeds().get(k / rates.length), rates[k % rates.length]);
              environment.progress().advance(1);
              return o;
            })
            .toList();
    double[][] accuracy = new double[rates.length][seeds];
    double[][] writes = new double[rates.length][seeds];
    for (int s = 0; s < seeds; s++) {
      long full = all.get(s * rates.length).writes();
      for (int r = 0; r < rates.length; r++) {
        accuracy[r][s] = all.get(s * rates.length + r).accuracy();
        writes[r][s] = (double) all.get(s * rates.length + r).writes() / full;
      }
    }
    Result result = new Result(id(), environment, "generated");
    result
        .metric("accuracy.everyStep", accuracy[0])
        .metric("accuracy.onePercent", accuracy[1])
        .metric("accuracy.fivePercent", accuracy[2])
        .metric("writes.ratio", writes[1])
        .metric("writes.ratio.fivePercent", writes[2]);
    String bar = "bar of this project";
    result.claim(
        Claim.of(
            "accuracy, every step (hard enough)",
            accuracy[0],
            "fraction",
            Claim.Relation.AT_LEAST,
            0.90,
            bar));
    result.claim(
        Claim.of(
            "accuracy, every step (not too easy)",
            accuracy[0],
            "fraction",
            Claim.Relation.AT_MOST,
            0.97,
            bar));
    double[] lost = new double[seeds];
    Arrays.setAll(lost, s -> accuracy[1][s] - accuracy[0][s]);
    result.claim(
        Claim.of(
            "accuracy at 1 % events less every step",
            lost, "fraction", Claim.Relation.AT_LEAST, -0.02, bar));
    result.claim(
        Claim.of(
                "weight writes at 1 % events, of every step",
                writes[1],
                "fraction",
                Claim.Relation.AT_MOST,
                0.02,
                bar + "; published: about a hundredth of the updates at on-par accuracy")
            .published(0.01));
    result.plot(
        new Plot.Bars(
            "Accuracy on unseen trials",
            Plot.Axis.of("fraction right"),
            List.of("every step", "1 % events", "5 % events"),
            Arrays.stream(accuracy).mapToDouble(Claim::mean).toArray(),
            Arrays.stream(accuracy).mapToDouble(a -> Claim.mean(a) - Claim.spread(a)).toArray(),
            Arrays.stream(accuracy).mapToDouble(a -> Claim.mean(a) + Claim.spread(a)).toArray()));
    return result;
  }

  private static Outcome learn(Seed seed, double eventRate) {
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    Population in = net.input("in", CHANNELS, 8);
    Population hidden =
        net.neurons("hidden", HIDDEN, Lif.of(LifParameters.DEFAULT.withTauM(Time.ms(15))));
    Population out =
        net.neurons("out", CLASSES, new LeakyIntegrator(Time.ms(30), InputScaling.UNIT));
    IdealSubstrate ideal = IdealSubstrate.UNBOUNDED;
    Projection win =
        net.connect(
            in, hidden, WiringRule.Regular.ALL_TO_ALL, WeightInit.normal(0.05, 0.35), ideal);
    Projection wout =
        net.connect(hidden, out, WiringRule.Regular.ALL_TO_ALL, WeightInit.normal(0, 0.1), ideal);
    HardwareEProp rule =
        HardwareEProp.of(
            new HardwareEProp.Wires(win, Optional.empty(), wout),
            Loss.SOFTMAX_CROSS_ENTROPY,
            new HardwareEProp.Rates(1e-3, 0, 3e-3),
            Time.ms(30),
            new Triangle(0.3f, true));
    if (eventRate > 0) {
      rule =
          rule.withTrigger(
              new HardwareEProp.Trigger(
                  ErrorTrigger.Form.ACCUMULATE_AND_FIRE,
                  new ThresholdControl.Multiplicative(
                      20, eventRate / CLASSES, 0.1, 0.01, 1000, 10_000),
                  Optional.empty()));
    }
    Session session = net.learn(rule).build().open(seed);
    HardwareEProp.Running running = (HardwareEProp.Running) session.rule(0);
    PatternTask task = new PatternTask(seed, CHANNELS, CLASSES, STEPS, JITTER, DROP, NOISE);
    for (int k = 0; k < TRAIN; k++) {
      running.learningRateScale(k < TRAIN * 2 / 3 ? 1 : 0.3);
      play(session, in, out, task, k, true);
    }
    session.freeze(true);
    long writes = session.ledger().total().get(CountKind.SYNAPSE_WRITE);
    int right = 0;
    for (int k = 0; k < TEST; k++) {
      right += play(session, in, out, task, TEST_FROM + k, false) ? 1 : 0;
    }
    return new Outcome((double) right / TEST, writes);
  }

  private static boolean play(
      Session session, Population in, Population out, PatternTask task, long trial, boolean teach) {
    session.reset();
    int label = task.label(trial);
    float[] target = new float[CLASSES];
    target[label] = 1;
    EventStream events = task.spikes(trial);
    SpikeList input = session.input(in);
    float[] y = session.neurons(out).v();
    double[] sum = new double[CLASSES];
    int next = 0;
    for (int t = 0; t < STEPS; t++) {
      next = events.deliver(t, next, input);
      if (teach) {
        session.target(out, target);
      }
      session.step();
      for (int k = 0; k < CLASSES; k++) {
        sum[k] += y[k];
      }
    }
    int best = 0;
    for (int k = 1; k < CLASSES; k++) {
      best = sum[k] > sum[best] ? k : best;
    }
    return best == label;
  }
}
