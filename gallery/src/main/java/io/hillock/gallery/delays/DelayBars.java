package io.hillock.gallery.delays;

import io.hillock.gallery.Scale;

/**
 * What is required.
 *
 * @param digits accuracy on MNIST or generated digits
 * @param fashion accuracy on Fashion-MNIST
 * @param earliest accuracy by the earliest spike
 * @param gap by how much trained delays must be better than delays as drawn
 */
record DelayBars(double digits, double fashion, double earliest, double gap) {
  static DelayBars of(Scale scale, boolean real) {
    if (!real) {
      return new DelayBars(0.93, Double.NaN, 0.91, 0.7); // seed 11: 0.960, 0.949, 0.865
    }
    return switch (scale) {
      case QUICK -> new DelayBars(0.95, 0.84, 0.94, 0.7);
      case PAPER -> new DelayBars(0.97, 0.87, 0.95, 0.7);
    };
  }
}
