package io.hillock.gallery;

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
   * Runs the experiment.
   *
   * @param environment seeds, scale, data, progress
   * @return what was found
   */
  Result run(Environment environment);
}
