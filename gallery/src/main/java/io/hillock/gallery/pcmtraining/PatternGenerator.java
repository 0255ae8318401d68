package io.hillock.gallery.pcmtraining;

import io.hillock.device.pcm.PcmParameters;
import io.hillock.learning.EProp;
import io.hillock.learning.Feedback;
import io.hillock.learning.GradientDescent;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.learning.RateTarget;
import io.hillock.ledger.CountKind;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.ResetMode;
import io.hillock.neuron.Triangle;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Optional;

/** The network. */
final class PatternGenerator {
  static final int HIDDEN = 100;
  private static final Time TAU = Time.ms(30);

  final Session session;
  final Projection win;
  final Projection wrec;
  final Projection wout;
  private final SineTask task;
  private final Population in;
  private final Population hidden;
  private final Population out;
  private final long idle;

  PatternGenerator(
      SineTask task,
      Arm arm,
      PcmParameters devices,
      double[] initSd,
      double secondsPerTrial,
      Seed seed) {
    this.task = task;
    idle = Math.round(secondsPerTrial * 1000) - SineTask.STEPS;
    NetworkBuilder net = new NetworkBuilder(Scheme.DT);
    in = net.input("in", SineTask.CHANNELS);
    hidden =
        net.neurons(
            "hidden",
            HIDDEN,
            Lif.of(
                LifParameters.DEFAULT
                    .withTauM(TAU)
                    .withVTh(0.1)
                    .withReset(ResetMode.SUBTRACT_AFTER_DECAY)));
    LeakyIntegrator readout = new LeakyIntegrator(TAU, InputScaling.UNIT);
    out = net.neurons("out", 1, readout);
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    win =
        net.connect(
            in,
            hidden,
            all,
            WeightInit.normal(0, initSd[0]),
            arm.scheme().substrate(devices, arm.range().in()));
    wrec =
        net.connect(
            hidden,
            hidden,
            WiringRule.Regular.ALL_BUT_SELF,
            WeightInit.normal(0, initSd[1]),
            arm.scheme().substrate(devices, arm.range().rec()));
    wout =
        net.connect(
            hidden,
            out,
            all,
            WeightInit.normal(0, initSd[2]),
            arm.scheme().substrate(devices, arm.range().out()));
    EProp rule =
        EProp.of(
                new HardwareEProp.Wires(win, Optional.of(wrec), wout),
                Loss.SQUARED,
                readout,
                new Triangle(0.3f, false),
                new GradientDescent(arm.eta()))
            .withFeedback(new Feedback.RandomFixed(FEEDBACK_SD))
            .withRateTarget(new RateTarget(RATE, 12))
            .withGradientClip(100)
            .withRelativeRates(arm.relative());
    session = net.learn(rule).build().open(seed);
  }

  static double FEEDBACK_SD = 0.1 * Math.sqrt(2.0 / 100);
  static double RATE = 3050;

  double trial(int pattern, boolean learn, double[] y) {
    session.reset();
    SpikeList input = session.input(in);
    float[] v = session.neurons(out).v();
    double sum = 0;
    for (int t = 0; t < SineTask.STEPS; t++) {
      task.input(pattern, t, input);
      if (learn) {
        session.target(out, task.target(pattern, t));
      }
      session.step();
      double e = (double) v[0] - task.target(pattern, t);
      sum += e * e;
      if (y != null) {
        y[t] = v[0];
      }
    }
    session.reset();
    if (learn) {
      session.freeze(true);
      session.advance(idle);
      session.freeze(false);
      ((EProp.Running) session.rule(0)).apply();
    }
    return sum / SineTask.STEPS;
  }

  long spikes() {
    return session.ledger().of("hidden").get(CountKind.SPIKE);
  }

  Population hidden() {
    return hidden;
  }
}
