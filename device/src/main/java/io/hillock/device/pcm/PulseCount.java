package io.hillock.device.pcm;

import io.hillock.device.Bounds;

/** How many SET pulses a wanted rise of a conductance becomes; all are open loop. */
public sealed interface PulseCount {
  /**
   * As many as bring the mean conductance nearest to the wanted one, none below half a pulse. The
   * controller knows the programmed conductance and the pulses since the last RESET.
   */
  record Nearest() implements PulseCount {}

  /**
   * As many as the mean rise holds, and one more with the probability of what remains of it, so
   * that the mean of the rise is the wanted one, however small.
   */
  record ByChance() implements PulseCount {}

  /**
   * n = floor(rise / q), at most as many as a write may have: the controller knows nothing of the
   * device.
   *
   * @param perPulseUS q, the rise that it expects of a pulse [uS], &gt; 0
   */
  record PerPulse(double perPulseUS) implements PulseCount {
    /** Checks the bound. */
    public PerPulse {
      Bounds.PCM.positive("expected rise of a pulse", perPulseUS, "uS");
    }
  }

  /** One, whatever the size of the rise: the sign alone counts. */
  record One() implements PulseCount {}
}
