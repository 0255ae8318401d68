package io.hillock.gallery.feedback;

import io.hillock.gallery.Scale;

/**
 * What is required of the test errors with one hidden layer [%].
 *
 * @param bp backpropagation
 * @param aligned feedback alignment, direct, and with ternary errors
 * @param targets direct random target projection
 * @param frozenAboveTargets by how much the frozen hidden layer must be worse than that
 */
record FeedbackBars(double bp, double aligned, double targets, double frozenAboveTargets) {
  static FeedbackBars of(Scale scale, boolean real) {
    if (!real) {
      return new FeedbackBars(6, 8, 13, 4); // measured on seeds 11 to 13: 3.9, 5.8, 10.2, 8.7
    }
    return switch (scale) {
      case QUICK -> new FeedbackBars(2.3, 2.7, 6.0, 1);
      case PAPER -> new FeedbackBars(2.0, 2.6, 5.2, 1.5);
    };
  }

  /** The bar of an arm, NaN where its error is only reported. */
  double mostError(FeedbackArm arm) {
    return switch (arm.metric()) {
      case "bp" -> bp;
      case "fa", "dfa", "ternaryDfa" -> aligned;
      case "drtp" -> targets;
      default -> Double.NaN;
    };
  }
}
