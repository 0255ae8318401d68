package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;

/**
 * Weights as signed integers of a few bits.
 *
 * {@snippet lang=text :
 * w = c lsb,   c in [-(2^(n-1) - 1), 2^(n-1) - 1],   lsb = w_max / (2^(n-1) - 1)    (1)
 * c' = clip(c + round(dw / lsb))                                                    (2)
 * stochastic: round(x) = floor(x + u), u uniform in [0, 1)                          (3)
 * }
 *
 * <p>A write is counted when c changes, a saturation when the clip of (2) acts. Initial weights are
 * rounded to the nearest level.
 *
 * @param bits n, 2 to 16
 * @param wMax w_max, the greatest weight, &gt; 0
 * @param rounding how (2) rounds
 * @see "C. Frenkel, G. Indiveri (2022), ISSCC, doi:10.1109/ISSCC42614.2022.9731734"
 */
public record DigitalSubstrate(int bits, float wMax, Rounding rounding) implements Substrate {
  /** Checks every documented bound. */
  public DigitalSubstrate {
    if (bits < 2 || bits > 16) {
      throw new ParameterException("digital substrate", "bits", bits, "it must lie in [2, 16]");
    }
    if (!(wMax > 0) || !Float.isFinite(wMax)) {
      throw new ParameterException("digital substrate", "w_max", wMax, "it must be > 0 and finite");
    }
  }

  @Override
  public Synapses create(Wiring wiring, float[] weights, RandomStream device, Counts counts) {
    int highest = (1 << (bits - 1)) - 1;
    DigitalSynapses.Codes codes = new DigitalSynapses.Codes(bits, -highest, highest, wMax); // (1)
    DigitalSynapses synapses = new DigitalSynapses(wiring, counts, codes, rounding, device);
    synapses.load(weights, "digital substrate");
    return synapses;
  }
}
