package io.hillock.device.rram;

import io.hillock.device.Bounds;
import io.hillock.device.NonIdeality;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;

/**
 * Cells on a bench, apart from any array of weights: pulses go to one at a time, reads come back.
 */
public final class RramCells {
  private final RramParameters p;
  private final RramArray array;
  private final RandomStream random;
  private final Counts counts = new Counts();

  /**
   * Cells fresh from the fab: in the median of the high-resistance state.
   *
   * @param p their statistics
   * @param cells how many, &gt; 0
   * @param random draws of devices, pulses and reads
   */
  public RramCells(RramParameters p, int cells, RandomStream random) {
    Bounds.RRAM.that(cells > 0, "cells", cells, "", "it must be > 0");
    this.p = p;
    this.random = random;
    array = new RramArray(p, cells, random, 1e-3, d -> {});
  }

  /**
   * A SET pulse.
   *
   * @param cell which
   * @param iccUA compliance current [uA]
   */
  public void set(int cell, double iccUA) {
    array.set(cell, iccUA, counts);
  }

  /**
   * The current of the source that is nearest to a wanted one.
   *
   * @param iccUA compliance current [uA]
   * @return one that can be given [uA]
   */
  public double currentUA(double iccUA) {
    return array.grid(iccUA);
  }

  /**
   * A RESET pulse.
   *
   * @param cell which
   */
  public void reset(int cell) {
    array.reset(cell, counts);
  }

  /**
   * A read right after the pulse, before the cell has relaxed.
   *
   * @param cell which
   * @return conductance [uS], not negative, with noise where it acts
   */
  public double readUS(int cell) {
    double g = array.g(cell);
    if (p.has(NonIdeality.READ_NOISE)) {
      g += StrictMath.sqrt(p.read().varianceUS2(g)) * random.nextGaussian();
    }
    return g > 0 ? g : 0;
  }
}
