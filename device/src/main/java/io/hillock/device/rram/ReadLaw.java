package io.hillock.device.rram;

import io.hillock.device.Bounds;

/**
 * What a read does.
 *
 * {@snippet lang=text :
 * E = V_read^2 G t_read                                                                (1)
 * G_seen = G + N(0, (r G)^2 + a^2),  anew at every read                                 (2)
 * }
 *
 * <p>(2) is white over reads: the slow part of 1/f noise and telegraph noise is not modelled.
 *
 * @param vReadV V_read [V], &gt; 0
 * @param tReadNs t_read [ns], &gt; 0
 * @param relativeNoise r, in [0, 1]
 * @param additiveNoiseUS a [uS], not negative
 */
public record ReadLaw(double vReadV, double tReadNs, double relativeNoise, double additiveNoiseUS) {
  /** Checks the bounds. */
  public ReadLaw {
    Bounds.RRAM.positive("V_read", vReadV, "V");
    Bounds.RRAM.positive("t_read", tReadNs, "ns");
    Bounds.RRAM.that(
        relativeNoise >= 0 && relativeNoise <= 1,
        "relative read noise",
        relativeNoise,
        "",
        "it must lie in [0, 1]");
    Bounds.RRAM.notNegative("additive read noise", additiveNoiseUS, "uS");
  }

  /**
   * Equation (1).
   *
   * @param gUS conductance [uS], or the sum over devices that are read together
   * @return energy [J]
   */
  public double energyJ(double gUS) {
    return vReadV * vReadV * gUS * tReadNs * 1e-15; // (1); uS V^2 ns = 1e-15 J
  }

  /**
   * Variance of (2).
   *
   * @param gUS conductance [uS]
   * @return variance [uS^2]
   */
  public double varianceUS2(double gUS) {
    double r = relativeNoise * gUS;
    return r * r + additiveNoiseUS * additiveNoiseUS;
  }
}
