package io.hillock.gallery.cue;

import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.network.Snapshot;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Teaches an {@link AdaptiveCueNetwork} in batches. The rate falls exponentially, because at a
 * constant rate the accuracy goes on jumping, and the weights that did best on trials of validation
 * are those in the end. How far it is can be kept and taken up again, to the bit.
 */
final class GradientTraining implements Stateful {
  /** Trials of validation: apart from those of training, which count from 0, and from the test. */
  private static final long VALIDATION_FROM = 2_000_000;

  private static final Duration KEEP_EVERY = Duration.ofMinutes(2);

  /**
   * How long and how fast it learns.
   *
   * @param iterations updates of the weights, a multiple of validateEvery
   * @param batch trials per update
   * @param rate learning rate of Adam
   * @param halfLife iterations in which the rate falls to a half
   * @param validateEvery iterations between two validations
   * @param validationTrials trials of a validation
   */
  record Schedule(
      int iterations,
      int batch,
      double rate,
      double halfLife,
      int validateEvery,
      int validationTrials) {
    int validations() {
      return iterations / validateEvery;
    }

    long trainingTrials() {
      return (long) iterations * batch;
    }

    /** All trials that are played in learning. */
    long trials() {
      return trainingTrials() + (long) validations() * validationTrials;
    }
  }

  private final AdaptiveCueNetwork network;
  private final Schedule schedule;
  private final double[] validation;
  private final double[] training;
  private int iteration;
  private int right;
  private double most = -1;

  GradientTraining(AdaptiveCueNetwork network, Schedule schedule) {
    this.network = network;
    this.schedule = schedule;
    validation = new double[schedule.validations()];
    training = new double[schedule.validations()];
  }

  /** Learns to the end, without keeping anything on the way. */
  void run() {
    run("", Parts.NONE, Progress.SILENT);
  }

  /**
   * Goes on from what was kept, or begins, and learns to the end.
   *
   * @param key under which it keeps how far it is, every few minutes and when it is asked to stop
   * @return false when it was asked to stop before the end
   */
  boolean run(String key, Parts parts, Progress progress) {
    Optional<Snapshot> kept = parts.find(key);
    if (kept.isPresent()) {
      kept.get().restore(this, "kept part");
      network.spread();
      progress.advance(played());
    }
    long last = System.nanoTime();
    while (iteration < schedule.iterations()) {
      if (progress.stopRequested()) {
        parts.keep(key, Snapshot.capture(this, Map.of()));
        return false;
      }
      step();
      if (System.nanoTime() - last > KEEP_EVERY.toNanos()) {
        parts.keep(key, Snapshot.capture(this, Map.of()));
        last = System.nanoTime();
      }
    }
    if (validation.length > 0) {
      network.takeBest();
    }
    return true;
  }

  private long played() {
    long validations = iteration / schedule.validateEvery();
    return (long) iteration * schedule.batch() + validations * schedule.validationTrials();
  }

  private void step() {
    double rate = schedule.rate() * StrictMath.pow(0.5, iteration / schedule.halfLife());
    right += network.learn((long) iteration * schedule.batch(), schedule.batch(), rate);
    iteration++;
    if (iteration % schedule.validateEvery() == 0) {
      int k = iteration / schedule.validateEvery() - 1;
      training[k] = (double) right / (schedule.validateEvery() * schedule.batch());
      validation[k] = network.accuracy(VALIDATION_FROM, schedule.validationTrials());
      right = 0;
      if (validation[k] > most) {
        most = validation[k];
        network.keepAsBest();
      }
    }
  }

  /** Fraction right on the validation trials, at each validation. */
  double[] validation() {
    return validation.clone();
  }

  /** Fraction right over the training trials before each validation, since the one before. */
  double[] training() {
    return training.clone();
  }

  /** Training trials played before each validation. */
  double[] trials() {
    double[] trials = new double[validation.length];
    for (int k = 0; k < trials.length; k++) {
      trials[k] = (k + 1.0) * schedule.validateEvery() * schedule.batch();
    }
    return trials;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("network", network);
    visitor.doubles("validation", StateRole.BOOKKEEPING, Double.SIZE, validation);
    visitor.doubles("training", StateRole.BOOKKEEPING, Double.SIZE, training);
    iteration = (int) visitor.scalar("iteration", StateRole.BOOKKEEPING, Integer.SIZE, iteration);
    right = (int) visitor.scalar("right", StateRole.BOOKKEEPING, Integer.SIZE, right);
    most = visitor.scalar("most", StateRole.BOOKKEEPING, Double.SIZE, most);
  }
}
