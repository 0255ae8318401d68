package io.hillock.gallery.pcmtraining;

import io.hillock.device.crossbar.PairedSynapses;
import io.hillock.device.pcm.PcmParameters;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.learning.EProp;
import io.hillock.learning.Feedback;
import io.hillock.learning.GradientDescent;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.learning.RateTarget;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Network;
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
import io.hillock.synapse.AccumulatingSynapses;
import io.hillock.synapse.ParallelSynapses;
import io.hillock.synapse.ShapedSynapses;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The published network: 100 inputs, 100 recurrent LIF (tau_m 30 ms, v_th 0.1) without a synapse to
 * themselves, one leaky readout (tau_out 30 ms); taught by e-prop with fixed random feedback, whose
 * gradient is gathered over a trial, clipped to 100 and applied once.
 *
 * <p>The published regularisation adds c (f_j - f*) to the learning signal of every step, with c =
 * 1e-4 and rates in Hz, and multiplies it by the filtered eligibility. {@link RateTarget} takes the
 * unfiltered one, the mean over T steps and rates per step; a sum of filtered traces is 1/(1 -
 * kappa) of that of the unfiltered ones, so that C = c T / (dt (1 - kappa)) is the same pull.
 */
final class PatternGenerator {
  static final int HIDDEN = 100;
  private static final Time TAU = Time.ms(30);
  private static final LeakyIntegrator READOUT = new LeakyIntegrator(TAU, InputScaling.UNIT);

  private static final double FEEDBACK_SD = 0.1 * StrictMath.sqrt(2.0 / HIDDEN);
  private static final double WANTED_HZ = 12;
  private static final double PUBLISHED_STRENGTH = 1e-4;
  private static final double GRADIENT_BOUND = 100;

  /** Time after the last write at which the trained network is looked at again [s]. */
  static final double[] AGES_S = {0, 3600, 86_400, 30 * 86_400.0};

  /** Where a day stands among the ages. */
  static final int DAY = 2;

  static final int BINS = 48;

  private final SineTask task;
  private final Arm arm;
  private final Protocol protocol;
  private final Seed seed;
  private final Network network;
  private final Session session;
  private final Projection fromInput;
  private final Population in;
  private final Population hidden;
  private final Population out;

  PatternGenerator(Arm arm, Protocol protocol, Seed seed) {
    this.arm = arm;
    this.protocol = protocol;
    this.seed = seed;
    task = new SineTask(seed, protocol.patterns());
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
    out = net.neurons("out", 1, READOUT);
    PcmParameters devices = arm.conditions().devices();
    Substrate inner = arm.scheme().substrate(devices, arm.range().hidden());
    Substrate outer = arm.scheme().substrate(devices, arm.range().out());
    WeightInit initial = WeightInit.normal(0, arm.range().initialSd());
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    fromInput = net.connect(in, hidden, all, initial, inner);
    Projection among = net.connect(hidden, hidden, WiringRule.Regular.ALL_BUT_SELF, initial, inner);
    Projection toReadout = net.connect(hidden, out, all, initial, outer);
    double strength =
        PUBLISHED_STRENGTH * SineTask.STEPS / (Scheme.DT.seconds() * (1 - TAU.decay(Scheme.DT)));
    EProp rule =
        EProp.of(
                new HardwareEProp.Wires(fromInput, Optional.of(among), toReadout),
                Loss.SQUARED,
                READOUT,
                new Triangle(0.3f, false),
                new GradientDescent(arm.eta()))
            .withFeedback(new Feedback.RandomFixed(FEEDBACK_SD))
            .withRateTarget(new RateTarget(strength, WANTED_HZ))
            .withGradientClip(GRADIENT_BOUND)
            .withRelativeRates(arm.relativeRates());
    network = net.learn(rule).build();
    session = network.open(seed);
  }

  /** Trains, and looks at what was learned; empty when it was asked to stop. */
  Optional<Figures> train(Progress progress) {
    double[] curve = new double[protocol.epochs()];
    double[][] output = new double[protocol.patterns()][SineTask.STEPS];
    long spikesBefore = 0;
    for (int e = 0; e < curve.length; e++) {
      if (e == curve.length - Protocol.LAST_EPOCHS) {
        spikesBefore = spikes();
      }
      for (int p = 0; p < protocol.patterns(); p++) {
        if (progress.stopRequested()) {
          return Optional.empty();
        }
        curve[e] += play(session, p, true, output[p]) / protocol.patterns();
        learn();
      }
      progress.advance(protocol.patterns());
    }
    double lastTrials = (double) Protocol.LAST_EPOCHS * protocol.patterns();
    Figures figures =
        new Figures()
            .account(session.ledger(), new MemoryReport(session))
            .put("curve", curve)
            .put("output", output[0])
            .put("rate", (spikes() - spikesBefore) / (lastTrials * HIDDEN)) // trials of 1 s
            .put("zero", task.zeroMse())
            .put("untrained", error(network.open(seed)));
    states(figures);
    return Optional.of(figures.put("aged", aged()));
  }

