package io.hillock.gallery.delays;

import io.hillock.gallery.Scale;

/**
 * Sizes and lengths of a run.
 *
 * @param hidden hidden neurons of the networks that claims are made for
 * @param epochs passes over the training images
 * @param sweepHidden hidden neurons of the networks with other longest delays
 * @param sweepEpochs their passes
 */
record DelayProtocol(int hidden, int epochs, int sweepHidden, int sweepEpochs) {
  static DelayProtocol of(Scale scale, boolean real) {
    return switch (scale) {
      case QUICK -> real ? new DelayProtocol(256, 3, 128, 2) : new DelayProtocol(256, 10, 128, 6);
      case PAPER -> real ? new DelayProtocol(800, 10, 256, 5) : new DelayProtocol(800, 20, 256, 20);
    };
  }
}
