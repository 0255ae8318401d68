package io.hillock.neuron;

import io.hillock.fault.ParameterException;

/**
 * The triangular pseudo-derivative.
 *
 * {@snippet lang=text :
 * psi = (gamma / s) max(0, 1 - |(v - A) / v_th|),   s = v_th or 1                   (1)
 * }
 *
 * @param gamma dampening factor gamma, &gt; 0
 * @param perThreshold whether s = v_th, as published, or 1
 * @see "G. Bellec et al. (2020), Nat. Commun. 11:3625, doi:10.1038/s41467-020-17236-y"
 */
public record Triangle(float gamma, boolean perThreshold) implements PseudoDerivative {
  /** Checks the bound of gamma. */
  public Triangle {
    if (!(gamma > 0)) {
      throw new ParameterException("triangle", "gamma", gamma, "it must be > 0");
    }
  }

  @Override
  public float at(float v, float threshold, float vTh) {
    float height = perThreshold ? gamma / vTh : gamma;
    return height * Math.max(0, 1 - Math.abs((v - threshold) / vTh)); // (1)
  }

  /** A loop without branches, which the compiler makes vectors of. */
  @Override
  public void of(float[] v, float[] threshold, float[] vTh, float[] psi) {
    if (!perThreshold) {
      for (int i = 0; i < v.length; i++) {
        psi[i] = gamma * Math.max(0, 1 - Math.abs((v[i] - threshold[i]) / vTh[i])); // (1)
      }
      return;
    }
    for (int i = 0; i < v.length; i++) {
      psi[i] = gamma / vTh[i] * Math.max(0, 1 - Math.abs((v[i] - threshold[i]) / vTh[i])); // (1)
    }
  }
}
