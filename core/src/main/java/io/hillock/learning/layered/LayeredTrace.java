package io.hillock.learning.layered;

/** Hears in which order a {@link LayeredNetwork} evaluates and changes its layers. */
public interface LayeredTrace {
  /** Hears nothing. */
  LayeredTrace NONE =
      new LayeredTrace() {
        @Override
        public void evaluated(int layer) {}

        @Override
        public void written(int layer) {}
      };

  /**
   * The output of a layer was computed.
   *
   * @param layer which one, from 1
   */
  void evaluated(int layer);

  /**
   * The weights of a layer were changed.
   *
   * @param layer which one, from 1
   */
  void written(int layer);
}
