package io.hillock.gallery.feedback;

import io.hillock.learning.layered.Grid;
import io.hillock.learning.layered.LayerShape;
import io.hillock.learning.layered.LayeredParameters;
import io.hillock.learning.layered.LayeredRule;
import io.hillock.learning.layered.LayeredRule.Plain;
import java.util.List;

/**
 * One rule with its settings, chosen on a split of the MNIST training set
 * (docs/feedback-alignment).
 *
 * @param metric short name in metrics
 * @param rule the rule
 * @param eta learning rate of the first epoch
 * @param weightGain gain of the initial weights
 * @param feedbackGain gain of the random feedback
 */
record FeedbackArm(
    String metric, LayeredRule rule, double eta, double weightGain, double feedbackGain) {
  private static final double DEAD_ZONE = 0.1;

  static final FeedbackArm BP = new FeedbackArm("bp", Plain.BACKPROPAGATION, 0.02, 3, 1);
  static final FeedbackArm FA = new FeedbackArm("fa", Plain.FEEDBACK_ALIGNMENT, 0.02, 1, 2);
  static final FeedbackArm DFA =
      new FeedbackArm("dfa", Plain.DIRECT_FEEDBACK_ALIGNMENT, 0.02, 1, 2);
  static final FeedbackArm DRTP =
      new FeedbackArm("drtp", Plain.DIRECT_RANDOM_TARGET_PROJECTION, 0.02, 1, 2);
  static final FeedbackArm SHALLOW = new FeedbackArm("shallow", Plain.FROZEN_HIDDEN, 0.05, 1, 1);

  /** All rules, for one hidden layer. */
  static final List<FeedbackArm> ALL =
      List.of(
          BP,
          FA,
          DFA,
          new FeedbackArm("sdfa", Plain.SIGN_OF_ERROR, 0.01, 1, 1),
          new FeedbackArm("ternaryDfa", new LayeredRule.TernaryError(DEAD_ZONE), 0.03, 1, 2),
          DRTP,
          SHALLOW);

  /** Those compared with two hidden layers; feedback of a layer then has the gain of weights. */
  static final List<FeedbackArm> DEEP =
      List.of(BP.withGains(1, 1), FA.withGains(1, 1), DFA.withGains(1, 1));

  /** All rules, for the convolutional network. */
  static final List<FeedbackArm> CONVOLUTIONAL =
      List.of(
          new FeedbackArm("bp", Plain.BACKPROPAGATION, 0.01, 2, 1),
          new FeedbackArm("fa", Plain.FEEDBACK_ALIGNMENT, 0.02, 1, 1),
          new FeedbackArm("dfa", Plain.DIRECT_FEEDBACK_ALIGNMENT, 0.02, 1, 1),
          new FeedbackArm("sdfa", Plain.SIGN_OF_ERROR, 0.005, 1, 0.5),
          new FeedbackArm("ternaryDfa", new LayeredRule.TernaryError(DEAD_ZONE), 0.005, 1, 1),
          new FeedbackArm("drtp", Plain.DIRECT_RANDOM_TARGET_PROJECTION, 0.02, 1, 3),
          new FeedbackArm("shallow", Plain.FROZEN_HIDDEN, 0.05, 1, 1));

  FeedbackArm withGains(double weights, double feedback) {
    return new FeedbackArm(metric, rule, eta, weights, feedback);
  }

  /** The network of this arm. */
  LayeredParameters network(Grid input, List<LayerShape> layers) {
    return new LayeredParameters(
        input, layers, LayeredParameters.Activation.TANH, rule, eta, weightGain, feedbackGain);
  }
}
