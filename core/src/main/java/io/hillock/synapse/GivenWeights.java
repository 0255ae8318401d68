package io.hillock.synapse;

import io.hillock.random.RandomStream;
import java.util.Arrays;

/** Weights given as a matrix. */
record GivenWeights(float[][] weights) implements WeightInit {
  GivenWeights {
    weights = Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
  }

  @Override
  public float draw(int pre, int post, RandomStream random) {
    return weights[pre][post];
  }

  @Override
  public String toString() {
    return "GivenWeights[hash=" + Integer.toHexString(Arrays.deepHashCode(weights)) + "]";
  }
}
