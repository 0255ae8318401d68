package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;

/** Independent normal weights. */
record NormalWeights(double mean, double sd) implements WeightInit {
  NormalWeights {
    if (!(sd >= 0) || !Double.isFinite(mean)) {
      throw new ParameterException("normal weights", "sd", sd, "it must be >= 0, mean finite");
    }
  }

  @Override
  public float draw(int pre, int post, RandomStream random) {
    return (float) (mean + sd * random.nextGaussian());
  }
}
