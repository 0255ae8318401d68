package io.hillock.synapse;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.state.StateVisitor;
import java.util.Optional;

/**
 * Synapses of {@link DigitalSubstrate} and {@link UnsignedSubstrate}, whose equation numbers are
 * used here; rows hold c lsb, from which c follows exactly.
 */
final class DigitalSynapses extends LaidOutSynapses {
  /** Which codes there are: from the least to the greatest, which stands for w_max. */
  record Codes(int bits, int least, int greatest, float wMax) {
    float lsb() {
      return wMax / greatest;
    }
  }

  private final int bits;
  private final int least;
  private final int greatest;
  private final float lsb;
  private final boolean stochastic;
  private final RandomStream random;

  DigitalSynapses(
      Wiring wiring, Counts counts, Codes codes, Rounding rounding, RandomStream random) {
    super(wiring, counts);
    bits = codes.bits;
    least = codes.least;
    greatest = codes.greatest;
    lsb = codes.lsb();
    stochastic = rounding == Rounding.STOCHASTIC;
    this.random = random;
  }

  @Override
  float stored(float weight) {
    return Math.clamp((long) Math.rint(weight / lsb), least, greatest) * lsb; // (1)
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
    long span = (long) greatest - least + 1; // a change beyond it saturates anyway
    long wanted = code + Math.clamp(rounded, -span, span); // no overflow
    int next = Math.clamp(wanted, least, greatest); // (2)
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
  public Optional<WeightLevels> levels() {
    return Optional.of(new WeightLevels(bits, least * lsb, greatest * lsb, lsb));
  }

  @Override
  public void visit(StateVisitor visitor) {
    super.visit(visitor);
    visitor.part("rounding", random);
  }
}
