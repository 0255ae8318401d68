package io.hillock.neuron;

import io.hillock.fault.ParameterException;
import io.hillock.internal.simd.Kernels;
import io.hillock.unit.Time;

/**
 * LIF neurons whose threshold rises with every spike and sinks back slowly.
 *
 * {@snippet lang=text :
 * v[t] = alpha v[t-1] + zeta I[t]   with the reset of the LIF neuron                (1)
 * a[t] = rho a[t-1] + z[t-1],       rho = exp(-dt/tau_a)                            (2)
 * A[t] = v_th + beta a[t]                                                           (3)
 * z[t] = 1 if v[t] > A[t] and the neuron is not refractory, else 0                  (4)
 * }
 *
 * <p>a adaptation and A threshold in force, shape (n), dimensionless like v. A subtracting reset
 * takes off the base threshold v_th, not A. A population may hold plain LIF neurons first and
 * adaptive ones after them, as in the published networks.
 *
 * @see "G. Bellec et al. (2020), Nat. Commun. 11:3625, doi:10.1038/s41467-020-17236-y"
 */
public final class Alif implements NeuronModel {
  private final AlifParameters parameters;
  private final int plain;

  private Alif(AlifParameters parameters, int plain) {
    this.parameters = parameters;
    this.plain = plain;
  }

  /**
   * Adaptive neurons only.
   *
   * @param parameters their parameters
   * @return the model
   */
  public static Alif of(AlifParameters parameters) {
    return new Alif(parameters, 0);
  }

  /**
   * A population whose first neurons do not adapt.
   *
   * @param neurons how many of the first neurons are plain LIF, &gt;= 0
   * @return the model
   */
  public Alif withPlain(int neurons) {
    if (neurons < 0) {
      throw new ParameterException("ALIF", "plain neurons", neurons, "it must be >= 0");
    }
    return new Alif(parameters, neurons);
  }

  @Override
  public SpikingNeurons create(int n, Time dt) {
    return new AlifNeurons(parameters, plain, n, dt, Kernels.best());
  }

  @Override
  public String toString() {
    return "Alif[" + parameters + ", plain=" + plain + "]";
  }
}
