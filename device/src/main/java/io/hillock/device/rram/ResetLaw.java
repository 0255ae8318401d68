package io.hillock.device.rram;

import io.hillock.device.Bounds;

/**
 * What a RESET does: it ruptures the filament at once; there is no gradual depression.
 *
 * {@snippet lang=text :
 * R <- R_med exp(sigma xi),     xi standard normal,     G = 1 / R                      (1)
 * }
 *
 * @param medianKOhm R_med, median resistance [kOhm], &gt; 0
 * @param sigmaLnR sigma of ln R, in [0, 3]
 */
public record ResetLaw(double medianKOhm, double sigmaLnR) {
  /** Checks the bounds. */
  public ResetLaw {
    Bounds.RRAM.positive("R_med", medianKOhm, "kOhm");
    Bounds.RRAM.that(
        sigmaLnR >= 0 && sigmaLnR <= 3, "sigma of ln R", sigmaLnR, "", "it must lie in [0, 3]");
  }

  /**
   * Median conductance.
   *
   * @return 1 / R_med [uS]
   */
  public double medianUS() {
    return 1000 / medianKOhm;
  }
}
