package io.hillock.gallery.cue;

import io.hillock.data.cue.CueAccumulation;
import io.hillock.data.cue.CueTrial;
import io.hillock.gallery.Progress;
import io.hillock.learning.Adam;
import io.hillock.learning.BackPropagation;
import io.hillock.learning.EProp;
import io.hillock.learning.EPropGradient;
import io.hillock.learning.Feedback;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.learning.RateTarget;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Ledger;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Alif;
import io.hillock.neuron.AlifParameters;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.ResetMode;
import io.hillock.neuron.Triangle;
import io.hillock.random.Seed;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The published network for cue accumulation, 50 LIF and 50 adaptive LIF neurons of 20 ms, taught
 * in batches by e-prop with adaptive feedback, or by back-propagation through time; and the same
 * with fewer adaptive neurons.
 *
 * <p>As published: threshold 0.6, adaptation over 2 s of strength beta = 1.7 (1 - rho) / (1 -
 * alpha), 5 steps from spike to spike at least, initial weights, pseudo-derivative, Adam from a
 * rate of 5e-3, firing pulled to 10 Hz. The schedule is that of a {@link GradientTraining}.
 *
 * <p>The trials of a batch run in eight sessions of the same seed, each of which takes every eighth
 * trial; their gradients are added in the order of the sessions. So the result does not depend on
 * the number of threads.
 */
public final class AdaptiveCueNetwork implements Stateful {
  /** What computes the gradient. */
  public enum Teacher {
    /** E-prop with adaptive feedback, as published. */
    E_PROP,
    /**
     * Back-propagation through time, with a pseudo-derivative of half the height and a quarter of
     * the rate regularisation, chosen on seeds apart from those of the results.
     */
    THROUGH_TIME
  }

  private static final int SESSIONS = 8;
  private static final int N = CueNetwork.HIDDEN;

  /** Neurons with adaptation in the published network. */
  public static final int ADAPTIVE = 50;

  private static final Time DT = Time.ms(1);
  private static final Time TAU_M = Time.ms(20);
  private static final Time TAU_A = Time.ms(2000);
  private static final LeakyIntegrator READOUT =
      new LeakyIntegrator(Time.ms(20), InputScaling.ONE_MINUS_DECAY);
  private static final double WANTED_HZ = 10;
  private static final float[][] TARGETS = {{1, 0}, {0, 1}};

  private final CueAccumulation task = CueAccumulation.PUBLISHED;
  private final Seed seed;
  private final Progress progress;
  private final Population in;
  private final Population hidden;
  private final Population out;
  private final Session[] sessions = new Session[SESSIONS];
  private final Session best;
  private final LedgerSum learned;

  /**
   * The untrained network.
   *
   * @param teacher what computes the gradient
   * @param adaptive how many of the hundred neurons have a threshold that adapts
   * @param seed of weights and trials
   * @param progress is told every trial
   */
  public AdaptiveCueNetwork(Teacher teacher, int adaptive, Seed seed, Progress progress) {
    this.seed = seed;
    this.progress = progress;
    NetworkBuilder net = new NetworkBuilder(DT);
    in = net.input("in", task.channels());
    // The published refractory counter of 5 blocks the four steps after a spike.
    LifParameters lif =
        LifParameters.DEFAULT
            .withTauM(TAU_M)
            .withVTh(0.6)
            .withTRef(Time.ms(4))
            .withReset(ResetMode.SUBTRACT_AFTER_DECAY);
    double beta = 1.7 * (1 - TAU_A.decay(DT)) / (1 - TAU_M.decay(DT));
    hidden =
        net.neurons(
            "hidden", N, Alif.of(new AlifParameters(lif, TAU_A, beta)).withPlain(N - adaptive));
    out = net.neurons("out", CueAccumulation.CLASSES, READOUT);
    IdealSubstrate ideal = IdealSubstrate.UNBOUNDED;
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    double glorot = StrictMath.sqrt(6.0 / (N + CueAccumulation.CLASSES));
    Projection win = net.connect(in, hidden, all, normal(task.channels()), ideal);
    Projection rec = net.connect(hidden, hidden, WiringRule.Regular.ALL_BUT_SELF, normal(N), ideal);
    Projection wout = net.connect(hidden, out, all, WeightInit.uniform(-glorot, glorot), ideal);
    net.learn(rule(teacher, new HardwareEProp.Wires(win, Optional.of(rec), wout)));
    var network = net.build();
    for (int s = 0; s < SESSIONS; s++) {
      sessions[s] = network.open(seed);
    }
    best = network.open(seed);
    learned = new LedgerSum(best.ledger().owners().keySet());
  }

