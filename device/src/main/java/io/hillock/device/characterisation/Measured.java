package io.hillock.device.characterisation;

/**
 * A single measured number.
 *
 * @param name what it is
 * @param value its value
 * @param unit its unit
 */
public record Measured(String name, double value, String unit) {}
