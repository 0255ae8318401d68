package io.hillock.neuron;

/** The form of the derivative that learning uses in place of that of the spike's step function. */
public interface PseudoDerivative {
  /**
   * The value for one neuron.
   *
   * @param v membrane potential before reset
   * @param threshold the threshold in force, with adaptation (A)
   * @param vTh the base threshold
   * @return psi
   */
  float at(float v, float threshold, float vTh);
}
