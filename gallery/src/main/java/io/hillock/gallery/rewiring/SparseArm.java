package io.hillock.gallery.rewiring;

import io.hillock.gallery.Environment;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Progress;
import io.hillock.gallery.feedback.ImageTask;
import io.hillock.gallery.feedback.SparseImages;
import io.hillock.random.Seed;

/**
 * One way to train, with its name.
 *
 * @param id stable name, for metrics
 * @param label for people
 * @param settings how it is trained
 */
public record SparseArm(String id, String label, SparseSettings settings) {
  private static final int PROBE = 2000;
  private static final int PASSES = 3;

  /**
   * The arm as a part of an experiment, with everything that its figures depend on as key.
   *
   * @param environment where checkpoints are kept
   * @param task the images
   * @param looksPerEpoch how often the network is looked at
   * @param seed the seed
   * @return the job
   */
  public KeptJobs.Job job(Environment environment, ImageTask task, int looksPerEpoch, Seed seed) {
    String key =
        String.join(" | ", task.key(), settings.toString(), looksPerEpoch + " looks", seed + "");
    return new KeptJobs.Job(
        key,
        (long) settings.epochs() * task.training().size() / 1000,
        progress ->
            new SparseRun(settings, task.training(), task.test(), looksPerEpoch, seed)
                .learn(progress, environment.parts(), key + " | under way"));
  }

  /**
   * How long it takes on this machine, measured on the first images.
   *
   * @param task the images
   * @param seed a seed
   * @return seconds of one thread, scoring left out
   */
  public double seconds(ImageTask task, Seed seed) {
    SparseImages images = task.training();
    SparseTraining training = new SparseTraining(settings, images, seed);
    int probe = Math.min(PROBE, images.size());
    double least = Double.POSITIVE_INFINITY;
    for (int pass = 1; pass <= PASSES; pass++) {
      long begin = System.nanoTime();
      training.learn((long) pass * probe, Progress.SILENT);
      least = Math.min(least, (System.nanoTime() - begin) * 1e-9 / probe);
    }
    return least * settings.epochs() * images.size();
  }
}
