package io.hillock.synapse;

import io.hillock.random.RandomStream;

/**
 * How the wiring of a projection is drawn when a network is opened. Its {@code toString} must tell
 * all parameters.
 */
@FunctionalInterface
public interface WiringRule {
  /**
   * Draws the wiring.
   *
   * @param pre number of presynaptic neurons
   * @param post number of postsynaptic neurons
   * @param random the stream of this projection
   * @return the wiring
   */
  Wiring draw(int pre, int post, RandomStream random);

  /** Rules without free functions, as enum so that they compare and print. */
  enum Regular implements WiringRule {
    /** Every pair is connected. */
    ALL_TO_ALL,
    /** Every pair but that of a neuron with itself. */
    ALL_BUT_SELF,
    /** Neuron i with neuron i; both sides have the same size. */
    ONE_TO_ONE;

    @Override
    public Wiring draw(int pre, int post, RandomStream random) {
      return Wiring.where(
          pre,
          post,
          (i, j) ->
              switch (this) {
                case ALL_TO_ALL -> true;
                case ALL_BUT_SELF -> i != j;
                case ONE_TO_ONE -> i == j;
              });
    }
  }

  /**
   * Each pair is connected with the same probability, independently.
   *
   * @param probability in [0, 1]
   * @return the rule
   */
  static WiringRule random(double probability) {
    return new RandomWiring(probability);
  }

  /**
   * Each postsynaptic neuron receives the same number of distinct inputs.
   *
   * @param inputs number of inputs of each neuron
   * @return the rule
   */
  static WiringRule fixedInDegree(int inputs) {
    return new FixedInDegree(inputs);
  }

  /**
   * A given wiring.
   *
   * @param wiring the wiring
   * @return the rule
   */
  static WiringRule of(Wiring wiring) {
    return new GivenWiring(wiring);
  }
}
