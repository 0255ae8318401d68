package io.hillock.gallery.pcmtraining;

import io.hillock.learning.HardwareEProp;
import java.util.List;

/**
 * One way to train, with the settings that suit it.
 *
 * @param name for plots and tables
 * @param metric how names of metrics say it
 * @param scheme how a change reaches the device
 * @param conditions what acts on the device
 * @param eta learning rate of the weights to and among the hidden neurons
 * @param etaOut learning rate of the weights to the readout
 * @param range weights that a full difference of conductances stands for
 */
record Arm(
    String name,
    String metric,
    Scheme scheme,
    Conditions conditions,
    double eta,
    double etaOut,
    Range range) {
  /**
   * Weights that a full difference of conductances stands for.
   *
   * @param hidden from the input and among the hidden neurons
   * @param out to the readout
   * @param initialSd spread of the weights that are asked for at the beginning
   */
  record Range(double hidden, double out, double initialSd) {}

  private static final Range USUAL = new Range(0.06, 0.12, 0.01);

  static final Arm FLOAT =
      compared("float", "float", new Scheme.FloatWeights(), new double[] {1e-4, 1e-5}, USUAL);
  static final Arm MIXED =
      compared(
          "mixed precision",
          "mixed",
          new Scheme.MixedPrecision(0.064),
          new double[] {1e-4, 2e-5},
          new Range(0.06, 0.12, 0.007));
  static final Arm SIGN =
      compared(
          "sign",
          "sign",
          new Scheme.Sign(0.1),
          new double[] {1e-4, 1e-4},
          new Range(0.03, 0.06, 0.01));
  static final Arm STOCHASTIC =
      compared(
          "stochastic", "stochastic", new Scheme.Stochastic(), new double[] {1e-5, 5e-6}, USUAL);
  static final Arm MULTI =
      compared(
          "multi-device", "multi", new Scheme.MultiDevice(4), new double[] {3e-5, 6e-5}, USUAL);

  private static Arm compared(
      String name, String metric, Scheme scheme, double[] rates, Range range) {
    return new Arm(name, metric, scheme, Conditions.PUBLISHED, rates[0], rates[1], range);
  }

  /** Learning on float weights, then the four schemes. */
  static final List<Arm> COMPARED = List.of(FLOAT, MIXED, SIGN, STOCHASTIC, MULTI);

  /** Mixed precision on the same devices under other conditions. */
  static final List<Arm> OTHER_CONDITIONS =
      List.of(
          MIXED.under(Conditions.RESTED, "mixed, rested", "mixed.rested"),
          MIXED.under(Conditions.EVERYTHING, "mixed, everything on", "mixed.everything"));

  private Arm under(Conditions value, String newName, String newMetric) {
    return new Arm(newName, newMetric, scheme, value, eta, etaOut, range);
  }

  boolean onDevices() {
    return !(scheme instanceof Scheme.FloatWeights);
  }

  HardwareEProp.Rates relativeRates() {
    return new HardwareEProp.Rates(1, 1, etaOut / eta);
  }
}
