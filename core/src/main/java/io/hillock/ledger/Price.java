package io.hillock.ledger;

/**
 * What one counted thing costs in a technology.
 *
 * @param kind what is counted
 * @param joules energy of one [J]
 * @param low lower end of the uncertainty band [J]
 * @param high upper end of the uncertainty band [J]
 * @param source where the figure comes from, and how it was derived
 */
public record Price(CountKind kind, double joules, double low, double high, String source) {}
