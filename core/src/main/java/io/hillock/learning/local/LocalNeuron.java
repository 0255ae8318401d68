package io.hillock.learning.local;

import io.hillock.fault.ParameterException;
import io.hillock.neuron.Box;

/**
 * The neuron of deep continuous local learning, in its normalised form; dimensionless.
 *
 * @param alpha decay of the membrane trace P per step, in [0, 1)
 * @param beta decay of the synaptic trace Q per step, in [0, 1)
 * @param alphaRp decay of the refractory trace R per step, in [0, 1)
 * @param wRp weight of the refractory trace, &gt;= 0
 * @param box support of the pseudo-derivative around the threshold 0
 * @see "J. Kaiser, H. Mostafa, E. Neftci (2020), Front. Neurosci. 14:424,
 *     doi:10.3389/fnins.2020.00424"
 */
public record LocalNeuron(double alpha, double beta, double alphaRp, double wRp, Box box) {
  /** The published constants, for steps of 1 ms, with the box of the error-triggered rule. */
  public static final LocalNeuron PUBLISHED = new LocalNeuron(0.97, 0.92, 0.65, 1, new Box(0.5f));

  /** Checks every documented bound. */
  public LocalNeuron {
    requireDecay("alpha", alpha);
    requireDecay("beta", beta);
    requireDecay("alpha_rp", alphaRp);
    if (!(wRp >= 0 && wRp < Double.POSITIVE_INFINITY)) {
      throw new ParameterException("local neuron", "w_rp", wRp, "it must be finite and >= 0");
    }
  }

  private static void requireDecay(String symbol, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new ParameterException("local neuron", symbol, value, "it must lie in [0, 1)");
    }
  }

  /**
   * The same neuron with other decays.
   *
   * @param newAlpha decay of the membrane trace
   * @param newBeta decay of the synaptic trace
   * @return the neuron
   */
  public LocalNeuron withDecays(double newAlpha, double newBeta) {
    return new LocalNeuron(newAlpha, newBeta, alphaRp, wRp, box);
  }
}
