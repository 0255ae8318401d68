package io.hillock.gallery.sdsp;

/** Something that learns digits one at a time. */
interface Learner {
  /**
   * Shows an image with its class and learns.
   *
   * @param order its pixels in the order of their spikes
   * @param label its class
   */
  void learn(int[] order, int label);

  /**
   * Shows an image and learns nothing.
   *
   * @param order its pixels in the order of their spikes
   * @return the class that was decided
   */
  int classify(int[] order);

  /**
   * Writes down what all images so far have cost: of learning alone, if none was classified yet.
   *
   * @param outcome where it is written
   */
  void account(Outcome outcome);
}
