package io.hillock.internal.simd;

/**
 * Which blocks of units and of shared weights meet at which input: pairs p from start[i] to start[i
 * + 1] belong to input i; the pair's units begin at unit[p], its weights at weight[p].
 *
 * @param start first pair of each input, and the number of pairs, shape (inputs + 1)
 * @param unit first unit of each pair
 * @param weight first weight of each pair
 * @param width units of a block
 */
public record BlockWiring(int[] start, int[] unit, int[] weight, int width) {}
