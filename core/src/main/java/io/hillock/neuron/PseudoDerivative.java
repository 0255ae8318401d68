package io.hillock.neuron;

/** The form of the derivative that learning uses in place of that of the spike's step function. */
public interface PseudoDerivative {
  /**
   * The value for one neuron.
   *
   * @param v membrane potential before reset
   * @param threshold the threshold in force, with adaptation (A)
   * @param vTh the base threshold
   * @return psi, &gt;= 0
   */
  float at(float v, float threshold, float vTh);

  /**
   * The values for a population, to the bit those of {@link #at}.
   *
   * @param v membrane potentials before reset, shape (n)
   * @param threshold thresholds in force, shape (n)
   * @param vTh base thresholds, shape (n)
   * @param psi receives the values, shape (n)
   */
  default void of(float[] v, float[] threshold, float[] vTh, float[] psi) {
    for (int i = 0; i < v.length; i++) {
      psi[i] = at(v[i], threshold[i], vTh[i]);
    }
  }
}
