package io.hillock.gallery.language;

import io.hillock.data.text.Corpus;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.Evaluator;
import io.hillock.train.Plan;
import io.hillock.train.Score;
import io.hillock.train.SequenceNetwork;
import io.hillock.train.Tally;
import io.hillock.train.Trainer;
import io.hillock.train.optimise.ActivityTarget;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.Schedule;
import java.util.Map;

/** One model that learns a text, with all that it needs to go on after an interruption. */
final class LanguageRun implements Stateful {
  // Names of figures.
  static final String SEEN = "seen";
  static final String VALIDATION = "validation";
  static final String TRAINING = "training";
  static final String ACTIVITY = "activity";
  static final String BACKWARD = "backward";
  static final String PERPLEXITY = "perplexity";
  static final String ACCURACY = "accuracy";
  static final String TEST_ACTIVITY = "testActivity";
  static final String LAST_BACKWARD = "lastBackward";
  static final String RECURRENT_READS = "recurrentReads";
  static final String PROJECTION_READS = "projectionReads";
  static final String SOFTMAX_READS = "softmaxReads";
  static final String BACKWARD_READS = "backwardReads";
  static final String GRADIENT_WRITES = "gradientWrites";
  static final String PARAMETERS = "parameters";
  static final String WORDS = "words";
  static final String SECONDS = "secondsPerWord";
  static final String TAPE_BYTES = "tapeBytes";

  private static final double LARGEST_GRADIENT = 1;

  /** Parts of a batch that run side by side. */
  static final int CHUNKS = 2;

  /** The multiplier of activity: where it begins, within what share of the steps it falls. */
  private static final double FIRST_ACTIVITY = 0.5;

  private static final double RAMP = 0.15;
  private static final double MULTIPLIER_RATE = 0.05;
  private static final double DAMPING = 10;
  private static final double LEAST_RATE = 0.05;
  private static final double REVIVAL = 0.1;

  /** The learning rate stays for this share of the steps, then falls to a fiftieth by a cosine. */
  private static final double CONSTANT = 0.2;

  private static final double LAST_RATE = 0.02;
  private static final int VALIDATION_STREAMS = 10;
  private static final int TEST_STEPS = 256;
  private static final long BETWEEN_CHECKPOINTS_NS = 60_000_000_000L;

  private final LanguageModel model;
  private final LanguageSetup setup;
  private final Corpus corpus;
  private final SequenceNetwork network;
  private final Trainer trainer;
  private final int windows;
  private final long steps;

  // One entry for each look at the validation part.
  private final double[] seen;
  private final double[] validation;
  private final double[] training;
  private final double[] activity;
  private final double[] backward;

  private final Sums interval = new Sums();
  private final Sums whole = new Sums();
  private final Sums lastEpoch = new Sums();
  private double loss;
  private double seconds;
  private long looked;

  LanguageRun(LanguageModel model, LanguageSetup setup, Corpus corpus, Seed seed) {
    this.model = model;
    this.setup = setup;
    this.corpus = corpus;
    network = model.network(corpus.words().size(), setup, seed);
    windows = windows(setup, corpus);
    steps = steps(setup, corpus);
    double rate = setup.rate(model);
    trainer =
        new Trainer(
            network,
            new Plan(
                setup.samples(),
                setup.steps(),
                setup.samples() / CHUNKS,
                CHUNKS,
                true,
                Adam.STANDARD,
                new Schedule.Cosine(
                    rate, LAST_RATE * rate, (long) Math.ceil(CONSTANT * steps), steps),
                new Clipping.Norm(LARGEST_GRADIENT)));
    if (model == LanguageModel.EGRU) {
      trainer.regularise(
          LanguageModel.RECURRENT,
          new ActivityTarget(
              new ActivityTarget.Settings(
                  FIRST_ACTIVITY,
                  setup.activity(),
                  (long) Math.ceil(RAMP * steps),
                  MULTIPLIER_RATE,
                  DAMPING,
                  LEAST_RATE,
                  REVIVAL)));
    }
    seen = new double[setup.looks()];
    validation = new double[setup.looks()];
    training = new double[setup.looks()];
    activity = new double[setup.looks()];
    backward = new double[setup.looks()];
  }

  private static int windows(LanguageSetup setup, Corpus corpus) {
    return WordStreams.length(corpus.training(), setup.samples()) / setup.steps();
  }

  /** Steps of training of one model. */
  static long steps(LanguageSetup setup, Corpus corpus) {
    return (long) windows(setup, corpus) * setup.epochs();
  }

