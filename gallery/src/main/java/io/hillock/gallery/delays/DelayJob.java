package io.hillock.gallery.delays;

import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.random.Seed;
import io.hillock.train.delay.DelayNetworkParameters;
import java.util.Optional;

/**
 * One arm on one set of images.
 *
 * @param arm the arm
 * @param place which of the run's sets
 * @param hidden number of hidden neurons
 * @param epochs passes over the training images; with none the network is only scored
 * @param seed the seed
 */
record DelayJob(DelayArm arm, Place place, int hidden, int epochs, Seed seed) {
  /** Which images. */
  enum Place {
    /** MNIST, or generated digits where there is no data set. */
    DIGITS,
    /** Fashion-MNIST. */
    FASHION
  }

  /** Batches between two looks at progress and at the wish to stop. */
  static final int BATCHES_PER_STEP = 25;

  DelayNetworkParameters network(DelayTask task) {
    return arm.network(task.training().sources(), hidden, 10);
  }

  /** The job with everything that its figures depend on as key. */
  KeptJobs.Job kept(DelayTask task, Parts parts) {
    String key = String.join(" | ", task.key(), toString(), network(task).toString());
    return new KeptJobs.Job(key, steps(task), progress -> run(task, key, parts, progress));
  }

  long steps(DelayTask task) {
    return (long) epochs * (task.training().size() / DelayLearning.BATCH) / BATCHES_PER_STEP;
  }

  private Optional<Figures> run(DelayTask task, String key, Parts parts, Progress progress) {
    DelayLearning learning = new DelayLearning(task, this);
    return learning.run(key + " | training", parts, progress)
        ? Optional.of(learning.figures())
        : Optional.empty();
  }
}
