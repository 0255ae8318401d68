package io.hillock.neuron;

/** Neurons that fire, with what a gradient-based rule needs to know of them. */
public interface SpikingNeurons extends Neurons {
  /**
   * Writes psi, the pseudo-derivative of the spike with respect to the membrane potential, of the
   * step just made, taken before reset and zero while refractory.
   *
   * @param shape the form of the pseudo-derivative
   * @param psi receives the values, shape (n)
   */
  void pseudoDerivative(PseudoDerivative shape, float[] psi);

  /**
   * Membrane decay per step of a neuron, alpha = exp(-dt/tau_m).
   *
   * @param i index of the neuron
   * @return alpha
   */
  float alpha(int i);

  /**
   * Decay per step of the threshold adaptation, rho = exp(-dt/tau_a).
   *
   * @param i index of the neuron
   * @return rho, or 0 for a neuron without adaptation
   */
  float rho(int i);

  /**
   * Strength of the threshold adaptation, beta.
   *
   * @param i index of the neuron
   * @return beta, or 0 for a neuron without adaptation
   */
  float beta(int i);

  /**
   * Factor zeta on the input of a neuron, so that a spike of weight w moves v by zeta w.
   *
   * @param i index of the neuron
   * @return zeta
   */
  default float inputGain(int i) {
    return 1;
  }
}
