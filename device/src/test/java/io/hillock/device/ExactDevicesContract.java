package io.hillock.device;

import io.hillock.synapse.Substrate;
import io.hillock.synapse.SubstrateContract;
import io.hillock.synapse.Wiring;
import org.junit.jupiter.api.Nested;

/**
 * Devices of one kind with every switch off, on every layout of synapses, under the contract that
 * holds for all substrates; a kind adds its real devices.
 */
public abstract class ExactDevicesContract {
  /** The kind with everything off; its greatest weight is 1, its step 1 ms. */
  protected abstract Substrate ideal();

  /** What an exact device promises. */
  protected abstract class Exact extends SubstrateContract {
    @Override
    protected Substrate substrate() {
      return ideal();
    }

    @Override
    protected double wMax() {
      return 1;
    }

    @Override
    protected double storing() {
      return 0; // all off is exact
    }

    @Override
    protected double writing() {
      return 2e-7; // both ends are rounded to float
    }
  }

  @Nested
  class IdealDense extends Exact {}

  @Nested
  class IdealSparse extends Exact {
    @Override
    protected Wiring.Pairs pairs() {
      return SPARSE;
    }
  }

  @Nested
  class IdealWithDelays extends Exact {
    @Override
    protected Wiring.Pairs pairs() {
      return OFF_DIAGONAL;
    }

    @Override
    protected int delay(int position) {
      return position % 4;
    }
  }
}
