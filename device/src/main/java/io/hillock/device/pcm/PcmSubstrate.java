package io.hillock.device.pcm;

import io.hillock.device.NonIdeality;
import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;

/**
 * Differential pairs of phase-change devices.
 *
 * {@snippet lang=text :
 * W = w_max (Gp(t) - Gm(t)) / (G_max - G_min)                                           (1)
 * }
 *
 * <p>Potentiation pulses Gp, depression pulses Gm, open loop: as many SET pulses as {@link
 * PulseCount} says, nothing where that is none. Initial weights and refreshes take the number of
 * pulses whose mean comes nearest. Where {@link NonIdeality#QUANTISATION} is off, the pair is put
 * to the wanted weight at once. Proposals act on the programmed conductances, reads see them at
 * their age.
 *
 * @param parameters statistics of the devices
 * @param wMax w_max, the weight of a full difference, &gt; 0
 * @param dt step, &gt; 0
 * @param pulses how many pulses a proposal becomes
 */
public record PcmSubstrate(PcmParameters parameters, double wMax, Time dt, PulseCount pulses)
    implements Substrate {
  /** Checks the bounds. */
  public PcmSubstrate {
    if (!(wMax > 0 && Double.isFinite(wMax))) {
      throw new ParameterException("PCM", "w_max", wMax, "it must be > 0 and finite");
    }
    if (!(dt.ms() > 0)) {
      throw new ParameterException("PCM", "dt", dt, "it must be > 0 ms");
    }
  }

  /**
   * Pairs whose proposals become the nearest number of pulses.
   *
   * @param parameters statistics of the devices
   * @param wMax w_max, the weight of a full difference, &gt; 0
   * @param dt step, &gt; 0
   */
  public PcmSubstrate(PcmParameters parameters, double wMax, Time dt) {
    this(parameters, wMax, dt, new PulseCount.Nearest());
  }

  @Override
  public PcmSynapses create(Wiring wiring, float[] weights, RandomStream device, Counts counts) {
    wiring.requireWeights("PCM", weights);
    return new PcmSynapses(this, wiring, weights, device, counts);
  }
}
