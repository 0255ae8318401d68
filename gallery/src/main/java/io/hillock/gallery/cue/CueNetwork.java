package io.hillock.gallery.cue;

import io.hillock.data.cue.CueAccumulation;
import io.hillock.data.cue.CueTrial;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.learning.RateRegularisation;
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

/**
 * The network of the cue-accumulation experiment with what it learns: 40 inputs, 100 recurrent LIF,
 * 2 leaky readouts, v_th 0.6, tau_out 20 ms, triangular pseudo-derivative with gamma 0.3, initial
 * weights of He's law times 0.5, 0.1, 0.5. It learns in each step of the recall only, with rates
 * 3e-5 (in, recurrent) and 1e-3 (out) and rate regularisation of strength 1 at 5 Hz.
 */
public final class CueNetwork {
  static final int HIDDEN = 100;

  /** Levels of 0.002 for input and recurrent weights, of 0.004 for those of the readout. */
  private static final float GREATEST_HIDDEN = 0.254f;

  private static final float GREATEST_OUT = 0.508f;
  private static final float[][] TARGETS = {{1, 0}, {0, 1}};

  /**
   * The weights of a network of n hidden neurons.
   *
   * @param in weights of the inputs, shape (40, n)
   * @param recurrent weights within the hidden layer, shape (n, n), 0 on the diagonal
   * @param out weights of the readout, shape (n, 2)
   */
  public record Weights(float[][] in, float[][] recurrent, float[][] out) {
    /**
     * How many hidden neurons there are.
     *
     * @return n
     */
    public int hidden() {
      return out.length;
    }
  }

  private final Session session;
  private final Population in;
  private final Population out;

  /**
   * The untrained network.
   *
   * @param variant what of it is changed
   * @param seed of the initial weights
   */
  public CueNetwork(CueVariant variant, Seed seed) {
    this(variant, HIDDEN, Optional.empty(), seed);
  }

  /**
   * A network with given weights, of any number of hidden neurons.
   *
   * @param variant what of it is changed
   * @param weights the weights to begin with
   * @param seed of the rule's draws
   */
  public CueNetwork(CueVariant variant, Weights weights, Seed seed) {
    this(variant, weights.hidden(), Optional.of(weights), seed);
  }

  private CueNetwork(CueVariant variant, int neurons, Optional<Weights> given, Seed seed) {
    CueAccumulation task = CueAccumulation.PUBLISHED;
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    in = net.input("in", task.channels());
    LifParameters lif =
        LifParameters.DEFAULT
            .withTauM(variant.tauM())
            .withVTh(0.6)
            .withReset(ResetMode.SUBTRACT_AFTER_DECAY);
    Population hidden = net.neurons("hidden", neurons, Lif.of(lif));
    out = net.neurons("out", 2, new LeakyIntegrator(Time.ms(20), InputScaling.UNIT));
    Projection win =
        net.connect(
            in,
            hidden,
            WiringRule.Regular.ALL_TO_ALL,
            given.map(w -> WeightInit.of(w.in)).orElse(he(0.5, task.channels())),
            variant.substrate(GREATEST_HIDDEN));
    Projection rec =
        net.connect(
            hidden,
            hidden,
            WiringRule.Regular.ALL_BUT_SELF,
            given.map(w -> WeightInit.of(w.recurrent)).orElse(he(0.1, neurons)),
            variant.substrate(GREATEST_HIDDEN));
    Projection wout =
        net.connect(
            hidden,
            out,
            WiringRule.Regular.ALL_TO_ALL,
            given.map(w -> WeightInit.of(w.out)).orElse(he(0.5, neurons)),
            variant.substrate(GREATEST_OUT));
    HardwareEProp rule =
        HardwareEProp.of(
            new HardwareEProp.Wires(win, Optional.of(rec), wout),
            Loss.SOFTMAX_CROSS_ENTROPY,
            new HardwareEProp.Rates(3e-5, 3e-5, 1e-3),
            Time.ms(20),
            new Triangle(0.3f, false));
    net.learn(
        variant.isRegularised()
            ? rule.withRegularisation(new RateRegularisation(1, 5, Time.s(2.25)))
            : rule);
    session = net.build().open(seed);
  }

  private CueNetwork(Session session, Population in, Population out) {
    this.session = session;
    this.in = in;
    this.out = out;
  }

  /**
   * The same network run by another session.
   *
   * @param other a session on the same populations, such as one whose neurons can fail
   * @return the network
   */
  public CueNetwork runningOn(Session other) {
    return new CueNetwork(other, in, out);
  }

  /**
   * All weights as they are stored now.
   *
   * @return a copy
   */
  public Weights weights() {
    float[][][] all =
        session.network().projections().stream()
            .map(p -> {
              float[][] rows = new float[p.pre().size()][p.post().size()];
              for (int i = 0; i < rows.length; i++) {
                session.synapses(p).weights(i, rows[i]);
              }
              return rows;
            })
            .toArray(float[][][]::new);
    return new Weights(all[0], all[1], all[2]);
  }

  /**
   * The readout.
   *
   * @return its output after the last step, shape (2); the array itself
   */
  public float[] output() {
    return session.neurons(out).v();
  }

  /** Rate of a hidden neuron when all have fired so often in so many trials [Hz]. */
  static double rateHz(long spikes, int trials) {
    return spikes / (1e-3 * CueAccumulation.PUBLISHED.steps() * trials * HIDDEN);
  }

  private static WeightInit he(double gain, int fanIn) {
    return WeightInit.normal(0, gain * StrictMath.sqrt(2.0 / fanIn));
  }

  /**
   * The session that runs it.
   *
   * @return the session
   */
  public Session session() {
    return session;
  }

  /**
   * Scales the learning rates, for a schedule.
   *
   * @param factor &gt;= 0
   */
  public void learningRateScale(double factor) {
    ((HardwareEProp.Running) session.rule(0)).learningRateScale(factor);
  }

  /**
   * Plays a trial and learns from its label in each step of the recall.
   *
   * @param trial a trial of the published task
   * @return the decision made while learning, 0 left or 1 right
   */
  public int learn(CueTrial trial) {
    return play(session, in, out, trial, TARGETS[trial.label()]);
  }

  /**
   * Plays a trial without telling its label.
   *
   * @param trial a trial of the published task
   * @return the decision by the mean output over the recall, 0 left or 1 right
   */
  public int decide(CueTrial trial) {
    return play(session, in, out, trial, null);
  }

  /**
   * Plays a trial and decides by the mean output over the recall; teaches when there is a target.
   */
  static int play(Session session, Population in, Population out, CueTrial trial, float[] target) {
    session.reset();
    SpikeList input = session.input(in);
    float[] y = session.neurons(out).v();
    double difference = 0;
    int[] times = trial.times();
    int[] sources = trial.sources();
    int next = 0;
    for (int t = 0; t < trial.steps(); t++) {
      while (next < times.length && times[next] == t) {
        input.add(sources[next++]);
      }
      boolean recall = t >= CueAccumulation.PUBLISHED.recallFrom();
      if (recall && target != null) {
        session.target(out, target);
      }
      session.step();
      if (recall) {
        difference += y[1] - y[0];
      }
    }
    return difference > 0 ? 1 : 0;
  }
}
