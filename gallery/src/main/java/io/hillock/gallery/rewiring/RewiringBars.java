package io.hillock.gallery.rewiring;

import io.hillock.gallery.Scale;

/**
 * What is required.
 *
 * @param deepr accuracy of the hard form
 * @param gap points by which it is above a static mask
 * @param soft accuracy of the soft form
 * @param dark greatest share of the hard form's input connections on the darker half of the pixels
 */
record RewiringBars(double deepr, double gap, double soft, double dark) {
  static RewiringBars of(Scale scale, boolean real) {
    if (!real) {
      // Measured on seeds 11 to 13: 0.949, 5.9, 0.945, 0.22.
      return new RewiringBars(0.92, 3, 0.91, 0.3);
    }
    return switch (scale) {
      case QUICK -> new RewiringBars(0.95, 2, 0.94, 0.2);
      case PAPER -> new RewiringBars(0.95, 2, 0.95, 0.2);
    };
  }
}