  /** Bytes that the way back needs for a batch. */
  long tapeBytes() {
    return network.tapeBytes(setup.steps()) * setup.samples();
  }

  /** What one unit of the recurrent layer keeps for one step. */
  double tapeBytesPerUnitStep() {
    return network.layers().get(LanguageModel.RECURRENT).tapeBytes(setup.steps())
        / ((double) setup.units() * setup.steps());
  }

  /** How long a step takes, by the last of some. */
  double secondsPerStep(int probes) {
    double before = 0;
    for (int k = 0; k < probes; k++) {
      before = seconds;
      step();
    }
    return seconds - before;
  }

  /** One step; a new epoch begins with the state in which the last one ended. */
  private void step() {
    long k = trainer.steps();
    int at = (int) (k % windows) * setup.steps();
    long begun = System.nanoTime();
    Score score =
        trainer.step(new WordStreams(corpus.training(), setup.samples(), setup.steps(), at));
    seconds += 1e-9 * (System.nanoTime() - begun);
    loss += score.loss();
    Tally tally = trainer.tally(LanguageModel.RECURRENT);
    interval.add(tally);
    whole.add(tally);
    if (k >= steps - windows) {
      lastEpoch.add(tally);
    }
    if (k + 1 == (looked + 1) * steps / setup.looks()) {
      look(k + 1);
    }
  }

  private void look(long done) {
    int k = (int) looked;
    long before = k == 0 ? 0 : (long) seen[k - 1];
    long wordsPerStep = (long) setup.samples() * setup.steps();
    seen[k] = done * wordsPerStep;
    training[k] = StrictMath.exp(loss * wordsPerStep / (seen[k] - before));
    Evaluator evaluator =
        new Evaluator(network, VALIDATION_STREAMS / CHUNKS, CHUNKS, setup.steps(), true);
    validation[k] =
        StrictMath.exp(score(evaluator, corpus.validation(), VALIDATION_STREAMS, setup.steps()));
    activity[k] = interval.activitySparsity();
    backward[k] = interval.backwardSparsity();
    interval.clear();
    loss = 0;
    looked++;
  }

  /** Mean loss over a text, with state carried from its beginning to its end. */
  private static double score(Evaluator evaluator, int[] text, int streams, int steps) {
    return walk(evaluator, text, streams, steps).loss();
  }

  private static Score walk(Evaluator evaluator, int[] text, int streams, int steps) {
    int length = WordStreams.length(text, streams);
    Score all = new Score();
    for (int at = 0; at < length; at += steps) {
      all.add(evaluator.score(new WordStreams(text, streams, Math.min(steps, length - at), at)));
    }
    return all;
  }

  /**
   * Trains to the end, from where it stands.
   *
   * @param parts where checkpoints are kept
   * @param key the name of the checkpoint
   * @return false when it was asked to stop; the checkpoint is kept then
   */
  boolean learn(Parts parts, String key, Progress progress) {
    parts.find(key).ifPresent(kept -> kept.restore(this, "checkpoint"));
    progress.advance(trainer.steps());
    long kept = System.nanoTime();
    while (trainer.steps() < steps) {
      if (progress.stopRequested()) {
        parts.keep(key, Snapshot.capture(this, Map.of()));
        return false;
      }
      step();
      progress.advance(1);
      if (System.nanoTime() - kept > BETWEEN_CHECKPOINTS_NS) {
        parts.keep(key, Snapshot.capture(this, Map.of()));
        kept = System.nanoTime();
      }
    }
    return true;
  }

