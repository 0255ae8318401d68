package io.hillock.gallery.pruning;

import io.hillock.gallery.Scale;

/**
 * What is required at 1.33 % of the connections.
 *
 * @param pruned accuracy of the network pruned from dense
 * @param aboveStatic points by which it, and rewiring, are above one that was sparse from the start
 * @param energyRatio energy of learning, at least so many times that of rewiring
 */
record PruningBars(double pruned, double aboveStatic, double energyRatio) {
  static PruningBars of(Scale scale, boolean real) {
    if (!real) {
      // Measured on seeds 11 to 13: 0.966; 7.6 (DEEP R 5.9); 5.4.
      return new PruningBars(0.94, 3, 3);
    }
    return switch (scale) {
      case QUICK -> new PruningBars(0.94, 1, 3);
      case PAPER -> new PruningBars(0.95, 2, 3);
    };
  }
}
