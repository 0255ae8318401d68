package io.hillock.gallery;

import java.time.Duration;
import java.util.Optional;

/** Reproduces one published result or answers one question. */
public interface Experiment {
  /**
   * Its stable public name.
   *
   * @return the id
   */
  String id();

  /**
   * The question in one line.
   *
   * @return the title
   */
  String title();

  /**
   * The paper.
   *
   * @return authors, year, where, DOI
   */
  String paper();

  /**
   * How long a run will take on this machine, for runs long enough to be told beforehand.
   *
   * @param environment seeds, scale, data, progress
   * @return the estimate, or empty where there is none
   */
  default Optional<Duration> expected(Environment environment) {
    return Optional.empty();
  }

  /**
   * Runs the experiment.
   *
   * @param environment seeds, scale, data, progress
   * @return what was found
   * @throws StoppedException when it was asked to stop before it had a result
   */
  Result run(Environment environment);
}
