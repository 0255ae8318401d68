package io.hillock.gallery;

/** An experiment was asked to stop and did, after it had kept what was finished. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param experiment id of the experiment
   * @param finished how many parts are finished and kept
   * @param all how many there are
   */
  public StoppedException(String experiment, long finished, long all) {
    super(experiment + ": " + finished + " of " + all + " parts are finished and kept");
  }
}
