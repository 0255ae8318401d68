package io.hillock.device.pcm;

import io.hillock.device.Bounds;
import io.hillock.device.ConductanceRange;
import io.hillock.device.DeviceModel;
import io.hillock.device.Figure;
import io.hillock.device.NonIdeality;
import io.hillock.device.WearLaw;
import io.hillock.device.crossbar.BlindScope;
import io.hillock.device.crossbar.Wires;
import io.hillock.unit.Time;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Statistics of a phase-change device.
 *
 * @param name name of the set
 * @param citation what to cite
 * @param figures the numbers with unit and provenance
 * @param range conductances to which a device is clipped
 * @param set what a SET pulse does
 * @param resetSigmaUS spread of the state after a RESET around G_min [uS], not negative
 * @param drift what age does
 * @param read what a read does
 * @param cost energies of pulses and reads
 * @param refreshAtUS pairs are refreshed above this conductance when their difference is below a
 *     quarter of it [uS], &gt; 0
 * @param mostPulses most SET pulses of one write, at least 1: far up, pulses hardly raise the mean
 * @param deviceCv coefficient of variation of the log-normal factor, of median 1, by which the
 *     increments of a device differ for life, in [0, 1]
 * @param wear devices that never switch or no longer do; a stuck one conducts G_max or G_min
 * @param wires resistances of the lines of an array
 * @param active the non-idealities that act
 */
