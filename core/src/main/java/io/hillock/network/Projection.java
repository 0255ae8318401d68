package io.hillock.network;

/**
 * A handle of a projection in a network.
 *
 * @param index its place in the order of delivery
 * @param name its name, unique in the network
 * @param pre where its spikes come from
 * @param post where they go
 * @param delay axonal delay [steps]; 0 delivers within the step in which the spike was fired
 */
public record Projection(int index, String name, Population pre, Population post, int delay) {}
