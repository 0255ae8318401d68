package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.network.Plasticity;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Projection;
import io.hillock.network.RuleContext;
import io.hillock.neuron.Neurons;
import io.hillock.neuron.SpikingNeurons;
import io.hillock.synapse.WeightLevels;
import io.hillock.unit.Time;

/**
 * Spike-driven synaptic plasticity: a presynaptic spike moves the weights that it reads by one
 * level, up or down as membrane potential and calcium of the neuron behind them say.
 *
 * {@snippet lang=text :
 * UP_j   = (V_j >= theta_m) and (theta_1 <= Ca_j < theta_3)                         (1)
 * DOWN_j = (V_j <  theta_m) and (theta_1 <= Ca_j < theta_2)                         (2)
 * pre spike:  w' = w + level if UP_j;  w - level if DOWN_j;  w otherwise            (3)
 * Ca_j += 1 at a spike of j, at most Ca_max;  Ca_j -= 1 every calcium leak, at least 0 (4)
 * every bistability:  w' = w + level if 2 w >= w_min + w_max;  w - level otherwise  (5)
 * }
 *
 * <p>V membrane potential in its own unit, Ca calcium, an integer, both per postsynaptic neuron; a
 * weight stays between its least and greatest level. (1) and (2) are registered at the end of a
 * step, after reset, and met by the presynaptic spikes of the next one. Several presynaptic spikes
 * of one step meet the same flags. Nothing is stored per synapse, and a postsynaptic spike asks for
 * no synapse.
 *
 * <p>Refused are weights without levels or of another width, neurons that never fire, and neurons
 * whose threshold moves, for which one theta_m does not tell what is near to firing.
 *
 * @see "J. M. Brader, W. Senn, S. Fusi (2007), Neural Comput. 19:2881,
 *     doi:10.1162/neco.2007.19.11.2881"
 * @see "C. Frenkel, M. Lefebvre, J.-D. Legat, D. Bol (2019), IEEE TBioCAS 13:145,
 *     doi:10.1109/TBCAS.2018.2880425"
 */
public final class Sdsp implements PlasticityRule {
  private static final String NAME = "SDSP";

  private final Projection projection;
  private final Parameters parameters;

  /**
   * Parameters.
   *
   * @param bits width of the weights, 1 to 8
   * @param thetaM theta_m, membrane threshold of learning, in units of V
   * @param calcium when calcium allows learning
   * @param bistability time between two drifts (5) of all weights, {@link Time#ZERO} for none
   */
  public record Parameters(int bits, double thetaM, Calcium calcium, Time bistability) {
    /** Checks every documented bound. */
    public Parameters {
      if (bits < 1 || bits > 8) {
        throw new ParameterException(NAME, "bits", bits, "it must lie in [1, 8]");
      }
      if (!Double.isFinite(thetaM)) {
        throw new ParameterException(NAME, "theta_m", thetaM, "it must be finite");
      }
      if (!(bistability.ms() >= 0)) {
        throw new ParameterException(NAME, "bistability", bistability, "it must be >= 0 ms");
      }
    }

    /**
     * What a neuron tells its synapses, (1) and (2).
     *
     * @param v membrane potential
     * @param ca calcium
     * @return 1 for up, -1 for down, 0 for nothing
     */
    public int direction(double v, int ca) {
      if (ca < calcium.theta1) {
        return 0;
      }
      if (v >= thetaM) {
        return ca < calcium.theta3 ? 1 : 0; // (1)
      }
      return ca < calcium.theta2 ? -1 : 0; // (2)
    }
  }

  /**
   * Calcium of a neuron, (4), and where it allows learning.
   *
   * @param theta1 theta_1, least calcium for learning, from 0 to theta_2
   * @param theta2 theta_2, from here on no depression, from theta_1 to theta_3
   * @param theta3 theta_3, from here on no potentiation, from theta_2 to Ca_max
   * @param most Ca_max, positive
   * @param leak time between two leaks, {@link Time#ZERO} for none
   */
  public record Calcium(int theta1, int theta2, int theta3, int most, Time leak) {
    /** Checks every documented bound. */
    public Calcium {
      if (most < 1) {
        throw new ParameterException(NAME, "Ca_max", most, "it must be >= 1");
      }
      if (theta1 < 0 || theta1 > theta2 || theta2 > theta3 || theta3 > most) {
        throw new ParameterException(
            NAME,
            "theta_1, theta_2, theta_3",
            theta1 + ", " + theta2 + ", " + theta3,
            "they must rise from 0 to at most Ca_max = " + most);
      }
      if (!(leak.ms() >= 0)) {
        throw new ParameterException(NAME, "calcium leak", leak, "it must be >= 0 ms");
      }
    }
  }

  /**
   * A rule for one projection.
   *
   * @param projection the plastic projection
   * @param parameters thresholds and periods
   */
  public Sdsp(Projection projection, Parameters parameters) {
    this.projection = projection;
    this.parameters = parameters;
  }

  @Override
  public Plasticity start(RuleContext context) {
    requireFixedThreshold(context.neurons(projection.post()));
    WeightLevels levels =
        context
            .synapses(projection)
            .levels()
            .orElseThrow(() ->
                refusal(
                    "substrate of " + projection.name(),
                    "continuous weights",
                    "it moves a weight by one level, so the weights must be integers of "
                        + parameters.bits
                        + " bits"));
    if (levels.bits() != parameters.bits) {
      throw refusal(
          "substrate of " + projection.name(),
          levels.bits() + " bits",
          "its steps and its bistability are made for weights of " + parameters.bits + " bits");
    }
    return new SdspRunning(projection, parameters, levels, context);
  }

  private void requireFixedThreshold(Neurons neurons) {
    String symbol = "neurons " + projection.post().name();
    if (!neurons.fires()) {
      throw refusal(symbol, "a readout", "calcium counts spikes, and these neurons never fire");
    }
    if (neurons instanceof SpikingNeurons spiking) {
      for (int j = 0; j < neurons.size(); j++) {
        if (spiking.beta(j) != 0) {
          throw refusal(
              symbol,
              "an adaptive threshold",
              "theta_m is fixed, so the firing threshold must be fixed as well");
        }
      }
    }
  }

  private static ParameterException refusal(String symbol, String value, String rule) {
    return new ParameterException(NAME, symbol, value, rule);
  }

  @Override
  public String toString() {
    return "Sdsp[" + projection + ", " + parameters + "]";
  }
}
