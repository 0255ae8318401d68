package io.hillock.device.pcm;

import io.hillock.device.Bounds;
import io.hillock.device.Figure;
import java.util.List;

/**
 * Statistics of a device that one pulse writes and that then drifts.
 *
 * {@snippet lang=text :
 * G0 = g0 exp(sigma_G (sqrt(s) z_device + sqrt(1 - s) z_RESET))                          (1)
 * G(t) = G0 (t/t0)^-nu,   t = t0 + time since the pulse                                  (2)
 * half-life: the t with G(t) = G0/2,  t = t0 2^(1/nu)                                    (3)
 * }
 *
 * <p>s is {@link DriftExponent#deviceShare}, z standard normal and independent of those of nu. (2)
 * counts time so that the first read is at t0, where G = G0.
 *
 * @param name name of the set
 * @param citation what to cite
 * @param figures the numbers with unit and provenance
 * @param g0US g0, median conductance after a pulse [uS], &gt; 0
 * @param sigmaG sigma_G, spread of ln G0, not negative
 * @param exponent the law of nu
 * @param t0S t0 [s], &gt; 0
 * @param readNoise standard deviation of a read relative to G, not negative
 * @param pulseJ energy of the pulse [J], not negative
 * @param readPerUsJ energy of a read for each uS [J/uS], not negative
 */
public record DriftParameters(
    String name,
    String citation,
    List<Figure> figures,
    double g0US,
    double sigmaG,
    DriftExponent exponent,
    double t0S,
    double readNoise,
    double pulseJ,
    double readPerUsJ) {
  /** Checks the bounds. */
  public DriftParameters {
    figures = List.copyOf(figures);
    Bounds.PCM.positive("g0", g0US, "uS");
    Bounds.PCM.notNegative("spread of ln G0", sigmaG, "");
    Bounds.PCM.positive("t0", t0S, "s");
    Bounds.PCM.notNegative("read noise, relative", readNoise, "");
    Bounds.PCM.notNegative("energy of the pulse", pulseJ, "J");
    Bounds.PCM.notNegative("energy of a read", readPerUsJ, "J/uS");
  }

  /**
   * The factor of (2).
   *
   * @param nu exponent
   * @param ageS time since the pulse [s], not negative
   * @return G(t)/G0
   */
  public double factor(double nu, double ageS) {
    return factorAt(nu, logTime(ageS)); // (2)
  }

  /** ln(t/t0), which devices of one age share. */
  double logTime(double ageS) {
    return StrictMath.log1p(ageS / t0S);
  }

  static double factorAt(double nu, double logTime) {
    return StrictMath.exp(-nu * logTime);
  }

  /**
   * Equation (3).
   *
   * @param nu exponent
   * @return the half-life [s], infinite for nu = 0
   */
  public double halfLifeS(double nu) {
    return t0S * StrictMath.pow(2, 1 / nu); // (3)
  }

  /**
   * The mean exponent of the median state.
   *
   * @return nu
   */
  public double meanNu() {
    return exponent.mean(g0US);
  }

  /**
   * A variant with another law of nu; the figures stay those of the set.
   *
   * @param law the law
   * @return the variant
   */
  public DriftParameters withExponent(DriftExponent law) {
    return new DriftParameters(
        name, citation, figures, g0US, sigmaG, law, t0S, readNoise, pulseJ, readPerUsJ);
  }

  /**
   * A variant with another state after the pulse.
   *
   * @param medianUS g0 [uS], &gt; 0
   * @param spread sigma_G, not negative
   * @return the variant
   */
  public DriftParameters withStart(double medianUS, double spread) {
    return new DriftParameters(
        name, citation, figures, medianUS, spread, exponent, t0S, readNoise, pulseJ, readPerUsJ);
  }

  /**
   * A variant with other read noise.
   *
   * @param relative standard deviation relative to G, not negative
   * @return the variant
   */
  public DriftParameters withReadNoise(double relative) {
    return new DriftParameters(
        name, citation, figures, g0US, sigmaG, exponent, t0S, relative, pulseJ, readPerUsJ);
  }

  /** Tells what the simulation depends on. */
  @Override
  public String toString() {
    return "DriftParameters["
        + name
        + ", g0="
        + g0US
        + ", sigmaG="
        + sigmaG
        + ", "
        + exponent
        + ", t0="
        + t0S
        + ", readNoise="
        + readNoise
        + ", pulse="
        + pulseJ
        + ", read="
        + readPerUsJ
        + "]";
  }
}
