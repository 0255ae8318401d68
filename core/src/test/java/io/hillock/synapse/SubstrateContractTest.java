package io.hillock.synapse;

import org.junit.jupiter.api.Nested;

/** The substrates of this module under the contract that holds for all. */
class SubstrateContractTest {
  private static final double LSB_8 = 1.0 / 127;
  private static final double LSB_16 = 1.0 / 32767;

  /** Weights as floats. */
  private abstract static class Ideal extends SubstrateContract {
    @Override
    protected Substrate substrate() {
      return IdealSubstrate.UNBOUNDED;
    }

    @Override
    protected double wMax() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    protected double storing() {
      return 0;
    }

    @Override
    protected double writing() {
      return 1e-7; // one rounding near 1
    }
  }

  @Nested
  class IdealDense extends Ideal {}

  @Nested
  class IdealDenseWithGaps extends Ideal {
    @Override
    protected Wiring.Pairs pairs() {
      return (i, j) -> (i + 2 * j) % 3 != 0;
    }
  }

  @Nested
  class IdealSparse extends Ideal {
    @Override
    protected Wiring.Pairs pairs() {
      return SPARSE;
    }
  }

  @Nested
  class IdealWithDelays extends Ideal {
    @Override
    protected Wiring.Pairs pairs() {
      return OFF_DIAGONAL;
    }

    @Override
    protected int delay(int position) {
      return position % 4;
    }
  }

  @Nested
  class IdealBounded extends Ideal {
    @Override
    protected Substrate substrate() {
      return new IdealSubstrate(-1, 1);
    }

    @Override
    protected double wMax() {
      return 1;
    }
  }

  /** Weights as integers. */
  private abstract static class Digital extends Ideal {
    @Override
    protected double wMax() {
      return 1;
    }
  }

  @Nested
  class DigitalStochasticDense extends Digital {
    @Override
    protected Substrate substrate() {
      return new DigitalSubstrate(8, 1, Rounding.STOCHASTIC);
    }

    @Override
    protected double storing() {
      return LSB_8 / 2 + 1e-7;
    }

    @Override
    protected double writing() {
      return LSB_8 + 1e-7;
    }
  }

  @Nested
  class DigitalStochasticWithDelays extends DigitalStochasticDense {
    @Override
    protected int delay(int position) {
      return position % 3;
    }
  }

  @Nested
  class DigitalNearestSparse extends Digital {
    @Override
    protected Substrate substrate() {
      return new DigitalSubstrate(16, 1, Rounding.NEAREST);
    }

    @Override
    protected Wiring.Pairs pairs() {
      return SPARSE;
    }

    @Override
    protected double storing() {
      return LSB_16 / 2 + 1e-7;
    }

    @Override
    protected double writing() {
      return LSB_16 / 2 + 1e-7;
    }
  }

  /** Weights that can fail, but do not. */
  @Nested
  class SoundIdealWithDelays extends IdealWithDelays {
    @Override
    protected Substrate substrate() {
      return new FaultySubstrate(super.substrate());
    }
  }

  @Nested
  class SoundDigital extends DigitalStochasticDense {
    @Override
    protected Substrate substrate() {
      return new FaultySubstrate(super.substrate());
    }
  }

  /** The same around synapses that could be devices. */
  @Nested
  class SoundDevicesWithDelays extends DigitalStochasticWithDelays {
    @Override
    protected Substrate substrate() {
      return new FaultySubstrate(new OpaqueSubstrate(super.substrate()));
    }
  }

  /** Proposals gather in a register; at most one step of them is not yet written. */
  private abstract static class Accumulating extends Ideal {
    static final float STEP = 1f / 64;

    @Override
    protected Substrate substrate() {
      return new AccumulatingSubstrate(IdealSubstrate.UNBOUNDED, STEP);
    }

    @Override
    protected double writing() {
      return STEP + 1e-7; // and one rounding near 1
    }
  }

  @Nested
  class AccumulatingDense extends Accumulating {}

  @Nested
  class AccumulatingWithDelays extends Accumulating {
    @Override
    protected Wiring.Pairs pairs() {
      return OFF_DIAGONAL;
    }

    @Override
    protected int delay(int position) {
      return position % 4;
    }
  }

  @Nested
  class AccumulatingSparseGrid extends Accumulating {
    @Override
    protected Substrate substrate() {
      return new AccumulatingSubstrate(
          new DigitalSubstrate(16, 1, Rounding.NEAREST), (float) (64 * LSB_16));
    }

    @Override
    protected Wiring.Pairs pairs() {
      return SPARSE;
    }

    @Override
    protected double wMax() {
      return 1;
    }

    @Override
    protected double storing() {
      return LSB_16 / 2 + 1e-7;
    }

    @Override
    protected double writing() {
      return 64 * LSB_16 + 1e-7;
    }
  }

  /** Three copies of each weight, of which one is written at a time. */
  private abstract static class Parallel extends Ideal {
    @Override
    protected Substrate substrate() {
      return new ParallelSubstrate(new IdealSubstrate(-1, 1), 3);
    }

    @Override
    protected double wMax() {
      return 1;
    }

    @Override
    protected double storing() {
      return 1e-7; // the mean of three equal floats is rounded once
    }

    @Override
    protected double writing() {
      return 3e-7; // a member is rounded near 1 and so is the mean, twice
    }

    @Override
    protected float surelyWritten() {
      return 0.125f; // of which a member takes three times as much, from 0.6 at most
    }
  }

  @Nested
  class ParallelDense extends Parallel {}

  @Nested
  class ParallelSparse extends Parallel {
    @Override
    protected Wiring.Pairs pairs() {
      return SPARSE;
    }
  }

  @Nested
  class ParallelWithDelays extends Parallel {
    @Override
    protected Wiring.Pairs pairs() {
      return OFF_DIAGONAL;
    }

    @Override
    protected int delay(int position) {
      return position % 4;
    }
  }

  /** Proposals are made into one step of a fixed size. */
  private abstract static class Shaped extends Ideal {
    abstract ProposalShape shape();

    @Override
    protected Substrate substrate() {
      return new ShapedSubstrate(new IdealSubstrate(-1, 1), shape());
    }

    @Override
    protected double wMax() {
      return 1;
    }
  }

  @Nested
  class ShapedBySign extends Shaped {
    @Override
    ProposalShape shape() {
      return new ProposalShape.Sign(0.1f, surelyWritten());
    }
  }

  @Nested
  class ShapedStochasticallyWithDelays extends Shaped {
    @Override
    ProposalShape shape() {
      return new ProposalShape.Stochastic(surelyWritten(), surelyWritten());
    }

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
