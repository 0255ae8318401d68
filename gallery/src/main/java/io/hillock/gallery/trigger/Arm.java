package io.hillock.gallery.trigger;

import io.hillock.learning.ErrorTrigger;
import java.util.Optional;

/**
 * One way to learn the task: from the error of every step, or from error events at a set rate.
 *
 * @param trigger the events, or empty for every step
 * @param rate factor on both learning rates of the network
 */
record Arm(Optional<Events> trigger, double rate) {
  /** Where error events arise. */
  enum Site {
    /** In each layer, from its own error and with its own threshold. */
    EACH_LAYER,
    /** In the readout alone; the hidden layer learns from what is fed back of them. */
    READOUT_ONLY
  }

  /**
   * Error events.
   *
   * @param form the quantiser
   * @param rate wanted events per unit-step
   * @param site where they arise
   */
  record Events(ErrorTrigger.Form form, double rate, Site site) {}

  /** Learning from the error of every step. */
  static Arm everyStep(double rate) {
    return new Arm(Optional.empty(), rate);
  }

  /** Learning from events. */
  static Arm events(ErrorTrigger.Form form, double eventRate, Site site, double rate) {
    return new Arm(Optional.of(new Events(form, eventRate, site)), rate);
  }
}
