package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;

/** Independent random connections. */
record RandomWiring(double probability) implements WiringRule {
  RandomWiring {
    if (!(probability >= 0 && probability <= 1)) {
      throw new ParameterException(
          "random wiring", "probability", probability, "it must lie in [0, 1]");
    }
  }

  @Override
  public Wiring draw(int pre, int post, RandomStream random) {
    return Wiring.where(pre, post, (i, j) -> random.nextBoolean(probability));
  }
}
