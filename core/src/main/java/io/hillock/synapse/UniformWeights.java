package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;

/** Independent uniform weights. */
record UniformWeights(double low, double high) implements WeightInit {
  UniformWeights {
    if (!(low <= high)) {
      throw new ParameterException("uniform weights", "low", low, "it must be <= high = " + high);
    }
  }

  @Override
  public float draw(int pre, int post, RandomStream random) {
    return (float) random.nextDouble(low, high);
  }
}
