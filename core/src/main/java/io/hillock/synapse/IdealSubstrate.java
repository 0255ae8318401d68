package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;

/**
 * Weights as float numbers: w becomes w + dw, kept within bounds.
 *
 * @param lowest least weight that learning may reach
 * @param highest greatest weight that learning may reach
 */
public record IdealSubstrate(float lowest, float highest) implements Substrate {
  /** Weights without bounds. */
  public static final IdealSubstrate UNBOUNDED =
      new IdealSubstrate(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

  /** Checks that the bounds are in order. */
  public IdealSubstrate {
    if (!(lowest < highest)) {
      throw new ParameterException(
          "ideal substrate", "lowest weight", lowest, "it must lie below highest = " + highest);
    }
  }

  @Override
  public Synapses create(Wiring wiring, float[] weights, RandomStream device, Counts counts) {
    IdealSynapses synapses = new IdealSynapses(wiring, counts, this);
    synapses.load(weights, "ideal substrate");
    return synapses;
  }

  /** The synapses. */
  private static final class IdealSynapses extends LaidOutSynapses {
    private final IdealSubstrate bounds;
    private final boolean bounded;

    IdealSynapses(Wiring wiring, Counts counts, IdealSubstrate bounds) {
      super(wiring, counts);
      this.bounds = bounds;
      bounded = !bounds.equals(UNBOUNDED);
    }

    @Override
    float stored(float weight) {
      return Math.clamp(weight, bounds.lowest, bounds.highest);
    }

    @Override
    float written(float weight, float dw) {
      counts.add(CountKind.SYNAPSE_WRITE, 1);
      float sum = weight + dw;
      if (sum < bounds.lowest || sum > bounds.highest) {
        counts.add(CountKind.SATURATION, 1);
      }
      return stored(sum);
    }

    @Override
    boolean writesAreSums() {
      return !bounded;
    }

    @Override
    int bits() {
      return Float.SIZE;
    }
  }
}
