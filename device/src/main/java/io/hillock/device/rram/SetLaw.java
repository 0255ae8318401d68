package io.hillock.device.rram;

import io.hillock.device.Bounds;

/**
 * What a SET does: the transistor in series limits the current, and the filament grows until it
 * carries that compliance current.
 *
 * {@snippet lang=text :
 * mu(I_cc) = a (I_cc / 1 uA)^b                                                         (1)
 * G <- mu(I_cc) + sigma(mu) eta_n,   held at >= 0,    if mu(I_cc) > G, else unchanged   (2)
 * eta_n = rho eta_(n-1) + sqrt(1 - rho^2) xi_n,       rho = exp(-1 / N_c)               (3)
 * }
 *
 * <p>xi is standard normal, so every eta is; N_c = 0 means independent cycles.
 *
 * @param aUS a, conductance at 1 uA [uS], &gt; 0
 * @param b exponent, in [0.25, 4]
 * @param cycleToCycle sigma of (2) as a function of mu
 * @param correlationCycles N_c, cycles over which successive cycles are correlated, not negative
 * @param current the compliance currents that can be given
 */
public record SetLaw(
    double aUS, double b, SpreadLaw cycleToCycle, double correlationCycles, Compliance current) {
  /**
   * The source of the compliance current.
   *
   * @param minUA I_min [uA], &gt; 0
   * @param maxUA I_max [uA], above I_min
   * @param stepUA smallest step [uA], not negative; 0 is continuous
   */
  public record Compliance(double minUA, double maxUA, double stepUA) {
    /** Checks the bounds. */
    public Compliance {
      Bounds.RRAM.positive("I_min", minUA, "uA");
      Bounds.RRAM.that(
          maxUA > minUA && Double.isFinite(maxUA),
          "I_max",
          maxUA,
          "uA",
          "it must lie above I_min = " + minUA + " uA");
      Bounds.RRAM.that(
          stepUA >= 0 && stepUA <= maxUA - minUA,
          "compliance step",
          stepUA,
          "uA",
          "it must lie in [0, I_max - I_min]");
    }
  }

  /** Checks the bounds. */
  public SetLaw {
    Bounds.RRAM.positive("a", aUS, "uS");
    Bounds.RRAM.that(b >= 0.25 && b <= 4, "b", b, "", "it must lie in [0.25, 4]");
    Bounds.RRAM.notNegative("N_c", correlationCycles, "cycles");
  }

  /**
   * Equation (1).
   *
   * @param iccUA compliance current [uA]
   * @return mean conductance [uS]
   */
  public double meanUS(double iccUA) {
    return b == 1 ? aUS * iccUA : aUS * StrictMath.pow(iccUA, b); // (1)
  }

  /**
   * The inverse of (1).
   *
   * @param gUS conductance [uS], not negative
   * @return the compliance current with that mean [uA]
   */
  public double complianceUA(double gUS) {
    return b == 1 ? gUS / aUS : StrictMath.pow(gUS / aUS, 1 / b);
  }
}
