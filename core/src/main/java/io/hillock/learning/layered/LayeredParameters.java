package io.hillock.learning.layered;

import io.hillock.fault.ParameterException;
import java.util.List;

/**
 * A fully connected network and how it learns.
 *
 * @param sizes units of each layer, input first, output last; at least two
 * @param activation f of the hidden layers; outputs are logistic
 * @param rule how hidden layers are taught
 * @param eta learning rate, &gt; 0 and finite
 * @param weightGain g_w: initial weights are uniform within g_w sqrt(3 / inputs of the layer),
 *     &gt;= 0
 * @param feedbackGain g_b: random feedback is uniform within g_b sqrt(3 / units of the layer that
 *     is taught), &gt;= 0
 */
public record LayeredParameters(
    List<Integer> sizes,
    Activation activation,
    LayeredRule rule,
    double eta,
    double weightGain,
    double feedbackGain) {
  /** Activation function of hidden layers. */
  public enum Activation {
    /** f(z) = tanh(z), f' = 1 - y y. */
    TANH,
    /** f(z) = z, f' = 1. */
    IDENTITY
  }

  /** Copies the sizes and checks every documented bound. */
  public LayeredParameters {
    sizes = List.copyOf(sizes);
    if (sizes.size() < 2 || sizes.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(
          "layered network", "sizes", sizes, "there must be two or more, all positive");
    }
    if (!(eta > 0 && Double.isFinite(eta))) {
      throw new ParameterException("layered network", "eta", eta, "it must be > 0 and finite");
    }
    check("g_w", weightGain);
    check("g_b", feedbackGain);
  }

  private static void check(String symbol, double gain) {
    if (!(gain >= 0 && Double.isFinite(gain))) {
      throw new ParameterException("layered network", symbol, gain, "it must be >= 0 and finite");
    }
  }

  /**
   * A network of tanh layers with gains of 1.
   *
   * @param sizes units of each layer, input first
   * @param rule how hidden layers are taught
   * @param eta learning rate
   * @return the parameters
   */
  public static LayeredParameters of(List<Integer> sizes, LayeredRule rule, double eta) {
    return new LayeredParameters(sizes, Activation.TANH, rule, eta, 1, 1);
  }

  /**
   * The same with another activation function.
   *
   * @param f the activation function
   * @return the parameters
   */
  public LayeredParameters withActivation(Activation f) {
    return new LayeredParameters(sizes, f, rule, eta, weightGain, feedbackGain);
  }

  /**
   * The same with another gain of the random feedback.
   *
   * @param gain g_b
   * @return the parameters
   */
  public LayeredParameters withFeedbackGain(double gain) {
    return new LayeredParameters(sizes, activation, rule, eta, weightGain, gain);
  }
}
