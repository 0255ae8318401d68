package io.hillock.device.rram;

import io.hillock.device.Bounds;
import io.hillock.device.WearLaw;

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
 * @param wear devices that never switch or no longer do; a stuck one conducts G_max or the median
 *     of the high-resistance state
 */
public record Variability(double cvLrs, double sigmaLnHrs, WearLaw wear) {
  /** Checks the bounds. */
  public Variability {
    Bounds.RRAM.that(
        cvLrs >= 0 && cvLrs <= 1, "device-to-device cv", cvLrs, "", "it must be in [0, 1]");
    Bounds.RRAM.that(
        sigmaLnHrs >= 0 && sigmaLnHrs <= 3, "s_h", sigmaLnHrs, "", "it must lie in [0, 3]");
  }
}
