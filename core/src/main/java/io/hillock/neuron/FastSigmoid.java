package io.hillock.neuron;

import io.hillock.fault.ParameterException;

/**
 * The derivative of the fast sigmoid, psi = 1 / (k |v - A| + 1)^2.
 *
 * @param slope k, &gt; 0
 * @see "F. Zenke, S. Ganguli (2018), Neural Comput. 30:1514, doi:10.1162/neco_a_01086"
 */
public record FastSigmoid(float slope) implements PseudoDerivative {
  /** Checks the bound of the slope. */
  public FastSigmoid {
    if (!(slope > 0)) {
      throw new ParameterException("fast sigmoid", "slope", slope, "it must be > 0");
    }
  }

  @Override
  public float at(float v, float threshold, float vTh) {
    float d = slope * Math.abs(v - threshold) + 1;
    return 1 / (d * d);
  }
}
