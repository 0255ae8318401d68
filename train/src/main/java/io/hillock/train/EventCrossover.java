package io.hillock.train;

/**
 * Up to which density events are faster than dense products: a fixed table, measured once and
 * written down, so that a run never depends on a clock.
 *
 * <p>Products over active units ({@link io.hillock.train}: forward pass, gradient by the weights)
 * have the same bits both ways; there the choice may follow the density at hand. Gradients to the
 * state differ in the order of their sums: dot products and dense products round differently. There
 * the choice must follow from the description of a network and the size of a batch alone.
 *
 * @param forward density of events below which the forward pass of a batch goes by events
 * @param forwardSingle the same for a single sample
 * @param toWeights density of events below which gradients by the weights go by events
 * @param toState density of needed units below which gradients to the state of a batch go by dot
 *     products
 * @param toStateSingle the same for a single sample
 */
public record EventCrossover(
    double forward, double forwardSingle, double toWeights, double toState, double toStateSingle) {
  /** Measured on 512 units with 1536 outputs. */
  public static final EventCrossover DEFAULT = new EventCrossover(0.4, 1, 0.4, 0.35, 1);

  boolean dots(int batch, double density) {
    return density <= (batch == 1 ? toStateSingle : toState);
  }
}
