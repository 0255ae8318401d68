package io.hillock.device.pcm;

import io.hillock.device.Bounds;

/**
 * How devices make a trace, and what is taken for zero.
 *
 * {@snippet lang=text :
 * r_d = G_d/G0_d  or  G_d/g0                     reference: own start, or the same for all   (1)
 * e = 1/S sum over groups of max(0, (mean_d r_d - mean_d b_d) / (1 - b))                     (2)
 * }
 *
 * <p>S groups take turns: each coincidence writes one of them, all its devices at once; a group
 * that was never written adds 0. b_d baseline, the r at which a trace counts as gone, since power
 * laws have no end of their own; b that of a device with the mean exponent, so that all have one
 * gain. One group of one device is the plain trace.
 *
 * @param groups S, how many coincidences a synapse remembers one by one, 1 to 64
 * @param devicesPerGroup devices that are written together and averaged, 1 to 64
 * @param reference G0 in (1)
 * @param baseline b in (2)
 */
public record DriftReadout(
    int groups, int devicesPerGroup, Reference reference, Baseline baseline) {
  private static final int MOST = 64;

  /** Against which conductance a device is read. */
  public enum Reference {
    /** Its own conductance after its last pulse, which something must hold. */
    OWN_START,
    /** The median conductance g0 of all devices. */
    COMMON
  }

  /** What is taken off a read. */
  public sealed interface Baseline {
    /** Nothing. */
    record None() implements Baseline {}

    /**
     * The same for all devices.
     *
     * @param level b, in [0, 1)
     */
    record Level(double level) implements Baseline {
      /** Checks the bound. */
      public Level {
        Bounds.PCM.that(level >= 0 && level < 1, "baseline", level, "", "it must lie in [0, 1)");
      }
    }

    /**
     * For each device the mean of r at a given age over some trial pulses, found before use. It
     * takes out what devices differ in, not what pulses of one device differ in.
     *
     * @param ageS that age [s], &gt; 0
     * @param pulses trial pulses for each device, 1 to 1000
     */
    record Calibrated(double ageS, int pulses) implements Baseline {
      /** Checks the bounds. */
      public Calibrated {
        Bounds.PCM.positive("age of the baseline", ageS, "s");
        Bounds.PCM.that(
            pulses >= 1 && pulses <= 1000, "trial pulses", pulses, "", "it must lie in [1, 1000]");
      }
    }
  }

  /** Checks the bounds. */
  public DriftReadout {
    count("groups", groups);
    count("devices of a group", devicesPerGroup);
  }

  private static void count(String symbol, int n) {
    Bounds.PCM.that(n >= 1 && n <= MOST, symbol, n, "", "it must lie in [1, " + MOST + "]");
  }

  /**
   * One device for each trace, read against its own start.
   *
   * @param baseline b
   * @return the readout
   */
  public static DriftReadout single(Baseline baseline) {
    return new DriftReadout(1, 1, Reference.OWN_START, baseline);
  }

  /**
   * The baseline of a device with mean exponent at a given age.
   *
   * @param p the device that it is set for
   * @param ageS age at which its trace shall count as gone [s], &gt; 0
   * @return the baseline
   */
  public static Baseline goneAfter(DriftParameters p, double ageS) {
    Bounds.PCM.positive("age of the baseline", ageS, "s");
    return new Baseline.Level(p.factor(p.meanNu(), ageS));
  }

  /**
   * Devices of one trace.
   *
   * @return groups times devices of a group
   */
  public int devices() {
    return groups * devicesPerGroup;
  }
}
