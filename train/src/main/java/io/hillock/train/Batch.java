package io.hillock.train;

/** Samples that are trained on together: their inputs as events, and their targets. */
public interface Batch {
  /**
   * How many samples.
   *
   * @return the number of samples
   */
  int samples();

  /**
   * How many steps each sample has.
   *
   * @return the number of steps
   */
  int steps();

  /**
   * Adds the events of one sample in one step. It is asked again on the way back and must answer
   * the same.
   *
   * @param sample which sample of the batch
   * @param t which step
   * @param in receives the events, in ascending order of units
   * @param place for which sample of the slice
   */
  void input(int sample, int t, Signals in, int place);

  /**
   * What is right.
   *
   * @param sample which sample of the batch
   * @param t which step; heads with one answer per sample ask for the last
   * @return class or symbol
   */
  int target(int sample, int t);
}
