package io.hillock.train.cell;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;

/**
 * Dropout whose draws are a function of seed, run, window and step, so that the way back draws the
 * same mask again: each element is zero with probability p and else divided by 1 - p.
 *
 * @param seed draws the masks
 * @param p share of elements left out, in [0, 1)
 * @see "N. Srivastava et al. (2014), J. Mach. Learn. Res. 15:1929"
 */
record Dropout(Seed seed, double p) {
  Dropout {
    if (!(p >= 0 && p < 1)) {
      throw new ParameterException("dropout", "p", p, "it must be in [0, 1)");
    }
  }

  /** Multiplies elements from, .. to - 1 with the mask of a place, a window and a step. */
  void apply(int place, long window, int step, float[] x, int from, int to) {
    if (p == 0) {
      return;
    }
    RandomStream stream = seed.stream(Purpose.RULE, place, window, step);
    float keep = (float) (1 / (1 - p));
    float share = (float) p;
    for (int k = from; k < to; k++) {
      x[k] = stream.nextFloat() < share ? 0 : keep * x[k];
    }
  }
}
