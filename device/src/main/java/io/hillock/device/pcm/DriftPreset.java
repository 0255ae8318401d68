package io.hillock.device.pcm;

import io.hillock.device.Bounds;
import io.hillock.device.Evidence;
import io.hillock.device.Figure;
import java.util.ArrayList;
import java.util.List;

/** Named sets of {@link DriftParameters} with unit and source of each number. */
public enum DriftPreset {
  /** Embedded phase-change memory after RESET at 300 K, read from 0.9 ms after the pulse on. */
  EPCM_300K("epcm-300k"),
  /** The same at 77 K. */
  EPCM_77K("epcm-77k"),
  /** The same at 12 K. */
  EPCM_12K("epcm-12k"),
  /** A million devices, after RESET: a spread of nu of 45 %. */
  GST_IBM_RESET("gst-ibm-reset"),
  /** The same devices, fully SET: less drift, and less spread of it. */
  GST_IBM_SET("gst-ibm-set"),
  /** Mean and spread as often told of such traces, without a source that was found. */
  GST_TYPICAL("gst-typical");

  private static final String EPCM_SOURCE =
      "embedded phase-change memory at 12-300 K (2024), preprint, doi:10.21203/rs.3.rs-4306732/v1";
  private static final String IBM_SOURCE =
      "statistical model of phase-change memory, IBM/aihwkit, pcm.py";
  private static final double G_MAX_US = 25;

  /** Temperatures [K] and exponents of the high-resistance state in the same source. */
  private static final double[] KELVIN = {12, 77, 300};

  private static final double[] NU = {0.045, 0.041, 0.09};

  private final String id;

  DriftPreset(String id) {
    this.id = id;
  }

  /**
   * The public name.
   *
   * @return the name
   */
  public String id() {
    return id;
  }

  /**
   * The parameters.
   *
   * @return the parameter set
   */
  public DriftParameters parameters() {
    return switch (this) {
      case EPCM_300K -> epcm(NU[2], Evidence.MEASURED, EPCM_SOURCE);
      case EPCM_77K -> epcm(NU[1], Evidence.MEASURED, EPCM_SOURCE);
      case EPCM_12K -> epcm(NU[0], Evidence.MEASURED, EPCM_SOURCE);
      case GST_IBM_RESET -> ibm(0.1);
      case GST_IBM_SET -> ibm(G_MAX_US);
      case GST_TYPICAL -> typical();
    };
  }

  /**
   * Embedded phase-change memory after RESET at any temperature between those measured and 400 K,
   * by straight lines, which nobody measured.
   *
   * @param kelvin temperature [K], 12 to 400
   * @return the parameter set
   */
  public static DriftParameters epcm(double kelvin) {
    Bounds.PCM.that(
        kelvin >= KELVIN[0] && kelvin <= 400,
        "temperature",
        kelvin,
        "K",
        "it must lie in [12, 400] K");
    int k = kelvin < KELVIN[1] ? 0 : 1;
    double nu = NU[k] + (NU[k + 1] - NU[k]) * (kelvin - KELVIN[k]) / (KELVIN[k + 1] - KELVIN[k]);
    return EPCM_300K.epcm(nu, Evidence.ASSUMED, "straight lines between 12, 77 and 300 K");
  }

  private DriftParameters epcm(double nu, Evidence how, String source) {
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("nu", nu, "", how, source));
    figures.add(new Figure("t0", 0.9e-3, "s", Evidence.MEASURED, "first read of the same source"));
    figures.add(new Figure("cv of nu", 0.1, "", Evidence.ASSUMED, "within the 10-45 % of others"));
    DriftExponent law = new DriftExponent.Normal(nu, 0.1, share(figures));
    return set(EPCM_SOURCE, figures, 0.1, law, 0.9e-3);
  }

  private DriftParameters ibm(double g0US) {
    List<Figure> figures = new ArrayList<>();
    DriftExponent law = new DriftExponent.OfConductance(G_MAX_US, share(figures));
    Evidence m = Evidence.MEASURED;
    figures.add(new Figure("G_max", G_MAX_US, "uS", m, IBM_SOURCE));
    figures.add(new Figure("nu at g0", law.mean(g0US), "", m, IBM_SOURCE));
    figures.add(new Figure("sigma of nu at g0", law.sigma(g0US), "", m, IBM_SOURCE));
    figures.add(
        new Figure(
            "t0", 1e-3, "s", Evidence.ASSUMED, "the fit begins at 20 s; carried on to 1 ms"));
    return set("IBM analog hardware acceleration kit, " + IBM_SOURCE, figures, g0US, law, 1e-3);
  }

  private DriftParameters typical() {
    List<Figure> figures = new ArrayList<>();
    Evidence a = Evidence.ASSUMED;
    figures.add(new Figure("nu", 0.08, "", a, "between the measured sets"));
    figures.add(new Figure("cv of nu", 0.1, "", a, "within the 10-45 % of others"));
    figures.add(new Figure("t0", 1e-3, "s", a, "a RESET and a read take less"));
    DriftExponent law = new DriftExponent.Normal(0.08, 0.1, share(figures));
    return set("none", figures, 0.1, law, 1e-3);
  }

  private static double share(List<Figure> figures) {
    double share = 0.5;
    figures.add(
        new Figure("share of the device", share, "", Evidence.ASSUMED, "neither part dominates"));
    return share;
  }

  private DriftParameters set(
      String citation, List<Figure> figures, double g0US, DriftExponent law, double t0S) {
    String srnn = "spread of the RESET state 0.1 +- 0.01 uS in YigitDemirag/srnn-pcm";
    figures.add(new Figure("g0", g0US, "uS", Evidence.COMMON, "scale only: reads are relative"));
    figures.add(new Figure("spread of ln G0", 0.1, "", Evidence.MEASURED, srnn));
    figures.add(
        new Figure(
            "read noise, relative", 0, "", Evidence.ASSUMED, "averaged away; swept instead"));
    figures.add(
        new Figure("energy of the pulse", 3e-11, "J", Evidence.ASSUMED, "an order of magnitude"));
    figures.add(
        new Figure("endurance", 1e8, "pulses", Evidence.COMMON, "not modelled: nothing wears out"));
    figures.add(
        new Figure("energy of a read", 4e-15, "J/uS", Evidence.ASSUMED, "0.2 V for 100 ns"));
    return new DriftParameters(id, citation, figures, g0US, 0.1, law, t0S, 0, 3e-11, 4e-15);
  }
}
