package io.hillock.network;

/**
 * A handle of a population in a network.
 *
 * @param index its place in the order of the step
 * @param name its name, unique in the network
 * @param size number of channels or neurons
 * @param isInput whether its spikes come from outside
 */
public record Population(int index, String name, int size, boolean isInput) {}
