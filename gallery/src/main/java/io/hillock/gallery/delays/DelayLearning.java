package io.hillock.gallery.delays;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Snapshot;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.Parameter;
import io.hillock.train.delay.DelayNetwork;
import io.hillock.train.delay.DelayTraining;
import io.hillock.train.delay.SpikeSamples;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Schedule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Trains one network and scores it after the last epoch. It keeps a checkpoint now and then and
 * when it is asked to stop, and goes on from there to the same bits.
 */
final class DelayLearning implements Stateful {
  /** Samples of a batch, as in the paper. */
  static final int BATCH = 32;

  /** Fraction of the validation images that is right, after each epoch. */
  static final String VALIDATION = "validation";

  /** Mean loss in each epoch. */
  static final String LOSS = "loss";

  /** How many samples were learned. */
  static final String SAMPLES = "samples";

  /** Synapses that exist. */
  static final String SYNAPSES = "synapses";

  /** Delays of a layer in bins of half a step: of the network as drawn. */
  static final String DELAYS_BEFORE = "delays before, layer ";

  /** The same after training. */
  static final String DELAYS_AFTER = "delays after, layer ";

  /** Whole bins of a step. */
  static final int BINS_PER_STEP = 2;

  private static final Duration KEEP_EVERY = Duration.ofSeconds(20);

  private static final double NANO = 1e-9;

  private final DelayTask task;
  private final DelayJob job;
  private final DelayNetwork network;
  private final DelayTraining training;
  private final double[][] drawn;
  private final double[] validation;
  private final double[] losses;

  DelayLearning(DelayTask task, DelayJob job) {
    this.task = task;
    this.job = job;
    network = new DelayNetwork(job.network(task), job.seed());
    long steps = (long) Math.max(1, job.epochs()) * (task.training().size() / BATCH);
    DelayTraining.Plan plan =
        new DelayTraining.Plan(
            job.arm().loss(),
            Adam.STANDARD,
            new Schedule.Cosine(job.arm().eta(), 0, 0, steps),
            BATCH,
            job.arm().leastLoss());
    training = new DelayTraining(network, plan, task.training(), job.seed());
    drawn = new double[network.depth()][];
    for (int l = 0; l < drawn.length; l++) {
      drawn[l] = histogram(l);
    }
    validation = new double[job.epochs()];
    losses = new double[job.epochs()];
  }

  /** Learns to the end, from what was kept or from the beginning; false when it was stopped. */
  boolean run(String key, Parts parts, Progress progress) {
    Optional<Snapshot> kept = parts.find(key);
    if (kept.isPresent()) {
      kept.get().restore(this, "kept checkpoint");
      progress.advance(training.step() / DelayJob.BATCHES_PER_STEP);
    }
    long last = System.nanoTime();
    int perEpoch = training.stepsPerEpoch();
    long steps = (long) job.epochs() * perEpoch;
    while (training.step() < steps) {
      training.learn();
      if (training.step() % perEpoch == 0) {
        int epoch = (int) (training.step() / perEpoch) - 1;
        losses[epoch] = training.takeMeanLoss();
        validation[epoch] = score(task.validation()).accuracy(job.arm().decoding());
      }
      if (training.step() % DelayJob.BATCHES_PER_STEP == 0) {
        progress.advance(1);
        boolean stop = progress.stopRequested() && training.step() < steps;
        if (stop || System.nanoTime() - last > KEEP_EVERY.toNanos()) {
          parts.keep(key, Snapshot.capture(this, Map.of()));
          last = System.nanoTime();
        }
        if (stop) {
          return false;
        }
      }
    }
    return true;
  }

  /** Seconds of a batch: the mean over some, after as many that are not measured. */
  double secondsPerBatch(int batches) {
    if (job.epochs() == 0) {
      return 0;
    }
    long begun = 0;
    for (int k = 0; k < 2 * batches; k++) {
      begun = k == batches ? System.nanoTime() : begun;
      training.learn();
    }
    return NANO * (System.nanoTime() - begun) / batches;
  }

  private DelayScore score(SpikeSamples samples) {
    network.changed();
    return DelayScore.of(network, job.arm().loss().refractoryOutputs(), samples);
  }

  /** What the trained network does; scores the test images. */
  Figures figures() {
    Figures figures = new Figures();
    score(task.test()).put(figures);
    for (int l = 0; l < network.depth(); l++) {
      figures.put(DELAYS_BEFORE + (l + 1), drawn[l]).put(DELAYS_AFTER + (l + 1), histogram(l));
    }
    int synapses = 0;
    for (int l = 0; l < network.depth(); l++) {
      synapses += network.synapseCount(l);
    }
    DelayPicture.of(network, task.test(), 0).put(figures);
    figures
        .put(VALIDATION, validation)
        .put(LOSS, losses)
        .put(SYNAPSES, synapses)
        .put(SAMPLES, (double) training.step() * BATCH)
        .account(training.ledger(), new MemoryReport(training));
    roundDelays();
    double whole = score(task.test()).accuracy(job.arm().decoding());
    return figures.put(DelayScore.WHOLE_DELAYS, whole);
  }

  /** Rounds every delay to a whole step; the network is not trained any more after that. */
  private void roundDelays() {
    for (int l = 0; l < network.depth(); l++) {
      Parameter delays = network.delays(l);
      for (int k = 0; k < delays.columns(); k++) {
        delays.set(0, k, Math.round(delays.get(0, k)));
      }
    }
  }

  private double[] histogram(int layer) {
    double[] counts = new double[job.arm().longest() * BINS_PER_STEP];
    Parameter delays = network.delays(layer);
    for (int k = 0; k < delays.columns(); k++) {
      int bin = (int) (delays.get(0, k) * BINS_PER_STEP);
      counts[Math.min(bin, counts.length - 1)]++;
    }
    return counts;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("training", training);
    visitor.doubles("validation", StateRole.BOOKKEEPING, Double.SIZE, validation);
    visitor.doubles("losses", StateRole.BOOKKEEPING, Double.SIZE, losses);
  }
}
