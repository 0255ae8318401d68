package io.hillock.device.rram;

import io.hillock.device.Bounds;

/**
 * How devices of one array differ. A device has one standard normal number z for life; its mean law
 * is multiplied by a log-normal factor of median 1.
 *
 * {@snippet lang=text :
 * low resistance:  mu_d = mu exp(s z),   s = sqrt(ln(1 + cv^2))                        (1)
 * high resistance: G_d  = G exp(s_h z)                                                 (2)
 * }
 *
 * @param cvLrs coefficient of variation of (1), in [0, 1]
 * @param sigmaLnHrs s_h of (2), in [0, 3]
 * @param stuckFraction share of devices that never switch, in [0, 1]; half of them conduct G_max,
 *     half the median of the high-resistance state
 * @param enduranceCycles pulses after which a device stays as it is, at least 1
 */
public record Variability(
    double cvLrs, double sigmaLnHrs, double stuckFraction, double enduranceCycles) {
  /** Checks the bounds. */
  public Variability {
    Bounds.RRAM.that(
        cvLrs >= 0 && cvLrs <= 1, "device-to-device cv", cvLrs, "", "it must be in [0, 1]");
    Bounds.RRAM.that(
        sigmaLnHrs >= 0 && sigmaLnHrs <= 3, "s_h", sigmaLnHrs, "", "it must lie in [0, 3]");
    Bounds.RRAM.that(
        stuckFraction >= 0 && stuckFraction <= 1,
        "stuck fraction",
        stuckFraction,
        "",
        "it must lie in [0, 1]");
    Bounds.RRAM.that(
        enduranceCycles >= 1 && enduranceCycles <= 2e9,
        "endurance",
        enduranceCycles,
        "pulses",
        "it must lie in [1, 2e9]");
  }
}
