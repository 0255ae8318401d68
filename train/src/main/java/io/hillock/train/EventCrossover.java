package io.hillock.train;

import io.hillock.fault.ParameterException;

/**
 * Up to which density events are faster than dense products: a fixed table, measured once with
 * {@link io.hillock.train.cell.EventSpeed} and written down, so that no run depends on a clock.
 *
 * <p>Products over active units (forward pass, gradient by the weights) have the same bits both
 * ways, so that no result depends on the choice. Gradients to the state by dot products and by
 * dense products sum in different orders and round differently: there the same units give the same
 * answer and so the same bits, but a forced choice gives others.
 *
 * @param forwardSingle density of events up to which the forward pass of one sample goes by events
 * @param forwardBatch the same for a batch
 * @param toWeights density of events up to which gradients by the weights go by events
 * @param toStateSingle density of needed units up to which gradients to the state of one sample go
 *     by dot products
 * @param toStateBatch the same for a batch
 */
public record EventCrossover(
    double forwardSingle,
    double forwardBatch,
    double toWeights,
    double toStateSingle,
    double toStateBatch) {
  /**
   * Measured with 512 units and 1536 outputs, batches of 1, 8 and 32, 16 float lanes: equal times
   * at 0.9 (one sample, forward), 0.38 and 0.45 (batches of 8 and 32, forward), 0.7, 0.47 and 0.46
   * (weights), 0.95 (one sample, state), 0.3 and 0.34 (batches of 8 and 32, state).
   */
  public static final EventCrossover DEFAULT = new EventCrossover(0.8, 0.37, 0.45, 0.85, 0.3);

  /** Events at any density, to measure them. */
  public static final EventCrossover ALL_EVENTS = new EventCrossover(1, 1, 1, 1, 1);

  /** Dense products wherever there is any event, to measure them. */
  public static final EventCrossover ALL_DENSE = new EventCrossover(0, 0, 0, 0, 0);

  /** Checks the bounds. */
  public EventCrossover {
    check("forward, one sample", forwardSingle);
    check("forward, batch", forwardBatch);
    check("to the weights", toWeights);
    check("to the state, one sample", toStateSingle);
    check("to the state, batch", toStateBatch);
  }

  private static void check(String symbol, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new ParameterException("crossover", symbol, value, "it must lie between 0 and 1");
    }
  }

  /**
   * Whether the forward pass goes by events.
   *
   * @param batch samples at once
   * @param density fraction of (unit, sample) with an event; may be that of the step at hand
   * @return whether events are faster
   */
  public boolean forwardByEvents(int batch, double density) {
    return density <= (batch == 1 ? forwardSingle : forwardBatch);
  }

  /**
   * Whether gradients by the weights go by events.
   *
   * @param density fraction of (unit, sample) with an event; may be that of the steps at hand
   * @return whether events are faster
   */
  public boolean toWeightsByEvents(double density) {
    return density <= toWeights;
  }

  /**
   * Whether gradients to the state go by dot products for needed units alone.
   *
   * @param batch samples at once
   * @param density fraction of (unit, sample) with a pseudo-derivative or an event
   * @return whether dot products are faster
   */
  public boolean toStateByDots(int batch, double density) {
    return density <= (batch == 1 ? toStateSingle : toStateBatch);
  }
}
