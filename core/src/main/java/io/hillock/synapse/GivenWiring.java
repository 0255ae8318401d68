package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;

/** A wiring that is fixed beforehand. */
record GivenWiring(Wiring wiring) implements WiringRule {
  @Override
  public Wiring draw(int pre, int post, RandomStream random) {
    if (wiring.pre() != pre || wiring.post() != post) {
      throw new ParameterException(
          "wiring",
          "shape",
          wiring.pre() + " x " + wiring.post(),
          "the populations are " + pre + " x " + post);
    }
    return wiring;
  }
}
