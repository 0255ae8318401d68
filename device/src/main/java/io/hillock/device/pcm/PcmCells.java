package io.hillock.device.pcm;

import io.hillock.device.Bounds;
import io.hillock.device.NonIdeality;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;

/** Devices on a bench, apart from any array of weights: pulses go to one at a time. */
public final class PcmCells {
  private final PcmParameters p;
  private final PcmArray array;
  private final RandomStream random;
  private final Counts counts = new Counts();

  /**
   * Devices after a RESET without spread.
   *
   * @param p their statistics
   * @param cells how many, &gt; 0
   * @param random draws of devices, pulses and reads
   */
  public PcmCells(PcmParameters p, int cells, RandomStream random) {
    Bounds.PCM.that(cells > 0, "devices", cells, "", "it must be > 0");
    this.p = p;
    this.random = random;
    array = new PcmArray(p, cells, random, 1e-3, d -> {});
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
   * A SET pulse.
   *
   * @param cell which
   */
  public void set(int cell) {
    array.set(cell, counts);
  }

  /**
   * A read.
   *
   * @param cell which
   * @param ageS time since the last pulse [s], not negative
   * @return conductance [uS], not negative, drifted and with noise where they act
   */
  public double readUS(int cell, double ageS) {
    double g = array.g(cell, ageS);
    if (p.has(NonIdeality.READ_NOISE)) {
      g += p.read().sigmaUS(g) * random.nextGaussian();
    }
    return g > 0 ? g : 0;
  }
}
