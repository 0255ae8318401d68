package io.hillock.gallery.pcmtraining;

import io.hillock.learning.HardwareEProp;

/**
 * One way to train, with the settings that suit it.
 *
 * @param name for plots and tables
 * @param scheme how a change reaches the device
 * @param eta learning rate of the input weights
 * @param relative learning rates relative to eta
 * @param range weights of a full difference, of the weights to and among the hidden neurons and of
 *     those to the readout
 */
record Arm(String name, Scheme scheme, double eta, HardwareEProp.Rates relative, Range range) {
  /**
   * The weights that a full difference of conductance stands for.
   *
   * @param in from the input
   * @param rec among the hidden neurons
   * @param out to the readout
   */
  record Range(double in, double rec, double out) {}
}
