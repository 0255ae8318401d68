package io.hillock.device.mtj;

import io.hillock.device.Bounds;

/**
 * How junctions of one array differ for life.
 *
 * {@snippet lang=text :
 * Delta_k = Delta (1 + c_Delta z1)                                                  (1)
 * I_c0,k  = I_c0 (Delta_k / Delta) (1 + c_I z2)                                     (2)
 * R_P,k   = R_P (1 + c_R z3),    TMR_k = TMR (1 + c_TMR z4)                         (3)
 * }
 *
 * <p>z normal numbers of variance 1, drawn again beyond 4 deviations, which takes 5e-4 of their
 * deviation. The critical current follows the barrier, as it does in {@link MtjParameters}, and has
 * a spread of its own (damping, torque efficiency). The time t_A is the same for all.
 *
 * @param delta c_Delta, in [0, 0.15]
 * @param criticalCurrent c_I, in [0, 0.15]
 * @param resistance c_R, in [0, 0.15]
 * @param tmr c_TMR, in [0, 0.15]
 * @param drive what a write holds constant
 */
public record MtjSpread(
    double delta, double criticalCurrent, double resistance, double tmr, Drive drive) {
  /** Junctions that are equal. */
  public static final MtjSpread NONE = new MtjSpread(0, 0, 0, 0, Drive.CURRENT);

  /** Beyond so many deviations a number is drawn again. */
  static final double WIDEST = 4;

  /** Checks the bounds. */
  public MtjSpread {
    bound("c_Delta", delta);
    bound("c_I", criticalCurrent);
    bound("c_R", resistance);
    bound("c_TMR", tmr);
  }

  private static void bound(String symbol, double cv) {
    Bounds.MTJ.that(cv >= 0 && cv <= 0.15, symbol, cv, "", "it must lie in [0, 0.15]");
  }

  /**
   * The same spread of barrier, critical current and resistance, and none of the TMR.
   *
   * @param cv c_Delta = c_I = c_R
   * @param drive what a write holds constant
   * @return the spread
   */
  public static MtjSpread equal(double cv, Drive drive) {
    return new MtjSpread(cv, cv, cv, 0, drive);
  }
}
