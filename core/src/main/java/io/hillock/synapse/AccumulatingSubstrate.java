package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;

/**
 * A substrate whose proposals first gather in a digital register beside each weight; the weight
 * itself is written only when a whole step has come together.
 *
 * {@snippet lang=text :
 * a     <- chi + dw                                                                 (1)
 * write <- d trunc(a / d)        proposed to the inner substrate unless it is 0      (2)
 * chi   <- a - write,            so that |chi| < d                                   (3)
 * }
 *
 * <p>chi the register and dw the proposal [units of the weight], one of each for every present
 * synapse; d the step. What was handed over is removed whether or not the inner substrate reached
 * it: the register does not know, and the next errors of the task correct what the device missed.
 * Reads see the inner weights alone.
 *
 * <p>The register, 32 bits wide, is memory of learning, and every proposal counts as one {@code
 * TRACE_UPDATE}; what a write costs is counted by the inner substrate. (1) and (2) are rounded to
 * float, (3) is exact: nothing but this rounding is lost between proposals and writes.
 *
 * @param inner what the weight physically is
 * @param step d, the smallest write [units of the weight], &gt; 0: one level of a grid, or one
 *     pulse of a device
 * @see "S. R. Nandakumar et al. (2020), Mixed-precision deep learning based on computational
 *     memory, Front. Neurosci. 14:406, doi:10.3389/fnins.2020.00406"
 */
public record AccumulatingSubstrate(Substrate inner, float step) implements Substrate {
  /** Checks the step. */
  public AccumulatingSubstrate {
    if (!(step > 0) || !Float.isFinite(step)) {
      throw new ParameterException("accumulator", "step", step, "it must be > 0 and finite");
    }
  }

  @Override
  public AccumulatingSynapses create(
      Wiring wiring, float[] weights, RandomStream device, Counts counts) {
    return new AccumulatingSynapses(inner.create(wiring, weights, device, counts), step, counts);
  }
}