public record PcmParameters(
    String name,
    String citation,
    List<Figure> figures,
    ConductanceRange range,
    SetPulse set,
    double resetSigmaUS,
    Drift drift,
    ReadNoise read,
    Cost cost,
    double refreshAtUS,
    int mostPulses,
    double deviceCv,
    WearLaw wear,
    Wires wires,
    Set<NonIdeality> active)
    implements DeviceModel {
  static final Set<NonIdeality> MODELS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(
              EnumSet.of(
                  NonIdeality.CYCLE_CORRELATION,
                  NonIdeality.PROGRAMMING_SPREAD,
                  NonIdeality.RELAXATION)));

  /** Checks the bounds. */
  public PcmParameters {
    figures = List.copyOf(figures);
    active = Bounds.PCM.switches(MODELS, active);
    Bounds.PCM.that(mostPulses >= 1, "most pulses of a write", mostPulses, "", "it must be >= 1");
    Bounds.PCM.probability("device-to-device cv", deviceCv);
    Bounds.PCM.notNegative("sigma of a RESET", resetSigmaUS, "uS");
    Bounds.PCM.positive("refresh level", refreshAtUS, "uS");
  }

  /**
   * One SET pulse.
   *
   * {@snippet lang=text :
   * P <- P exp(-1/n),  P = 1 after a RESET                                               (1)
   * mean of dG = a G + b + c P                                                           (2)
   * sd of dG   = d G + e + f P                                                           (3)
   * }
   *
   * @param memoryPulses n, &gt; 0
   * @param slope a
   * @param offsetUS b [uS]
   * @param memoryUS c [uS]
   * @param sdSlope d
   * @param sdOffsetUS e [uS]
   * @param sdMemoryUS f [uS]
   * @see "S. R. Nandakumar et al. (2018), J. Appl. Phys. 124:152135"
   */
  public record SetPulse(
      double memoryPulses,
      double slope,
      double offsetUS,
      double memoryUS,
      double sdSlope,
      double sdOffsetUS,
      double sdMemoryUS) {
    /** Checks the bounds. */
    public SetPulse {
      Bounds.PCM.positive("memory of pulses", memoryPulses, "pulses");
      Bounds.PCM.notNegative("slope of sigma", sdSlope, "");
      Bounds.PCM.notNegative("offset of sigma", sdOffsetUS, "uS");
      Bounds.PCM.notNegative("memory part of sigma", sdMemoryUS, "uS");
    }

    /**
     * Factor of (1).
     *
     * @return exp(-1/n)
     */
    public double memoryFactor() {
      return StrictMath.exp(-1 / memoryPulses); // (1)
    }

    /**
     * Equation (2).
     *
     * @param gUS conductance before the pulse [uS]
     * @param p P after (1)
     * @return mean increment [uS]
     */
    public double meanUS(double gUS, double p) {
      return slope * gUS + (offsetUS + memoryUS * p); // (2)
    }

    /**
     * Equation (3).
     *
     * @param gUS conductance before the pulse [uS]
     * @param p P after (1)
     * @return standard deviation [uS]
     */
    public double sigmaUS(double gUS, double p) {
      return sdSlope * gUS + (sdOffsetUS + sdMemoryUS * p); // (3)
    }
  }

  /**
   * Drift of a written conductance.
   *
   * {@snippet lang=text :
   * G(t) = G (t / t0)^-nu,   t = age of the write + first read                             (1)
   * nu = max(0, N(mean, (cv mean)^2))                                                     (2)
   * }
   *
   * @param nu mean exponent, not negative
   * @param cv spread of the exponent relative to its mean, not negative
   * @param t0S t0 [s], &gt; 0: the age at which G is what was programmed
   * @param firstReadS time between a pulse and the first read [s], &gt; 0
   */
  public record Drift(double nu, double cv, double t0S, double firstReadS) {
    /** Checks the bounds. */
    public Drift {
      Bounds.PCM.notNegative("nu", nu, "");
      Bounds.PCM.notNegative("cv of nu", cv, "");
      Bounds.PCM.positive("t0", t0S, "s");
      Bounds.PCM.positive("time to the first read", firstReadS, "s");
    }

    /**
     * The factor of (1).
     *
     * @param exponent nu of the device
     * @param ageS age of the write [s], not negative
     * @return G(t)/G
     */
    public double factor(double exponent, double ageS) {
      return factorOfLog(exponent, logAge(ageS));
    }

    /** log of (t / t0), which devices written together share. */
    double logAge(double ageS) {
      return StrictMath.log((ageS + firstReadS) / t0S);
    }

    double factorOfLog(double exponent, double logAge) {
      return StrictMath.exp(-exponent * logAge); // (1)
    }
  }

  /**
   * Gaussian read noise with standard deviation {@code r G + s}.
   *
   * @param relative r, not negative
   * @param offsetUS s [uS], not negative
   */
  public record ReadNoise(double relative, double offsetUS) {
    /** Checks the bounds. */
    public ReadNoise {
      Bounds.PCM.notNegative("read noise, relative", relative, "");
      Bounds.PCM.notNegative("read noise, additive", offsetUS, "uS");
    }

    /**
     * Standard deviation.
     *
     * @param gUS conductance [uS]
     * @return sigma [uS]
     */
    public double sigmaUS(double gUS) {
      return relative * gUS + offsetUS;
    }
  }

  /**
   * Energies, and the time that pulses take.
   *
   * @param setJ of a SET pulse [J], not negative
   * @param resetJ of a RESET pulse [J], not negative
   * @param readPerUsJ of a read for each uS read [J], not negative
   * @param blindNs time in which an array is deaf for each pulse in turn [ns], in [0, 1e9]
   * @param blindScope which pulses take turns
   */
  public record Cost(
      double setJ, double resetJ, double readPerUsJ, double blindNs, BlindScope blindScope) {
    /** Checks the bounds. */
    public Cost {
      Bounds.PCM.notNegative("energy of a SET", setJ, "J");
      Bounds.PCM.notNegative("energy of a RESET", resetJ, "J");
      Bounds.PCM.notNegative("energy of a read", readPerUsJ, "J/uS");
      Bounds.PCM.that(
          blindNs >= 0 && blindNs <= 1e9, "t_w", blindNs, "ns", "it must lie in [0, 1e9] ns");
    }
  }

  @Override
  public String kind() {
    return "pcm";
  }

  @Override
  public Set<NonIdeality> models() {
    return MODELS;
  }

  @Override
  public PcmSubstrate substrate(double wMax, Time dt) {
    return new PcmSubstrate(this, wMax, dt);
  }

  /**
   * The same numbers with other switches.
   *
   * @param only what acts; nothing else does
   * @return the variant
   */
  public PcmParameters withOnly(NonIdeality... only) {
    return withOnly(List.of(only));
  }

  @Override
  public PcmParameters withOnly(Collection<NonIdeality> only) {
    return new PcmParameters(
        name,
        citation,
        figures,
        range,
        set,
        resetSigmaUS,
        drift,
        read,
        cost,
        refreshAtUS,
        mostPulses,
        deviceCv,
        wear,
        wires,
        NonIdeality.copyOf(only));
  }
}
