package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;

/** The same number of distinct random inputs for every neuron. */
record FixedInDegree(int inputs) implements WiringRule {
  FixedInDegree {
    if (inputs < 0) {
      throw new ParameterException("fixed in-degree", "inputs", inputs, "it must be >= 0");
    }
  }

  @Override
  public Wiring draw(int pre, int post, RandomStream random) {
    if (inputs > pre) {
      throw new ParameterException(
          "fixed in-degree", "inputs", inputs, "there are only " + pre + " presynaptic neurons");
    }
    boolean[][] present = new boolean[pre][post];
    int[] order = new int[pre];
    for (int j = 0; j < post; j++) {
      for (int i = 0; i < pre; i++) {
        order[i] = i;
      }
      random.shuffle(order, pre);
      for (int k = 0; k < inputs; k++) {
        present[order[k]][j] = true;
      }
    }
    return Wiring.where(pre, post, (i, j) -> present[i][j]);
  }
}
