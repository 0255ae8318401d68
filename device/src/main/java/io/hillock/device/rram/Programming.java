package io.hillock.device.rram;

import io.hillock.device.Bounds;
import io.hillock.device.NonIdeality;
import io.hillock.device.crossbar.BlindScope;

/**
 * How cells are written.
 *
 * @param pulse the pulses
 * @param mapping how given weights are programmed before the network runs
 * @param online how proposals of a learning rule are programmed
 */
public record Programming(Pulse pulse, Mapping mapping, Online online) {
  /** What becomes of a proposal that is no whole number of compliance steps. */
  public enum Rounding {
    /** Whole steps only: a proposal below one step does nothing. */
    FLOOR,
    /** Up with the probability of the fraction, which keeps the mean. */
    STOCHASTIC
  }

  /**
   * The pulses; energy of a SET is V_set I_cc t, of a RESET V_reset^2 G t.
   *
   * @param vSetV V_set [V], &gt; 0
   * @param vResetV V_reset, magnitude [V], &gt; 0
   * @param widthNs t [ns], &gt; 0
   * @param blindNs t_w, time in which an array is deaf for each pulse in turn [ns], not negative
   * @param blindScope which pulses take turns
   */
  public record Pulse(
      double vSetV, double vResetV, double widthNs, double blindNs, BlindScope blindScope) {
    /** Checks the bounds. */
    public Pulse {
      Bounds.RRAM.positive("V_set", vSetV, "V");
      Bounds.RRAM.positive("V_reset", vResetV, "V");
      Bounds.RRAM.positive("pulse width", widthNs, "ns");
      Bounds.RRAM.that(
          blindNs >= 0 && blindNs <= 1e9, "t_w", blindNs, "ns", "it must lie in [0, 1e9] ns");
    }

    /**
     * Energy of a SET.
     *
     * @param iccUA compliance current [uA]
     * @return energy [J]
     */
    public double setEnergyJ(double iccUA) {
      return vSetV * iccUA * widthNs * 1e-15; // V uA ns = 1e-15 J
    }

    /**
     * Energy of a RESET.
     *
     * @param gUS conductance before it [uS]
     * @return energy [J]
     */
    public double resetEnergyJ(double gUS) {
      return vResetV * vResetV * gUS * widthNs * 1e-15;
    }
  }

  /**
   * Write-verify: RESET, SET, read, and again with a corrected current until within tolerance.
   *
   * @param toleranceUS accepted distance from the target [uS], &gt; 0
   * @param maxSets most SET pulses for one cell, at least 1
   * @param residual deviation that remains after the accepted write
   * @param reverifications how often all cells are read again and outliers rewritten
   * @param waitS time before each of those [s], &gt; 0
   */
  public record Mapping(
      double toleranceUS, int maxSets, SpreadLaw residual, int reverifications, double waitS) {
    /** Checks the bounds. */
    public Mapping {
      Bounds.RRAM.positive("mapping tolerance", toleranceUS, "uS");
      Bounds.RRAM.that(maxSets >= 1, "SET pulses of a mapping", maxSets, "", "it must be >= 1");
      Bounds.RRAM.that(
          reverifications >= 0 && reverifications <= 100,
          "re-verifications",
          reverifications,
          "",
          "it must lie in [0, 100]");
      Bounds.RRAM.positive("wait before re-verification", waitS, "s");
    }
  }

  /**
   * Writing while the network runs.
   *
   * <p>Open loop, one SET with the current that the mean law gives. A device whose own law lies
   * below the mean one then hardly moves and one above it overshoots, so that a rule cannot learn
   * where devices differ by more than its steps. The ladder needs no memory of the device:
   *
   * {@snippet lang=text :
   * I_n = I_cc (1 - m + 2 m n / (N - 1)),  n = 0 ... N - 1                               (1)
   * }
   *
   * <p>with a read after each pulse; it ends once half of the change has been made. It is climbed
   * only while {@link NonIdeality#DEVICE_TO_DEVICE} acts: otherwise the mean law is that of each
   * device and one pulse does. Pulses below the present filament do nothing, and cost time and
   * energy.
   *
   * @param rounding of the compliance current
   * @param maxSets N, most SET pulses for one write; 1 is open loop
   * @param margin m, relative width of the ladder, in [0, 1); 0 and N &gt; 1 repeats one current
   * @param refreshAt a pair is rewritten once its smaller conductance lies above G_min by more than
   *     this part of the range, in (0, 1]
   */
  public record Online(Rounding rounding, int maxSets, double margin, double refreshAt) {
    /** Checks the bounds. */
    public Online {
      Bounds.RRAM.that(maxSets >= 1, "SET pulses of a write", maxSets, "", "it must be >= 1");
      Bounds.RRAM.that(
          margin >= 0 && margin < 1, "ladder margin", margin, "", "it must lie in [0, 1)");
      Bounds.RRAM.that(
          refreshAt > 0 && refreshAt <= 1, "refresh", refreshAt, "", "it must lie in (0, 1]");
    }
  }
}
