package io.hillock.internal.simd;

/**
 * The factors of one step of the eligibility traces of one postsynaptic neuron; one object serves
 * all steps.
 *
 * {@snippet lang=text :
 * e_k = drive x_k - sink eps_k                                                      (1)
 * eps_k = keepSlow eps_k + e_k                                                      (2)
 * ebar_k = keep ebar_k + gain e_k,   sum_k = sum_k + e_k                            (3)
 * }
 */
public final class EligibilityStep {
  /** Factor of the presynaptic trace. */
  public double drive;

  /** Factor of the slow trace. */
  public double sink;

  /** What is left of the slow trace. */
  public double keepSlow;

  /** What is left of the filtered eligibility. */
  public double keep;

  /** Factor with which the eligibility enters its filter. */
  public double gain;

  /** Factors at zero. */
  public EligibilityStep() {}
}
