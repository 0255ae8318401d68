package io.hillock.device.pcm;

import io.hillock.device.ExactDevicesContract;
import io.hillock.device.NonIdeality;
import io.hillock.synapse.AccumulatingSubstrate;
import io.hillock.synapse.ParallelSubstrate;
import io.hillock.synapse.ProposalShape;
import io.hillock.synapse.ShapedSubstrate;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Nested;

/** Phase-change synapses under the contract that holds for all substrates. */
class PcmContractTest extends ExactDevicesContract {
  @Override
  protected Substrate ideal() {
    return new PcmSubstrate(PcmPreset.IDEAL.parameters(), 1, Time.ms(1));
  }

  /** Whole pulses along the mean curve, with drift, and without chance. */
  @Nested
  class PulsedAndDrifting extends Exact {
    @Override
    protected Substrate substrate() {
      PcmParameters p = PcmPreset.GST_NANDAKUMAR2018.parameters();
      return new PcmSubstrate(
          p.withOnly(NonIdeality.QUANTISATION, NonIdeality.DRIFT), 1, Time.ms(1));
    }

    @Override
    protected double storing() {
      // Half of the first pulse of 1.82 uS in a window of 11.9 uS is 0.077; read 0.5 ms after the
      // pulse, a weight of at most 0.6 + 0.077 is higher by (0.5 ms / 38.6 s)^-0.04 = 1.57.
      return 0.077 + 0.57 * 0.677;
    }

    @Override
    protected double writing() {
      return 0.077 + 0.57 * 0.327; // the same of a change of 0.25
    }

    @Override
    protected double reading() {
      // Within 12 ms weights fall by 1 - 25^-0.04 = 0.12 of at most 1.06; three rows arrive.
      return 3 * 0.12 * 1.06;
    }

    @Override
    protected double overshoot() {
      return 0.57; // of the programmed bound, just after a write
    }

    @Override
    protected boolean holdsStill() {
      return false;
    }
  }

  /** The published model of pulses, drift and noise. */
  abstract class Noisy extends Exact {
    @Override
    protected Substrate substrate() {
      return new PcmSubstrate(PcmPreset.GST_NANDAKUMAR2018.parameters(), 1, Time.ms(1));
    }

    @Override
    protected double storing() {
      // The first pulse has a deviation of 1.7 uS around a rise of 1.8 uS, and seven of them 2.6 uS
      // in a window of 11.9 uS: five deviations are the window itself. What this case is about is
      // all else: counts, delays, bounds, the same bits from a seed and from a state.
      return 2;
    }

    @Override
    protected double writing() {
      return 2;
    }

    @Override
    protected double reading() {
      // Noise of 0.36 uS on a device of 7 uS, higher by 1.57 just after the write: 0.05 of a
      // weight.
      // Graded sums of four rows with |x| <= 2 have sd <= 0.2 in 31 values; 5 sd, missed in 2e-5
      // of seeds. Drift within 12 ms as below.
      return 1 + 3 * 0.12 * 1.57;
    }

    @Override
    protected double overshoot() {
      // Just after a write, of (12 - 0.1) uS with an exponent of 0.052, three deviations above.
      return 0.8;
    }

    @Override
    protected boolean holdsStill() {
      return false;
    }

    @Override
    protected int defects() {
      return 3; // as for resistive cells: one in a thousand is stuck
    }
  }

  @Nested
  class NoisyDense extends Noisy {}

  @Nested
  class NoisyWithDelays extends Noisy {
    @Override
    protected Wiring.Pairs pairs() {
      return OFF_DIAGONAL;
    }

    @Override
    protected int delay(int position) {
      return position % 4;
    }
  }

  /** The same with narrow pulses, so that precision says something. */
  @Nested
  class NoisyAndNarrow extends Noisy {
    @Override
    protected Substrate substrate() {
      return new PcmSubstrate(
          PcmLawTest.narrow()
              .withOnly(
                  NonIdeality.QUANTISATION,
                  NonIdeality.CYCLE_TO_CYCLE,
                  NonIdeality.HRS_SPREAD,
                  NonIdeality.READ_NOISE),
          1,
          Time.ms(1));
    }

    @Override
    protected double storing() {
      // Half of the first pulse, 0.077, and five times 0.6 uS after seven pulses, in 11.9 uS.
      return 0.077 + 5 * 0.6 / 11.9;
    }

    @Override
    protected double writing() {
      return 0.077 + 5 * 0.6 / 11.9;
    }

    @Override
    protected int defects() {
      return 0;
    }
  }

  /** Three noisy pairs for each weight, written in turn. */
  @Nested
  class NoisyInParallel extends Noisy {
    @Override
    protected Substrate substrate() {
      return new ParallelSubstrate(super.substrate(), 3);
    }

    @Override
    protected float surelyWritten() {
      return 0.125f;
    }
  }

  /** Noisy pairs that are written when a whole step has gathered. */
  @Nested
  class NoisyBehindAnAccumulator extends Noisy {
    @Override
    protected Substrate substrate() {
      return new AccumulatingSubstrate(super.substrate(), 0.125f);
    }
  }

  /** One pulse for each proposal, by its sign. */
  @Nested
  class NoisyBySign extends Noisy {
    @Override
    protected Substrate substrate() {
      return new ShapedSubstrate(
          new PcmSubstrate(
              PcmPreset.GST_NANDAKUMAR2018.parameters(), 1, Time.ms(1), new PulseCount.One()),
          new ProposalShape.Sign(0.01f, 0.1f));
    }
  }
}
