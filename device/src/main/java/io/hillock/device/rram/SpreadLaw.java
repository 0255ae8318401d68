package io.hillock.device.rram;

import io.hillock.device.Bounds;

/** Standard deviation of a programmed conductance as a function of its mean. */
public sealed interface SpreadLaw {
  /**
   * The standard deviation.
   *
   * @param gUS mean conductance [uS]
   * @return sigma [uS], not negative
   */
  double sigmaUS(double gUS);

  /** No spread. */
  enum None implements SpreadLaw {
    /** The law sigma = 0. */
    NONE;

    @Override
    public double sigmaUS(double gUS) {
      return 0;
    }
  }

  /**
   * Power law, sigma = k (G / 1 uS)^p; p = 1 is a constant relative spread.
   *
   * @param coefficientUS k [uS], not negative
   * @param exponent p, in [0, 2]
   */
  record Power(double coefficientUS, double exponent) implements SpreadLaw {
    /** Checks the bounds. */
    public Power {
      Bounds.RRAM.notNegative("spread coefficient", coefficientUS, "uS");
      Bounds.RRAM.that(
          exponent >= 0 && exponent <= 2, "spread exponent", exponent, "", "it must lie in [0, 2]");
    }

    @Override
    public double sigmaUS(double gUS) {
      if (exponent == 1) {
        return coefficientUS * gUS;
      }
      return gUS <= 0 ? 0 : coefficientUS * StrictMath.pow(gUS, exponent);
    }
  }

  /**
   * Polynomial of degree 4 in g = G / G_max, g held in [0, 1], as published fits give it.
   *
   * {@snippet lang=text :
   * sigma = c0 + c1 g + c2 g^2 + c3 g^3 + c4 g^4                                     (1)
   * }
   *
   * @param gMaxUS G_max [uS] of the fit, &gt; 0
   * @param c0 constant [uS]
   * @param c1 factor of g [uS]
   * @param c2 factor of g^2 [uS]
   * @param c3 factor of g^3 [uS]
   * @param c4 factor of g^4 [uS]
   */
  record Quartic(double gMaxUS, double c0, double c1, double c2, double c3, double c4)
      implements SpreadLaw {
    /** Checks that the fit is positive over its range. */
    public Quartic {
      Bounds.RRAM.positive("G_max of the spread fit", gMaxUS, "uS");
      for (int n = 0; n <= 100; n++) {
        double s = polynomial(0.01 * n, c0, c1, c2, c3, c4);
        Bounds.RRAM.that(s >= 0, "sigma at g = " + 0.01 * n, s, "uS", "it must be >= 0 on [0, 1]");
      }
    }

    private static double polynomial(
        double g, double c0, double c1, double c2, double c3, double c4) {
      return c0 + g * (c1 + g * (c2 + g * (c3 + g * c4)));
    }

    @Override
    public double sigmaUS(double gUS) {
      double g = gUS / gMaxUS;
      g = g < 0 ? 0 : g > 1 ? 1 : g;
      return polynomial(g, c0, c1, c2, c3, c4); // (1)
    }
  }
}
