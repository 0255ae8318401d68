package io.hillock.train.delay;

import io.hillock.fault.ParameterException;

/**
 * Spike-response neuron with alpha kernels, on a grid of steps.
 *
 * {@snippet lang=text :
 * eps(t) =  (t / tau_s) exp(1 - t / tau_s)  for t > 0, else 0                       (1)
 * nu(t)  = -rho theta (t / tau_ref) exp(1 - t / tau_ref)  for t > 0, else 0         (2)
 * u_i(t) = sum_j w_ij (eps * s_j)(t - d_ij) + (nu * s_i)(t)                         (3)
 * u_i(t) >= theta  =>  spike of i at t                                              (4)
 * }
 *
 * <p>All times are in steps, t = 0 .. T - 1; u is dimensionless as in the paper. In (3) the kernel
 * at a fractional delay is interpolated linearly between the whole delays below and above. The
 * pseudo-derivative of (4), read between these two so that a training step is finite everywhere, is
 *
 * {@snippet lang=text :
 * psi(u) = exp(-|u - theta| / (width theta)) / (width theta),  0 beyond reach theta (5)
 * }
 *
 * <p>Exact on the grid: (1) to (4), by recurrences. Approximate: (5), from a table of 64 values per
 * width theta with linear interpolation (relative error below 4e-5). The derivative of (3) by a
 * neuron's own earlier spikes is left out, as in the paper's training.
 *
 * @param steps T, number of steps of an inference, &gt;= 2
 * @param theta threshold, &gt; 0
 * @param tauS tau_s, time constant of a synapse [step], &gt; 0
 * @param tauRef tau_ref, time constant of refractoriness [step], &gt; 0
 * @param refractory rho, strength of refractoriness in thresholds, &gt;= 0
 * @param width width of the pseudo-derivative in thresholds, &gt; 0
 * @param reach distance from the threshold beyond which (5) is 0, in thresholds, &gt; 0, at most 16
 *     widths
 * @see "S. B. Shrestha, G. Orchard (2018), NeurIPS 31, arXiv:1810.08646"
 * @see "E. Grappolini, A. Subramoney (2023), ICONS, arXiv:2306.06237"
 */
public record SpikeResponse(
    int steps,
    double theta,
    double tauS,
    double tauRef,
    double refractory,
    double width,
    double reach) {
  /** The constants of Grappolini and Subramoney (2023), with a reach of five thresholds. */
  public static final SpikeResponse STANDARD = new SpikeResponse(10, 10, 10, 1, 2, 1, 5);

  static final int MOST_WIDTHS = 16;
  private static final int MOST_STEPS = 1024;

  /** Checks every documented bound. */
  public SpikeResponse {
    if (steps < 2 || steps > MOST_STEPS) {
      throw new ParameterException(
          "spike response", "T", steps, "it must be from 2 to " + MOST_STEPS);
    }
    requirePositive("theta", theta);
    requirePositive("tau_s", tauS);
    requirePositive("tau_ref", tauRef);
    requirePositive("width", width);
    requirePositive("reach", reach);
    if (!(refractory >= 0 && Double.isFinite(refractory))) {
      throw new ParameterException(
          "spike response", "rho", refractory, "it must be >= 0 and finite");
    }
    if (!(reach <= MOST_WIDTHS * width)) {
      throw new ParameterException(
          "spike response", "reach", reach, "it must be at most " + MOST_WIDTHS + " widths");
    }
  }

  private static void requirePositive(String symbol, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new ParameterException("spike response", symbol, value, "it must be > 0 and finite");
    }
  }

  /**
   * The pseudo-derivative, equation (5).
   *
   * @param u a potential
   * @return psi(u)
   */
  public double pseudoDerivative(double u) {
    double distance = Math.abs(u - theta) / theta;
    return distance > reach ? 0 : StrictMath.exp(-distance / width) / (width * theta);
  }

  /**
   * A variant with another number of steps.
   *
   * @param value T
   * @return the variant
   */
  public SpikeResponse withSteps(int value) {
    return new SpikeResponse(value, theta, tauS, tauRef, refractory, width, reach);
  }

  /**
   * A variant with another synaptic time constant.
   *
   * @param value tau_s [step]
   * @return the variant
   */
  public SpikeResponse withTauS(double value) {
    return new SpikeResponse(steps, theta, value, tauRef, refractory, width, reach);
  }
}
