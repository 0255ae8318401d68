package io.hillock.gallery.scaling;

import java.util.function.DoubleUnaryOperator;

/** Where two energies are equal, found by halving and not by a formula. */
final class Crossover {
  private static final int HALVINGS = 200;

  private Crossover() {}

  /**
   * The place between two ends where a function that rises changes its sign.
   *
   * @return the place; the lower end where it is positive already there, infinity where it is
   *     negative up to the upper end
   */
  static double of(DoubleUnaryOperator rising, double low, double high) {
    if (rising.applyAsDouble(low) >= 0) {
      return low;
    }
    if (rising.applyAsDouble(high) < 0) {
      return Double.POSITIVE_INFINITY;
    }
    double a = low;
    double b = high;
    for (int k = 0; k < HALVINGS; k++) {
      double middle = a + (b - a) / 2;
      if (rising.applyAsDouble(middle) < 0) {
        a = middle;
      } else {
        b = middle;
      }
    }
    return b;
  }

  /** Events per synapse and inference, s T, below which events cost less than a dense pass. */
  static double activity(Workload.Prices prices, double batch) {
    double dense = prices.energy(Workload.dense(1, batch));
    return of(a -> prices.energy(Workload.events(1, a)) - dense, 0, 1e6);
  }

  /** Batch from which a dense pass costs less than so many events per synapse and inference. */
  static double batch(Workload.Prices prices, double eventsPerSynapse) {
    double events = prices.energy(Workload.events(1, eventsPerSynapse));
    return of(batch -> events - prices.energy(Workload.dense(1, batch)), 1, 1e12);
  }
}
