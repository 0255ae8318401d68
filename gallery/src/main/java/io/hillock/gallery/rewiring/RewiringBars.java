package io.hillock.gallery.rewiring;

import io.hillock.gallery.Scale;

/**
 * What is required.
 *
 * @param deepr accuracy of the hard form
 * @param gap points by which it is above a static mask
 * @param soft accuracy of the soft form
 */
record RewiringBars(double deepr, double gap, double soft) {
  static RewiringBars of(Scale scale, boolean real) {
    if (!real) {
      return new RewiringBars(0.85, 1, 0.8);
    }
    return switch (scale) {
      case QUICK -> new RewiringBars(0.95, 2, 0.93);
      case PAPER -> new RewiringBars(0.95, 2, 0.95);
    };
  }
}
