package io.hillock.neuron;

import io.hillock.fault.ParameterException;

/**
 * The box pseudo-derivative, half open: psi = 1 for -h &lt; v - A &lt;= h, else 0.
 *
 * @param halfWidth h, &gt; 0
 * @see "J. Kaiser, H. Mostafa, E. Neftci (2020), Front. Neurosci. 14:424,
 *     doi:10.3389/fnins.2020.00424"
 */
public record Box(float halfWidth) implements PseudoDerivative {
  /** Checks the bound of the width. */
  public Box {
    if (!(halfWidth > 0)) {
      throw new ParameterException("box", "half width", halfWidth, "it must be > 0");
    }
  }

  @Override
  public float at(float v, float threshold, float vTh) {
    float distance = v - threshold;
    return distance > -halfWidth && distance <= halfWidth ? 1 : 0;
  }
}
