package io.hillock.gallery.bayes;

/**
 * One split of a task of two classes.
 *
 * @param train the training part
 * @param test the rest
 * @param unlike inputs of another kind than both, shape (samples, M)
 */
record Split(Part train, Part test, double[][] unlike) {
  /**
   * Samples with labels.
   *
   * @param x inputs, shape (samples, M), the last of them the constant 1
   * @param y labels, 0 or 1, shape (samples)
   */
  record Part(double[][] x, int[] y) {}
}
