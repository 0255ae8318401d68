package io.hillock.train.delay;

import io.hillock.fault.ParameterException;
import java.util.List;

/**
 * A feed-forward network of spike-response neurons with ternary weights and fractional delays, as a
 * description.
 *
 * {@snippet lang=text :
 * w = unit clamp(round(x), -1, 1),   x ~ N(mean_l, deviation_l)                     (1)
 * d ~ U(0, initialDelay),            kept within [0, longest]                       (2)
 * }
 *
 * <p>Synapses whose weight is zero do not exist: they send nothing and have no delay.
 *
 * @param response the neurons
 * @param layers numbers of neurons from the inputs to the outputs, at least two
 * @param draws mean and standard deviation of (1) for each layer of synapses
 * @param unit size of a weight, &gt; 0
 * @param initialDelay upper end of the initial delays [step], in [0, longest]
 * @param longest longest delay [step], in [0, T - 1]
 * @param trained what training changes
 * @see "E. Grappolini, A. Subramoney (2023), ICONS, arXiv:2306.06237"
 */
public record DelayNetworkParameters(
    SpikeResponse response,
    List<Integer> layers,
    List<WeightDraw> draws,
    double unit,
    double initialDelay,
    double longest,
    Trained trained) {
  /**
   * From where the weights of a layer are drawn.
   *
   * @param mean in units of a weight
   * @param deviation standard deviation in units of a weight, &gt;= 0
   */
  public record WeightDraw(double mean, double deviation) {
    /** Checks every documented bound. */
    public WeightDraw {
      if (!(Double.isFinite(mean) && deviation >= 0 && Double.isFinite(deviation))) {
        throw new ParameterException(
            "delay network",
            "weight draw",
            mean + ", " + deviation,
            "both must be finite and the deviation >= 0");
      }
    }
  }

  /** What training changes; all else stays as it was drawn. */
  public enum Trained {
    /** The delays; the weights are frozen. */
    DELAYS("delays"),
    /** The weights of the same synapses; the delays are frozen. */
    WEIGHTS("weights"),
    /** Both. */
    BOTH("delays and weights");

    private final String label;

    Trained(String label) {
      this.label = label;
    }

    /**
     * Name for people.
     *
     * @return the name
     */
    public String label() {
      return label;
    }
  }

  /** The first and second layer of the published network. */
  private static final List<WeightDraw> PUBLISHED =
      List.of(new WeightDraw(0.0571, 0.5458), new WeightDraw(-0.5244, 1.0490));

  /** Checks every documented bound and copies the lists. */
  public DelayNetworkParameters {
    layers = List.copyOf(layers);
    draws = List.copyOf(draws);
    if (layers.size() < 2 || layers.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(
          "delay network", "layers", layers, "there must be at least two, all of size >= 1");
    }
    if (draws.size() != layers.size() - 1) {
      throw new ParameterException(
          "delay network", "draws", draws.size(), "there must be one for each layer of synapses");
    }
    if (!(unit > 0 && Double.isFinite(unit))) {
      throw new ParameterException("delay network", "unit", unit, "it must be > 0 and finite");
    }
    if (!(longest >= 0 && longest <= response.steps() - 1)) {
      throw new ParameterException(
          "delay network",
          "longest delay",
          longest + " steps",
          "it must be from 0 to T - 1 = " + (response.steps() - 1));
    }
    if (!(initialDelay >= 0 && initialDelay <= longest)) {
      throw new ParameterException(
          "delay network",
          "initial delay",
          initialDelay + " steps",
          "it must be from 0 to the longest, " + longest);
    }
  }

  /**
   * The published network with another number of inputs and hidden neurons.
   *
   * @param inputs number of inputs
   * @param hidden number of hidden neurons, 800 in the paper
   * @param classes number of outputs
   * @return constants and weight draws of the paper, delays trained, from U(0, 4) within [0, T - 1]
   */
  public static DelayNetworkParameters published(int inputs, int hidden, int classes) {
    SpikeResponse response = SpikeResponse.STANDARD;
    return new DelayNetworkParameters(
        response,
        List.of(inputs, hidden, classes),
        PUBLISHED,
        10,
        4,
        response.steps() - 1,
        Trained.DELAYS);
  }

  /**
   * A variant with other neurons.
   *
   * @param value the neurons
   * @return the variant
   */
  public DelayNetworkParameters withResponse(SpikeResponse value) {
    return new DelayNetworkParameters(value, layers, draws, unit, initialDelay, longest, trained);
  }

  /**
   * A variant with other delays.
   *
   * @param initial upper end of the initial delays [step]
   * @param most longest delay [step]
   * @return the variant
   */
  public DelayNetworkParameters withDelays(double initial, double most) {
    return new DelayNetworkParameters(response, layers, draws, unit, initial, most, trained);
  }

  /**
   * A variant with other weights.
   *
   * @param value mean and deviation for each layer of synapses
   * @return the variant
   */
  public DelayNetworkParameters withDraws(List<WeightDraw> value) {
    return new DelayNetworkParameters(
        response, layers, value, unit, initialDelay, longest, trained);
  }

  /**
   * A variant that trains something else.
   *
   * @param value what
   * @return the variant
   */
  public DelayNetworkParameters withTrained(Trained value) {
    return new DelayNetworkParameters(response, layers, draws, unit, initialDelay, longest, value);
  }

  /**
   * Number of outputs.
   *
   * @return the last layer
   */
  public int classes() {
    return layers.getLast();
  }
}