  private long spikes() {
    return session.ledger().of("hidden").get(CountKind.SPIKE);
  }

  /** Plays a pattern from rest; gives the mean squared error. */
  private double play(Session s, int pattern, boolean teach, double[] output) {
    SpikeList input = s.input(in);
    float[] y = s.neurons(out).v();
    double sum = 0;
    for (int t = 0; t < SineTask.STEPS; t++) {
      task.input(pattern, t, input);
      if (teach) {
        s.target(out, task.target(pattern, t));
      }
      s.step();
      double error = (double) y[0] - task.target(pattern, t);
      sum += error * error;
      output[t] = y[0];
    }
    s.reset();
    return sum / SineTask.STEPS;
  }

  private void learn() {
    if (!arm.conditions().restsAfterWrite()) {
      rest(protocol.idleSteps());
    }
    ((EProp.Running) session.rule(0)).apply();
    if (arm.conditions().restsAfterWrite()) {
      rest(protocol.idleSteps());
    }
  }

  /** Lets time pass that is no part of a trial. */
  private void rest(long steps) {
    session.freeze(true);
    session.advance(steps);
    session.freeze(false);
  }

  /** Mean squared error over all patterns, without learning. */
  private double error(Session s) {
    s.freeze(true);
    double sum = 0;
    for (int p = 0; p < protocol.patterns(); p++) {
      sum += play(s, p, false, new double[SineTask.STEPS]);
    }
    s.freeze(false);
    return sum / protocol.patterns();
  }

  /** The error at some times after the last write. */
  private double[] aged() {
    double[] mse = new double[AGES_S.length];
    double passed = 0;
    for (int a = 0; a < mse.length; a++) {
      if (AGES_S[a] > passed) {
        rest(Math.round((AGES_S[a] - passed) / Scheme.DT.seconds()));
        passed = AGES_S[a];
      }
      mse[a] = error(session);
    }
    return mse;
  }

  /** Histograms of the weights from the input, and of the conductances behind them. */
  private void states(Figures figures) {
    Synapses synapses = session.synapses(fromInput);
    double range = arm.range().hidden();
    double[] weights = new double[BINS];
    for (int i = 0; i < SineTask.CHANNELS; i++) {
      for (int j = 0; j < HIDDEN; j++) {
        count(weights, (synapses.weight(i, j) + range) / (2 * range));
      }
    }
    double[] conductances = new double[BINS];
    double greatest = arm.conditions().devices().range().gMaxUS();
    for (PairedSynapses pairs : pairs(synapses)) {
      for (int k = 0; k < pairs.wiring().size(); k++) {
        count(conductances, pairs.plusUS(k) / greatest);
        count(conductances, pairs.minusUS(k) / greatest);
      }
    }
    figures.put("weights", weights).put("conductances", conductances);
  }

  private static void count(double[] bins, double at) {
    bins[Math.clamp((int) Math.floor(at * bins.length), 0, bins.length - 1)]++;
  }

  private static List<PairedSynapses> pairs(Synapses synapses) {
    return switch (synapses) {
      case PairedSynapses pairs -> List.of(pairs);
      case AccumulatingSynapses accumulating -> pairs(accumulating.inner());
      case ShapedSynapses shaped -> pairs(shaped.inner());
      case ParallelSynapses parallel -> {
        List<PairedSynapses> all = new ArrayList<>();
        for (int m = 0; m < parallel.members(); m++) {
          all.addAll(pairs(parallel.member(m)));
        }
        yield all;
      }
      default -> List.of();
    };
  }

  /** The wanted output of a pattern, for a picture. */
  static double[] target(Protocol protocol, Seed seed) {
    SineTask task = new SineTask(seed, protocol.patterns());
    double[] y = new double[SineTask.STEPS];
    Arrays.setAll(y, t -> task.target(0, t));
    return y;
  }
}
