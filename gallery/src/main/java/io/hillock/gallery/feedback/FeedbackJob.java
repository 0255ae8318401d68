package io.hillock.gallery.feedback;

import io.hillock.data.DataSet;
import io.hillock.gallery.KeptJobs;
import io.hillock.learning.layered.LayeredParameters;
import io.hillock.random.Seed;
import java.util.Optional;

/**
 * One arm on one task.
 *
 * @param arm the rule and its settings
 * @param set the data
 * @param topology the network
 * @param seed the seed
 */
record FeedbackJob(FeedbackArm arm, DataSet set, Topology topology, Seed seed) {
  /** Samples between two looks at progress and at the wish to stop. */
  static final int SAMPLES_PER_STEP = 1000;

  LayeredParameters network(ImageTask task, int hidden) {
    SparseImages images = task.training();
    return arm.network(images.grid(), topology.layers(hidden, images.classes()));
  }

  /** The job with everything that its figures depend on as key. */
  KeptJobs.Job kept(ImageTask task, int hidden, Topology.Schedule schedule) {
    LayeredParameters network = network(task, hidden);
    return new KeptJobs.Job(
        String.join(" | ", task.key(), network.toString(), schedule.toString(), seed.toString()),
        (long) schedule.epochs() * task.training().size() / SAMPLES_PER_STEP,
        progress -> {
          FeedbackRun run = new FeedbackRun(task, network, seed);
          return run.learn(schedule, progress) ? Optional.of(run.figures()) : Optional.empty();
        });
  }
}
