package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.state.StateVisitor;

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
    DigitalSynapses synapses = new DigitalSynapses(wiring, counts, this, device);
    synapses.load(weights, "digital substrate");
    return synapses;
  }

  /** The synapses; rows hold c lsb, from which c follows exactly. */
  private static final class DigitalSynapses extends LaidOutSynapses {
    private final int bits;
    private final int highest;
    private final float lsb;
    private final boolean stochastic;
    private final RandomStream random;

    DigitalSynapses(Wiring wiring, Counts counts, DigitalSubstrate s, RandomStream random) {
      super(wiring, counts);
      bits = s.bits;
      highest = (1 << (s.bits - 1)) - 1;
      lsb = s.wMax / highest;
      stochastic = s.rounding == Rounding.STOCHASTIC;
      this.random = random;
    }

    @Override
    float stored(float weight) {
      return Math.clamp((long) Math.rint(weight / lsb), -highest, highest) * lsb; // (1)
    }

    @Override
    float written(float weight, float dw) {
      float change = dw / lsb;
      long rounded =
          stochastic
              ? (long) Math.floor((double) change + random.nextFloat()) // (3)
              : (long) Math.rint(change);
      if (rounded == 0) {
        return weight; // most proposals of a small rate
      }
      int code = Math.round(weight / lsb);
      long wanted = code + Math.clamp(rounded, -2L * highest - 1, 2L * highest + 1); // no overflow
      int next = Math.clamp(wanted, -highest, highest); // (2)
      if (next != wanted) {
        counts.add(CountKind.SATURATION, 1);
      }
      if (next != code) {
        counts.add(CountKind.SYNAPSE_WRITE, 1);
      }
      return next * lsb;
    }

    @Override
    boolean writesAreSums() {
      return false;
    }

    @Override
    int bits() {
      return bits;
    }

    @Override
    public void visit(StateVisitor visitor) {
      super.visit(visitor);
      visitor.part("rounding", random);
    }
  }
}
