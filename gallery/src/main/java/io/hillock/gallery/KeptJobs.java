package io.hillock.gallery;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Runs the independent parts of an experiment side by side, keeps each as soon as it is finished,
 * and takes up those that an interrupted run has kept.
 */
public final class KeptJobs {
  private KeptJobs() {}

  /**
   * One part.
   *
   * @param key everything that its figures depend on: settings, data, seed
   * @param steps how many steps of progress it makes
   * @param work does it, advances the progress it is given by those steps, and looks at {@link
   *     Progress#stopRequested} every few seconds; empty when it was asked to stop
   */
  public record Job(String key, long steps, Function<Progress, Optional<Figures>> work) {}

  /**
   * Runs jobs on the threads of the current pool. They begin in their order, so that long ones
   * should stand first; the order of what comes back is theirs whatever the number of threads.
   *
   * @param id name of the experiment
   * @param unit what its steps are, for the progress
   * @param environment progress and parts
   * @param jobs the jobs
   * @return the figures of each job
   * @throws StoppedException when it was asked to stop; what is finished is kept
   */
  public static List<Figures> run(String id, String unit, Environment environment, List<Job> jobs) {
    Progress progress = environment.progress();
    progress.begin(id + ", " + unit, jobs.stream().mapToLong(Job::steps).sum());
    Figures[] done = new Figures[jobs.size()];
    AtomicInteger next = new AtomicInteger();
    AtomicInteger takenUp = new AtomicInteger();
    AtomicLong finished = new AtomicLong();
    // Each worker takes the next job, so that the long ones at the front do not share a thread.
    IntStream.range(0, jobs.size())
        .parallel()
        .forEach(ignored -> {
          int k = next.getAndIncrement();
          Job job = jobs.get(k);
          Optional<Figures> kept = environment.parts().find(job.key()).map(Figures::from);
          if (kept.isPresent()) {
            if (takenUp.getAndIncrement() == 0) {
              progress.say(id + ": going on with what an interrupted run kept");
            }
            progress.advance(job.steps());
          } else if (!progress.stopRequested()) {
            kept = job.work().apply(progress);
            kept.ifPresent(figures -> environment.parts().keep(job.key(), figures.toKeep()));
          }
          kept.ifPresent(figures -> {
            done[k] = figures;
            finished.incrementAndGet();
          });
        });
    if (finished.get() < jobs.size()) {
      throw new StoppedException(id, finished.get(), jobs.size());
    }
    return List.of(done);
  }
}
