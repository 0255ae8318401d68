package io.hillock.device.characterisation;

/**
 * Devices programmed to one level.
 *
 * @param targetUS the target [uS]
 * @param meanUS mean over the devices [uS]
 * @param sdUS standard deviation over the devices [uS]
 * @param pulsesPerCell programming pulses for one device, mean
 * @param unverified share of devices that did not reach the tolerance
 * @param histogram devices against conductance
 */
public record Level(
    double targetUS,
    double meanUS,
    double sdUS,
    double pulsesPerCell,
    double unverified,
    Series histogram) {}
