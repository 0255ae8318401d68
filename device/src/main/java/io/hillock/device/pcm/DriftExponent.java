package io.hillock.device.pcm;

import io.hillock.device.Bounds;

/**
 * How the drift exponent nu is distributed.
 *
 * {@snippet lang=text :
 * x = mean(G0) + sigma(G0) (sqrt(s) z_device + sqrt(1 - s) z_RESET)                      (1)
 * nu = max(0, x)  or  |x|, by the law                                                    (2)
 * }
 *
 * <p>z standard normal: z_device is drawn once for each device, z_RESET at each RESET; s is the
 * share of the device in the variance. Where sigma is small against the mean, (2) hardly acts.
 */
public sealed interface DriftExponent {
  /**
   * Mean of x.
   *
   * @param gUS conductance G0 that the pulse left [uS], &gt; 0
   * @return the mean
   */
  double mean(double gUS);

  /**
   * Standard deviation of x over devices and pulses.
   *
   * @param gUS conductance G0 that the pulse left [uS], &gt; 0
   * @return the deviation
   */
  double sigma(double gUS);

  /**
   * The share of the device in the variance.
   *
   * @return s, in [0, 1]
   */
  double deviceShare();

  /**
   * Equation (2).
   *
   * @param x value of (1)
   * @return nu, not negative
   */
  double notNegative(double x);

  /**
   * One mean and one relative spread for all states; negative draws become 0.
   *
   * @param nu mean, not negative
   * @param cv sigma over mean, not negative
   * @param deviceShare s, in [0, 1]
   */
  record Normal(double nu, double cv, double deviceShare) implements DriftExponent {
    /** Checks the bounds. */
    public Normal {
      Bounds.PCM.notNegative("nu", nu, "");
      Bounds.PCM.notNegative("cv of nu", cv, "");
      Bounds.PCM.probability("share of the device", deviceShare);
    }

    @Override
    public double mean(double gUS) {
      return nu;
    }

    @Override
    public double sigma(double gUS) {
      return cv * nu;
    }

    @Override
    public double notNegative(double x) {
      return x > 0 ? x : 0;
    }
  }

  /**
   * Mean and spread as published for a million devices; negative draws change sign.
   *
   * {@snippet lang=text :
   * r = G0/G_max
   * mean(r)  = clip(-0.0155 ln r + 0.0244, 0.049, 0.1)                                   (3)
   * sigma(r) = clip(-0.0125 ln r - 0.0059, 0.008, 0.045)                                 (4)
   * }
   *
   * @param gMaxUS G_max [uS], &gt; 0
   * @param deviceShare s, in [0, 1]
   * @see "IBM analog hardware acceleration kit, its statistical model of phase-change memory"
   */
  record OfConductance(double gMaxUS, double deviceShare) implements DriftExponent {
    private static final Line MEAN = new Line(-0.0155, 0.0244, 0.049, 0.1);
    private static final Line SIGMA = new Line(-0.0125, -0.0059, 0.008, 0.045);

    /** A line over ln r between two bounds. */
    private record Line(double slope, double offset, double least, double most) {
      double at(double r) {
        double y = slope * StrictMath.log(r) + offset;
        return y < least ? least : y > most ? most : y;
      }
    }

    /** Checks the bounds. */
    public OfConductance {
      Bounds.PCM.positive("G_max", gMaxUS, "uS");
      Bounds.PCM.probability("share of the device", deviceShare);
    }

    @Override
    public double mean(double gUS) {
      return MEAN.at(gUS / gMaxUS); // (3)
    }

    @Override
    public double sigma(double gUS) {
      return SIGMA.at(gUS / gMaxUS); // (4)
    }

    @Override
    public double notNegative(double x) {
      return x < 0 ? -x : x;
    }
  }
}
