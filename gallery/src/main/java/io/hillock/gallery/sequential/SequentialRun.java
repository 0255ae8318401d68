package io.hillock.gallery.sequential;

import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.Evaluator;
import io.hillock.train.Parameter;
import io.hillock.train.Score;
import io.hillock.train.SequenceNetwork;
import io.hillock.train.Signals;
import io.hillock.train.Tally;
import io.hillock.train.Trainer;
import io.hillock.train.optimise.WeightAverage;
import io.hillock.train.rewire.Rewiring;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One network that learns images, with all that it needs to go on after an interruption. */
final class SequentialRun implements Stateful {
  // Names of figures.
  static final String ACCURACY = "accuracy";
  static final String BATCHES = "batches";
  static final String TRAINING = "training";
  static final String VALIDATION = "validation";
  static final String RATE = "rate";
  static final String VISITED = "visited";
  static final String PARAMETERS = "parameters";
  static final String CONNECTIONS = "connections";
  static final String SPIKES = "spikesPerImage";
  static final String OPERATIONS = "operationsPerImage";
  static final String SECONDS = "secondsPerBatch";
  static final String TAPE = "tapeBytesPerUnitStep";

  private static final int EVALUATION_CHUNKS = 8;
  private static final long BETWEEN_CHECKPOINTS_NS = 60_000_000_000L;

  private final SequentialArm arm;
  private final SequentialSettings settings;
  private final SequentialTask task;
  private final Seed seed;
  private final SequentialSettings.Course course;
  private final SequenceNetwork network;
  private final Trainer trainer;
  private final Optional<Rewiring.Running> rewiring;
  private final Optional<WeightAverage> average;
  private final int[] order;
  private final int batch;
  private long orderOf = -1;

  // One entry for each look at the validation images.
  private final double[] batches;
  private final double[] training;
  private final double[] validation;
  private final double[] rate;
  private final double[] visited;
  private long looked;
  private double right;
  private double seconds;
  private long tapeBytes;

  SequentialRun(SequentialArm arm, SequentialSettings settings, SequentialTask task, Seed seed) {
    this.arm = arm;
    this.settings = settings;
    this.task = task;
    this.seed = seed;
    course = settings.course(arm);
    network = settings.network(arm, task.training(), seed);
    rewiring =
        arm == SequentialArm.REWIRED
            ? Optional.of(settings.rewiring(network, seed))
            : Optional.empty();
    // A mean over a wiring that changes would have connections that no network had.
    average =
        arm == SequentialArm.REWIRED
            ? Optional.empty()
            : Optional.of(new WeightAverage(network.parameters(), course.keep()));
    trainer = new Trainer(network, settings.plan(arm, task.training()));
    if (arm != SequentialArm.LSTM) {
      trainer.regularise(0, settings.spiking().rate());
    }
    rewiring.ifPresent(trainer::rule);
    average.ifPresent(trainer::rule);
    order = IntStream.range(0, task.learned()).toArray();
    batch = settings.plan(arm, task.training()).samples();
    batches = new double[course.looks()];
    training = new double[course.looks()];
    validation = new double[course.looks()];
    rate = new double[course.looks()];
    visited = new double[course.looks()];
  }

  /** Bytes that the tape may need for each unit and step, known before the run. */
  double tapeBound() {
    int steps = settings.steps(task.training());
    return network.tapeBytes(steps) / ((double) units() * steps);
  }

  private int units() {
    return network.layers().getFirst().units();
  }

  /** How long a batch takes, by the last of some. */
  double secondsPerBatch(int probes) {
    double before = 0;
    for (int k = 0; k < probes; k++) {
      before = seconds;
      step();
    }
    return seconds - before;
  }

  private void step() {
    long begun = System.nanoTime();
    long perEpoch = order.length / batch;
    long k = trainer.steps();
    if (k / perEpoch != orderOf) {
      orderOf = k / perEpoch;
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
      seed.stream(Purpose.DATA, orderOf).shuffle(order, order.length);
    }
    int at = (int) (k % perEpoch) * batch;
    Score score = trainer.step(new ImageBatch(task.training(), settings.code(), order, at, batch));
    right += score.accuracy();
    tapeBytes = Math.max(tapeBytes, trainer.tally(0).tapeBytes);
    seconds += 1e-9 * (System.nanoTime() - begun);
    if (k + 1 == (looked + 1) * course.batches() / course.looks()) {
      look(k + 1);
    }
  }

  private void look(long done) {
    int k = (int) looked;
    batches[k] = done;
    training[k] = right / (done - (k == 0 ? 0 : batches[k - 1]));
    int first = task.learned();
    int count = Math.min(settings.validation(), task.held());
    validation[k] = score(task.training(), first, count, evaluator()).accuracy();
    rate[k] = 1 - trainer.tally(0).activitySparsity();
    visited[k] = 1 - trainer.tally(0).backwardSparsity();
    right = 0;
    looked++;
  }

  private Evaluator evaluator() {
    int slice = arm == SequentialArm.LSTM ? batch / EVALUATION_CHUNKS : 1;
    return new Evaluator(network, slice, EVALUATION_CHUNKS, settings.steps(task.training()), false);
  }