  private static PlasticityRule rule(Teacher teacher, HardwareEProp.Wires wires) {
    Adam.Parameters adam = Adam.Parameters.of(5e-3).withGuard(Adam.Guard.BEFORE_CORRECTION);
    Loss loss = Loss.SOFTMAX_CROSS_ENTROPY;
    return switch (teacher) {
      case E_PROP ->
          EProp.of(wires, loss, READOUT, new Triangle(0.3f, true), adam)
              .withFeedback(new Feedback.Adaptive(1, 0))
              .withRateTarget(new RateTarget(2, WANTED_HZ))
              .withAverage(EProp.Average.TAUGHT_STEPS);
      case THROUGH_TIME ->
          new BackPropagation(
              wires,
              loss,
              READOUT,
              new Triangle(0.15f, true),
              adam,
              new RateTarget(0.5, WANTED_HZ),
              CueAccumulation.PUBLISHED.steps());
    };
  }

  private static WeightInit normal(int fanIn) {
    return WeightInit.normal(0, 1 / StrictMath.sqrt(fanIn));
  }

  /** One of the sessions; all are alike after learning. */
  Session session() {
    return sessions[0];
  }

  /**
   * Learns from a batch of trials that follow each other, and changes the weights once. What that
   * took is counted: all trials, and the change of weights of one session, as the others only
   * repeat it.
   *
   * @param from number of the first trial
   * @param trials how many
   * @param rate learning rate of the optimiser
   * @return how many decisions were right
   */
  public int learn(long from, int trials, double rate) {
    LedgerSum.Mark before = LedgerSum.mark(sessions);
    int right = play(from, trials, true);
    switch (sessions[0].rule(0)) {
      case EProp.Running first -> {
        EPropGradient sum = first.gradient().zeros();
        for (Session session : sessions) {
          sum.add(((EProp.Running) session.rule(0)).gradient());
        }
        learned.add(before, SESSIONS);
        before = LedgerSum.mark(sessions);
        each(s -> {
          EProp.Running rule = (EProp.Running) sessions[s].rule(0);
          rule.learningRate(rate);
          rule.apply(sum);
        });
      }
      case BackPropagation.Running first -> {
        double[] sum = new double[first.gradient().length];
        long of = 0;
        each(s -> ((BackPropagation.Running) sessions[s].rule(0)).gradient());
        for (Session session : sessions) {
          BackPropagation.Running rule = (BackPropagation.Running) session.rule(0);
          double[] gradient = rule.gradient();
          for (int k = 0; k < sum.length; k++) {
            sum[k] += gradient[k];
          }
          of += rule.trials();
        }
        long all = of;
        learned.add(before, SESSIONS);
        before = LedgerSum.mark(sessions);
        each(s -> {
          BackPropagation.Running rule = (BackPropagation.Running) sessions[s].rule(0);
          rule.learningRate(rate);
          rule.apply(sum, all);
        });
      }
      default -> throw new IllegalStateException("there is no other teacher");
    }
    learned.add(before, 1);
    return right;
  }

  /** What learning has counted. */
  Ledger learned() {
    return learned.total();
  }

  /** Keeps the weights as they are now as the best so far. */
  void keepAsBest() {
    Snapshot.capture(sessions[0], Map.of()).restore(best, "best so far");
  }

  /** Puts the best weights back into all sessions. */
  void takeBest() {
    Snapshot kept = Snapshot.capture(best, Map.of());
    for (Session session : sessions) {
      kept.restore(session, "best so far");
    }
  }

  /**
   * Weights, optimiser and counts between two batches, and the best weights. When it is restored
   * all sessions get the state of the first: they differ by what the next trial resets.
   */
  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("now", sessions[0]);
    visitor.part("best", best);
    visitor.part("learned", learned);
  }

  /** After a restore: makes all sessions like the first. */
  void spread() {
    Snapshot now = Snapshot.capture(sessions[0], Map.of());
    for (Session session : sessions) {
      now.restore(session, "first session");
    }
  }

  private static void each(IntConsumer work) {
    IntStream.range(0, SESSIONS).parallel().forEach(work);
  }

  /** Fraction right on trials that follow each other, without learning. */
  double accuracy(long from, int trials) {
    for (Session session : sessions) {
      session.freeze(true);
    }
    double fraction = (double) play(from, trials, false) / trials;
    for (Session session : sessions) {
      session.freeze(false);
    }
    return fraction;
  }

  /** Spikes of the hidden neurons so far, in all sessions. */
  long spikes() {
    long spikes = 0;
    for (Session session : sessions) {
      spikes += session.ledger().of("hidden").get(CountKind.SPIKE);
    }
    return spikes;
  }

  /** Plays trials that follow each other, in all sessions; gives how many were right. */
  private int play(long from, int trials, boolean teach) {
    return IntStream.range(0, SESSIONS)
        .parallel()
        .map(s -> {
          int right = 0;
          for (int k = s; k < trials; k += SESSIONS) {
            CueTrial trial = task.trial(seed, from + k);
            float[] target = teach ? TARGETS[trial.label()] : null;
            int decision = CueNetwork.play(sessions[s], in, out, trial, target);
            right += decision == trial.label() ? 1 : 0;
            progress.advance(1);
          }
          return right;
        })
        .sum();
  }
}
