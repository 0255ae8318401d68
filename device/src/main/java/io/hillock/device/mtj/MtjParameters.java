package io.hillock.device.mtj;

import io.hillock.device.Bounds;

/**
 * A junction whose free layer is one macrospin with a perpendicular easy axis.
 *
 * {@snippet lang=text :
 * t_A = (1 + alpha^2) / (alpha gamma mu0 H_k)                                       (1)
 * I_c0 = (4 e / hbar) (alpha / eta) Delta k_B T                                     (2)
 * E = I^2 R t_pulse                                                                 (3)
 * }
 *
 * <p>t_A [ns] is the time in which the damping acts; every law of this package is a function of t /
 * t_A, i = I / I_c0 and Delta, and, for the trajectories, alpha. E [fJ] with R of the state before
 * the write: a lower bound for a write to antiparallel, an upper bound for one to parallel. Both
 * directions are given the same I_c0; junctions differ there by a factor that depends on the stack.
 * Not modelled: the resistance as a function of the voltage, heating, switching by more than one
 * domain.
 *
 * @param delta Delta, barrier without current over k_B T [1], 5 to 200
 * @param alpha Gilbert damping [1], in (0, 1]
 * @param anisotropyT mu0 H_k, effective anisotropy field [T], &gt; 0
 * @param spinEfficiency eta, spin torque efficiency [1], in (0, 1]
 * @param temperatureK T [K], &gt; 0
 * @param rParallelKOhm R_P, resistance of the parallel state [kOhm], &gt; 0
 * @param tmr (R_AP - R_P) / R_P [1], &gt; 0
 * @see "W. H. Butler et al. (2012), IEEE Trans. Magn. 48:4684, arXiv:1202.2621"
 */
public record MtjParameters(
    double delta,
    double alpha,
    double anisotropyT,
    double spinEfficiency,
    double temperatureK,
    double rParallelKOhm,
    double tmr) {
  /** Gyromagnetic ratio of the electron [rad/(ns T)], CODATA 2018. */
  static final double GAMMA = 176.085963023;

  private static final double ELEMENTARY_CHARGE_C = 1.602176634e-19;
  private static final double HBAR_JS = 1.054571817e-34;
  private static final double BOLTZMANN_J_K = 1.380649e-23;

  /** Checks the bounds. */
  public MtjParameters {
    Bounds.MTJ.that(delta >= 5 && delta <= 200, "Delta", delta, "", "it must lie in [5, 200]");
    Bounds.MTJ.that(alpha > 0 && alpha <= 1, "alpha", alpha, "", "it must lie in (0, 1]");
    Bounds.MTJ.positive("mu0 H_k", anisotropyT, "T");
    Bounds.MTJ.that(
        spinEfficiency > 0 && spinEfficiency <= 1,
        "eta",
        spinEfficiency,
        "",
        "it must lie in (0, 1]");
    Bounds.MTJ.positive("T", temperatureK, "K");
    Bounds.MTJ.positive("R_P", rParallelKOhm, "kOhm");
    Bounds.MTJ.positive("TMR", tmr, "");
  }

  /**
   * The time of (1), the unit of time of all laws here.
   *
   * @return t_A [ns]
   */
  public double attemptTimeNs() {
    return (1 + alpha * alpha) / (alpha * GAMMA * anisotropyT); // (1)
  }

  /**
   * The current above which the state is unstable without thermal help.
   *
   * @return I_c0 [uA]
   */
  public double criticalCurrentUA() {
    double thermalJ = delta * BOLTZMANN_J_K * temperatureK;
    return 1e6 * 4 * ELEMENTARY_CHARGE_C / HBAR_JS * (alpha / spinEfficiency) * thermalJ; // (2)
  }

  /**
   * The resistance seen by a write.
   *
   * @param direction where the write goes
   * @return R of the state it comes from [kOhm]
   */
  public double resistanceKOhm(Direction direction) {
    return switch (direction) {
      case TO_PARALLEL -> rParallelKOhm * (1 + tmr);
      case TO_ANTIPARALLEL -> rParallelKOhm;
    };
  }

  /**
   * The energy of one pulse.
   *
   * @param currentUA I [uA]
   * @param pulseNs t_pulse [ns]
   * @param direction where the write goes
   * @return E [fJ]
   */
  public double pulseEnergyFJ(double currentUA, double pulseNs, Direction direction) {
    // (3); uA^2 kOhm ns = aJ
    return 1e-3 * currentUA * currentUA * resistanceKOhm(direction) * pulseNs;
  }

  /**
   * The same junction with another barrier.
   *
   * @param delta Delta
   * @return the variant
   */
  public MtjParameters withDelta(double delta) {
    return new MtjParameters(
        delta, alpha, anisotropyT, spinEfficiency, temperatureK, rParallelKOhm, tmr);
  }
}
