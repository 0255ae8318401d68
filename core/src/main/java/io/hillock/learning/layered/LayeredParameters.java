package io.hillock.learning.layered;

import io.hillock.fault.ParameterException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of layers and how it learns.
 *
 * @param input units of the input
 * @param layers the layers above it, output last; at least one
 * @param activation f of the hidden layers; outputs are logistic
 * @param rule how hidden layers are taught
 * @param eta learning rate, &gt; 0 and finite
 * @param weightGain g_w: initial weights are uniform within g_w sqrt(3 / inputs of a unit), &gt;= 0
 * @param feedbackGain g_b: random feedback is uniform within g_b sqrt(3 / units of the layer that
 *     is taught), &gt;= 0
 * @param dropout p: probability with which a hidden unit is left out of a sample that is learned,
 *     from 0 to below 1
 */
public record LayeredParameters(
    Grid input,
    List<LayerShape> layers,
    Activation activation,
    LayeredRule rule,
    double eta,
    double weightGain,
    double feedbackGain,
    double dropout) {
  /** Activation function of hidden layers. */
  public enum Activation {
    /** f(z) = tanh(z), f' = 1 - y y. */
    TANH,
    /** f(z) = z, f' = 1. */
    IDENTITY
  }

  /** Copies the layers and checks every documented bound. */
  public LayeredParameters {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new ParameterException(
          "layered network", "layers", layers, "there must be one or more");
    }
    grids(input, layers);
    if (!(eta > 0 && Double.isFinite(eta))) {
      throw new ParameterException("layered network", "eta", eta, "it must be > 0 and finite");
    }
    check("g_w", weightGain);
    check("g_b", feedbackGain);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new ParameterException(
          "layered network", "dropout", dropout, "it must be >= 0 and below 1");
    }
  }

  /**
   * A network without dropout.
   *
   * @param input units of the input
   * @param layers the layers above it, output last; at least one
   * @param activation f of the hidden layers; outputs are logistic
   * @param rule how hidden layers are taught
   * @param eta learning rate, &gt; 0 and finite
   * @param weightGain g_w, &gt;= 0
   * @param feedbackGain g_b, &gt;= 0
   */
  public LayeredParameters(
      Grid input,
      List<LayerShape> layers,
      Activation activation,
      LayeredRule rule,
      double eta,
      double weightGain,
      double feedbackGain) {
    this(input, layers, activation, rule, eta, weightGain, feedbackGain, 0);
  }

  private static void check(String symbol, double gain) {
    if (!(gain >= 0 && Double.isFinite(gain))) {
      throw new ParameterException("layered network", symbol, gain, "it must be >= 0 and finite");
    }
  }

  private static List<Grid> grids(Grid input, List<LayerShape> layers) {
    List<Grid> grids = new ArrayList<>(List.of(input));
    layers.forEach(layer -> grids.add(layer.over(grids.getLast())));
    return grids;
  }

  /**
   * The units of each layer.
   *
   * @return input first
   */
  public List<Grid> grids() {
    return grids(input, layers);
  }

  /**
   * How many units each layer has.
   *
   * @return input first
   */
  public List<Integer> sizes() {
    return grids().stream().map(Grid::units).toList();
  }

  /**
   * A fully connected network of tanh layers with gains of 1.
   *
   * @param sizes units of each layer, input first; at least two
   * @param rule how hidden layers are taught
   * @param eta learning rate
   * @return the parameters
   */
  public static LayeredParameters of(List<Integer> sizes, LayeredRule rule, double eta) {
    if (sizes.size() < 2) {
      throw new ParameterException("layered network", "sizes", sizes, "there must be two or more");
    }
    List<LayerShape> layers =
        sizes.stream().skip(1).<LayerShape>map(LayerShape.Dense::new).toList();
    return new LayeredParameters(
        Grid.flat(sizes.getFirst()), layers, Activation.TANH, rule, eta, 1, 1);
  }

  /**
   * The same with another activation function.
   *
   * @param f the activation function
   * @return the parameters
   */
  public LayeredParameters withActivation(Activation f) {
    return new LayeredParameters(input, layers, f, rule, eta, weightGain, feedbackGain, dropout);
  }

  /**
   * The same with other gains.
   *
   * @param weights g_w
   * @param feedback g_b
   * @return the parameters
   */
  public LayeredParameters withGains(double weights, double feedback) {
    return new LayeredParameters(input, layers, activation, rule, eta, weights, feedback, dropout);
  }

  /**
   * The same with dropout.
   *
   * @param p the probability with which a hidden unit is left out
   * @return the parameters
   */
  public LayeredParameters withDropout(double p) {
    return new LayeredParameters(input, layers, activation, rule, eta, weightGain, feedbackGain, p);
  }

  /** Tells all parameters; no dropout in silence, so that old texts stay valid. */
  @Override
  public String toString() {
    return "LayeredParameters[input="
        + input
        + ", layers="
        + layers
        + ", activation="
        + activation
        + ", rule="
        + rule
        + ", eta="
        + eta
        + ", weightGain="
        + weightGain
        + ", feedbackGain="
        + feedbackGain
        + (dropout == 0 ? "" : ", dropout=" + dropout)
        + "]";
  }
}