  /** Scores with the mean of the weights, where there is one. */
  private Score score(LabelledImages images, int first, int count, Evaluator evaluator) {
    int[] all = IntStream.range(first, first + count).toArray();
    Score[] score = new Score[1];
    Runnable work =
        () -> score[0] = evaluator.score(new ImageBatch(images, settings.code(), all, 0, count));
    average.ifPresentOrElse(mean -> mean.during(work), work);
    network.prepare();
    return score[0];
  }

  /**
   * Trains to the end, from where it stands.
   *
   * @return false when it was asked to stop; the checkpoint is kept then
   */
  boolean learn(Parts parts, String key, Progress progress) {
    parts.find(key).ifPresent(kept -> kept.restore(this, "checkpoint"));
    progress.advance(trainer.steps());
    long kept = System.nanoTime();
    while (trainer.steps() < course.batches()) {
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

  /** Scores the test images and tells everything. */
  Figures figures() {
    int images = task.test().size();
    Evaluator evaluator = evaluator();
    Score score = score(task.test(), 0, images, evaluator);
    Tally tally = evaluator.tally(0);
    Ledger inference = new Ledger();
    double operations = count(inference, tally, images) / images;
    int steps = settings.steps(task.training());
    return new Figures()
        .put(ACCURACY, score.accuracy())
        .put(BATCHES, batches)
        .put(TRAINING, training)
        .put(VALIDATION, validation)
        .put(RATE, rate)
        .put(VISITED, visited)
        .put(PARAMETERS, network.parameters().size())
        .put(CONNECTIONS, connections())
        .put(SPIKES, tally.events / (double) images)
        .put(OPERATIONS, operations)
        .put(SECONDS, seconds / trainer.steps())
        .put(TAPE, tapeBytes / ((double) units() * steps))
        .account(inference, new MemoryReport(network.parameters()));
  }

  private double connections() {
    return rewiring.map(Rewiring.Running::active).orElse(network.parameters().size());
  }

  /** Counts what the test images cost, input, recurrent and readout; returns the operations. */
  private double count(Ledger ledger, Tally tally, int images) {
    Parameter input = network.parameters().all().get(0);
    Parameter recurrent = network.parameters().all().get(1);
    Parameter readout = network.head().parameters().getFirst();
    long[] sent = inputEvents(images);
    long arrived = 0;
    for (int line = 0; line < sent.length; line++) {
      arrived += sent[line] * targets(input, line);
    }
    long inside = 0;
    for (int j = 0; j < tally.unitEvents.length; j++) {
      inside += tally.unitEvents[j] * (targets(recurrent, j) + targets(readout, j));
    }
    boolean spiking = arm != SequentialArm.LSTM;
    Counts counts = ledger.of(arm.label());
    counts.add(read(settings.code().binary()), arrived);
    counts.add(read(spiking), inside);
    counts.add(CountKind.NEURON_UPDATE, tally.unitSteps);
    counts.add(CountKind.SPIKE, spiking ? tally.events : 0);
    counts.add(CountKind.SAMPLE, images);
    return arrived + inside;
  }

  /** A spike only adds a weight; a graded event multiplies it. */
  private static CountKind read(boolean spike) {
    return spike ? CountKind.SYNAPSE_READ : CountKind.MULTIPLY_ACCUMULATE;
  }

  private static long targets(Parameter matrix, int row) {
    long count = 0;
    for (int c = 0; c < matrix.columns(); c++) {
      count += matrix.get(row, c) != 0 ? 1 : 0;
    }
    return count;
  }

  private long[] inputEvents(int images) {
    long[] sent = new long[network.inputs()];
    Signals in = new Signals(1, network.inputs(), network.binaryInputs());
    for (int image = 0; image < images; image++) {
      for (int t = 0; t < settings.steps(task.test()); t++) {
        in.clear();
        settings.code().events(task.test(), image, t, in, 0);
        for (int k = 0; k < in.count[0]; k++) {
          sent[in.index[k]]++;
        }
      }
    }
    return sent;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("trainer", trainer);
    visitor.doubles("batches", StateRole.BOOKKEEPING, Double.SIZE, batches);
    visitor.doubles("training", StateRole.BOOKKEEPING, Double.SIZE, training);
    visitor.doubles("validation", StateRole.BOOKKEEPING, Double.SIZE, validation);
    visitor.doubles("rate", StateRole.BOOKKEEPING, Double.SIZE, rate);
    visitor.doubles("visited", StateRole.BOOKKEEPING, Double.SIZE, visited);
    looked = visitor.scalar("looked", StateRole.BOOKKEEPING, Long.SIZE, looked);
    right = visitor.scalar("right", StateRole.BOOKKEEPING, Double.SIZE, right);
    seconds = visitor.scalar("seconds", StateRole.BOOKKEEPING, Double.SIZE, seconds);
    tapeBytes = visitor.scalar("tapeBytes", StateRole.BOOKKEEPING, Long.SIZE, tapeBytes);
  }
}
