package io.hillock.gallery.heartbeat;

import io.hillock.learning.ErrorTrigger;
import java.util.Locale;
import java.util.Optional;

/**
 * How the error of a labelled beat becomes changes of weights: at once, or by one of the three
 * forms of the error trigger. Thresholds were chosen on DS1 of the MIT-BIH database.
 */
public enum TeachingRule {
  /** Every error changes every weight of its class. */
  EVERY_ERROR(Optional.empty(), 0),
  /** Errors above a threshold, in whole multiples of it. */
  DETERMINISTIC_FLOOR(Optional.of(ErrorTrigger.Form.DETERMINISTIC_FLOOR), 0.15),
  /** The same, rounded at random so that nothing is lost in expectation. */
  STOCHASTIC_FLOOR(Optional.of(ErrorTrigger.Form.STOCHASTIC_FLOOR), 1),
  /** Errors are summed for each class until they reach a threshold. */
  ACCUMULATE_AND_FIRE(Optional.of(ErrorTrigger.Form.ACCUMULATE_AND_FIRE), 0.75);

  private final Optional<ErrorTrigger.Form> form;
  private final double theta;

  TeachingRule(Optional<ErrorTrigger.Form> form, double theta) {
    this.form = form;
    this.theta = theta;
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Optional<ErrorTrigger.Form> form() {
    return form;
  }

  double theta() {
    return theta;
  }
}
