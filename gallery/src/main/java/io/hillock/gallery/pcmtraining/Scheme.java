package io.hillock.gallery.pcmtraining;

import io.hillock.device.pcm.PcmParameters;
import io.hillock.device.pcm.PcmSubstrate;
import io.hillock.device.pcm.PulseCount;
import io.hillock.synapse.AccumulatingSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.ParallelSubstrate;
import io.hillock.synapse.ProposalShape;
import io.hillock.synapse.ShapedSubstrate;
import io.hillock.synapse.Substrate;
import io.hillock.unit.Time;

/** How a proposed change of a weight reaches the device. */
sealed interface Scheme {
  /** The step of all networks here. */
  Time DT = Time.ms(1);

  /** Rise that the blind controller expects of a pulse, as published [uS]. */
  double PULSE_US = 0.75;

  /**
   * The substrate of one projection.
   *
   * @param devices statistics of the devices
   * @param wMax the weight of a full difference
   * @return what a weight of this projection is
   */
  Substrate substrate(PcmParameters devices, double wMax);

  /** Float weights without bounds: no device at all. */
  record FloatWeights() implements Scheme {
    @Override
    public Substrate substrate(PcmParameters devices, double wMax) {
      return IdealSubstrate.UNBOUNDED;
    }
  }

  /**
   * A digital register gathers until a step is full; a step is written blindly.
   *
   * @param step d, relative to w_max
   */
  record MixedPrecision(double step) implements Scheme {
    @Override
    public Substrate substrate(PcmParameters devices, double wMax) {
      return new AccumulatingSubstrate(
          new PcmSubstrate(devices, wMax, DT, new PulseCount.PerPulse(PULSE_US)),
          (float) (step * wMax));
    }
  }

  /**
   * One pulse where the change is large enough.
   *
   * @param threshold of the change, relative to w_max
   */
  record Sign(double threshold) implements Scheme {
    @Override
    public Substrate substrate(PcmParameters devices, double wMax) {
      return new ShapedSubstrate(
          new PcmSubstrate(devices, wMax, DT, new PulseCount.One()),
          new ProposalShape.Sign((float) (threshold * wMax), pulse(devices, wMax)));
    }
  }

  /** One pulse with the probability of the change relative to that of a pulse. */
  record Stochastic() implements Scheme {
    @Override
    public Substrate substrate(PcmParameters devices, double wMax) {
      float pulse = pulse(devices, wMax);
      return new ShapedSubstrate(
          new PcmSubstrate(devices, wMax, DT, new PulseCount.One()),
          new ProposalShape.Stochastic(pulse, pulse));
    }
  }

  /**
   * Several pairs for each weight, written in turn, blindly.
   *
   * @param pairs K
   */
  record MultiDevice(int pairs) implements Scheme {
    @Override
    public Substrate substrate(PcmParameters devices, double wMax) {
      return new ParallelSubstrate(
          new PcmSubstrate(devices, wMax, DT, new PulseCount.PerPulse(PULSE_US)), pairs);
    }
  }

  private static float pulse(PcmParameters devices, double wMax) {
    return (float) (wMax * PULSE_US / devices.range().widthUS());
  }
}
