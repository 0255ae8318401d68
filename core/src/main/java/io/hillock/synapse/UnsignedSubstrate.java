package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;

/**
 * Weights as unsigned integers of a few bits, for circuits in which the sign belongs to the
 * presynaptic neuron.
 *
 * {@snippet lang=text :
 * w = c lsb,   c in [0, 2^n - 1],   lsb = w_max / (2^n - 1)                         (1)
 * c' = clip(c + round(dw / lsb))                                                    (2)
 * stochastic: round(x) = floor(x + u), u uniform in [0, 1)                          (3)
 * }
 *
 * <p>Writes and saturations are counted as by {@link DigitalSubstrate}. With w_max = 2^n - 1 a
 * weight is its code.
 *
 * @param bits n, 1 to 16
 * @param wMax w_max, the greatest weight, &gt; 0
 * @param rounding how (2) rounds
 * @see "C. Frenkel, M. Lefebvre, J.-D. Legat, D. Bol (2019), IEEE TBioCAS 13:145,
 *     doi:10.1109/TBCAS.2018.2880425"
 */
public record UnsignedSubstrate(int bits, float wMax, Rounding rounding) implements Substrate {
  /** Checks every documented bound. */
  public UnsignedSubstrate {
    if (bits < 1 || bits > 16) {
      throw new ParameterException("unsigned substrate", "bits", bits, "it must lie in [1, 16]");
    }
    if (!(wMax > 0) || !Float.isFinite(wMax)) {
      throw new ParameterException(
          "unsigned substrate", "w_max", wMax, "it must be > 0 and finite");
    }
  }

  @Override
  public Synapses create(Wiring wiring, float[] weights, RandomStream device, Counts counts) {
    DigitalSynapses.Codes codes = new DigitalSynapses.Codes(bits, 0, (1 << bits) - 1, wMax); // (1)
    DigitalSynapses synapses = new DigitalSynapses(wiring, counts, codes, rounding, device);
    synapses.load(weights, "unsigned substrate");
    return synapses;
  }
}
