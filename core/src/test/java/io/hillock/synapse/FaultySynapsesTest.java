package io.hillock.synapse;

import org.junit.jupiter.api.Nested;

/** Stuck synapses on the substrates of this module. */
class FaultySynapsesTest {
  private abstract static class Ideal extends FaultySynapsesContract {
    @Override
    protected Substrate substrate() {
      return IdealSubstrate.UNBOUNDED;
    }
  }

  @Nested
  class OnFloats extends Ideal {
    @Override
    protected double reading() {
      return 1e-7; // three terms: exact but for their sum
    }
  }

  @Nested
  class OnFloatsWithDelays extends Ideal {
    @Override
    protected int delay(int position) {
      return position % 4;
    }
  }

  @Nested
  class OnIntegers extends Ideal {
    @Override
    protected Substrate substrate() {
      return new DigitalSubstrate(4, 1, Rounding.STOCHASTIC);
    }
  }

  @Nested
  class OnSomethingElse extends Ideal {
    @Override
    protected Substrate substrate() {
      return new OpaqueSubstrate(new DigitalSubstrate(4, 1, Rounding.STOCHASTIC));
    }
  }

  @Nested
  class OnSomethingElseWithDelays extends OnSomethingElse {
    @Override
    protected int delay(int position) {
      return position % 4;
    }
  }
}
