package io.hillock.gallery.rtrl;

import io.hillock.data.spiral.SpiralTask;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Ledger;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.rtrl.InfluenceKind;
import io.hillock.train.rtrl.OnlineLearner;
import java.util.Map;
import java.util.Optional;

/** One cell learns one lesson, each sequence once and then no more; then it is scored. */
final class SpiralRun implements Stateful {
  /** Fraction right on sequences that were not learned. */
  static final String ACCURACY = "accuracy";

  /** Mean loss of equal parts of the training [nat per step]. */
  static final String LOSS = "loss";

  /** Multiplications of the matrix product; all of elements of M; of dense learning. */
  static final String MULTIPLICATIONS = "multiplications";

  /** Multiplications by the formulas: realised, mean field. */
  static final String FORMULAS = "formulas";

  /** Share of units with a pseudo-derivative; share of units with an event; share of parameters. */
  static final String SHARES = "shares";

  /** Greatest difference to back-propagation, of sparse and of dense learning. */
  static final String GRADIENT_ERROR = "gradientError";

  /** Angle between SnAp-1 and the exact gradient, before and after training [degree]. */
  static final String ANGLES = "angles";

  /** Changes of parameters, steps, sequences learned. */
  static final String DONE = "done";

  /** Events, reads of weights, multiply-accumulates and updates of units in one inference. */
  static final String INFERENCE = "inference";

  static final int LOSS_PARTS = 40;
  private static final int LOOK_AT_STOP = 100;
  private static final int CHECKPOINT = 5000;
  private static final int CHECKED = 20;
  private static final int CHECKED_DENSE = 1;
  private static final int ANGLES_OF = 50;
  private static final long LEARNED = 41;
  private static final long SCORED = 42;

  /** What is kept for learning of each parameter: gradient and two moments [byte]. */
  private static final int OPTIMISER_BYTES = 3 * Float.BYTES;

  private final SpiralProtocol protocol;
  private final SpiralArm arm;
  private final Seed seed;
  private final OnlineLearner learner;
  private final ActiveSets sets;
  private final double[] loss = new double[LOSS_PARTS];
  private double angleBefore;
  private long learned;

  SpiralRun(SpiralProtocol protocol, SpiralArm arm, Seed seed) {
    this.protocol = protocol;
    this.arm = arm;
    this.seed = seed;
    learner = protocol.learner(arm, seed);
    sets = new ActiveSets(learner.run());
    angleBefore = angle();
  }

  /** How many steps of progress a run has. */
  static long progressSteps(SpiralProtocol protocol) {
    return protocol.sequences() / LOOK_AT_STOP;
  }

  private double angle() {
    return arm.exact() && arm.recurrent()
        ? check().angle(learner.readout().values(), ANGLES_OF)
        : Double.NaN;
  }

  private GradientCheck check() {
    return new GradientCheck(learner.run().weights(), arm.lesson().task(), seed);
  }

  /**
   * Learns, then scores.
   *
   * @param progress told of each hundred sequences
   * @param parts where checkpoints are kept
   * @param key under which they are kept
   * @return the figures, or empty when it was asked to stop
   */
  Optional<Figures> learn(Progress progress, Parts parts, String key) {
    parts.find(key).ifPresent(kept -> kept.restore(this, "kept checkpoint"));
    progress.advance(learned / LOOK_AT_STOP);
    while (learned < protocol.sequences()) {
      learnOne();
      if (learned % LOOK_AT_STOP == 0) {
        progress.advance(1);
        boolean stop = progress.stopRequested() && learned < protocol.sequences();
        if (stop || learned % CHECKPOINT == 0) {
          parts.keep(key, Snapshot.capture(this, Map.of()));
        }
        if (stop) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(figures());
  }

  private void learnOne() {
    SpiralTask.Sample sample =
        arm.lesson().task().draw(seed.stream(Purpose.DATA, LEARNED, learned));
    int part = (int) (learned * LOSS_PARTS / protocol.sequences());
    learner.reset();
    sets.reset();
    for (double[] x : sample.points()) {
      loss[part] += learner.learn(x, sample.target());
      sets.observe();
    }
    learner.end();
    learned++;
  }

  /** Seconds to learn one of the first sequences, after as many to warm up. */
  double secondsPerSequence(int sequences) {
    for (int k = 0; k < sequences; k++) {
      learnOne();
    }
    long begun = System.nanoTime();
    for (int k = 0; k < sequences; k++) {
      learnOne();
    }
    return (System.nanoTime() - begun) / 1e9 / sequences;
  }

  private Figures figures() {
    Figures figures = new Figures();
    double n = protocol.units();
    Ledger training = learner.ledger();
    double events = training.of("cell").get(CountKind.SPIKE) / n / sets.steps();
    double parameters = (double) learner.run().weights().size() + learner.readout().size();
    figures.account(
        training,
        parameters * Float.BYTES,
        learner.influence().bytes() + learner.readout().bytes() + parameters * OPTIMISER_BYTES);
    double each = (double) protocol.sequences() / LOSS_PARTS * Lesson.LENGTH;
    double[] curve = loss.clone();
    for (int k = 0; k < curve.length; k++) {
      curve[k] /= each;
    }
    figures
        .put(LOSS, curve)
        .put(
            MULTIPLICATIONS,
            learner.influence().multiplications().product(),
            learner.influence().multiplications().all(),
            sets.dense())
        .put(FORMULAS, sets.realised(), sets.meanField())
        .put(SHARES, sets.share(), events, learner.run().weights().density())
        .put(DONE, learner.changes(), sets.steps(), learned)
        .put(ANGLES, angleBefore, angle())
        .put(
            GRADIENT_ERROR,
            arm.exact() ? check().error(InfluenceKind.SPARSE, CHECKED) : Double.NaN,
            arm.exact() ? check().error(InfluenceKind.DENSE, CHECKED_DENSE) : Double.NaN);
    return score(figures);
  }

  private Figures score(Figures figures) {
    Ledger before = learner.ledger();
    SpiralTask task = arm.lesson().task();
    int right = 0;
    for (int k = 0; k < protocol.tests(); k++) {
      SpiralTask.Sample sample = task.draw(seed.stream(Purpose.DATA, SCORED, k));
      learner.reset();
      for (double[] x : sample.points()) {
        learner.look(x);
      }
      right += learner.decision() == sample.target() ? 1 : 0;
    }
    var counts = learner.ledger().of("cell").minus(before.of("cell"));
    double tests = protocol.tests();
    return figures
        .put(ACCURACY, right / tests)
        .put(
            INFERENCE,
            counts.get(CountKind.SPIKE) / tests,
            counts.get(CountKind.SYNAPSE_READ) / tests,
            counts.get(CountKind.MULTIPLY_ACCUMULATE) / tests,
            counts.get(CountKind.NEURON_UPDATE) / tests);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("learner", learner);
    visitor.part("sets", sets);
    visitor.doubles("loss", StateRole.BOOKKEEPING, Double.SIZE, loss);
    angleBefore = visitor.scalar("angleBefore", StateRole.BOOKKEEPING, Double.SIZE, angleBefore);
    learned = visitor.scalar("learned", StateRole.BOOKKEEPING, Long.SIZE, learned);
  }
}