  /** Scores the test part, word by word in one stream, and tells everything. */
  Figures figures() {
    Evaluator evaluator = new Evaluator(network, 1, 1, TEST_STEPS, true);
    Score score = walk(evaluator, corpus.test(), 1, TEST_STEPS);
    Tally test = evaluator.tally(LanguageModel.RECURRENT);
    long words = score.answers();
    long learned = trainer.steps() * setup.samples() * setup.steps();
    Ledger learning = new Ledger();
    count(learning, whole.forwardReads, whole.events, learned);
    Counts back = learning.of("way back");
    back.add(
        CountKind.MULTIPLY_ACCUMULATE,
        whole.backwardReads
            + whole.gradientWrites
            + 2 * (whole.events * setup.units() + learned * (long) softmaxWeights()));
    back.add(CountKind.NEURON_UPDATE, whole.adjointUnitSteps);
    learning
        .of("optimiser")
        .add(CountKind.SYNAPSE_WRITE, trainer.steps() * network.parameters().size());
    return new Figures()
        .put(SEEN, seen)
        .put(VALIDATION, validation)
        .put(TRAINING, training)
        .put(ACTIVITY, activity)
        .put(BACKWARD, backward)
        .put(PERPLEXITY, StrictMath.exp(score.loss()))
        .put(ACCURACY, score.accuracy())
        .put(TEST_ACTIVITY, test.activitySparsity())
        .put(LAST_BACKWARD, lastEpoch.backwardSparsity())
        .put(RECURRENT_READS, test.forwardReads / (double) words)
        .put(PROJECTION_READS, test.events * (double) setup.units() / words)
        .put(SOFTMAX_READS, softmaxWeights())
        .put(
            "backwardReads",
            lastEpoch.backwardReads * (double) setup.units() / lastEpoch.adjointUnitSteps)
        .put(
            "gradientWrites",
            lastEpoch.gradientWrites * (double) setup.units() / lastEpoch.adjointUnitSteps)
        .put(PARAMETERS, network.parameters().size())
        .put(WORDS, learned)
        .put(SECONDS, seconds / learned)
        .put(TAPE_BYTES, tapeBytes())
        .account(learning, new MemoryReport(trainer));
  }

  private double softmaxWeights() {
    return (double) setup.units() * corpus.words().size();
  }

  /** What a forward pass reads and updates. */
  private void count(Ledger ledger, long reads, long events, long words) {
    Counts layer = ledger.of(model.label() + " layer");
    layer.add(CountKind.MULTIPLY_ACCUMULATE, reads);
    layer.add(CountKind.NEURON_UPDATE, words * setup.units());
    layer.add(CountKind.SPIKE, events);
    ledger.of("projection").add(CountKind.MULTIPLY_ACCUMULATE, events * setup.units());
    ledger.of("softmax").add(CountKind.MULTIPLY_ACCUMULATE, words * (long) softmaxWeights());
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("trainer", trainer);
    visitor.doubles("seen", StateRole.BOOKKEEPING, Double.SIZE, seen);
    visitor.doubles("validation", StateRole.BOOKKEEPING, Double.SIZE, validation);
    visitor.doubles("training", StateRole.BOOKKEEPING, Double.SIZE, training);
    visitor.doubles("activity", StateRole.BOOKKEEPING, Double.SIZE, activity);
    visitor.doubles("backward", StateRole.BOOKKEEPING, Double.SIZE, backward);
    visitor.part("interval", interval);
    visitor.part("whole", whole);
    visitor.part("last epoch", lastEpoch);
    loss = visitor.scalar("loss", StateRole.BOOKKEEPING, Double.SIZE, loss);
    seconds = visitor.scalar("seconds", StateRole.BOOKKEEPING, Double.SIZE, seconds);
    looked = visitor.scalar("looked", StateRole.BOOKKEEPING, Long.SIZE, looked);
  }

  /** Counts of the recurrent layer over many steps. */
  private static final class Sums implements Stateful {
    private long unitSteps;
    private long events;
    private long adjointUnitSteps;
    private long visited;
    private long forwardReads;
    private long backwardReads;
    private long gradientWrites;

    void add(Tally tally) {
      unitSteps += tally.unitSteps;
      events += tally.events;
      adjointUnitSteps += tally.adjointUnitSteps;
      visited += tally.visited;
      forwardReads += tally.forwardReads;
      backwardReads += tally.backwardReads;
      gradientWrites += tally.gradientWrites;
    }

    void clear() {
      unitSteps = 0;
      events = 0;
      adjointUnitSteps = 0;
      visited = 0;
      forwardReads = 0;
      backwardReads = 0;
      gradientWrites = 0;
    }

    double activitySparsity() {
      return 1 - events / (double) unitSteps;
    }

    double backwardSparsity() {
      return 1 - visited / (double) adjointUnitSteps;
    }

    @Override
    public void visit(StateVisitor visitor) {
      unitSteps = count(visitor, "unitSteps", unitSteps);
      events = count(visitor, "events", events);
      adjointUnitSteps = count(visitor, "adjointUnitSteps", adjointUnitSteps);
      visited = count(visitor, "visited", visited);
      forwardReads = count(visitor, "forwardReads", forwardReads);
      backwardReads = count(visitor, "backwardReads", backwardReads);
      gradientWrites = count(visitor, "gradientWrites", gradientWrites);
    }

    private static long count(StateVisitor visitor, String name, long value) {
      return visitor.scalar(name, StateRole.BOOKKEEPING, Long.SIZE, value);
    }
  }
}
