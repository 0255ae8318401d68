package io.hillock.synapse;

/**
 * The values that a weight can take, where they are equally spaced.
 *
 * @param bits width of a stored weight
 * @param lowest the least value
 * @param highest the greatest value
 * @param step distance of neighbours, in units of the weight
 */
public record WeightLevels(int bits, float lowest, float highest, float step) {}
