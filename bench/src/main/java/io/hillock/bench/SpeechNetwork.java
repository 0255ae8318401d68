package io.hillock.bench;

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
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Optional;

/**
 * The network on which frameworks are compared: 700 inputs, 256 recurrent LIF neurons, 20 leaky
 * readouts, all to all, dt = 1 ms, tau_m = tau_out = 20 ms, v_th = 1, subtracting reset; weights of
 * N(0, 0.06) into the hidden neurons, N(0, 0.04) among them, N(0, 0.1) to the readout. The input is
 * a recorded pass of 1000 steps in which every channel spikes with the same probability. Where it
 * learns, every step has a label of its own, drawn at random, so that errors never end.
 */
final class SpeechNetwork {
  /** Weights that learn. */
  static final int WEIGHTS = 700 * 256 + 256 * 256 + 256 * 20;

  /** Steps of one pass. */
  static final int STEPS = 1000;

  private static final int INPUTS = 700;
  private static final int HIDDEN = 256;
  private static final int OUTPUTS = 20;
  private static final double ETA = 1e-5;
  private static final HardwareEProp.Trigger TRIGGER =
      new HardwareEProp.Trigger(
          ErrorTrigger.Form.STOCHASTIC_FLOOR,
          new ThresholdControl.Multiplicative(10, 0.01, 0.2, 1e-3, 1e6, 20_000),
          Optional.empty());

  private final Session session;
  private final Population in;
  private final Population hidden;
  private final Population out;
  private final Projection win;
  private final Projection rec;
  private final Projection wout;
  private final int[][] spikes = new int[STEPS][];
  private final float[] target = new float[OUTPUTS];
  private final Learning learning;
  private final int[] label = new int[STEPS];
  private int at;

  SpeechNetwork(double inputRate, Learning learning, Seed seed) {
    this.learning = learning;
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    in = net.input("in", INPUTS);
    hidden = net.neurons("hidden", HIDDEN, Lif.of(LifParameters.DEFAULT));
    out = net.neurons("out", OUTPUTS, new LeakyIntegrator(Time.ms(20), InputScaling.UNIT));
    IdealSubstrate floats = IdealSubstrate.UNBOUNDED;
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    win = net.connect(in, hidden, all, WeightInit.normal(0, 0.06), floats);
    rec = net.connect(hidden, hidden, all, WeightInit.normal(0, 0.04), floats);
    wout = net.connect(hidden, out, all, WeightInit.normal(0, 0.1), floats);
    HardwareEProp rule =
        HardwareEProp.of(
            new HardwareEProp.Wires(win, Optional.of(rec), wout),
            Loss.SOFTMAX_CROSS_ENTROPY,
            new HardwareEProp.Rates(ETA, ETA, ETA),
            Time.ms(20),
            new Triangle(0.3f, true));
    switch (learning) {
      case NONE -> {}
      case EVERY_STEP -> net.learn(rule);
      case TRIGGERED -> net.learn(rule.withTrigger(TRIGGER));
    }
    session = net.build().open(seed);
    RandomStream random = seed.stream(Purpose.INPUT);
    SpikeList drawn = new SpikeList(INPUTS);
    for (int t = 0; t < STEPS; t++) {
      drawn.clear();
      for (int i = 0; i < INPUTS; i++) {
        if (random.nextBoolean(inputRate)) {
          drawn.add(i);
        }
      }
      spikes[t] = java.util.Arrays.copyOf(drawn.array(), drawn.size());
      label[t] = random.nextInt(OUTPUTS);
    }
  }

  /** One step of the endless repetition of the pass; a learning network is taught in each. */
  void step() {
    SpikeList input = session.input(in);
    for (int i : spikes[at]) {
      input.add(i);
    }
    if (learning != Learning.NONE) {
      java.util.Arrays.fill(target, 0);
      target[label[at]] = 1;
      session.target(out, target);
    }
    session.step();
    at = at + 1 == STEPS ? 0 : at + 1;
  }

  /** Output of one readout neuron after the last step. */
  float output(int k) {
    return session.neurons(out).v()[k];
  }

  /** Synaptic additions per step so far. */
  double readsPerStep() {
    return perStep(CountKind.SYNAPSE_READ);
  }

  /** Spikes of a hidden neuron per step so far. */
  double hiddenRate() {
    return (double) session.ledger().of("hidden").get(CountKind.SPIKE) / session.now() / HIDDEN;
  }

  /** Written weights per step so far. */
  double writesPerStep() {
    return perStep(CountKind.SYNAPSE_WRITE);
  }

  private double perStep(CountKind kind) {
    return (double) session.ledger().total().get(kind) / session.now();
  }

  /**
   * Computes a pass from rest a second time by plain dense sums over all pairs, with another layout
   * and in double precision, and compares the spikes of all hidden neurons.
   *
   * @return neurons that fired where the double sum does not exceed the threshold or the other way
   *     round; within 1e-4 of it, some hundred roundings, either is right
   */
  int wrongAgainstDenseSums() {
    session.reset();
    at = 0;
    double alpha = StrictMath.exp(-1.0 / 20);
    double[] v = new double[HIDDEN];
    boolean[] fired = new boolean[HIDDEN];
    boolean[] differs = new boolean[HIDDEN];
    float[][] fromInput = weights(session.synapses(win), INPUTS);
    float[][] fromHidden = weights(session.synapses(rec), HIDDEN);
    for (int t = 0; t < STEPS; t++) {
      double[] next = new double[HIDDEN];
      for (int j = 0; j < HIDDEN; j++) {
        next[j] = alpha * v[j];
        for (int i : spikes[t]) {
          next[j] += fromInput[i][j];
        }
        for (int i = 0; i < HIDDEN; i++) {
          next[j] += fired[i] ? fromHidden[i][j] : 0;
        }
      }
      step();
      SpikeList ours = session.spikes(hidden);
      int s = 0;
      for (int j = 0; j < HIDDEN; j++) {
        boolean oursFired = s < ours.size() && ours.get(s) == j;
        s += oursFired ? 1 : 0;
        differs[j] |= next[j] > 1 != oursFired && Math.abs(next[j] - 1) > 1e-4;
        // The reference follows our spikes, so that one rounding does not grow by the recurrence.
        v[j] = next[j] - (oursFired ? 1 : 0);
        fired[j] = oursFired;
      }
    }
    int count = 0;
    for (boolean d : differs) {
      count += d ? 1 : 0;
    }
    return count;
  }

  private static float[][] weights(Synapses synapses, int pre) {
    float[][] w = new float[pre][HIDDEN];
    for (int i = 0; i < pre; i++) {
      for (int j = 0; j < HIDDEN; j++) {
        w[i][j] = synapses.weight(i, j);
      }
    }
    return w;
  }
}
