package io.hillock.data.ecg;

import io.hillock.fault.ParameterException;

/**
 * What lies over the heart's signal at the electrodes.
 *
 * @param muscle root mean square of muscle noise: white, in slowly swelling bursts [mV], {@code >=
 *     0}
 * @param mains amplitude of mains hum [mV], {@code >= 0}
 * @param mainsFrequency its frequency [Hz], 50 or 60 in practice; 1 to 150
 * @param wander root mean square of the wandering baseline, 0.02 to 0.3 Hz [mV], {@code >= 0}
 * @param breathing A, amplitude of the baseline's movement with breath in the model [mV], {@code >=
 *     0}
 * @param modulation relative change of the amplitude with breath, 0 to 0.5
 */
public record Disturbance(
    double muscle,
    double mains,
    double mainsFrequency,
    double wander,
    double breathing,
    double modulation) {
  /** A signal without any disturbance. */
  public static final Disturbance NONE = new Disturbance(0, 0, 60, 0, 0, 0);

  private static final double HIGHEST = 5;

  /** Checks the documented bounds. */
  public Disturbance {
    require("muscle noise", muscle, 0, HIGHEST);
    require("mains hum", mains, 0, HIGHEST);
    require("mains frequency", mainsFrequency, 1, 150);
    require("baseline wander", wander, 0, HIGHEST);
    require("breathing baseline", breathing, 0, HIGHEST);
    require("breathing modulation", modulation, 0, 0.5);
  }

  private static void require(String symbol, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new ParameterException(
          "disturbance", symbol, value, "it must lie in " + low + ".." + high);
    }
  }
}
