package io.hillock.gallery.local;

import io.hillock.learning.ErrorTrigger;
import java.util.Optional;

/**
 * One way to learn: from the error of every step, or from events at 1 % of unit-steps in box;
 * learning rates by accuracy on 1,000 training images held back, seed 11.
 */
enum LocalArm {
  /** The error of every step. */
  EVERY_STEP("every step", "everyStep", Optional.empty(), 0.07f, 0.01f),
  /** Accumulate and fire, the form that the claims are about. */
  ACCUMULATE_AND_FIRE(
      "accumulate and fire, 1 %",
      "accumulateAndFire", Optional.of(ErrorTrigger.Form.ACCUMULATE_AND_FIRE), 0.02f, 0.002f),
  /** Stochastic floor. */
  STOCHASTIC_FLOOR(
      "stochastic floor, 1 %",
      "stochasticFloor", Optional.of(ErrorTrigger.Form.STOCHASTIC_FLOOR), 0.003f, 0.0002f),
  /** Deterministic floor. */
  DETERMINISTIC_FLOOR(
      "deterministic floor, 1 %",
      "deterministicFloor", Optional.of(ErrorTrigger.Form.DETERMINISTIC_FLOOR), 0.1f, 0.005f);

  private final String text;
  private final String metric;
  private final Optional<ErrorTrigger.Form> form;
  private final float first;
  private final float second;

  LocalArm(
      String text, String metric, Optional<ErrorTrigger.Form> form, float first, float second) {
    this.text = text;
    this.metric = metric;
    this.form = form;
    this.first = first;
    this.second = second;
  }

  /** For plots and tables. */
  String text() {
    return text;
  }

  /** How names of metrics say it. */
  String metric() {
    return metric;
  }

  /** The quantiser, empty for every step. */
  Optional<ErrorTrigger.Form> form() {
    return form;
  }

  /** Learning rate of the first layer at the beginning. */
  float first() {
    return first;
  }

  /** Learning rate of the second layer at the beginning. */
  float second() {
    return second;
  }
}
