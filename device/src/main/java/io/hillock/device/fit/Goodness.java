package io.hillock.device.fit;

/**
 * A test of the fitted law against a part of the data.
 *
 * @param what the part
 * @param count how many values
 * @param p Kolmogorov-Smirnov p of the standardised residuals against the normal law, or of a
 *     chi-squared test where {@code what} says so; a little high, as the law was fitted to them
 */
public record Goodness(String what, int count, double p) {}
