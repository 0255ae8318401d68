package io.hillock.data.ecg;

import io.hillock.fault.ParameterException;

/**
 * How often and how early a person's ectopic beats come.
 *
 * <p>Rates are probabilities per sinus beat that the next beat is ectopic. A couplet or a further
 * beat of a bigeminus comes on top of the ventricular rate.
 *
 * @param ventricular rate of ventricular ectopic beats, 0 to 0.5
 * @param supraventricular rate of supraventricular ectopic beats, 0 to 0.5
 * @param fusion rate of fusion beats, 0 to 0.5; the three sum to at most 0.5
 * @param ventricularCoupling interval before a ventricular beat in sinus intervals, 0.45 to 0.85
 * @param supraventricularCoupling interval before a supraventricular beat in sinus intervals, 0.5
 *     to 0.9
 * @param couplet probability that a second ventricular beat follows the first, 0 to 0.9
 * @param bigeminy probability that the sinus beat after a ventricular one is followed by another, 0
 *     to 0.9
 */
public record Ectopy(
    double ventricular,
    double supraventricular,
    double fusion,
    double ventricularCoupling,
    double supraventricularCoupling,
    double couplet,
    double bigeminy) {
  /** No ectopic beats at all. */
  public static final Ectopy NONE = new Ectopy(0, 0, 0, 0.6, 0.7, 0, 0);

  /** Checks the documented bounds. */
  public Ectopy {
    require("ventricular rate", ventricular, 0, 0.5);
    require("supraventricular rate", supraventricular, 0, 0.5);
    require("fusion rate", fusion, 0, 0.5);
    require("sum of the rates", ventricular + supraventricular + fusion, 0, 0.5);
    require("ventricular coupling", ventricularCoupling, 0.45, 0.85);
    require("supraventricular coupling", supraventricularCoupling, 0.5, 0.9);
    require("couplet probability", couplet, 0, 0.9);
    require("bigeminy probability", bigeminy, 0, 0.9);
  }

  private static void require(String symbol, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new ParameterException("ectopy", symbol, value, "it must lie in " + low + ".." + high);
    }
  }
}
