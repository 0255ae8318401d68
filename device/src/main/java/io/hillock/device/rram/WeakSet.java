package io.hillock.device.rram;

import static io.hillock.device.Evidence.ASSUMED;

import io.hillock.device.Bounds;
import io.hillock.device.Figure;
import java.util.List;

/**
 * A SET pulse below the voltage that always switches: it may grow the filament a little.
 *
 * {@snippet lang=text :
 * P(V) = 1 / (1 + exp(-(V - V_half) / s))                                              (1)
 * R <- R exp(-lambda E),   E exponential with mean 1,   when it switches               (2)
 * R <- R_med exp(sigma xi),   by a RESET, when (2) left R below R_floor                (3)
 * }
 *
 * <p>(2) and (3) together are a random walk downwards through the high-resistance state with a
 * fresh draw at its end: a search that stops when nobody pulses any more.
 *
 * @param halfV V_half, where every second pulse switches [V], &gt; 0
 * @param slopeV s [V], &gt; 0
 * @param lambda mean step of ln R, &gt; 0
 * @param floorKOhm R_floor [kOhm], &gt; 0
 */
public record WeakSet(double halfV, double slopeV, double lambda, double floorKOhm) {
  /** Checks the bounds. */
  public WeakSet {
    Bounds.RRAM.positive("V_half", halfV, "V");
    Bounds.RRAM.positive("s", slopeV, "V");
    Bounds.RRAM.positive("lambda", lambda, "");
    Bounds.RRAM.positive("R_floor", floorKOhm, "kOhm");
  }

  /**
   * A law to begin with.
   *
   * @return V_half = 0.6 V, s = 0.1 V, lambda = 0.5, R_floor = 50 kOhm
   */
  public static WeakSet usual() {
    return new WeakSet(0.6, 0.1, 0.5, 50);
  }

  /**
   * Equation (1).
   *
   * @param volts V [V]
   * @return probability that a pulse switches
   */
  public double probability(double volts) {
    return 1 / (1 + StrictMath.exp(-(volts - halfV) / slopeV)); // (1)
  }

  /**
   * Every number with its provenance.
   *
   * @return the figures
   */
  public List<Figure> figures() {
    String own = "chosen for this project; a sigmoid is what was measured in 2022";
    return List.of(
        new Figure("V_half", halfV, "V", ASSUMED, own),
        new Figure("s", slopeV, "V", ASSUMED, own),
        new Figure("lambda", lambda, "", ASSUMED, own),
        new Figure("R_floor", floorKOhm, "kOhm", ASSUMED, "the bound of Payvand et al. 2022"));
  }
}
