package io.hillock.device;

/**
 * One number of a device model with its provenance.
 *
 * @param symbol what it is
 * @param value its value
 * @param unit its unit, empty for a pure number
 * @param evidence how well it is known
 * @param source where it comes from
 */
public record Figure(String symbol, double value, String unit, Evidence evidence, String source) {}
