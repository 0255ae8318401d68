package io.hillock.device;

/**
 * Devices that never switched, and devices that no longer do.
 *
 * @param stuckFraction share of devices that never switch, in [0, 1]; half of them conduct the most
 *     that their kind does, half the least
 * @param enduranceCycles pulses after which a device stays as it is, in [1, 2e9]
 */
public record WearLaw(double stuckFraction, double enduranceCycles) {
  /** Checks the bounds. */
  public WearLaw {
    Bounds.DEVICE.probability("stuck fraction", stuckFraction);
    Bounds.DEVICE.that(
        enduranceCycles >= 1 && enduranceCycles <= 2e9,
        "endurance",
        enduranceCycles,
        "pulses",
        "it must lie in [1, 2e9]");
  }
}
