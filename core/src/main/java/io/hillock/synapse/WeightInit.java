package io.hillock.synapse;

import io.hillock.random.RandomStream;

/**
 * The law of initial weights. Its {@code toString} must tell all parameters, since a snapshot
 * recognises its network by it.
 */
@FunctionalInterface
public interface WeightInit {
  /**
   * Draws the weight of a present synapse; called in the order of the wiring.
   *
   * @param pre presynaptic index
   * @param post postsynaptic index
   * @param random the stream of this projection
   * @return w
   */
  float draw(int pre, int post, RandomStream random);

  /**
   * Independent normal weights.
   *
   * @param mean mean of the law
   * @param sd standard deviation of the law, not negative
   * @return the law
   */
  static WeightInit normal(double mean, double sd) {
    return new NormalWeights(mean, sd);
  }

  /**
   * Independent uniform weights.
   *
   * @param low lower end
   * @param high upper end
   * @return the law
   */
  static WeightInit uniform(double low, double high) {
    return new UniformWeights(low, high);
  }

  /**
   * Given weights, indexed [pre][post].
   *
   * @param weights the weights; copied
   * @return the law
   */
  static WeightInit of(float[][] weights) {
    return new GivenWeights(weights);
  }

  /**
   * All weights zero.
   *
   * @return the law
   */
  static WeightInit zero() {
    return new UniformWeights(0, 0);
  }
}
